/// The words of a copy's quote against the quote that it was copied from.
struct WordDiff {
    enum Change: Equatable { case same, added, dropped }

    struct Word: Equatable {
        let text: Substring
        let change: Change
    }

    /// Quotes of more words than this are not compared: the table grows with the square.
    static let longest = 120

    /// In reading order, dropped words before added ones; nil where a quote is too long to be compared.
    static func words(from original: String, to copy: String) -> [Word]? {
        let old = original.split(whereSeparator: \.isWhitespace)
        let new = copy.split(whereSeparator: \.isWhitespace)
        guard old.count <= longest, new.count <= longest else { return nil }
        let (foldedOld, foldedNew) = (old.map(folded), new.map(folded))
        // Length of the longest common subsequence of the words from (i, j) on.
        let width = new.count + 1
        var common = [Int](repeating: 0, count: (old.count + 1) * width)
        for i in old.indices.reversed() {
            for j in new.indices.reversed() {
                common[i * width + j] =
                    foldedOld[i] == foldedNew[j]
                    ? common[(i + 1) * width + j + 1] + 1 : max(common[(i + 1) * width + j], common[i * width + j + 1])
            }
        }
        var words: [Word] = []
        var (i, j) = (0, 0)
        while i < old.count || j < new.count {
            if i < old.count, j < new.count, foldedOld[i] == foldedNew[j] {
                words.append(Word(text: new[j], change: .same))
                (i, j) = (i + 1, j + 1)
            } else if i < old.count, j == new.count || common[(i + 1) * width + j] >= common[i * width + j + 1] {
                words.append(Word(text: old[i], change: .dropped))
                i += 1
            } else {
                words.append(Word(text: new[j], change: .added))
                j += 1
            }
        }
        return words
    }

    private static func folded(_ word: Substring) -> String {
        word.lowercased().trimming { ",.;:!?\"'()“”‘’".contains($0) }
    }
}

extension String {
    fileprivate func trimming(_ isDropped: (Character) -> Bool) -> String {
        var rest = self[...]
        while let first = rest.first, isDropped(first) { rest = rest.dropFirst() }
        while let last = rest.last, isDropped(last) { rest = rest.dropLast() }
        return String(rest)
    }
}
