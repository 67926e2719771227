import EventLog

/// The consumer protocol's assignment, as `DescribeGroups` returns it: i16 version, then an array of topics (i16 length, name, an array of
/// i32 partitions), all big-endian.
enum MemberAssignment {
    /// The partitions named, sorted; `nil` when the bytes are no such assignment.
    static func partitions(_ bytes: [UInt8]) -> [TopicPartition]? {
        var index = 0
        func number(_ width: Int) -> Int? {
            guard index + width <= bytes.count else { return nil }
            defer { index += width }
            return bytes[index..<index + width].reduce(0) { $0 << 8 | Int($1) }
        }
        guard number(2) != nil, let topicCount = number(4), topicCount <= bytes.count else { return nil }
        var partitions: [TopicPartition] = []
        for _ in 0..<topicCount {
            guard let length = number(2), index + length <= bytes.count else { return nil }
            let name = String(decoding: bytes[index..<index + length], as: UTF8.self)
            index += length
            guard let count = number(4), index + count * 4 <= bytes.count else { return nil }
            for _ in 0..<count {
                guard let partition = number(4), partition <= Int(Int32.max) else { return nil }
                do throws(LogError) {
                    partitions.append(TopicPartition(try TopicName(name), Partition(Int32(partition))))
                } catch {
                    return nil
                }
            }
        }
        return partitions.sorted()
    }
}
