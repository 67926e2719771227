/// A map from byte strings to numbers for the building of tables: keys lie in one array, so that none of them is an object of its own.
struct ByteTable: Sendable {
    private struct Slot {
        var hash: UInt64
        var start: UInt32
        /// 0 marks an empty slot.
        var length: UInt32
        var value: Int32
    }

    private var blob: [UInt8] = []
    private var slots = [Slot](repeating: Slot(hash: 0, start: 0, length: 0, value: 0), count: 64)
    private(set) var count = 0

    /// The value of a key that is not empty; nil when it is not there.
    subscript(_ key: [UInt8]) -> Int32? {
        let slot = slots[index(of: key, Self.hash(key))]
        return slot.length > 0 ? slot.value : nil
    }

    /// Adds a key that is not empty, or gives it another value.
    mutating func set(_ key: [UInt8], _ value: Int32) {
        guard !key.isEmpty else { return }
        if count * 2 >= slots.count { grow() }
        let hash = Self.hash(key)
        let index = index(of: key, hash)
        if slots[index].length == 0 {
            slots[index] = Slot(
                hash: hash, start: UInt32(blob.count), length: UInt32(key.count), value: value)
            blob += key
            count += 1
        } else {
            slots[index].value = value
        }
    }

    private func index(of key: [UInt8], _ hash: UInt64) -> Int {
        var index = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[index].length > 0 {
            if slots[index].hash == hash, Int(slots[index].length) == key.count, equals(slots[index], key) {
                return index
            }
            index = (index + 1) & (slots.count - 1)
        }
        return index
    }

    private func equals(_ slot: Slot, _ key: [UInt8]) -> Bool {
        let start = Int(slot.start)
        for offset in key.indices where blob[start + offset] != key[offset] { return false }
        return true
    }

    private mutating func grow() {
        let old = slots
        slots = [Slot](repeating: Slot(hash: 0, start: 0, length: 0, value: 0), count: old.count * 4)
        for slot in old where slot.length > 0 {
            var index = Int(truncatingIfNeeded: slot.hash) & (slots.count - 1)
            while slots[index].length > 0 { index = (index + 1) & (slots.count - 1) }
            slots[index] = slot
        }
    }

    private static func hash(_ key: [UInt8]) -> UInt64 {
        var hash = TokenHash.seed
        for byte in key { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return TokenHash.mix(hash, UInt64(key.count))
    }
}
