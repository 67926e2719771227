import Events

/// What is left of an article once its known lines have their roles: text, headings, lists, questions with their answers.
extension DumpMarker {
    mutating func markHeadingsAndLists() {
        let heading = (0..<articleEnd).first {
            ["frequently asked questions", "faq", "faqs", "questions and answers", "common questions"]
                .contains(Bytes.string(lines[$0].lower.filter { $0 != UInt8(ascii: ":") }))
        }
        let questions = (0..<articleEnd).filter {
            kinds[$0] == nil && lines[$0].isQuestion && lines[$0].isAfterBlank && lines[$0].text.count < 140
                && $0 + 1 < articleEnd && (lines[$0 + 1].isAfterBlank || lines[$0 + 1].endsSentence)
        }
        let isFAQ = questions.count >= 3 || (heading != nil && questions.contains { $0 > heading ?? 0 })
        if isFAQ { kind = kind ?? .faq }
        var inAnswer = false
        let lastReal =
            (0..<articleEnd).last {
                kinds[$0] == nil
                    ? lines[$0].isProse || lines[$0].bullet != nil
                    : [.reference, .relatedLink, .abstract].contains(kinds[$0])
            } ?? articleEnd
        for index in 0..<articleEnd where kinds[index] == nil {
            let line = lines[index]
            if index > lastReal, !line.isProse, lastReal > 0 {
                kinds[index] = line.endsSentence && line.words >= 4 ? .body : .boilerplate
            } else if isFAQ, questions.contains(index) {
                kinds[index] = .question
                inAnswer = true
            } else if line.bullet != nil {
                kinds[index] = .listItem
            } else if Citations.isCitation(line.text[...]), line.text.count < 600, !line.isProse || line.contains("doi")
            {
                kinds[index] = .reference
                references.append(
                    Citations.reference(
                        text, TextRange(line.low, line.high), role: references.isEmpty && !isFAQ ? .reported : .cited))
            } else if line.isProse || (line.endsSentence && line.words >= 4)
                || (line.text.last == UInt8(ascii: ":") && line.words >= 6)
            {
                kinds[index] = inAnswer ? .answer : .body
            } else if isListLine(index) {
                kinds[index] = .listItem
            } else if line.number != nil {
                kinds[index] = .listItem
            } else if index + 1 < articleEnd, hasTextBelow(index), line.words <= 16 {
                kinds[index] = .heading
            } else if line.words >= 3 || line.endsSentence {
                kinds[index] =
                    index + 1 >= articleEnd || !hasTextBelow(index) ? (line.words >= 8 ? .body : .boilerplate) : .body
            } else {
                kinds[index] = .boilerplate
            }
        }
    }

    func hasTextBelow(_ index: Int) -> Bool {
        for next in (index + 1)..<min(articleEnd, index + 4) {
            if lines[next].isProse || lines[next].bullet != nil { return true }
            if let kind = kinds[next],
                kind == .boilerplate || kind == .reference || kind == .relatedLink || kind == .byline
                    || kind == .sourceLine
            {
                return kind == .byline || kind == .sourceLine
            }
        }
        return index + 2 < articleEnd && isListLine(index + 1)
    }

    /// One of three or more short lines in a row, without a blank line between them.
    func isListLine(_ index: Int) -> Bool {
        func isShort(_ line: Int) -> Bool {
            line < articleEnd && line >= 0 && lines[line].words <= 7 && !lines[line].endsSentence
                && (kinds[line] == nil || kinds[line] == .listItem)
        }
        guard isShort(index) else { return false }
        var low = index
        while isShort(low - 1), !lines[low].isAfterBlank { low -= 1 }
        var high = index
        while isShort(high + 1), !lines[high + 1].isAfterBlank { high += 1 }
        return high - low >= 3 || (high - low >= 2 && low < index)
    }
}
