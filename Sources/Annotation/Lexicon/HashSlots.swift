/// Leads from hashes to positions in a table: open addressing over half of each hash and a position, so that a look at what is not there touches
/// eight bytes.
struct HashSlots: Sendable {
    /// The upper half of a hash, and in the lower half a position plus one; 0 is empty.
    private var slots: [UInt64]

    init(entries: Int) { slots = [UInt64](repeating: 0, count: Self.capacity(entries)) }

    /// A power of two at least twice as large as what goes in, or half as large again.
    ///
    /// - Parameter isDense: nearly all that is looked for is there, so that a table that lies nearer in memory is worth more than one where a
    ///   look ends sooner.
    static func capacity(_ entries: Int, isDense: Bool = false) -> Int {
        var capacity = 16
        while capacity < entries + (isDense ? entries / 2 : entries) { capacity *= 2 }
        return capacity
    }

    /// Adds a position beside those that the hash has; there must be no more of them than were announced.
    mutating func insert(_ hash: UInt64, _ position: Int) {
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = (hash >> 32) << 32 | UInt64(position + 1)
    }

    /// Calls `body` with positions of hashes whose upper half is equal, in the order of their insertion, until it returns true.
    @inline(__always)
    func find(_ hash: UInt64, _ body: (Int) -> Bool) {
        let slots = slots.span
        let mask = slots.count &- 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            if slots[slot] >> 32 == hash >> 32, body(Int(truncatingIfNeeded: slots[slot] & 0xFFFF_FFFF) &- 1) { return }
            slot = (slot &+ 1) & mask
        }
    }
}
