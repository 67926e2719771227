/// Comments under lines that say who wrote them and when.
extension DumpThread {
    private struct Entry {
        var line: Int
        var head: DumpHead
    }

    /// One head alone is the byline of an article unless comments are announced.
    static func headed(_ lines: [DumpLine], retrieved: String?) -> DumpThread? {
        var entries = entries(lines, retrieved)
        let announced = announcement(lines, entries)
        var opening: Entry?
        var hasByline = false
        if let announced {
            let before = entries.filter { $0.line < announced }
            entries.removeAll { $0.line < announced }
            // A forum prints its opening post above the count of the answers.
            if let first = before.first, before.count == 1, isForumPage(lines, first.line) { opening = first }
        } else {
            entries = consistent(entries)
            // Of several lines with a day at the top, without words between, the last one is the head of what follows.
            while entries.count > 2, entries[0].line <= 8, entries[0].line + entries[0].head.count >= entries[1].line {
                entries.removeFirst()
            }
            guard entries.count >= 2, let first = entries.first else { return nil }
            let text = lines[(first.line + first.head.count)..<entries[1].line]
            let others = entries.dropFirst().filter { $0.head.style == first.head.style }.count
            let isSame =
                others * 2 > entries.count - 1 && (first.head.style != .phrased || isForumPage(lines, first.line))
            if first.line <= 8, !isSame || !DumpVoice.isPersonal(text), text.filter(\.isProse).count >= (isSame ? 3 : 1)
            {
                // The byline of an article, or of one that was reposted.
                entries.removeFirst()
                hasByline = true
                guard entries.count >= 2 || (isSame && entries.count == 1) else { return nil }
            }
        }
        guard let first = entries.first else { return nil }
        var thread = DumpThread(start: announced.map { min($0, first.line) } ?? first.line)
        if let opening, DumpVoice.isPersonal(lines[opening.line..<thread.start]) {
            entries.insert(opening, at: 0)
            thread.start = opening.line
            thread.isOpened = true
        } else if announced == nil, first.line <= 8, !hasByline, !lines[..<first.line].contains(where: \.isProse),
            !lines[..<first.line].contains(where: { $0.starts("posted by ") || $0.contains(" points by ") })
        {
            thread.isOpened = true
        }
        thread.append(entries, lines, announced)
        return thread.posts.isEmpty ? nil : thread
    }

    private static func entries(_ lines: [DumpLine], _ retrieved: String?) -> [Entry] {
        var entries: [Entry] = []
        var index = 0
        while index < lines.count {
            // Heads inside of numbered comments are told by their numbers.
            if lines[index].number == nil, let head = DumpHead.at(lines, index, retrieved: retrieved) {
                entries.append(Entry(line: index, head: head))
                index += head.count
            } else {
                index += 1
            }
        }
        return entries
    }

    /// The line that says that comments follow: the first with heads behind it, none of them far away.
    private static func announcement(_ lines: [DumpLine], _ entries: [Entry]) -> Int? {
        lines.indices.first { index in
            guard isAnnouncement(lines[index]), let next = entries.first(where: { $0.line > index }) else {
                return false
            }
            // Between the two stand at most a few lines about how to sort and write.
            return !lines[(index + 1)..<next.line].contains(where: \.isProse)
        }
    }

    /// Without an announcement heads must be put alike; forms that other lines have as well must be many.
    private static func consistent(_ entries: [Entry]) -> [Entry] {
        var counts: [DumpHead.Style: Int] = [:]
        for entry in entries { counts[entry.head.style, default: 0] += 1 }
        return entries.filter { entry in
            let count = counts[entry.head.style] ?? 0
            return entry.head.isWeak
                ? count >= 3 || (count == 2 && entry.head.style == .dateLed) : count >= 2 || entries.count >= 3
        }
    }

    /// Whether the page calls itself a forum above its first post.
    static func isForumPage(_ lines: [DumpLine], _ first: Int) -> Bool {
        lines[..<min(lines.count, first + 1)].suffix(12).contains { line in
            line.text.count < 140
                && [
                    "forum", "board index", "thread", "message board", "discussion in ", "posted by u/", "asked",
                    "topic:", "subject:", "boards", "community", "mailing list", "subreddit", "re:", "q&a",
                ].contains { line.contains($0) } || line.starts("r/") || line.starts("post by ")
        }
    }

