/// A pass over the raw page before the parser sees it: drops what is no text (scripts, styles, comments, drawings), keeps the
/// linked data aside, and bounds what the parser is slow or lossy on.
///
/// The parser looks through all attributes of a tag for each one (quadratic) and through all open elements for a stray
/// end tag, so attributes are capped at `attributeLimit` a tag and open elements at `depthLimit`; text is kept in any case.
struct HTMLPrescan {
    static let attributeLimit = 400
    static let depthLimit = 1500
    static let noscriptText = 3000

    private let bytes: [UInt8]
    private var index = 0
    private var out: [UInt8] = []
    private(set) var linkedData: [[UInt8]] = []
    /// Hashes of the names of open elements that count towards the depth.
    private var open: [UInt64] = []
    private var droppedOpen = 0
    /// For each closing name that was searched in vain, so that a page of unclosed scripts stays linear.
    private var missing: Set<String> = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        out.reserveCapacity(bytes.count / 2 + 64)
    }

    /// The page to parse.
    mutating func run() -> [UInt8] {
        var start = 0
        let count = bytes.count
        while index < count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "<"), index + 1 < count {
                let next = bytes[index + 1]
                if Bytes.isLetter(next) {
                    out.append(contentsOf: bytes[start..<index])
                    startTag()
                    start = index
                    continue
                }
                if next == UInt8(ascii: "/"), index + 2 < count, Bytes.isLetter(bytes[index + 2]) {
                    out.append(contentsOf: bytes[start..<index])
                    endTag()
                    start = index
                    continue
                }
                if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") || next == UInt8(ascii: "/") {
                    out.append(contentsOf: bytes[start..<index])
                    declaration()
                    start = index
                    continue
                }
                // A lone "<" is text; the parser would lose what follows it.
                out.append(contentsOf: bytes[start..<index])
                out.append(contentsOf: Array("&lt;".utf8))
                index += 1
                start = index
                continue
            }
            if byte == 0 {
                out.append(contentsOf: bytes[start..<index])
                index += 1
                start = index
                continue
            }
            index += 1
        }
        out.append(contentsOf: bytes[start..<count])
        return out
    }

    private mutating func declaration() {
        if bytes[index...].starts(with: Array("<!--".utf8)) {
            // `-->` may overlap the opening: "<!-->" is a whole comment.
            if !missing.contains("-->"), let end = Bytes.find("-->", in: bytes[(index + 2)...]) {
                index = end + 3
            } else {
                missing.insert("-->")
                index = (bytes[index...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count - 1) + 1
            }
            return
        }
        if bytes[index...].starts(with: Array("<![CDATA[".utf8)), !missing.contains("]]>"),
            let end = Bytes.find("]]>", in: bytes[index...])
        {
            index = end + 3
            return
        }
        index = (bytes[index...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count - 1) + 1
    }

    private func name(at start: Int) -> ArraySlice<UInt8> {
        var end = start
        while end < bytes.count,
            Bytes.isWord(bytes[end]) || bytes[end] == UInt8(ascii: "-") || bytes[end] == UInt8(ascii: ":")
        {
            end += 1
        }
        return bytes[start..<end]
    }

    private mutating func startTag() {
        let start = index
        let name = name(at: index + 1)
        var cut: Int?
        var count = 0
        index = name.endIndex
        var isAttribute = false
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: ">") { break }
            if byte == UInt8(ascii: "<"), !isAttribute { break }
            if Bytes.isSpace(byte) {
                isAttribute = false
            } else if !isAttribute, byte != UInt8(ascii: "/") {
                isAttribute = true
                count += 1
                if count == Self.attributeLimit { cut = index }
            }
            if byte == UInt8(ascii: "="), index + 1 < bytes.count {
                index += 1
                while index < bytes.count, Bytes.isSpace(bytes[index]) { index += 1 }
                guard index < bytes.count else { break }
                let quote = bytes[index]
                if quote == 0x22 || quote == 0x27 {
                    guard let close = bytes[(index + 1)...].firstIndex(of: quote) else {
                        index += 1
                        continue
                    }
                    index = close + 1
                    isAttribute = false
                    continue
                }
                isAttribute = true
                continue
            }
            index += 1
        }
        let end = index < bytes.count && bytes[index] == UInt8(ascii: ">") ? index + 1 : index
        index = end
        let key = NameHash.of(name.prefix(12))
        if Self.dropped.contains(key) {
            drop(Bytes.string(Bytes.lowered(name.prefix(12))), attributes: bytes[start..<end])
            return
        }
        guard opens(key, selfClosing: end - 2 > start && bytes[end - 2] == UInt8(ascii: "/")) else { return }
        if let cut {
            out.append(contentsOf: bytes[start..<cut])
            out.append(UInt8(ascii: ">"))
        } else {
            out.append(contentsOf: bytes[start..<end])
            if end == start || bytes[end - 1] != UInt8(ascii: ">") { out.append(UInt8(ascii: ">")) }
        }
    }

    private static func hashes(_ names: String) -> Set<UInt64> {
        Set(names.split(separator: " ").map { NameHash.of($0.utf8) })
    }

    private static let dropped = hashes("script style noscript svg template iframe math object applet select")

    /// Elements that close themselves or one another do not count towards the depth.
    private static let uncounted = hashes(
        "p li td th tr dt dd option br hr img input meta link area base col embed param source track wbr html head body tbody "
            + "thead tfoot colgroup")

    private mutating func opens(_ name: UInt64, selfClosing: Bool) -> Bool {
        guard !Self.uncounted.contains(name), !selfClosing else { return true }
        if open.count >= Self.depthLimit {
            droppedOpen += 1
            return false
        }
        open.append(name)
        return true
    }

    private mutating func endTag() {
        let start = index
        let hash = NameHash.of(name(at: index + 2).prefix(12))
        index = (bytes[index...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count - 1) + 1
        guard !Self.dropped.contains(hash) else { return }
        if !Self.uncounted.contains(hash) {
            if droppedOpen > 0 {
                droppedOpen -= 1
                return
            }
            // An end without a start would have the parser look through all that is open, and means nothing.
            guard let match = open.lastIndex(of: hash) else { return }
            open.removeSubrange(match...)
        }
        out.append(contentsOf: bytes[start..<index])
        if bytes[index - 1] != UInt8(ascii: ">") { out.append(UInt8(ascii: ">")) }
    }

    /// Skips an element with all that is in it.
    private mutating func drop(_ name: String, attributes: ArraySlice<UInt8>) {
        out.append(0x20)
        let body = index
        if attributes.suffix(2).first == UInt8(ascii: "/"), name == "svg" || name == "math" { return }
        guard !missing.contains(name), let close = closing(name, from: index) else {
            missing.insert(name)
            // Unclosed: a browser would swallow the rest of the page; its text may still be an article.
            return
        }
        // A large `noscript` is the page itself for readers without scripts, a small one a picture or a plea.
        if name == "noscript", close - body > Self.noscriptText { return }
        index = (bytes[close...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count - 1) + 1
        if name == "script", Bytes.find("ld+json", in: Bytes.lowered(attributes)[...]) != nil {
            linkedData.append(Array(bytes[body..<close]))
        }
    }

    private func closing(_ name: String, from start: Int) -> Int? {
        let letters = Array(name.utf8)
        var index = start
        let last = bytes.count - letters.count - 2
        while index <= last {
            if bytes[index] == UInt8(ascii: "<"), bytes[index + 1] == UInt8(ascii: "/") {
                var offset = 0
                while offset < letters.count, Bytes.lower(bytes[index + 2 + offset]) == letters[offset] { offset += 1 }
                if offset == letters.count { return index }
            }
            index += 1
        }
        return nil
    }
}
