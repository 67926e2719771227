/// The kinds of input that can be read; `auto` decides by content first, then by declared type and name.
package enum ArticleFormat: String, CaseIterable, Sendable {
    case auto, html, text, feed, jats, pubmed, warc, jsonl
}

/// What is known of an input from outside: where it came from and what its sender said about it.
package struct SourceDescription: Hashable, Sendable {
    /// Folder name and path below it, URL, or another name that is never an absolute path.
    package var source: String
    /// The address the bytes were fetched from, where they were fetched.
    package var url: String?
    /// The `Content-Type` that came along, with or without its parameters.
    package var contentType: String?
    /// A character encoding stated outside of the bytes (HTTP header); it wins over what the page says.
    package var charset: String?
    package var format: ArticleFormat
    /// When the bytes were fetched, ISO 8601; relative dates ("2 hours ago") are read against it and are left out without it.
    package var retrieved: String?

    package init(
        source: String, url: String? = nil, contentType: String? = nil, charset: String? = nil,
        format: ArticleFormat = .auto, retrieved: String? = nil
    ) {
        self.source = source
        self.url = url
        self.contentType = contentType
        self.charset = charset
        self.format = format
        self.retrieved = retrieved
    }
}

/// Decides what an input is from its first bytes.
package enum FormatDetector {
    /// How many bytes of the input the decision looks at.
    package static let window = 4096

    /// - Parameter head: the first `window` bytes, or all of them.
    package static func detect(_ head: ArraySlice<UInt8>, _ description: SourceDescription) -> ArticleFormat {
        if description.format != .auto { return description.format }
        if head.starts(with: [0x1F, 0x8B]) || head.starts(with: Array("WARC/".utf8))
            || head.starts(with: Array("filedesc://".utf8)) || head.starts(with: [0x04, 0x22, 0x4D, 0x18])
            || head.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
        {
            return .warc
        }
        let lower = lowered(head)
        let trimmed = lower.drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
        let type = description.contentType.map { lowered(Array($0.utf8)[...]) } ?? []
        let name = lowered(Array((description.url ?? description.source).utf8)[...])
        if let xml = xmlKind(trimmed) { return xml }
        if trimmed.first == UInt8(ascii: "{"), isObjectLine(trimmed) || hasSuffix(name, ".jsonl") { return .jsonl }
        if looksLikeHTML(trimmed) { return .html }
        if contains(type, "html") || hasSuffix(name, ".html") || hasSuffix(name, ".htm") || hasSuffix(name, ".xhtml") {
            return .html
        }
        if contains(type, "rss") || contains(type, "atom") { return .feed }
        if hasSuffix(name, ".jsonl") || hasSuffix(name, ".ndjson") { return .jsonl }
        return .text
    }

    private static func lowered(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        bytes.prefix(window).map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    }

    /// A feed, a JATS article or a PubMed set by its root element; nil for other XML and for anything else.
    private static func xmlKind(_ head: ArraySlice<UInt8>) -> ArticleFormat? {
        guard head.first == UInt8(ascii: "<") else { return nil }
        var rest = head
        while let open = rest.firstIndex(of: UInt8(ascii: "<")) {
            let after = rest[(open + 1)...]
            guard let first = after.first else { return nil }
            if first == UInt8(ascii: "?") || first == UInt8(ascii: "!") {
                if after.starts(with: Array("!--".utf8)) {
                    guard let end = Bytes.find("-->", in: after) else { return nil }
                    rest = after[(end + 3)...]
                } else {
                    if first == UInt8(ascii: "!"), let kind = doctypeKind(after) { return kind }
                    guard let end = after.firstIndex(of: UInt8(ascii: ">")) else { return nil }
                    rest = after[(end + 1)...]
                }
                continue
            }
            let name = after.prefix { $0 > 0x20 && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
            let local = name.lastIndex(of: UInt8(ascii: ":")).map { name[($0 + 1)...] } ?? name
            return switch String(decoding: local, as: UTF8.self) {
            case "rss", "feed", "rdf", "channel", "entry": .feed
            case "article", "pmc-articleset", "articles":
                contains(Array(head), "jats") || contains(Array(head), "nlm")
                    || contains(Array(head), "article-type") || contains(Array(head), "<journal-meta") ? .jats : nil
            case "pubmedarticleset", "pubmedarticle", "medlinecitationset", "medlinecitation": .pubmed
            default: nil
            }
        }
        return nil
    }

    private static func doctypeKind(_ head: ArraySlice<UInt8>) -> ArticleFormat? {
        let text = head.prefix(300)
        if Bytes.find("doctype article", in: text) != nil { return .jats }
        if Bytes.find("doctype pubmedarticleset", in: text) != nil { return .pubmed }
        if Bytes.find("doctype rss", in: text) != nil { return .feed }
        return nil
    }

    private static func isObjectLine(_ head: ArraySlice<UInt8>) -> Bool {
        Bytes.find("\"text\"", in: head) != nil || Bytes.find("\"withdrawn\"", in: head) != nil
            || Bytes.find("\"id\"", in: head) != nil
    }

    private static func looksLikeHTML(_ head: ArraySlice<UInt8>) -> Bool {
        let marks = [
            "<!doctype html", "<html", "<head", "<body", "<div", "<table", "<meta ", "<p>", "<article", "<title",
            "<script",
        ]
        if head.first == UInt8(ascii: "<") {
            return marks.contains { Bytes.find($0, in: head.prefix(1500)) != nil }
        }
        return Bytes.find("<html", in: head) != nil && Bytes.find("<body", in: head) != nil
    }

    private static func contains(_ bytes: [UInt8], _ word: StaticString) -> Bool {
        Bytes.find("\(word)", in: bytes[...]) != nil
    }

    private static func hasSuffix(_ bytes: [UInt8], _ suffix: String) -> Bool {
        bytes.count >= suffix.utf8.count && bytes.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    }
}
