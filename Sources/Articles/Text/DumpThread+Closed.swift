/// Comments without a day above them, each closed by a row of buttons: "NAME", the words, "Like · Reply · 3y".
extension DumpThread {
    static func closed(_ lines: [DumpLine]) -> DumpThread? {
        let rows = lines.indices.filter { isRow(lines[$0]) }
        guard rows.count >= 2, let first = rows.first else { return nil }
        // The first comment begins behind what announces it, or with the nearest name above its row.
        let announced = lines[..<first].lastIndex(where: isAnnouncement)
        let named = (max(announced ?? -1, first - 12) + 1..<first).last { isName(lines, $0) }
        guard var low = named ?? announced.map({ $0 + 1 }), low < first else { return nil }
        var thread = DumpThread(start: announced.map { min($0, low) } ?? low)
        var open: [(indent: Int, index: Int)] = []
        for row in rows {
            var begin = low
            low = row + 1
            while begin < row, isButton(lines[begin]) || DumpHeadWords.isPicture(lines[begin].lower) { begin += 1 }
            var post = Post(lines: begin..<row, first: begin)
            if row - begin >= 2, isName(lines, begin) {
                post.author = DumpHead.name(DumpHeadWords.parties(lines[begin].text[...]).author)
                post.lines = (begin + 1)..<row
            }
            let end = trimEnd(lines, post.lines.lowerBound, row)
            guard post.lines.lowerBound < end else { continue }
            post.lines = post.lines.lowerBound..<end
            let indent = lines[begin].indent
            while let top = open.last, top.indent >= indent { open.removeLast() }
            post.level = open.count + 1
            post.parent = open.last?.index
            thread.posts.append(post)
            open.append((indent, thread.posts.count - 1))
        }
        // Rows below prose of articles are no thread: some posts must have a name.
        let count = thread.posts.count { $0.author != nil }
        return thread.posts.count >= 2 && count * 2 >= thread.posts.count ? thread : nil
    }

    /// A row of buttons with "Reply" among them.
    private static func isRow(_ line: DumpLine) -> Bool {
        isButton(line) && Bytes.string(line.lower).split { !$0.isLetter }.contains("reply")
    }

    private static func isName(_ lines: [DumpLine], _ index: Int) -> Bool {
        let line = lines[index]
        return line.isAfterBlank && line.words <= 5 && line.text.count <= 50 && !line.endsSentence
            && DumpHeadWords.mayBeName(line.text[...]) && index + 1 < lines.count && !lines[index + 1].isAfterBlank
    }
}
