import Articles
import Events
import Foundation
import Testing

/// What feedparser's test feeds expect of title, link, date, author, summary and content, held against what is read.
///
/// Each file's first comment says what is expected, in Python. Expectations of other fields, and of things that are no
/// value of a field, are not counted. Markup is compared by its words: articles are text.
@Suite struct FeedExpectationTests {
    private static let archive = Reading.shared.appendingPathComponent("corpora/html/feedparser-feeds.tar.xz")

    @Test("at least 95 in 100 of the public feeds' expectations are met")
    func expectations() throws {
        guard FileManager.default.fileExists(atPath: Self.archive.path) else {
            print("SKIPPED: no ../shared/corpora/html/feedparser-feeds.tar.xz beside the checkout")
            return
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("feeds-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer {
            do { try FileManager.default.removeItem(at: folder) } catch { print("left behind: \(folder.path)") }
        }
        let tar = Process()
        tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        tar.arguments = ["tar", "-xJf", Self.archive.path, "-C", folder.path]
        try tar.run()
        tar.waitUntilExit()
        try #require(tar.terminationStatus == 0, "tar and xz unpack the archive")

        var met: [String: Int] = [:]
        var all: [String: Int] = [:]
        let walk = try #require(FileManager.default.enumerator(atPath: folder.path))
        for name in walk.compactMap({ $0 as? String }).sorted() where name.hasSuffix(".xml") {
            let bytes = try [UInt8](Data(contentsOf: folder.appendingPathComponent(name)))
            guard let file = ExpectedFeed(bytes, name: name) else { continue }
            for claim in file.claims {
                let group = "\(claim.isEntry ? "items" : "feed") \(claim.field)"
                all[group, default: 0] += 1
                let found = claim.found(in: file.feed)
                if claim.isMet(by: found) {
                    met[group, default: 0] += 1
                } else if ProcessInfo.processInfo.environment["CLAIMSTREAM_MEASURE"] != nil {
                    print("not met: \(name): \(claim.path) == \(claim.value), read: \(found ?? "nothing")")
                }
            }
        }
        for part in ["items", "feed"] {
            let groups = all.keys.filter { $0.hasPrefix(part) }.sorted()
            for group in groups { print("\(group): \(met[group, default: 0]) of \(all[group, default: 0])") }
            let count = groups.reduce(0) { $0 + all[$1, default: 0] }
            let good = groups.reduce(0) { $0 + met[$1, default: 0] }
            print("\(part): \(good) of \(count) expectations met")
            #expect(count > 400)
            #expect(Double(good) >= 0.95 * Double(count), "\(part): \(good) of \(count)")
        }
    }
}

extension String {
    /// Without white space, which markup puts where text does not.
    fileprivate var squashed: String { filter { !$0.isWhitespace } }
}

/// One file: the feed as read and the claims about it that concern us.
private struct ExpectedFeed {
    enum Field: String { case title, link, author, summary, content, updated, published, created }

    struct Claim {
        var isEntry: Bool
        var index: Int
        var field: Field
        /// Which of several authors.
        var place: Int
        var path: String
        var value: String

        func found(in feed: Feed) -> String? {
            guard isEntry else {
                return switch field {
                case .title: feed.title
                case .link: feed.link
                case .author: feed.authors.dropFirst(place).first
                case .summary, .content: feed.subtitle?.plain
                case .updated, .published, .created: feed.updated
                }
            }
            guard feed.items.indices.contains(index) else { return nil }
            let item = feed.items[index]
            return switch field {
            case .title: item.title
            case .link: item.link
            case .author: item.authors.dropFirst(place).first
            case .summary: (item.summary ?? item.content)?.plain
            case .content: (item.content ?? item.summary)?.plain
            case .updated: item.updated
            case .published: item.published
            case .created: item.created
            }
        }

        func isMet(by found: String?) -> Bool {
            switch field {
            case .updated, .published, .created:
                return found.flatMap(Self.instant) == Self.instant(value)
            case .author:
                let name = value.replacing(/\s*[(<]\S+@\S+[)>]/, with: "")
                return Self.words(name) == Self.words(found ?? "")
            case .link: return value == (found ?? "")
            case .title, .summary, .content:
                let found = found ?? ""
                return [found, Self.words(found)].contains { $0.squashed == Self.words(value).squashed }
                    || found.squashed == value.squashed
            }
        }

        /// The text of markup, white space folded.
        private static func words(_ text: String) -> String {
            FeedText(bytes: Array(text.utf8), isMarkup: true).plain ?? ""
        }

        private static func instant(_ text: String) -> Date? {
            let iso = text.hasPrefix("(") ? tuple(text) : DateScanner.first(in: text)?.iso
            guard let iso else { return nil }
            let formatter = ISO8601DateFormatter()
            return formatter.date(from: iso) ?? formatter.date(from: iso.count == 10 ? iso + "T00:00:00Z" : iso + "Z")
        }

