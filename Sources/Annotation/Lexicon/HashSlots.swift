/// Leads from hashes to positions in a table: open addressing over half of each hash and a position, so that a look at what is not there touches
/// eight bytes.
struct HashSlots: Sendable {
    /// The upper half of a hash, and in the lower half a position plus one; 0 is empty.
    private var slots: [UInt64]

    init(entries: Int) {
        var capacity = 16
        while capacity < entries * 2 { capacity *= 2 }
        slots = [UInt64](repeating: 0, count: capacity)
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
