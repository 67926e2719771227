package import Events

/// Reads a line of the change log from its bytes.
///
/// The log's lines are JSON objects that this program wrote. A tail reads every one of them to say which pass its filter, so
/// this takes some microseconds a line where `JSONDecoder` takes fifty. Fields that it does not know are passed over:
/// a newer sink may add some.
package struct ChangeScanner {
    /// Where in the line reading failed, in bytes from its start.
    package struct Malformed: Error, Hashable, CustomStringConvertible {
        package let offset: Int
        package var description: String { "a line of the change log cannot be read at byte \(offset)" }
    }

    private let bytes: [UInt8]
    private let start: Int
    private let end: Int
    private var at: Int

    /// The change on one line: `bytes[range]`, without its newline.
    package static func change(_ bytes: [UInt8], _ range: Range<Int>) throws(Malformed) -> ChangeLine {
        var scanner = ChangeScanner(bytes: bytes, start: range.lowerBound, end: range.upperBound, at: range.lowerBound)
        let change = try scanner.change()
        scanner.space()
        guard scanner.at == scanner.end else { throw scanner.malformed }
        return change
    }

    package static func change(_ line: String) throws(Malformed) -> ChangeLine {
        let bytes = Array(line.utf8)
        return try change(bytes, bytes.indices)
    }

    // MARK: The objects of a line

    private mutating func change() throws(Malformed) -> ChangeLine {
        var change = ChangeLine(
            seq: 0, at: "", claim: "", kind: .changed, subject: "", predicate: "", object: "", before: nil, after: nil,
            because: [])
        var kind: String?
        try object { (scanner: inout ChangeScanner, name: String) throws(Malformed) in
            switch name {
            case "seq": change.seq = try scanner.integer()
            case "at": change.at = try scanner.string()
            case "claim": change.claim = try scanner.string()
            case "kind": kind = try scanner.string()
            case "subject": change.subject = try scanner.string()
            case "predicate": change.predicate = try scanner.string()
            case "object": change.object = try scanner.string()
            case "before": change.before = try scanner.sides()
            case "after": change.after = try scanner.sides()
            case "because": change.because = try scanner.causes()
            default: try scanner.skip()
            }
        }
        guard let known = kind.flatMap(ChangeLine.Kind.init), change.seq > 0 else { throw malformed }
        change.kind = known
        return change
    }

    private mutating func sides() throws(Malformed) -> ChangeLine.Counts {
        var counts = ChangeLine.Counts(support: EvidenceCounts(), dispute: EvidenceCounts(), questioned: 0)
        try object { (scanner: inout ChangeScanner, name: String) throws(Malformed) in
            switch name {
            case "support": counts.support = try scanner.counts()
            case "dispute": counts.dispute = try scanner.counts()
            case "questioned": counts.questioned = try scanner.integer()
            default: try scanner.skip()
            }
        }
        return counts
    }

    private mutating func counts() throws(Malformed) -> EvidenceCounts {
        var counts = EvidenceCounts()
        try object { (scanner: inout ChangeScanner, name: String) throws(Malformed) in
            switch name {
            case "documents": counts.documents = try scanner.integer()
            case "stories": counts.stories = try scanner.integer()
            case "works": counts.works = try scanner.integer()
            case "units": counts.units = try scanner.integer()
            case "commenters": counts.commenters = try scanner.integer()
            case "by_tier":
                try scanner.object { (scanner: inout ChangeScanner, tier: String) throws(Malformed) in
                    counts.byTier[tier] = try scanner.integer()
                }
            default: try scanner.skip()
            }
        }
        return counts
    }

    private mutating func causes() throws(Malformed) -> [ChangeLine.Cause] {
        var causes: [ChangeLine.Cause] = []
        try array { (scanner: inout ChangeScanner) throws(Malformed) in
            var cause = ChangeLine.Cause(article: "", what: "")
            try scanner.object { (scanner: inout ChangeScanner, name: String) throws(Malformed) in
                switch name {
                case "article": cause.article = try scanner.string()
                case "what": cause.what = try scanner.string()
                default: try scanner.skip()
                }
            }
            causes.append(cause)
        }
        return causes
    }

    // MARK: JSON

    private var malformed: Malformed { Malformed(offset: at - start) }

    private mutating func space() {
        while at < end, bytes[at] == 0x20 || bytes[at] == 0x09 || bytes[at] == 0x0D || bytes[at] == 0x0A { at += 1 }
    }

    /// Whether the next byte but white space is this one; it is then passed.
    private mutating func takes(_ byte: UInt8) -> Bool {
        space()
        guard at < end, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws(Malformed) { if !takes(byte) { throw malformed } }

    private mutating func object(
        _ field: (inout ChangeScanner, String) throws(Malformed) -> Void
    ) throws(Malformed) {
        try expect(UInt8(ascii: "{"))
        if takes(UInt8(ascii: "}")) { return }
        repeat {
            let name = try string()
            try expect(UInt8(ascii: ":"))
            try field(&self, name)
        } while takes(UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"))
    }

    private mutating func array(_ element: (inout ChangeScanner) throws(Malformed) -> Void) throws(Malformed) {
        try expect(UInt8(ascii: "["))
        if takes(UInt8(ascii: "]")) { return }
        repeat { try element(&self) } while takes(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
    }

    private mutating func integer() throws(Malformed) -> Int {
        space()
        let isNegative = takes(UInt8(ascii: "-"))
        var number = 0
        let first = at
        while at < end, bytes[at] >= 0x30, bytes[at] <= 0x39, at - first < 18 {
            number = number * 10 + Int(bytes[at] - 0x30)
            at += 1
        }
        guard at > first else { throw malformed }
        return isNegative ? -number : number
    }

    private mutating func string() throws(Malformed) -> String {
        try expect(UInt8(ascii: "\""))
        let first = at
        while at < end, bytes[at] != UInt8(ascii: "\""), bytes[at] != UInt8(ascii: "\\") { at += 1 }
        guard at < end else { throw malformed }
        let plain = String(decoding: bytes[first..<at], as: UTF8.self)
        if bytes[at] == UInt8(ascii: "\"") {
            at += 1
            return plain
        }
        return try escaped(after: plain)
    }

    /// The rest of a string that holds escapes.
    private mutating func escaped(after plain: String) throws(Malformed) -> String {
        var out = Array(plain.utf8)
        while at < end {
            let byte = bytes[at]
            at += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: out, as: UTF8.self) }
            guard byte == UInt8(ascii: "\\") else {
                out.append(byte)
                continue
            }
            guard at < end else { break }
            at += 1
            switch bytes[at - 1] {
            case UInt8(ascii: "\""): out.append(UInt8(ascii: "\""))
            case UInt8(ascii: "\\"): out.append(UInt8(ascii: "\\"))
            case UInt8(ascii: "/"): out.append(UInt8(ascii: "/"))
            case UInt8(ascii: "b"): out.append(0x08)
            case UInt8(ascii: "f"): out.append(0x0C)
            case UInt8(ascii: "n"): out.append(0x0A)
            case UInt8(ascii: "r"): out.append(0x0D)
            case UInt8(ascii: "t"): out.append(0x09)
            case UInt8(ascii: "u"): out += Array(Character(try scalar()).utf8)
            default: throw malformed
            }
        }
        throw malformed
    }

    /// The scalar of one or two `\u` escapes, the first `\u` being passed already.
    private mutating func scalar() throws(Malformed) -> Unicode.Scalar {
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xD800..<0xDC00).contains(first), at + 1 < end, bytes[at] == UInt8(ascii: "\\"),
            bytes[at + 1] == UInt8(ascii: "u")
        else { return "\u{FFFD}" }
        at += 2
        let second = try hexadecimal()
        guard (0xDC00..<0xE000).contains(second) else { return "\u{FFFD}" }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
    }

    private mutating func hexadecimal() throws(Malformed) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard at < end, let digit = Character(Unicode.Scalar(bytes[at])).hexDigitValue else { throw malformed }
            value = value << 4 | UInt32(digit)
            at += 1
        }
        return value
    }

    /// Passes over a value of any kind.
    private mutating func skip() throws(Malformed) {
        var depth = 0
        repeat {
            space()
            guard at < end else { throw malformed }
            switch bytes[at] {
            case UInt8(ascii: "\""): _ = try string()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                at += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard depth > 0 else { throw malformed }
                depth -= 1
                at += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"):
                guard depth > 0 else { throw malformed }
                at += 1
            default:
                let first = at
                while at < end, !",:]}\" ".utf8.contains(bytes[at]) { at += 1 }
                guard at > first else { throw malformed }
            }
        } while depth > 0
    }
}
