import Events
import Foundation

/// A page of our own writing in a text file: `@page TIER`, then blocks of `@seg KIND` and the lines that belong to it.
struct FixturePage {
    struct Malformed: Error { var line: String }

    struct Block {
        var kind: SegmentKind
        var tier: Tier
        var lines: [String] = []
    }

    var name: String
    var blocks: [Block] = []

    /// The pages of a folder beside a source file, by name.
    static func all(in folder: String = "Fixtures", beside source: String = #filePath) throws -> [FixturePage] {
        let folder = URL(fileURLWithPath: source).deletingLastPathComponent().appendingPathComponent(folder)
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try files.filter { $0.pathExtension == "txt" }.sorted { $0.path < $1.path }.map(FixturePage.init)
    }

    private init(_ url: URL) throws {
        name = url.deletingPathExtension().lastPathComponent
        var tier = Tier.news
        for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map(String.init) {
            if line.hasPrefix("@page ") {
                guard let value = Tier(rawValue: String(line.dropFirst(6))) else { throw Malformed(line: line) }
                tier = value
            } else if line.hasPrefix("@seg ") {
                guard let kind = SegmentKind(rawValue: String(line.dropFirst(5))) else { throw Malformed(line: line) }
                blocks.append(Block(kind: kind, tier: kind == .comment ? .user : tier))
            } else {
                guard !blocks.isEmpty else { throw Malformed(line: line) }
                blocks[blocks.count - 1].lines.append(line)
            }
        }
    }
}
