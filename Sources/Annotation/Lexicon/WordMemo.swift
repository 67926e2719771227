import Synchronization

/// Remembers words by their hashes, as many as there is room for; the last one takes the place of another. Shared by all threads: what is
/// remembered is true of the word wherever it stands, so that it does not matter who noted it or whether it is still there.
final class WordMemo: Sendable {
    /// 256 KB: room for the words of medical texts, which are many; those of news stay in the part that is read again and again.
    private static let bits = 15
    private let slots = InlineArray<32768, Atomic<UInt64>> { _ in Atomic(0) }

    @inline(__always)
    private static func slot(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash &>> UInt64(64 &- bits)) }

    @inline(__always)
    func holds(_ hash: UInt64) -> Bool { slots[Self.slot(hash)].load(ordering: .relaxed) == hash }

    @inline(__always)
    func note(_ hash: UInt64) { slots[Self.slot(hash)].store(hash, ordering: .relaxed) }
}
