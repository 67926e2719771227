/// Writes protobuf into one growing buffer, fields in the order in which they are put; a field with its default is left out.
///
/// For what every record has many of: the generated code makes an object and two passes for each nested message.
struct WireWriter {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int) { bytes.reserveCapacity(capacity) }

    mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest &>>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// A number; negative ones take ten bytes, as `int32` and `int64` do.
    mutating func number(_ key: UInt8, _ value: Int) {
        guard value != 0 else { return }
        bytes.append(key)
        varint(UInt64(bitPattern: Int64(value)))
    }

    mutating func double(_ key: UInt8, _ value: Double) {
        guard value.bitPattern != 0 else { return }
        bytes.append(key)
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: value.bitPattern &>> shift))
        }
    }

    mutating func string(_ key: UInt8, _ value: String) {
        guard !value.isEmpty else { return }
        element(key, value)
    }

    /// A string of a repeated field, which is written when it is empty, too.
    mutating func element(_ key: UInt8, _ value: String) {
        bytes.append(key)
        varint(UInt64(value.utf8.count))
        bytes.append(contentsOf: value.utf8)
    }

    mutating func raw(_ key: UInt8, _ value: [UInt8]) {
        bytes.append(key)
        varint(UInt64(value.count))
        bytes += value
    }

    /// Fields that were written elsewhere.
    mutating func append(_ fields: [UInt8]) { bytes += fields }

    /// A nested message.
    @inline(__always)
    mutating func message(_ key: UInt8, _ body: (inout WireWriter) -> Void) {
        bytes.append(key)
        // Most are shorter than 128 bytes, so that one byte holds their length.
        let place = bytes.count
        bytes.append(0)
        body(&self)
        let length = bytes.count - place - 1
        if length < 0x80 {
            bytes[place] = UInt8(length)
        } else {
            var prefix = WireWriter(capacity: 10)
            prefix.varint(UInt64(length))
            bytes.replaceSubrange(place...place, with: prefix.bytes)
        }
    }
}
