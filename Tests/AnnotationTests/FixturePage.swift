import Events
import Foundation

/// A page of our own writing: `@page TIER`, then blocks of `@seg KIND` and the lines that belong to it. A file holds one page or several.
struct FixturePage {
    struct Malformed: Error { var line: String }

    struct Block {
        var kind: SegmentKind
        var tier: Tier
        var lines: [String] = []
    }

    var name: String
    var blocks: [Block] = []

    /// The pages of a folder beside a source file, by name; those of one file by their place in it.
    static func all(in folder: String = "Fixtures", beside source: String = #filePath) throws -> [FixturePage] {
        let folder = URL(fileURLWithPath: source).deletingLastPathComponent().appendingPathComponent(folder)
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try files.filter { $0.pathExtension == "txt" }.sorted { $0.path < $1.path }.flatMap(pages(of:))
    }

    private static func pages(of url: URL) throws -> [FixturePage] {
        let name = url.deletingPathExtension().lastPathComponent
        var pages: [FixturePage] = []
        var tier = Tier.news
        for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map(String.init) {
            if line.hasPrefix("@page ") {
                guard let value = Tier(rawValue: String(line.dropFirst(6))) else { throw Malformed(line: line) }
                tier = value
                pages.append(FixturePage(name: "\(name) \(pages.count + 1)"))
            } else if pages.isEmpty {
                throw Malformed(line: line)
            } else if line.hasPrefix("@seg ") {
                guard let kind = SegmentKind(rawValue: String(line.dropFirst(5))) else { throw Malformed(line: line) }
                pages[pages.count - 1].blocks.append(Block(kind: kind, tier: kind == .comment ? .user : tier))
            } else {
                let last = pages[pages.count - 1].blocks.count - 1
                guard last >= 0 else { throw Malformed(line: line) }
                pages[pages.count - 1].blocks[last].lines.append(line)
            }
        }
        return pages
    }
}
