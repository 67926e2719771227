/// Comments found in a page saved as text.
///
/// Three shapes, tried in this order: comments under head lines with name and date; numbered items whose indentation is the
/// nesting; bare lines behind a reposted article. Where none is seen, there are no comments.
struct DumpThread {
    struct Post {
        /// Lines of the post.
        var lines: Range<Int>
        /// Its first line, head and number included.
        var first: Int
        /// Bytes to skip in the first line: the list number.
        var offset = 0
        var level = 1
        var parent: Int?
        var author: String?
        var date: String?
        var number: String?
    }

    var posts: [Post] = []
    /// Lines that are heads of posts.
    var heads: Set<Int> = []
    /// Whether the posts are bare lines without a mark of their own.
    var isFlat = false
    /// Whether the posts stand under the members' profiles, as forums print them.
    var isForum = false
    /// First line that belongs to the thread; what stands before is the article.
    var start: Int

    /// Name and date of a head line, where the line is one.
    struct Head {
        var author: String?
        var date: String?
        /// How many lines it takes.
        var count = 1
    }

    // MARK: head lines

    static func head(_ lines: [DumpLine], _ index: Int, retrieved: String?) -> Head? {
        let line = lines[index]
        guard line.text.count < 140 else { return nil }
        if let name = saying(line) {
            if index + 1 < lines.count, lines[index + 1].text.count < 60, let found = date(lines[index + 1], retrieved),
                covers(found, lines[index + 1])
            {
                return Head(author: name, date: found.iso, count: 2)
            }
            if let found = date(line, retrieved) { return Head(author: name, date: found.iso) }
            return nil
        }
        guard let found = date(line, retrieved), found.hasDay else { return nil }
        let before = Bytes.trimmed(line.text[..<found.low])
        let after = Bytes.trimmed(line.text[found.high...])
        return separated(before, after, found) ?? phrased(line, before, after, found)
    }

    private static func date(_ line: DumpLine, _ retrieved: String?) -> DateScanner.Found? {
        DateScanner.first(in: line.text[...], retrieved: retrieved, limit: 140)
    }

    /// The date is all that the line holds, apart from "Reply" and the like.
    private static func covers(_ found: DateScanner.Found, _ line: DumpLine) -> Bool {
        found.low <= 12 && line.text.count - found.high < 24
    }

    /// "Keesha says:" and the same in other words.
    private static func saying(_ line: DumpLine) -> String? {
        for word in [" says:", " said:", " wrote:", " says", " writes:", " commented:"] {
            guard let found = Bytes.find(word, in: line.lower[...]), found > 0, found <= 50 else { continue }
            let rest = line.text.count - found - word.utf8.count
            guard rest == 0 || (rest < 60 && DateScanner.first(in: line.text[(found + word.utf8.count)...]) != nil)
            else { continue }
            if word == " says", rest == 0 { continue }
            return name(line.text[..<found])
        }
        return nil
    }

    /// "Name | date | Reply", "Name • date", "Name  ·  date", "date - Name".
    private static func separated(_ before: ArraySlice<UInt8>, _ after: ArraySlice<UInt8>, _ found: DateScanner.Found)
        -> Head?
    {
        let marks = ["|", "•", "·", "—", "–", "»", "-", ","]
        for mark in marks where before.reversed().starts(with: mark.utf8.reversed()) {
            let rest = Bytes.trimmed(before.dropLast(mark.utf8.count))
            guard mark != ",", Bytes.wordCount(after) <= 4, let name = name(rest) else { continue }
            return Head(author: name, date: found.iso)
        }
        return nil
    }