        /// Python's time tuple, in UTC.
        private static func tuple(_ text: String) -> String? {
            let numbers = text.dropFirst().dropLast().split(separator: ",")
                .compactMap { Int($0.trimmingCharacters(in: .whitespaces)) }
            guard numbers.count >= 6 else { return nil }
            return String(
                format: "%04d-%02d-%02dT%02d:%02d:%02dZ", numbers[0], numbers[1], numbers[2], numbers[3], numbers[4],
                numbers[5])
        }
    }

    let feed: Feed
    let claims: [Claim]

    init?(_ bytes: [UInt8], name: String) {
        let head = String(decoding: bytes.prefix(6_000), as: UTF8.self)
        guard let expect = head.firstMatch(of: /Expect:\s*(.+?)\s*(?:-->|\n)/)?.1 else { return nil }
        claims = Self.clauses(String(expect)).compactMap(Self.claim)
        guard !claims.isEmpty else { return nil }
        var description = SourceDescription(source: name, url: "http://127.0.0.1:8097/feeds/\(name)", format: .feed)
        for header in head.matches(of: /Header:\s*([A-Za-z-]+):\s*(.+)/) {
            switch header.1.lowercased() {
            case "content-type":
                description.charset = header.2.firstMatch(of: /charset=["']?([A-Za-z0-9_-]+)/).map { String($0.1) }
            case "content-location":
                let location = String(header.2)
                if location.contains("://") { description.url = location }
                if location.hasPrefix("/") { description.url = "http://127.0.0.1:8097" + location }
            default: continue
            }
        }
        feed = FeedParser(description: description).parse(bytes)
    }

    private static func clauses(_ text: String) -> [String] {
        text.components(separatedBy: " and ").map { clause in
            let trimmed = clause.trimmingCharacters(in: .whitespaces)
            return trimmed.hasPrefix("(") && trimmed.hasSuffix(")") ? String(trimmed.dropFirst().dropLast()) : trimmed
        }
    }

    private static func claim(_ clause: String) -> Claim? {
        guard let match = clause.wholeMatch(of: /(feed|entries\[(\d)\])((?:\['\w+'\]|\[\d\]|\.\w+)+)\s*==\s*(.+)/)
        else { return nil }
        let keys = match.3.matches(of: /\w+/).map { String($0.0) }
        guard let (field, place) = field(keys, isEntry: match.1 != "feed"), let value = literal(String(match.4)) else {
            return nil
        }
        return Claim(
            isEntry: match.1 != "feed", index: match.2.flatMap { Int($0) } ?? 0, field: field, place: place,
            path: String(match.1 + match.3), value: value)
    }

    private static func field(_ keys: [String], isEntry: Bool) -> (Field, Int)? {
        switch keys {
        case ["title"], ["title_detail", "value"]: (.title, 0)
        case ["link"], ["links", "0", "href"]: (.link, 0)
        case ["author"], ["author_detail", "name"], ["authors", "0", "name"]: (.author, 0)
        case ["authors", "1", "name"]: (.author, 1)
        case ["summary"], ["description"], ["subtitle"], ["summary_detail", "value"]: (.summary, 0)
        case ["tagline"], ["tagline_detail", "value"]: isEntry ? nil : (.summary, 0)
        case ["content", "0", "value"]: isEntry ? (.content, 0) : nil
        case ["updated"], ["updated_parsed"], ["modified"], ["date"], ["date_parsed"]: (.updated, 0)
        case ["published"], ["published_parsed"], ["issued"]: (.published, 0)
        case ["created"], ["created_parsed"]: (.created, 0)
        default: nil
        }
    }

    /// A Python string or tuple; nil for anything else.
    private static func literal(_ text: String) -> String? {
        if text.hasPrefix("("), text.hasSuffix(")") { return text }
        let body = text.hasPrefix("u") ? String(text.dropFirst()) : text
        guard let quote = body.first, quote == "'" || quote == "\"", body.count >= 2 else { return nil }
        var out = ""
        var rest = body.dropFirst()
        while let next = rest.popFirst() {
            if next == quote { return rest.isEmpty ? out : nil }
            guard next == "\\", let escape = rest.popFirst() else {
                out.append(next)
                continue
            }
            let length = escape == "u" ? 4 : escape == "x" ? 2 : escape == "U" ? 8 : 0
            if length > 0 {
                guard let code = UInt32(rest.prefix(length), radix: 16), let scalar = Unicode.Scalar(code) else {
                    return nil
                }
                out.unicodeScalars.append(scalar)
                rest = rest.dropFirst(length)
            } else {
                out.append(escape == "n" ? "\n" : escape == "t" ? "\t" : escape == "r" ? "\r" : escape)
            }
        }
        return nil
    }
}