    private mutating func append(_ entries: [Entry], _ lines: [DumpLine], _ announced: Int?) {
        var open: [(indent: Int, index: Int)] = []
        for (position, entry) in entries.enumerated() {
            let low = entry.line + entry.head.count
            var high = position + 1 < entries.count ? entries[position + 1].line : lines.count
            // The opening post ends where the answers are announced.
            if let announced, entry.line < announced { high = min(high, announced) }
            if position + 1 < entries.count {
                while high > low + 1, isOfNext(lines[high - 1], entries[position + 1].head, lines, entry.line) {
                    high -= 1
                }
            }
            guard low < high else { continue }
            high = Self.trimEnd(lines, low, high)
            high = withoutSignature(lines, low, high, entry.head.author)
            let begin = withoutTopic(lines, low, high, entry)
            guard begin < high, high - begin > 1 || !DumpHeadWords.isDeleted(lines[begin].text[...]) else { continue }
            let indent = lines[entry.line].indent
            while let top = open.last, top.indent >= indent { open.removeLast() }
            posts.append(
                Post(
                    lines: begin..<high, first: entry.line, level: entry.head.level ?? open.count + 1,
                    parent: open.last?.index, author: entry.head.author, date: entry.head.date,
                    number: entry.head.number, addressee: entry.head.addressee))
            if let level = entry.head.level {
                posts[posts.count - 1].parent = posts.dropLast().lastIndex { $0.level < level }
            }
            open.append((indent, posts.count - 1))
        }
    }

    /// What stands above the next head and is part of it: the topic, the initials in place of a picture, the name once more.
    private func isOfNext(_ line: DumpLine, _ next: DumpHead, _ lines: [DumpLine], _ first: Int) -> Bool {
        if line.starts("re:") || line.contains("(score:") || DumpHeadWords.addressee(line) != nil { return true }
        if line.text.count >= 10, !line.endsSentence,
            lines[..<first].prefix(12).contains(where: { $0.text.count < 200 && $0.lower == line.lower })
        {
            return true
        }
        if DumpHeadWords.isPicture(line.lower) { return true }
        guard let author = next.author else { return false }
        if line.lower.elementsEqual(author.asciiLower.utf8) { return true }
        let initial = author.asciiLower.utf8.first
        return line.text.count <= 3 && line.lower.first == initial
            && line.text.allSatisfy { $0 < 0x60 || line.text.count == 1 }
    }

    /// Boards print the member below the words as well: the name again, then the profile.
    private func withoutSignature(_ lines: [DumpLine], _ low: Int, _ high: Int, _ author: String?) -> Int {
        var end = high
        while end > low + 1, DumpProfile.isLine(lines[end - 1]) || Self.isButton(lines[end - 1]) { end -= 1 }
        guard let author, end > low + 1, lines[end - 1].lower.elementsEqual(author.asciiLower.utf8) else {
            return end < high && DumpProfile.isLabel(lines[end]) ? end : high
        }
        end -= 1
        while end > low + 1, Self.isButton(lines[end - 1]) { end -= 1 }
        return end
    }

    /// The topic repeated above the words.
    private func withoutTopic(_ lines: [DumpLine], _ low: Int, _ high: Int, _ entry: Entry) -> Int {
        var begin = low
        while begin < high - 1 {
            let line = lines[begin]
            let isTopic =
                line.starts("re:") || line.starts("subject:")
                || (line.text.count >= 10 && !line.endsSentence
                    && lines[..<entry.line].prefix(12).contains { $0.text.count < 200 && Self.repeats(line, $0) })
            guard isTopic || DumpQuotes.isHeader(line) || Self.isButton(line) else { break }
            begin += 1
        }
        return begin
    }

    private static func repeats(_ line: DumpLine, _ other: DumpLine) -> Bool {
        Bytes.find(Bytes.string(line.lower), in: other.lower[...]) != nil
    }
}