    private static func phrased(
        _ line: DumpLine, _ before: ArraySlice<UInt8>, _ after: ArraySlice<UInt8>, _ found: DateScanner.Found
    ) -> Head? {
        let lowBefore = Bytes.string(Bytes.lowered(before))
        let lowAfter = Bytes.string(Bytes.lowered(after))
        // "Posted on DATE by NAME", "DATE by NAME".
        if lowAfter.hasPrefix("by "),
            lowBefore.isEmpty || lowBefore.hasSuffix("posted") || lowBefore.hasSuffix("posted on")
                || lowBefore.hasSuffix("on")
        {
            if let name = name(after.dropFirst(3)) { return Head(author: name, date: found.iso) }
        }
        // "Posted by NAME on DATE", "by NAME » DATE", "NAME on DATE", "Re: title by NAME, DATE".
        for lead in ["posted by ", "by ", "written by ", "comment by ", "reply by "] where lowBefore.hasPrefix(lead) {
            var rest = before.dropFirst(lead.utf8.count)
            for tail in [" on", " at", "»", ",", "-", "|", "—"] where Bytes.string(Bytes.lowered(rest)).hasSuffix(tail)
            {
                rest = Bytes.trimmed(rest.dropLast(tail.utf8.count))
                break
            }
            if Bytes.wordCount(after) <= 4, let name = name(rest) { return Head(author: name, date: found.iso) }
        }
        if lowBefore.hasSuffix(" on") || lowBefore.hasSuffix(" at"), Bytes.wordCount(after) <= 4,
            Bytes.wordCount(before) <= 5,
            let name = name(before.dropLast(3))
        {
            return Head(author: name, date: found.iso)
        }
        // A name of one to three words right before the date, with little behind it.
        if Bytes.wordCount(after) <= 3, Bytes.wordCount(before) <= 3, !before.isEmpty, found.hasTime,
            let name = name(before)
        {
            return Head(author: name, date: found.iso)
        }
        return nil
    }

    static func name(_ bytes: ArraySlice<UInt8>) -> String? {
        var name = Bytes.string(Bytes.trimmed(bytes)).collapsed
        while let last = name.unicodeScalars.last, "|•·-–—:,»#".unicodeScalars.contains(last) {
            name = String(name.dropLast()).collapsed
        }
        while let first = name.unicodeScalars.first, "|•·-–—:,»@♦◆▪►▸".unicodeScalars.contains(first) {
            name = String(name.dropFirst()).collapsed
        }
        let count = Bytes.wordCount(Array(name.utf8)[...])
        guard count >= 1, count <= 5, name.utf8.count <= 50 else { return nil }
        let lower = name.asciiLower
        let refused = [
            "posted", "updated", "published", "last edited", "join date", "joined", "registered", "member since",
            "published on", "posted on", "edited", "on", "created", "reviewed", "date",
        ]
        return refused.contains(lower) ? nil : name
    }

    // MARK: the thread

    /// Whether a line announces comments: "Comments (9)", "10 Responses", "13 Comments", "10 thoughts on …".
    static func isAnnouncement(_ line: DumpLine) -> Bool {
        guard line.text.count < 110, !line.endsSentence else { return false }
        let lower = Bytes.string(line.lower)
        let words = lower.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        guard let first = words.first else { return false }
        let nouns: Set<String> = ["comments", "comment", "responses", "response", "replies", "reply", "thoughts"]
        if words.count <= 3, nouns.contains(first), words.count == 1 || Int(words[1]) != nil { return true }
        if Int(first) != nil || first == "one", words.count >= 2, nouns.contains(words[1]) {
            return words.count == 2 || words[2] == "on" || words[2] == "to" || words[2] == "so"
        }
        return lower.hasPrefix("reader comments") || lower.hasPrefix("user comments") || lower == "join the discussion"
            || lower == "join the conversation"
            || lower == "discussion"
    }

    static func find(_ lines: [DumpLine], retrieved: String?) -> DumpThread {
        if let thread = profiled(lines, retrieved: retrieved) { return thread }
        let headed = headed(lines, retrieved: retrieved)
        // A few heads among many numbered comments are those of their answers.
        if let numbered = numbered(lines), numbered.posts.count > headed?.posts.count ?? 0 { return numbered }
        if let headed { return headed }
        if let thread = flat(lines, retrieved: retrieved) { return thread }
        return DumpThread(start: lines.count)
    }

