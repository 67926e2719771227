/// Reads protobuf as protobuf's writers write it: fields in ascending order, singular ones once, numbers short.
///
/// The generated code takes two thirds of the time that decoding an article costs, most of it in storage objects and generic calls; this
/// reader has neither. It judges nothing: whatever it does not expect is `Unusual`, and the generated code then says what the bytes mean or
/// what is wrong with them. So there is one meaning of a record, and unknown fields of later versions need no care here.
struct WireReader {
    /// The bytes are not in the common form; they may still be a valid record.
    struct Unusual: Error {}

    private let bytes: [UInt8]
    private(set) var index: Int
    private var end: Int
    /// The last key of the message that is being read.
    private var last: UInt8 = 0

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        index = range.lowerBound
        end = range.upperBound
    }

    /// The next field's key (its number times 8 plus its wire type), nil at the message's end. Keys of one byte are fields 1 to 15.
    /// - Parameter repeated: a bit (1 << number) for each field that may come more than once.
    @inline(__always)
    mutating func key(repeated: UInt16 = 0) throws(Unusual) -> UInt8? {
        guard index < end else { return nil }
        let key = bytes[index]
        guard key < 0x80, key > last || key == last && repeated &>> UInt16(key &>> 3) & 1 == 1 else { throw Unusual() }
        last = key
        index += 1
        return key
    }

    /// A number below 2^28; larger ones and negative ones are not in the common form.
    mutating func number() throws(Unusual) -> Int {
        var value = 0
        for shift in stride(from: 0, to: 28, by: 7) {
            guard index < end else { throw Unusual() }
            let byte = bytes[index]
            index += 1
            value |= Int(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw Unusual()
    }

    mutating func flag() throws(Unusual) -> Bool {
        let value = try number()
        guard value <= 1 else { throw Unusual() }
        return value == 1
    }

    /// The place of a length-prefixed field.
    mutating func range() throws(Unusual) -> Range<Int> {
        let length = try number()
        guard length <= end - index else { throw Unusual() }
        defer { index += length }
        return index..<index + length
    }

    mutating func bytesField() throws(Unusual) -> [UInt8] { Array(bytes[try range()]) }

    mutating func string() throws(Unusual) -> String {
        guard let string = String(validating: bytes[try range()], as: UTF8.self) else { throw Unusual() }
        return string
    }

    /// A nested message: `body` reads its fields until `key` is nil.
    mutating func message(_ body: (inout WireReader) throws(Unusual) -> Void) throws(Unusual) {
        let inner = try range()
        let outer = (end, last)
        (index, end, last) = (inner.lowerBound, inner.upperBound, 0)
        try body(&self)
        guard index == end else { throw Unusual() }
        (end, last) = outer
    }
}
