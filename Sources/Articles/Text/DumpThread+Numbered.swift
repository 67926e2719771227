/// Comments as numbered items: the indentation is the nesting, numbering starts anew on every level.
extension DumpThread {
    /// Numbered items at the end of a page; indentation is nesting, numbering starts anew on every level.
    static func numbered(_ lines: [DumpLine]) -> DumpThread? {
        let announced = lines.indices.last { isAnnouncement(lines[$0]) }
        // At the margin only what is announced as comments is one.
        let margin = announced.map { place in lines[place...].contains { $0.number != nil && $0.indent == 0 } } ?? false
        func isItem(_ index: Int) -> Bool {
            lines[index].number != nil && lines[index].isAfterBlank
                && (lines[index].indent >= 1 || (margin && index > announced ?? 0))
        }
        var items = lines.indices.filter(isItem)
        guard let earliest = items.first else { return nil }
        // Answers may have a head and no number.
        items = lines.indices.filter { index in
            index >= earliest
                && (isItem(index)
                    || (lines[index].isAfterBlank && lines[index].indent >= 1 && lines[index].text.count < 120
                        && separatedHead(lines[index])
                        && lines[index].indent > lines[earliest].indent))
        }
        if let announced { items.removeAll { $0 < announced } }
        // The run must be the tail of the page: behind its first item no prose stands at the margin.
        var first = items.first ?? lines.count
        // Below the comments the page may ask for an address, in whole sentences.
        let foot =
            lines.indices.first { $0 > first && lines[$0].indent == 0 && DumpChrome.endsPage(lines[$0]) } ?? lines.count
        while !margin,
            let lastProse = lines.indices.last(where: {
                $0 > first && $0 < foot && lines[$0].indent == 0 && lines[$0].isProse && !DumpChrome.isChrome(lines[$0])
            })
        {
            items.removeAll { $0 <= lastProse }
            guard let next = items.first else { return nil }
            first = next
        }
        guard let start = items.first else { return nil }
        guard items.count >= 2 || announced != nil else { return nil }
        if announced == nil, isReferences(lines, items) { return nil }
        var thread = DumpThread(start: announced.map { min($0, start) } ?? start)
        var open: [(indent: Int, index: Int)] = []
        for (position, item) in items.enumerated() {
            let number = lines[item].number
            let limit = position + 1 < items.count ? items[position + 1] : lines.count
            // Below a line that is all head the words may stand in its own column.
            let isHead = separatedHead(lines[item])
            var high = item + 1
            while high < limit,
                lines[high].indent > lines[item].indent || !lines[high].isAfterBlank
                    || (margin && !DumpChrome.isChrome(lines[high]))
                    || (isHead && lines[high].indent == lines[item].indent)
            { high += 1 }
            high = trimEnd(lines, item, high)
            if high <= item { high = item + 1 }
            let indent = lines[item].indent
            while let top = open.last, top.indent >= indent { open.removeLast() }
            var post = Post(
                lines: item..<high, first: item, offset: number?.offset ?? 0, number: number.map { String($0.value) })
            post.parent = open.last?.index
            // A parent that is not shown still gives its answers their depth: two to four columns a level.
            post.level = level(indent, open, thread.posts, lines)
            takeHead(&post, lines)
            thread.posts.append(post)
            open.append((indent, thread.posts.count - 1))
        }
        // Steps between indents tell the width of a level, so that levels skipped by a missing parent are counted.
        relevel(&thread.posts, lines)
        return thread
    }

    /// "Name | date | Reply", also behind a number.
    private static func separatedHead(_ line: DumpLine) -> Bool {
        guard line.text.count < 140 else { return false }
        var rest = line
        if let number = line.number {
            rest.text = Array(line.text[number.offset...])
            rest.lower = Array(line.lower[number.offset...])
        }
        return DumpHead.at([rest], 0, retrieved: nil).map {
            $0.style == .separated || $0.style == .phrased || $0.style == .says
        } ?? false
    }

    private static func level(_ indent: Int, _ open: [(indent: Int, index: Int)], _ posts: [Post], _ lines: [DumpLine])
        -> Int
    {
        open.last.map { posts[$0.index].level + 1 } ?? 1
    }

    private static func relevel(_ posts: inout [Post], _ lines: [DumpLine]) {
        let indents = Set(posts.map { lines[$0.first].indent }).sorted()
        guard indents.count > 1, let lowest = indents.first else { return }
        let step = zip(indents.dropFirst(), indents).map { $0 - $1 }.min() ?? 1
        guard step >= 1 else { return }
        for index in posts.indices { posts[index].level = (lines[posts[index].first].indent - lowest) / step + 1 }
    }

    /// "4. Melissa Carlson | March 31, 2022 at 7:53 am | Reply": the head on the number's line, the text below.
    private static func takeHead(_ post: inout Post, _ lines: [DumpLine]) {
        let first = post.lines.lowerBound
        guard post.lines.count > 1 else { return }
        var line = lines[first]
        line.text = Array(line.text[post.offset...])
        line.lower = Array(line.lower[post.offset...])
        guard let head = DumpHead.at([line] + lines[(first + 1)..<post.lines.upperBound], 0, retrieved: nil),
            head.count < post.lines.count
        else { return }
        post.author = head.author
        post.date = head.date
        post.lines = (first + head.count)..<post.lines.upperBound
        post.offset = 0
    }

    /// Whether most items look like citations.
    private static func isReferences(_ lines: [DumpLine], _ items: [Int]) -> Bool {
        let cited = items.filter { Citations.isCitation(lines[$0].text[...]) }.count
        return cited * 2 > items.count
    }
}
