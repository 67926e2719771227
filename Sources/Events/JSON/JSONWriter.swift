/// Writes one JSON value into a byte buffer, keys in the order of the calls.
///
/// Absent values are left out: every `field` with an optional writes nothing for nil, and with an empty list only where
/// the caller asks for lists to be kept. The output is UTF-8 without escapes beyond those that JSON requires.
package struct JSONWriter {
    package private(set) var bytes: [UInt8] = []
    /// Whether the innermost open object or array already holds something.
    private var needsComma = false

    package init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    package var string: String { String(decoding: bytes, as: UTF8.self) }

    /// Ends a line of a `.jsonl` file.
    package mutating func newline() {
        bytes.append(UInt8(ascii: "\n"))
        needsComma = false
    }

    // MARK: Structure

    package mutating func object(_ body: (inout JSONWriter) -> Void) {
        nested(open: "{", close: "}", body)
    }

    package mutating func array<S: Sequence>(_ items: S, _ item: (inout JSONWriter, S.Element) -> Void) {
        nested(open: "[", close: "]") { writer in
            for element in items { item(&writer, element) }
        }
    }

    private mutating func nested(open: Unicode.Scalar, close: Unicode.Scalar, _ body: (inout JSONWriter) -> Void) {
        separate()
        bytes.append(UInt8(ascii: open))
        needsComma = false
        body(&self)
        bytes.append(UInt8(ascii: close))
        needsComma = true
    }

    package mutating func key(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        bytes.append(contentsOf: [UInt8(ascii: "\""), UInt8(ascii: ":")])
        needsComma = false
    }

    /// A key that is data (the name of a predicate or tier).
    package mutating func key(data name: String) {
        value(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    // MARK: Values

    package mutating func value(_ text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 { escape(byte) }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// Text given as valid UTF-8.
    package mutating func value(utf8 text: ArraySlice<UInt8>) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        for byte in text { escape(byte) }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    package mutating func value(_ number: Int) {
        separate()
        bytes.append(contentsOf: String(number).utf8)
        needsComma = true
    }

    package mutating func value(_ flag: Bool) {
        separate()
        bytes.append(contentsOf: (flag ? "true" : "false").utf8)
        needsComma = true
    }

    /// The shortest decimal that reads back as the same number; whole numbers without a fraction.
    ///
    /// JSON has no infinity: such a value is written as null.
    package mutating func value(_ number: Double) {
        separate()
        if number.isFinite, number == number.rounded(), abs(number) < 1e15 {
            bytes.append(contentsOf: String(Int64(number)).utf8)
        } else if number.isFinite {
            bytes.append(contentsOf: "\(number)".utf8)
        } else {
            bytes.append(contentsOf: "null".utf8)
        }
        needsComma = true
    }

    /// A number with exactly so many decimals, as for beliefs.
    package mutating func value(_ number: Double, decimals: Int) {
        separate()
        let scale = (0..<decimals).reduce(1) { product, _ in product * 10 }
        let scaled = Int64((abs(number) * Double(scale)).rounded())
        if number < 0, scaled != 0 { bytes.append(UInt8(ascii: "-")) }
        bytes.append(contentsOf: String(scaled / Int64(scale)).utf8)
        if decimals > 0 {
            let fraction = String(scaled % Int64(scale))
            bytes.append(UInt8(ascii: "."))
            bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: decimals - fraction.utf8.count))
            bytes.append(contentsOf: fraction.utf8)
        }
        needsComma = true
    }

    // MARK: Fields

    package mutating func field(_ name: StaticString, _ text: String?) {
        guard let text else { return }
        key(name)
        value(text)
    }

    package mutating func field(_ name: StaticString, _ number: Int?) {
        guard let number else { return }
        key(name)
        value(number)
    }

    package mutating func field(_ name: StaticString, _ number: Double?) {
        guard let number else { return }
        key(name)
        value(number)
    }

    package mutating func field(_ name: StaticString, _ flag: Bool) {
        key(name)
        value(flag)
    }

    package mutating func field(_ name: StaticString, _ choice: (some WireChoice)?) {
        field(name, choice?.rawValue)
    }

    /// A list of texts, written even when it is empty.
    package mutating func field(_ name: StaticString, list: [String]) {
        key(name)
        array(list) { writer, text in writer.value(text) }
    }

    package mutating func field(_ name: StaticString, object body: (inout JSONWriter) -> Void) {
        key(name)
        object(body)
    }

    package mutating func field<S: Sequence>(
        _ name: StaticString, array items: S, _ item: (inout JSONWriter, S.Element) -> Void
    ) {
        key(name)
        array(items, item)
    }

    // MARK: Bytes

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = false
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): bytes.append(contentsOf: [UInt8(ascii: "\\"), byte])
        case UInt8(ascii: "\\"): bytes.append(contentsOf: [UInt8(ascii: "\\"), byte])
        case UInt8(ascii: "\n"): bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "n")])
        case UInt8(ascii: "\r"): bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "r")])
        case UInt8(ascii: "\t"): bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "t")])
        case 0..<0x20, 0x7F:
            bytes.append(contentsOf: "\\u00".utf8)
            bytes.append(contentsOf: ContentHash.hexadecimal(CollectionOfOne(byte)).utf8)
        default: bytes.append(byte)
        }
    }
}
