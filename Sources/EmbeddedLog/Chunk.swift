import EventLog

/// The log's record, by a name that does not collide with GRDB's own `Record`.
typealias LogRecord = Record

/// Records of one partition as one blob: what a row of a segment holds.
///
/// A record is, little-endian: u32 length of what follows · u32 offset less the chunk's first · i64 timestamp · u32 length of key · i32 length
/// of value (-1: none) · u32 count of headers · key · value · headers, each u32 length of name · u32 length of value · name · value.
enum Chunk {
    /// Chunks are cut at this many bytes, so that reading one costs little memory; a larger record is a chunk alone.
    static let targetBytes = 256 << 10

    /// Bytes one record takes.
    static func size(key: [UInt8], value: [UInt8]?, headers: [Header]) -> Int {
        headers.reduce(28 + key.count + (value?.count ?? 0)) { $0 + 8 + $1.name.utf8.count + $1.value.count }
    }

    /// Adds one record.
    static func append(
        to bytes: inout [UInt8], delta: UInt32, timestamp: Int64, key: [UInt8], value: [UInt8]?, headers: [Header]
    ) {
        put(UInt32(size(key: key, value: value, headers: headers) - 4), &bytes)
        put(delta, &bytes)
        put(UInt64(bitPattern: timestamp), &bytes)
        put(UInt32(key.count), &bytes)
        put(UInt32(bitPattern: value.map { Int32($0.count) } ?? -1), &bytes)
        put(UInt32(headers.count), &bytes)
        bytes.append(contentsOf: key)
        if let value { bytes.append(contentsOf: value) }
        for header in headers {
            put(UInt32(header.name.utf8.count), &bytes)
            put(UInt32(header.value.count), &bytes)
            bytes.append(contentsOf: header.name.utf8)
            bytes.append(contentsOf: header.value)
        }
    }

    /// The records from offset `from` on; `nil` when the bytes are no chunk.
    static func records(_ bytes: [UInt8], first: Int64, from: Int64, of partition: TopicPartition) -> [Record]? {
        var records: [Record] = []
        var cursor = Cursor(bytes: bytes)
        while cursor.index < bytes.count {
            guard let length = cursor.u32(), let end = cursor.end(Int(length)), let delta = cursor.u32() else {
                return nil
            }
            if first + Int64(delta) < from {
                cursor.index = end
                continue
            }
            guard let timestamp = cursor.u64(), let keyLength = cursor.u32(), let valueLength = cursor.u32(),
                let headerCount = cursor.u32(), let key = cursor.take(Int(keyLength))
            else { return nil }
            var value: [UInt8]?
            if valueLength != UInt32.max {
                guard let some = cursor.take(Int(valueLength)) else { return nil }
                value = some
            }
            var headers: [Header] = []
            for _ in 0..<headerCount {
                guard let nameLength = cursor.u32(), let length = cursor.u32(), let name = cursor.take(Int(nameLength)),
                    let some = cursor.take(Int(length))
                else { return nil }
                headers.append(Header(name: String(decoding: name, as: UTF8.self), value: some))
            }
            guard cursor.index == end else { return nil }
            records.append(
                Record(
                    topic: partition.topic, partition: partition.partition, offset: Offset(first + Int64(delta)),
                    timestamp: Int64(bitPattern: timestamp), key: key, value: value, headers: headers))
        }
        return records
    }

    /// The highest timestamp in a chunk, 0 for bytes that are none.
    static func newestTimestamp(_ bytes: [UInt8]) -> Int64 {
        var cursor = Cursor(bytes: bytes)
        var newest: Int64 = 0
        while let length = cursor.u32(), let end = cursor.end(Int(length)) {
            guard cursor.u32() != nil, let timestamp = cursor.u64() else { break }
            newest = max(newest, Int64(bitPattern: timestamp))
            cursor.index = end
        }
        return newest
    }

    /// A checksum over a chunk's bytes: eight at a time, multiplied and folded. It finds accidents, not forgers.
    static func checksum(_ bytes: [UInt8]) -> Int64 {
        let span = unsafe bytes.span.bytes
        var hash: UInt64 = 0x9e37_79b9_7f4a_7c15 ^ UInt64(bytes.count)
        var index = 0
        while index + 8 <= bytes.count {
            let word = unsafe span.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            hash = (hash ^ UInt64(littleEndian: word)) &* 0xff51_afd7_ed55_8ccd
            hash ^= hash >> 32
            index += 8
        }
        while index < bytes.count {
            hash = (hash ^ UInt64(bytes[index])) &* 0xff51_afd7_ed55_8ccd
            hash ^= hash >> 32
            index += 1
        }
        return Int64(bitPattern: hash)
    }

    private static func put(_ value: UInt32, _ bytes: inout [UInt8]) {
        for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(shift))) }
    }

    private static func put(_ value: UInt64, _ bytes: inout [UInt8]) {
        for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift))) }
    }

    /// Reads within bounds.
    private struct Cursor {
        let bytes: [UInt8]
        var index = 0

        func end(_ count: Int) -> Int? { count <= bytes.count - index ? index + count : nil }

        mutating func u32() -> UInt32? {
            guard let end = end(4) else { return nil }
            defer { index = end }
            return UInt32(bytes[index]) | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2]) << 16
                | UInt32(bytes[index + 3]) << 24
        }

        mutating func u64() -> UInt64? {
            guard let low = u32(), let high = u32() else { return nil }
            return UInt64(low) | UInt64(high) << 32
        }

        mutating func take(_ count: Int) -> [UInt8]? {
            guard let end = end(count) else { return nil }
            defer { index = end }
            return Array(bytes[index..<end])
        }
    }
}
