import Synchronization

/// Remembers what has turned out about words, by their hashes, for as many as there is room for; the last one takes the place of another.
/// Shared by all threads: what is remembered is true of the word wherever it stands, so that it does not matter who noted it, whether it is
/// still there, or whether one of two facts that are noted at once is lost.
package final class WordMemo: Sendable {
    /// What is known of a word.
    package struct Facts: OptionSet, Sendable {
        package let rawValue: UInt64

        package init(rawValue: UInt64) { self.rawValue = rawValue }

        /// It is close to no name.
        package static let isDistant = Facts(rawValue: 1)
        /// No name begins with it.
        package static let beginsNothing = Facts(rawValue: 2)

        fileprivate static let all: UInt64 = 3
    }

    /// 256 KB: room for the words of medical texts, which are many; those of news stay in the part that is read again and again.
    private static let bits = 15
    private let slots = InlineArray<32768, Atomic<UInt64>> { _ in Atomic(0) }

    package init() {}

    @inline(__always)
    private static func slot(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash &>> UInt64(64 &- bits)) }

    /// A slot's content but for the facts. What it lacks of the hash is told by the slot, so that no word is ever taken for another: a name
    /// that somebody's text could talk away would be missed from then on.
    @inline(__always)
    private static func content(_ hash: UInt64) -> UInt64 { hash &<< 2 }

    /// Nothing where another word has the slot.
    @inline(__always)
    package func facts(_ hash: UInt64) -> Facts {
        let differing = slots[Self.slot(hash)].load(ordering: .relaxed) ^ Self.content(hash)
        return Facts(rawValue: differing > Facts.all ? 0 : differing)
    }

    @inline(__always)
    func holds(_ hash: UInt64, _ fact: Facts) -> Bool { facts(hash).contains(fact) }

    @inline(__always)
    package func note(_ hash: UInt64, _ fact: Facts) {
        slots[Self.slot(hash)].store(Self.content(hash) | facts(hash).union(fact).rawValue, ordering: .relaxed)
    }
}
