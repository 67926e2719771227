/// A JSON value as it was read, members in their order.
enum JSONValue: Hashable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([Member])

    struct Member: Hashable {
        var name: String
        var value: JSONValue
    }

    /// The first member of that name; nil for what is no object.
    subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    var integer: Int? {
        guard case .number(let number) = self, number == number.rounded(), abs(number) < 1e15 else { return nil }
        return Int(number)
    }

    var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The elements of an array; one value alone counts as an array of one, null as an empty one.
    var elements: [JSONValue] {
        switch self {
        case .array(let values): values
        case .null: []
        case .bool, .number, .string, .object: [self]
        }
    }
}

/// Where and why bytes are no JSON.
struct JSONError: Error, Hashable {
    var offset: Int
    var expected: String
}

/// Reads one JSON value from bytes.
///
/// `lenient` forgives what pages get wrong in their embedded JSON: raw line breaks in strings, trailing commas, unknown
/// escapes. Nesting is bounded by 256, so that no input can exhaust the stack.
struct JSONParser {
    private let bytes: [UInt8]
    private var index: Int
    private let end: Int
    private let isLenient: Bool

    private static let maximumDepth = 256

    init(_ bytes: [UInt8], lenient: Bool = false) {
        self.bytes = bytes
        index = 0
        end = bytes.count
        isLenient = lenient
    }

    /// The value, with nothing but white space after it (a trailing semicolon too, when lenient).
    static func parse(_ bytes: [UInt8], lenient: Bool = false) throws(JSONError) -> JSONValue {
        var parser = JSONParser(bytes, lenient: lenient)
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.index == parser.end || lenient else { throw parser.error("end of the line") }
        return value
    }

    private func error(_ expected: String) -> JSONError { JSONError(offset: index, expected: expected) }

    private mutating func skipSpace() {
        while index < end, Bytes.isSpace(bytes[index]) { index += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard index < end, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        guard depth < Self.maximumDepth else { throw error("at most \(Self.maximumDepth) levels") }
        skipSpace()
        guard index < end else { throw error("a value") }
        switch bytes[index] {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(_ text: String, _ value: JSONValue) throws(JSONError) -> JSONValue {
        guard bytes[index..<end].starts(with: text.utf8) else { throw error(text) }
        index += text.utf8.count
        return value
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
        index += 1
        var members: [JSONValue.Member] = []
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object(members) }
        while true {
            skipSpace()
            if isLenient, take(UInt8(ascii: "}")) { return .object(members) }
            guard index < end, bytes[index] == UInt8(ascii: "\"") else { throw error("a name in quotes") }
            let name = try string()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw error("a colon") }
            members.append(.init(name: name, value: try value(depth: depth + 1)))
            skipSpace()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "}")) else { throw error("a comma or a closing brace") }
            return .object(members)
        }
    }

    private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
        index += 1
        var values: [JSONValue] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array(values) }
        while true {
            skipSpace()
            if isLenient, take(UInt8(ascii: "]")) { return .array(values) }
            values.append(try value(depth: depth + 1))
            skipSpace()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "]")) else { throw error("a comma or a closing bracket") }
            return .array(values)
        }
    }

    private mutating func number() throws(JSONError) -> JSONValue {
        let start = index
        while index < end {
            switch bytes[index] {
            case 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"),
                UInt8(ascii: "E"):
                index += 1
                continue
            default: break
            }
            break
        }
        guard index > start, let number = Double(String(decoding: bytes[start..<index], as: UTF8.self)) else {
            throw error("a value")
        }
        return .number(number)
    }

    private mutating func string() throws(JSONError) -> String {
        index += 1
        var out: [UInt8] = []
        while index < end {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return String(decoding: out, as: UTF8.self)
            case UInt8(ascii: "\\"):
                index += 1
                try escape(into: &out)
            case 0..<0x20 where !isLenient: throw error("an escaped control character")
            default:
                out.append(byte)
                index += 1
            }
        }
        throw error("a closing quote")
    }

    private mutating func escape(into out: inout [UInt8]) throws(JSONError) {
        guard index < end else { throw error("an escape") }
        let byte = bytes[index]
        index += 1
        switch byte {
        case UInt8(ascii: "n"): out.append(0x0A)
        case UInt8(ascii: "t"): out.append(0x09)
        case UInt8(ascii: "r"): out.append(0x0D)
        case UInt8(ascii: "b"): out.append(0x08)
        case UInt8(ascii: "f"): out.append(0x0C)
        case UInt8(ascii: "u"):
            var unit = try hexadecimal()
            if unit & 0xFC00 == 0xD800, index + 1 < end, bytes[index] == UInt8(ascii: "\\"),
                bytes[index + 1] == UInt8(ascii: "u")
            {
                let back = index
                index += 2
                let low = try hexadecimal()
                if low & 0xFC00 == 0xDC00 {
                    unit = 0x10000 + ((unit & 0x3FF) << 10) + (low & 0x3FF)
                } else {
                    index = back
                }
            }
            let scalar = Unicode.Scalar(unit) ?? "\u{FFFD}"
            out.append(contentsOf: String(Character(scalar)).utf8)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(byte)
        default:
            guard isLenient else { throw error("a known escape") }
            out.append(byte)
        }
    }

    private mutating func hexadecimal() throws(JSONError) -> UInt32 {
        guard index + 4 <= end,
            let unit = UInt32(String(decoding: bytes[index..<(index + 4)], as: UTF8.self), radix: 16)
        else {
            throw error("four hexadecimal digits")
        }
        index += 4
        return unit
    }
}
