/// What a site's robots.txt allows one crawler, as RFC 9309 reads it.
///
/// Groups that name the crawler count, all of them joined; where none does, those of `*`. The longest matching path decides,
/// and of two equally long ones the one that allows. `*` stands for anything, `$` at the end for the end. What cannot be
/// read is passed over.
package struct RobotsRules: Sendable, Equatable {
    private struct Rule: Sendable, Equatable {
        var isAllowing: Bool
        /// Percent-decoded where that changes nothing, so that two spellings of one path compare.
        var pattern: [UInt8]
    }

    private var rules: [Rule] = []
    /// Seconds that the site asks for between two requests (`Crawl-delay`, no part of the RFC).
    package private(set) var crawlDelay: Double?

    /// Bytes of a robots.txt that are looked at: the RFC's least.
    package static let sizeLimit = 500 << 10

    /// A site without a robots.txt: everything is allowed.
    package static let allowingAll = RobotsRules()
    /// A site whose robots.txt cannot be had because it is ill: nothing is allowed until it is well.
    package static let allowingNothing: RobotsRules = {
        var rules = RobotsRules()
        rules.rules = [Rule(isAllowing: false, pattern: Array("/".utf8))]
        return rules
    }()

    private init() {}

    /// - Parameter agent: the crawler's product token, `claimstream`.
    package init(_ text: [UInt8], agent: String) {
        let agent = Array(agent.lowercased().utf8)
        var own = RobotsRules()
        var general = RobotsRules()
        var (namesUs, namesAll, isInHead, ownWasNamed) = (false, false, false, false)
        let bytes = text.starts(with: [0xEF, 0xBB, 0xBF]) ? text.dropFirst(3) : text[...]
        for line in bytes.prefix(Self.sizeLimit).split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            guard let (key, value) = Self.pair(line) else { continue }
            switch key {
            case "user-agent":
                if !isInHead { (namesUs, namesAll) = (false, false) }
                isInHead = true
                let token = value.prefix { ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || $0 == 0x2D || $0 == 0x5F }
                    .map { $0 | 0x20 }
                if token == agent.map({ $0 | 0x20 }) { (namesUs, ownWasNamed) = (true, true) }
                if value.first == UInt8(ascii: "*") { namesAll = true }
            case "allow", "disallow":
                isInHead = false
                // An empty rule says nothing.
                guard !value.isEmpty else { continue }
                let rule = Rule(isAllowing: key == "allow", pattern: Self.normalised(value))
                if namesUs { own.rules.append(rule) }
                if namesAll { general.rules.append(rule) }
            case "crawl-delay":
                isInHead = false
                guard let seconds = Double(String(decoding: value, as: UTF8.self)), seconds >= 0, seconds.isFinite
                else { continue }
                if namesUs { own.crawlDelay = seconds }
                if namesAll { general.crawlDelay = seconds }
            default: continue
            }
        }
        self = ownWasNamed ? own : general
    }

    /// Whether a path with its query may be fetched. `/robots.txt` always may.
    package func allows(_ target: String) -> Bool {
        let path = Self.normalised(Array(target.utf8)[...])
        if path == Array("/robots.txt".utf8) { return true }
        var best: Rule?
        for rule in rules where Self.matches(rule.pattern, path) {
            guard let longest = best else {
                best = rule
                continue
            }
            if rule.pattern.count > longest.pattern.count
                || (rule.pattern.count == longest.pattern.count && rule.isAllowing)
            {
                best = rule
            }
        }
        return best?.isAllowing ?? true
    }

    /// Key in lower case and value without comment and blanks.
    private static func pair(_ line: ArraySlice<UInt8>) -> (key: String, value: ArraySlice<UInt8>)? {
        let line = line.prefix { $0 != UInt8(ascii: "#") }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        return (String(decoding: trimmed(line[..<colon]), as: UTF8.self).lowercased(), trimmed(line[(colon + 1)...]))
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes
        while let first = bytes.first, first == 0x20 || first == 0x09 { bytes.removeFirst() }
        while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
        return bytes
    }

    /// Escapes of unreserved characters undone, other escapes in upper case, raw bytes beyond ASCII escaped.
    private static func normalised(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%"), index + 2 < bytes.endIndex,
                let value = UInt8(String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
            {
                index += 3
                if isUnreserved(value) { out.append(value) } else { escape(value, into: &out) }
                continue
            }
            if byte >= 0x80 || byte <= 0x20 { escape(byte, into: &out) } else { out.append(byte) }
            index += 1
        }
        return out
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }

    private static func escape(_ byte: UInt8, into out: inout [UInt8]) {
        let digits = Array("0123456789ABCDEF".utf8)
        out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }

    /// Whether the pattern matches from the path's beginning. The star is tried greedily backwards with one mark to return
    /// to, so time is bounded by the product of the two lengths.
    private static func matches(_ pattern: [UInt8], _ path: [UInt8]) -> Bool {
        var pattern = pattern[...]
        let isAnchored = pattern.last == UInt8(ascii: "$")
        if isAnchored { pattern.removeLast() } else { pattern.append(UInt8(ascii: "*")) }
        let glob = Array(pattern)
        var (at, place) = (0, 0)
        var (star, mark) = (-1, 0)
        while place < path.count {
            if at < glob.count, glob[at] == UInt8(ascii: "*") {
                (star, mark) = (at, place)
                at += 1
            } else if at < glob.count, glob[at] == path[place] {
                at += 1
                place += 1
            } else if star >= 0 {
                at = star + 1
                mark += 1
                place = mark
            } else {
                return false
            }
        }
        while at < glob.count, glob[at] == UInt8(ascii: "*") { at += 1 }
        return at == glob.count
    }
}
