/// How single elements of a feed are read.
enum FeedFields {
    /// Elements of the feed's own vocabulary, not of one that borrows its words (`media:title`, `itunes:title`).
    static func isOwn(_ node: XMLNode) -> Bool {
        ["", "atom", "atom10", "rss", "a10", "a"].contains(node.prefix)
    }

    static func nonEmpty(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }

    /// A reference by the nearest base that makes it absolute; nil for what leads to no http(s) address.
    static func resolve(_ reference: String, bases: [String?]) -> String? {
        var base: String?
        for candidate in bases.reversed() {
            guard let candidate else { continue }
            base = CanonicalURL.resolve(candidate, base: base) ?? base
        }
        return CanonicalURL.resolve(reference, base: base)
    }

    // MARK: texts

    /// Elements of one name in the order in which they are believed: the feed's own, Dublin Core's, others', and last those
    /// that speak of a picture or a recording.
    static func ranked(_ nodes: [XMLNode]) -> [XMLNode] {
        func rank(_ node: XMLNode) -> Int {
            if isOwn(node) { return 0 }
            return switch node.prefix {
            case "dc", "content", "xhtml", "dcterms": 1
            case "media", "itunes", "excerpt": 3
            default: 2
            }
        }
        return (0...3).flatMap { level in nodes.filter { rank($0) == level } }
    }

    static func title(_ node: XMLNode) -> String? {
        guard let text = text(node) else { return nil }
        return text.isMarkup ? MarkupText.plain(Bytes.string(text.bytes)) : nonEmpty(Bytes.string(text.bytes).collapsed)
    }

    /// What an element of text says, by its declared type; nil for none.
    ///
    /// Atom 1.0 says `type`, Atom 0.3 `mode`, RSS nothing and means markup in a string. Elements right inside are markup.
    static func text(_ node: XMLNode) -> FeedText? {
        let type = (node.attribute("type") ?? "").asciiLower
        let mode = (node.attribute("mode") ?? "").asciiLower
        var text = FeedText(bytes: node.rawText, isMarkup: true)
        if mode == "base64" || isBinary(type), let decoded = Base64.decoded(text.bytes) {
            text.bytes = TextDecoding.decoded(decoded, declared: nil, isMarkup: true)
            text.isMarkup = !type.hasPrefix("text/plain")
        } else if !node.elements.isEmpty {
            text.bytes = node.innerMarkup
        } else if type == "xhtml" || type == "application/xhtml+xml" {
            text.isMarkup = false
        } else if type == "text" || type == "text/plain" {
            // Says that it is no markup, and often is all the same: then its tags are not for reading.
            text.isMarkup = looksLikeMarkup(text.bytes)
        }
        return text.bytes.allSatisfy(Bytes.isSpace) ? nil : text
    }

    /// A type that Atom 1.0 carries in base 64: neither text nor XML.
    private static func isBinary(_ type: String) -> Bool {
        type.contains("/") && !type.hasPrefix("text/") && !type.hasSuffix("xml") && !type.hasSuffix("html")
    }

    /// Whether a closing tag or a paragraph's stands in a text.
    private static func looksLikeMarkup(_ bytes: [UInt8]) -> Bool {
        guard bytes.contains(UInt8(ascii: "<")) else { return false }
        let lower = Bytes.lowered(bytes)
        return ["</p>", "</a>", "</div>", "<br", "</b>", "</em>", "</strong>", "</i>", "</span>"].contains {
            Bytes.find($0, in: lower[...]) != nil
        }
    }

    // MARK: links, names, dates

    /// The address of the first link that leads to the page itself.
    static func link(_ links: [XMLNode]) -> String? {
        for node in links {
            let rel = (node.attribute("rel") ?? "alternate").asciiLower
            guard rel == "alternate" || rel.hasSuffix("/alternate") else { continue }
            if let address = nonEmpty(node.attribute("href")) ?? nonEmpty(node.text) { return address }
        }
        return nil
    }

    /// The names in an author's element: its `name`, or "Name (mail)", "mail (Name)", "Name <mail>".
    static func names(_ node: XMLNode) -> [String] {
        guard let printed = MarkupText.plain(node.first("name")?.text ?? (node.elements.isEmpty ? node.text : nil))
        else { return [] }
        return nonEmpty(withoutMail(printed)).map { [$0] } ?? []
    }

    /// Addresses of mail are no names: they are taken out with their brackets.
    private static func withoutMail(_ text: String) -> String {
        guard text.contains("@") else { return text }
        // What stands in brackets is the name where the rest is an address, and the address where the rest is the name.
        let pieces = text.split { "()<>[]".contains($0) }.map(String.init)
        return pieces.filter { !$0.contains("@") }.joined(separator: " ").collapsed
    }

    static func date(_ node: XMLNode) -> String? {
        DateScanner.first(in: Bytes.collapsed(node.rawText)[...])?.iso
    }
}

/// RFC 4648's base 64, white space passed over.
enum Base64 {
    /// Nil for what is none.
    static func decoded(_ text: [UInt8]) -> [UInt8]? {
        var out: [UInt8] = []
        out.reserveCapacity(text.count * 3 / 4)
        var bits: UInt32 = 0
        var count = 0
        for byte in text where !Bytes.isSpace(byte) && byte != UInt8(ascii: "=") {
            guard let value = value(byte) else { return nil }
            bits = bits << 6 | value
            count += 6
            if count >= 8 {
                count -= 8
                out.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return out
    }

    private static func value(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x41...0x5A: UInt32(byte - 0x41)
        case 0x61...0x7A: UInt32(byte - 0x61 + 26)
        case 0x30...0x39: UInt32(byte - 0x30 + 52)
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