    /// Comments under head lines. One head alone is the byline of an article unless comments are announced.
    private static func headed(_ lines: [DumpLine], retrieved: String?) -> DumpThread? {
        var heads: [(line: Int, head: Head)] = []
        var index = 0
        let announced = lines.indices.first { isAnnouncement(lines[$0]) }
        while index < lines.count {
            // Heads inside of numbered comments are told by their numbers.
            if lines[index].number == nil, let head = head(lines, index, retrieved: retrieved) {
                heads.append((index, head))
                index += head.count
            } else {
                index += 1
            }
        }
        if let announced, heads.contains(where: { $0.line > announced }) {
            heads.removeAll { $0.line < announced }
        } else if heads.count >= 3, let first = heads.first {
            // An opening post counts as one of them only when the next head is near in kind; the byline of an article does not.
            let text = lines[first.line..<heads[1].line].filter(\.isProse).count
            if first.line <= 8, text >= 3 { heads.removeFirst() }
        } else {
            return nil
        }
        guard let first = heads.first else { return nil }
        var thread = DumpThread(start: announced.map { min($0, first.line) } ?? first.line)
        var open: [(indent: Int, index: Int)] = []
        for (position, entry) in heads.enumerated() {
            let low = entry.line + entry.head.count
            var high = position + 1 < heads.count ? heads[position + 1].line : lines.count
            for line in entry.line..<low { thread.heads.insert(line) }
            high = trimEnd(lines, low, high)
            guard low < high else { continue }
            let indent = lines[entry.line].indent
            while let top = open.last, top.indent >= indent { open.removeLast() }
            thread.posts.append(
                Post(
                    lines: low..<high, first: entry.line, level: open.count + 1, parent: open.last?.index,
                    author: entry.head.author, date: entry.head.date))
            open.append((indent, thread.posts.count - 1))
        }
        return thread.posts.isEmpty ? nil : thread
    }

    /// Leaves out buttons and page feet behind the last words of a post.
    static func trimEnd(_ lines: [DumpLine], _ low: Int, _ high: Int) -> Int {
        var end = high
        // A foot in the middle (copyright line) ends the post as well.
        for index in low..<high where index > low && DumpChrome.isChrome(lines[index]) && lines[index].isAfterBlank {
            end = index
            break
        }
        while end > low, isButton(lines[end - 1]) || DumpChrome.isChrome(lines[end - 1]) { end -= 1 }
        return end
    }

    static func isButton(_ line: DumpLine) -> Bool {
        [
            "reply", "like", "share", "report", "quote", "permalink", "edit", "delete", "flag", "reply ↓",
            "log in to reply", "upvote",
        ].contains(Bytes.string(line.lower))
    }

    // MARK: numbered

    /// Numbered items at the end of a page; indentation is nesting, numbering starts anew on every level.
    private static func numbered(_ lines: [DumpLine]) -> DumpThread? {
        var items = lines.indices.filter { lines[$0].number != nil && lines[$0].isAfterBlank && lines[$0].indent >= 1 }
        guard let earliest = items.first else { return nil }
        // Answers may have a head and no number.
        items = lines.indices.filter { index in
            index >= earliest && lines[index].isAfterBlank && lines[index].indent >= 1
                && (lines[index].number != nil
                    || (lines[index].text.count < 120 && separatedHead(lines[index])
                        && lines[index].indent > lines[earliest].indent))
        }
        let announced = lines.indices.last { isAnnouncement(lines[$0]) }
        if let announced { items.removeAll { $0 < announced } }
        // The run must be the tail of the page: behind its first item no prose stands at the margin.
        var first = items.first ?? lines.count
        while let lastProse = lines.indices.last(where: {
            $0 > first && lines[$0].indent == 0 && lines[$0].isProse && !DumpChrome.isChrome(lines[$0])
        }) {
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
            takeHead(&post, lines, &thread.heads)
            thread.posts.append(post)
            open.append((indent, thread.posts.count - 1))
        }
        // Steps between indents tell the width of a level, so that levels skipped by a missing parent are counted.
        relevel(&thread.posts, lines)
        return thread
    }

