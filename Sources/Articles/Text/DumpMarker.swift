import Events

/// Gives every line of a text dump its role.
struct DumpMarker {
    struct Mark {
        var range: TextRange
        var kind: SegmentKind
        var tier: Tier
        var level: Int?
        var author: String?
        var date: String?
        var number: String?
        var parent: Int?
        /// Position among the thread's posts, to find parents after sorting.
        var post: Int?
        /// What a post repeats of others.
        var quotes: [TextRange] = []
    }

    let lines: [DumpLine]
    let text: [UInt8]
    let retrieved: String?
    var thread: DumpThread
    var marks: [Mark] = []
    var kinds: [SegmentKind?]
    var isAbstract: [Bool]

    var title: String?
    var site: String?
    var authors: [String] = []
    var published: String?
    var modified: String?
    var kind: DocumentKind?
    var credits: [Credit] = []
    var references: [Reference] = []
    var tier = Tier.news
    /// Line of a title that runs on into a second line, with the end of the one and the start of the other.
    var titleCut: (line: Int, end: Int, start: Int)?

    /// The line of a thread's topic inside of its first post.
    var titleLine: Int?

    init(lines: [DumpLine], text: [UInt8], retrieved: String?) {
        self.lines = lines
        self.text = text
        self.retrieved = retrieved
        thread = DumpThread.find(lines, retrieved: retrieved)
        kinds = Array(repeating: nil, count: lines.count)
        isAbstract = Array(repeating: false, count: lines.count)
    }

    /// The marks in text order, with parents as positions in that order.
    func sorted() -> [Mark] {
        var sorted = marks.sorted { $0.range < $1.range }
        var places: [Int: Int] = [:]
        for (index, mark) in sorted.enumerated() {
            if let post = mark.post { places[post] = index }
        }
        for index in sorted.indices { sorted[index].parent = sorted[index].parent.flatMap { places[$0] } }
        return sorted
    }

    mutating func run() {
        takeOpening()
        markFront()
        markIssuer()
        markFacts()
        markKnownLines()
        markSections()
        markTail()
        markHeadingsAndLists()
        decideTier()
        emitArticle()
        emitThread()
    }

    var articleEnd: Int { thread.start }

    mutating func emitArticle() {
        for index in 0..<min(articleEnd, lines.count) {
            let line = lines[index]
            let kind = kinds[index] ?? .body
            var low = line.low
            if kind == .listItem, let offset = line.bullet ?? line.number?.offset { low += offset }
            if kind == .reference,
                references.contains(where: { $0.range.start < line.low && $0.range.end == line.high }),
                var last = marks.last, last.kind == .reference
            {
                last.range.end = line.high
                marks[marks.count - 1] = last
                continue
            }
            if let cut = titleCut, cut.line == index {
                marks.append(Mark(range: TextRange(low, cut.end), kind: .title, tier: tier))
                marks.append(
                    Mark(
                        range: TextRange(cut.start, line.high),
                        kind: line.isProse && line.high - cut.start > 200 ? .body : .dek, tier: tier))
                continue
            }
            let tier: Tier =
                isAbstract[index] ? .primary : kind == .summary && self.tier == .pressRelease ? .news : self.tier
            marks.append(Mark(range: TextRange(low, line.high), kind: kind, tier: tier))
        }
    }

    mutating func emitThread() {
        var used = Set<Int>()
        for (position, post) in thread.posts.enumerated() {
            guard let first = post.lines.first, let last = post.lines.last else { continue }
            for line in post.lines { used.insert(line) }
            var mark = Mark(
                range: TextRange(lines[first].low + post.offset, lines[last].high), kind: .comment, tier: .user)
            mark.level = post.level
            mark.author = post.author
            mark.date = post.date
            mark.number = post.number
            mark.parent = post.parent
            mark.post = position
            mark.quotes = post.quoted.map { line in
                TextRange(max(mark.range.start, lines[line].low), min(mark.range.end, lines[line].high))
            }
            marks.append(mark)
        }
        for index in min(thread.start, lines.count)..<lines.count where !used.contains(index) {
            let kind = index == titleLine ? SegmentKind.title : .boilerplate
            marks.append(Mark(range: TextRange(lines[index].low, lines[index].high), kind: kind, tier: tier))
        }
    }
}
