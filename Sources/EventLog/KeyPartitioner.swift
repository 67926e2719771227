/// Which partition a key belongs to: the 32-bit MurmurHash2 of the key with seed 0x9747b28c, its sign bit cleared, modulo the number of
/// partitions.
///
/// This is the default of Kafka's Java clients (`murmur2` in librdkafka), so other programs that write by key agree with us, and every log of
/// ours uses it: a key has the same partition number wherever the partition count is the same. An empty key is a key like any other.
package enum KeyPartitioner {
    /// The partition of `key` in a topic of `count` partitions; `count` must be positive.
    package static func partition(of key: [UInt8], count: Int32) -> Partition {
        precondition(count > 0, "a topic has at least one partition")
        return Partition(Int32(bitPattern: murmur2(key) & 0x7fff_ffff) % count)
    }

    /// MurmurHash2 (Austin Appleby, public domain), 32 bits, with Kafka's seed.
    package static func murmur2(_ bytes: [UInt8]) -> UInt32 {
        let multiplier: UInt32 = 0x5bd1_e995
        var hash: UInt32 = 0x9747_b28c ^ UInt32(truncatingIfNeeded: bytes.count)
        let whole = bytes.count & ~3
        var index = 0
        while index < whole {
            var word =
                UInt32(bytes[index]) | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2]) << 16
                | UInt32(bytes[index + 3]) << 24
            word = word &* multiplier
            word ^= word >> 24
            word = word &* multiplier
            hash = hash &* multiplier
            hash ^= word
            index += 4
        }
        let rest = bytes.count - whole
        if rest >= 3 { hash ^= UInt32(bytes[whole + 2]) << 16 }
        if rest >= 2 { hash ^= UInt32(bytes[whole + 1]) << 8 }
        if rest >= 1 {
            hash ^= UInt32(bytes[whole])
            hash = hash &* multiplier
        }
        hash ^= hash >> 13
        hash = hash &* multiplier
        hash ^= hash >> 15
        return hash
    }
}