    /// "Name | date | Reply", also behind a number.
    private static func separatedHead(_ line: DumpLine) -> Bool {
        guard line.text.count < 140, line.text.contains(UInt8(ascii: "|")) else { return false }
        var rest = line
        if let number = line.number {
            rest.text = Array(line.text[number.offset...])
            rest.lower = Array(line.lower[number.offset...])
        }
        return head([rest], 0, retrieved: nil) != nil
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
    private static func takeHead(_ post: inout Post, _ lines: [DumpLine], _ heads: inout Set<Int>) {
        let first = post.lines.lowerBound
        guard post.lines.count > 1 else { return }
        var line = lines[first]
        line.text = Array(line.text[post.offset...])
        line.lower = Array(line.lower[post.offset...])
        guard let head = head([line] + lines[(first + 1)..<post.lines.upperBound].prefix(1), 0, retrieved: nil),
            head.count < post.lines.count
        else { return }
        post.author = head.author
        post.date = head.date
        for line in first..<(first + head.count) { heads.insert(line) }
        post.lines = (first + head.count)..<post.lines.upperBound
        post.offset = 0
    }

    /// Whether most items look like citations.
    private static func isReferences(_ lines: [DumpLine], _ items: [Int]) -> Bool {
        let cited = items.filter { Citations.isCitation(lines[$0].text[...]) }.count
        return cited * 2 > items.count
    }

    // MARK: flat boards

    /// A reposted article under "Posted on … by …", then bare lines, one a comment. The border is a mark ("Read more at"), a
    /// citation, or else where the lines change from an article's prose to talk.
    private static func flat(_ lines: [DumpLine], retrieved: String?) -> DumpThread? {
        guard
            let posted = lines.indices.prefix(4).first(where: {
                lines[$0].contains("posted") && head(lines, $0, retrieved: retrieved) != nil
            })
        else { return nil }
        let blanks = lines.filter(\.isAfterBlank).count
        guard blanks * 3 < lines.count, lines.count > posted + 4 else { return nil }
        var border: Int?
        for index in (posted + 1)..<lines.count {
            let line = lines[index]
            if line.starts("(excerpt)") || line.contains("read more at") || line.starts("[snip]")
                || line.contains("rest of it at")
                || line.starts("excerpt,") || line.starts("source: http")
            {
                border = index + 1
                break
            }
            if line.starts("reference:") || (line.contains("doi:") && Citations.isCitation(line.text[...])) {
                border = index + 1
                break
            }
        }
        let start = border ?? talkBorder(lines, posted + 1)
        guard start < lines.count else { return nil }
        var thread = DumpThread(isFlat: true, start: start)
        for index in start..<lines.count where !DumpChrome.isChrome(lines[index]) {
            thread.posts.append(Post(lines: index..<(index + 1), first: index))
        }
        return thread.posts.count >= 2 ? thread : nil
    }

    /// The place that parts the lines best into prose before and talk behind.
    private static func talkBorder(_ lines: [DumpLine], _ first: Int) -> Int {
        let scores = lines.map(talk)
        var best = lines.count
        var bestSum = 0
        var sum = 0
        for index in (first..<lines.count).reversed() {
            sum += scores[index]
            if sum > bestSum {
                bestSum = sum
                best = index
            }
        }
        return bestSum >= 3 ? best : lines.count
    }

    /// Above zero for a line of talk, below for prose of an article.
    private static func talk(_ line: DumpLine) -> Int {
        var score = 0
        let padded = " " + Bytes.string(line.lower.map { Bytes.isWord($0) || $0 == 0x27 ? $0 : 0x20 }) + " "
        for word in [" i ", " my ", " me ", " lol ", " you ", " your ", " i'm ", " i've ", " bump ", " yep ", " nope "]
        where padded.contains(word) { score += 1 }
        if line.text.contains(UInt8(ascii: "!")) { score += 1 }
        if Bytes.find("...", in: line.text[...]) != nil { score += 1 }
        if line.text.count < 80 { score += 1 }
        if line.text.count > 200, score < 2 { score -= 3 }
        if line.contains(" said ") || line.contains("researchers") || line.contains("according to")
            || line.contains("study")
        {
            score -= 2
        }
        return score == 0 ? -1 : min(score, 3)
    }
}
