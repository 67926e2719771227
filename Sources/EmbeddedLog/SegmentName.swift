import EventLog

/// A segment's file name: `FIRST-LAST.GEN.db`, eight digits, eight digits, four digits or more.
package struct SegmentName: Hashable, Sendable {
    /// The numbers of the segments it stands for: more than one after compaction.
    package let first: Int
    package let last: Int
    package let generation: Int

    init(first: Int, last: Int, generation: Int) {
        self.first = first
        self.last = last
        self.generation = generation
    }

    /// `nil` for names of other files.
    init?(_ file: String) {
        let parts = file.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[2] == "db" else { return nil }
        let numbers = parts[0].split(separator: "-", omittingEmptySubsequences: false)
        guard numbers.count == 2, let first = Int(numbers[0]), let last = Int(numbers[1]),
            let generation = Int(parts[1]),
            first > 0, last >= first, generation >= 0
        else { return nil }
        self.init(first: first, last: last, generation: generation)
    }

    package var file: String { "\(Self.padded(first, 8))-\(Self.padded(last, 8)).\(Self.padded(generation, 4)).db" }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// The segments that count, ascending, and those that are covered by them: the wider wins, then the higher generation.
    package static func chosen(from files: [String]) -> (current: [SegmentName], leftovers: [SegmentName]) {
        let sorted = files.compactMap(SegmentName.init).sorted { left, right in
            (left.first, -left.last, -left.generation) < (right.first, -right.last, -right.generation)
        }
        var current: [SegmentName] = []
        var leftovers: [SegmentName] = []
        for name in sorted {
            if let covering = current.last, name.first <= covering.last {
                leftovers.append(name)
            } else {
                current.append(name)
            }
        }
        return (current, leftovers)
    }
}
