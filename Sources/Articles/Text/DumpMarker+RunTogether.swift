import Events

/// Titles that run on into the second line.
extension DumpMarker {
    /// On flat boards title and second line run together: "… Revives Cancer Scare 41 lots of …". The title is the run of
    /// capitalised words without the last one, which begins the next sentence; or, in sentence case, it ends before a
    /// capitalised word among small ones.
    mutating func splitRunTogetherTitle(_ first: Int) {
        guard first < articleEnd, lines[first].text.count < 400 else { return }
        let line = lines[first]
        var words: [(low: Int, high: Int)] = []
        var index = 0
        while index < line.text.count {
            while index < line.text.count, Bytes.isSpace(line.text[index]) { index += 1 }
            let low = index
            while index < line.text.count, !Bytes.isSpace(line.text[index]) { index += 1 }
            if index > low { words.append((low, index)) }
        }
        guard words.count >= 6 else { return }
        let small: Set<String> = [
            "a", "an", "the", "of", "in", "on", "at", "to", "for", "and", "or", "but", "with", "from", "by", "as", "is",
            "vs", "its", "not", "into", "over",
        ]
        func isCapital(_ word: (low: Int, high: Int)) -> Bool {
            let byte = line.text[word.low]
            return (byte >= 0x41 && byte <= 0x5A) || Bytes.isDigit(byte)
        }
        func isSmall(_ word: (low: Int, high: Int)) -> Bool {
            small.contains(Bytes.string(line.lower[word.low..<word.high]))
        }
        var run = 0
        while run < words.count, isCapital(words[run]) || (run > 0 && isSmall(words[run])) { run += 1 }
        var cut: Int?
        if run >= 4, run < words.count {
            cut = run - 1
            while let at = cut, at > 1, isSmall(words[at - 1]), !isCapital(words[at]) { cut = at - 1 }
        } else if run < 3 {
            cut = (4..<(words.count - 2)).first {
                isCapital(words[$0]) && !isCapital(words[$0 - 1]) && !isCapital(words[$0 + 1])
                    && !isSmall(words[$0 - 1])
            }
        }
        guard let cut, cut >= 3, !line.endsSentence || cut < words.count / 2 + 2 else { return }
        titleCut = (first, line.low + words[cut - 1].high, line.low + words[cut].low)
        kinds[first] = .title
        title = Bytes.string(line.text[..<words[cut - 1].high]).collapsed
    }
}
