/// A set of hashes that says "no" or "perhaps": 64 bits a group, of which each hash sets two, so that one load answers.
struct HashFilter: Sendable {
    let shift: UInt64
    private(set) var groups: [UInt64]

    /// - Parameter entries: how many hashes it will hold; with that many, one other hash in some 300 finds "perhaps".
    init(entries: Int) {
        var bits = 1
        while 1 << bits < entries / 3 { bits += 1 }
        groups = [UInt64](repeating: 0, count: 1 << bits)
        shift = UInt64(64 - bits)
    }

    mutating func insert(_ hash: UInt64) {
        groups[Int(truncatingIfNeeded: hash >> shift)] |= 1 << (hash & 63) | 1 << (hash >> 6 & 63)
    }

    /// 1 for "perhaps", 0 for "no", for loops that hold the span of `groups`.
    @inline(__always)
    static func holds(_ hash: UInt64, _ groups: Span<UInt64>, _ shift: UInt64) -> UInt64 {
        // No hash shifted so is as large as the count of groups, a power of two.
        let group = unsafe groups[unchecked: Int(truncatingIfNeeded: hash &>> shift)]
        return group &>> (hash & 63) & group &>> (hash &>> 6 & 63) & 1
    }

    @inline(__always)
    func mayContain(_ hash: UInt64) -> Bool { Self.holds(hash, groups.span, shift) != 0 }
}
