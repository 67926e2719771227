import SwiftProtobuf

// Small conversions shared by the codecs. Optional strings and numbers travel as protobuf's default: nil and empty are one.

extension TextRange {
    var wire: Claimstream_V1_Range {
        .with {
            $0.start = UInt32(start)
            $0.end = UInt32(end)
        }
    }
}

/// Checks ranges against one text while its record is decoded.
struct RangeChecker {
    let text: [UInt8]

    /// - Throws: `CodecError.badRange` unless the range lies in the text and on character borders.
    func range(_ start: UInt32, _ end: UInt32, _ field: String) throws(CodecError) -> TextRange {
        let (first, last) = (Int(start), Int(end))
        guard first <= last, last <= text.count, isBorder(first), isBorder(last) else {
            throw .badRange(field: field, start: start, end: end)
        }
        return TextRange(first, last)
    }

    func range(_ wire: Claimstream_V1_Range, _ field: String) throws(CodecError) -> TextRange {
        try range(wire.start, wire.end, field)
    }

    private func isBorder(_ offset: Int) -> Bool {
        offset == text.count || text[offset] & 0xC0 != 0x80
    }
}

extension WireChoice where AllCases == [Self] {
    func wire<E: SwiftProtobuf.Enum>(_: E.Type) -> E where E.RawValue == Int {
        guard let value = E(rawValue: wireNumber) else {
            preconditionFailure("every choice has its number in the proto")
        }
        return value
    }

    static func decode<E: SwiftProtobuf.Enum>(_ wire: E, _ field: String) throws(CodecError) -> Self
    where E.RawValue == Int {
        guard let value = Self(wireNumber: wire.rawValue) else { throw .badField(field) }
        return value
    }

    static func decodeOptional<E: SwiftProtobuf.Enum>(_ wire: E, _ field: String) throws(CodecError) -> Self?
    where E.RawValue == Int {
        wire.rawValue == 0 ? nil : try decode(wire, field)
    }
}

extension String {
    /// Protobuf's empty string stands for an absent one.
    var present: String? { isEmpty ? nil : self }
}

extension Amount {
    var wire: Claimstream_V1_Amount {
        .with {
            $0.low = low
            $0.high = high
        }
    }

    init(_ wire: Claimstream_V1_Amount) { self.init(wire.low, wire.high) }
}

extension SwiftProtobuf.Message {
    /// The record's bytes; deterministic, since no message of ours has a map.
    var recordBytes: [UInt8] {
        do {
            return try serializedBytes() as [UInt8]
        } catch {
            preconditionFailure("a message without required fields always serialises: \(error)")
        }
    }

    init(record bytes: some Sequence<UInt8>) throws(CodecError) {
        do {
            try self.init(serializedBytes: Array(bytes))
        } catch {
            throw .malformed("\(error)")
        }
    }
}
