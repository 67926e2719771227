/// Comments above the lines that say who wrote them: "To: NAME", the words, "2 posted on DATE by NAME".
extension DumpThread {
    static func footed(_ lines: [DumpLine], retrieved: String?) -> DumpThread? {
        var feet: [(line: Int, head: DumpHead)] = []
        for index in lines.indices {
            if let head = DumpHead.at(lines, index, retrieved: retrieved), head.style == .counted {
                feet.append((index, head))
            }
        }
        guard let last = feet.last, let first = feet.first, feet.count >= 2 || hasAddressee(lines) else { return nil }
        // Words behind the last line of the kind: then these lines stand above the posts.
        let tail = lines[(last.line + 1)...].filter { !isFurniture($0) }
        guard tail.isEmpty else { return nil }
        var thread = DumpThread(start: lines.count)
        var low = 0
        if let opening = openingEnd(lines, first) {
            thread.opening = first.head
            low = opening
            thread.start = first.line
            feet.removeFirst()
        } else {
            low = border(lines, first.line, retrieved)
            thread.start = low
        }
        var previous = low
        for foot in feet {
            thread.appendFooted(lines, previous, foot.line, foot.head)
            previous = foot.line + 1
        }
        return thread.posts.isEmpty ? nil : thread
    }

    private static func hasAddressee(_ lines: [DumpLine]) -> Bool {
        lines.contains { $0.starts("to: ") && DumpHeadWords.addressee($0) != nil }
    }

    private static func isFurniture(_ line: DumpLine) -> Bool {
        DumpChrome.isChrome(line) || isButton(line) || DumpHeadWords.addressedNumber(line) != nil
            || line.starts("[ ") || line.starts("disclaimer")
    }

    /// Where the article's own line of the kind ("1 posted on …") stands, the line behind it.
    private static func openingEnd(_ lines: [DumpLine], _ first: (line: Int, head: DumpHead)) -> Int? {
        guard first.head.number == "1" else { return nil }
        // An answer may come first when the opening is lost; then it says whom it answers.
        let above = lines[max(0, first.line - 40)..<first.line]
        return above.contains { $0.starts("to: ") } ? nil : first.line + 1
    }

    /// The first line of the first comment where no line of its own closes the article: "To: NAME", the end of an excerpt, or
    /// the last blank line above.
    private static func border(_ lines: [DumpLine], _ foot: Int, _ retrieved: String?) -> Int {
        if let to = lines[..<foot].firstIndex(where: { DumpHeadWords.addressee($0) != nil && $0.starts("to") }) {
            return to
        }
        if let mark = lines[..<foot].lastIndex(where: { isExcerptEnd($0) }) { return mark + 1 }
        var index = foot - 1
        while index > 0, !lines[index].isAfterBlank { index -= 1 }
        return max(0, index)
    }

    private mutating func appendFooted(_ lines: [DumpLine], _ low: Int, _ foot: Int, _ head: DumpHead) {
        var begin = low
        var post = Post(lines: low..<foot, first: low, author: head.author, date: head.date, number: head.number)
        while begin < foot {
            let line = lines[begin]
            if let other = DumpHeadWords.addressee(line), line.starts("to") {
                post.addressee = other
            } else if !(Self.isFurniture(line) && (!line.isProse || Self.isButton(line))) {
                break
            }
            begin += 1
        }
        // The row of links below the line: "[ Post Reply | Private Reply | To 2 | View Replies]".
        if let number = lines[(foot + 1)...].prefix(2).lazy.compactMap(DumpHeadWords.addressedNumber).first {
            post.addressee = .number(number)
        }
        var end = foot
        while end > begin + 1, Self.isButton(lines[end - 1]) { end -= 1 }
        guard begin < end else { return }
        post.lines = begin..<end
        post.first = begin
        posts.append(post)
    }
}
