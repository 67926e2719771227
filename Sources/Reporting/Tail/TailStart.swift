package import Events

/// Where a tail begins.
package enum TailStart: Hashable, Sendable {
    case start
    case end
    /// This change and those after it.
    case sequence(Int)
    /// Changes at or after a moment, ISO 8601; a date alone is its first moment in UTC.
    case time(String)

    /// `start`, `end`, a whole number, or a date or moment.
    package init?(_ text: String) {
        switch text {
        case "start": self = .start
        case "end": self = .end
        default:
            if let number = Int(text) {
                guard number >= 0 else { return nil }
                self = .sequence(number)
            } else if text.utf8.count >= 10, text.utf8.dropFirst(4).first == UInt8(ascii: "-"),
                text.utf8.prefix(4).allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
            {
                self = .time(text)
            } else {
                return nil
            }
        }
    }

    /// Sequence number of the first change to read.
    ///
    /// - Parameters:
    ///   - last: number of the last committed change; changes are dense from 1.
    ///   - read: gives the change with a number, nil where it is not there (any more).
    package func first(
        last: Int, read: (Int) throws -> ChangeLine?
    ) rethrows -> Int {
        switch self {
        case .start: return 1
        case .end: return last + 1
        case .sequence(let number): return max(1, number)
        case .time(let moment):
            // Processing times ascend with the sequence; both are UTC texts of one form, so they compare as texts.
            var (low, high) = (1, last + 1)
            while low < high {
                let middle = (low + high) / 2
                if let change = try read(middle), change.at >= moment { high = middle } else { low = middle + 1 }
            }
            return low
        }
    }
}
