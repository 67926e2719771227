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
    }

    private let lines: [DumpLine]
    private let text: [UInt8]
    private let retrieved: String?
    private var thread: DumpThread
    private var marks: [Mark] = []
    private var kinds: [SegmentKind?]
    private var isAbstract: [Bool]

    private(set) var title: String?
    private(set) var site: String?
    private(set) var authors: [String] = []
    private(set) var published: String?
    private(set) var modified: String?
    private(set) var kind: DocumentKind?
    private(set) var credits: [Credit] = []
    private(set) var references: [Reference] = []
    private var tier = Tier.news
    /// Line of a title that runs on into a second line, with the end of the one and the start of the other.
    private var titleCut: (line: Int, end: Int, start: Int)?

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
        takeForumHead()
        markFront()
        markKnownLines()
        markSections()
        markTail()
        markHeadingsAndLists()
        decideTier()
        emitArticle()
        emitThread()
    }

    private var articleEnd: Int { thread.start }

    // MARK: the front

    /// "Discussion in 'X' started by NAME, DATE": a forum's page whose first numbered post is the article.
    private mutating func takeForumHead() {
        guard
            let index = lines.indices.prefix(12).first(where: {
                lines[$0].contains("started by ") && lines[$0].starts("discussion in")
            })
        else { return }
        kinds[index] = .byline
        kind = .forum
        let line = lines[index]
        if let found = Bytes.find("started by ", in: line.lower[...]),
            let date = DateScanner.first(in: line.text[found...])
        {
            published = date.iso
            if let name = DumpThread.name(line.text[(found + 11)..<date.low]) { authors = [name] }
        }
        // The first post, when it is as long as an article, is one; the lines of its profile come before its first prose.
        guard let first = thread.posts.first else {
            // One post alone: its profile stands between the head and the first prose.
            let prose = lines.indices.first { $0 > index && lines[$0].isProse } ?? index
            for line in (index + 1)..<max(index + 1, prose) { kinds[line] = .boilerplate }
            return
        }
        let prose = first.lines.filter { lines[$0].isProse }
        if thread.isForum {
            for line in (index + 1)..<first.first { kinds[line] = .boilerplate }
        }
        if prose.count >= 4 || thread.posts.count == 1 {
            for line in first.first..<(prose.first ?? first.lines.upperBound) { kinds[line] = .boilerplate }
            thread.posts.removeFirst()
            for position in thread.posts.indices {
                thread.posts[position].parent = thread.posts[position].parent.flatMap { $0 > 0 ? $0 - 1 : nil }
            }
            thread.start = thread.posts.first?.first ?? lines.count
        }
    }

    /// Title, site, byline and date before the first prose.
    private mutating func markFront() {
        let end =
            lines.indices.first {
                $0 < articleEnd && lines[$0].isProse && !DumpChrome.isChrome(lines[$0]) && !isHeaderLine($0)
                    && !Self.isCaption(lines[$0])
            } ?? min(articleEnd, lines.count)
        var candidates: [Int] = []
        for index in 0..<end where kinds[index] == nil {
            let line = lines[index]
            if DumpChrome.isChrome(line) {
                kinds[index] = .boilerplate
            } else if takeHeader(index) {
                continue
            } else if Self.isCaption(line) {
                kinds[index] = .caption
            } else if line.words >= 3 || candidates.isEmpty {
                candidates.append(index)
            }
        }
        let named = candidates.filter { lines[$0].words >= 5 }
        if candidates.isEmpty, thread.posts.count > 1 { splitRunTogetherTitle(end) }
        // A line behind a caption or of two sentences is no title when a better one is there.
        if let chosen = named.first ?? candidates.max(by: { lines[$0].words < lines[$1].words }) {
            kinds[chosen] = .title
            setTitle(lines[chosen].string)
            if thread.isFlat { splitRunTogetherTitle(chosen) }
            for index in candidates where index < chosen && lines[index].words <= 6 {
                if site == nil, index < 2, lines[index].indent == 0 { site = lines[index].string }
                kinds[index] = .boilerplate
            }
        }
    }

    /// On flat boards title and second line run together: "… Revives Cancer Scare 41 lots of …". The title is the run of
    /// capitalised words without the last one, which begins the next sentence; or, in sentence case, it ends before a
    /// capitalised word among small ones.
    private mutating func splitRunTogetherTitle(_ first: Int) {
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

    private mutating func setTitle(_ printed: String) {
        title = printed.collapsed
        for separator in [" | ", " - ", " – "] {
            let bytes = Array(printed.utf8)
            var last: Int?
            var rest = bytes[...]
            while let found = Bytes.find(separator, in: rest) {
                last = found
                rest = rest[(found + separator.utf8.count)...]
            }
            guard let last else { continue }
            let tail = Bytes.string(bytes[(last + separator.utf8.count)...]).collapsed
            if separator == " | ", Bytes.wordCount(Array(tail.utf8)[...]) <= 5 {
                title = Bytes.string(bytes[..<last]).collapsed
                if site == nil { site = tail }
                return
            }
        }
    }

    private func isHeaderLine(_ index: Int) -> Bool {
        let line = lines[index]
        if DumpThread.head(lines, index, retrieved: retrieved) != nil { return true }
        guard line.text.count < 200 else { return false }
        return line.starts("by ")
            || ((line.starts("posted") || line.starts("published")) && DateScanner.first(in: line.text[...]) != nil)
    }

    /// A byline or a line with the date; says whether the line was one.
    private mutating func takeHeader(_ index: Int) -> Bool {
        let line = lines[index]
        guard line.text.count < 200 else { return false }
        let found = DateScanner.first(in: line.text[...], retrieved: retrieved)
        if line.starts("posted") || line.starts("published") || line.starts("written") || line.starts("by "),
            found != nil || line.starts("by ")
        {
            kinds[index] = .byline
            if let head = DumpThread.head(lines, index, retrieved: retrieved) {
                if published == nil { published = head.date }
                if authors.isEmpty, let name = head.author { authors = [Self.withoutPlace(name)] }
            } else {
                takeDates(line)
                if let by = Bytes.find(" by ", in: line.lower[...]), line.starts("posted"), authors.isEmpty, let found,
                    found.low > by,
                    let name = DumpThread.name(line.text[(by + 4)..<found.low])
                {
                    authors = [Self.withoutPlace(name)]
                }
                if line.starts("by "), authors.isEmpty {
                    let name = found.map { Bytes.trimmed(line.text[3..<max(3, $0.low)]) } ?? line.text[3...]
                    authors = AuthorNames.cleaned([Bytes.string(name)], site: site)
                }
            }
            return true
        }
        guard let found, found.hasDay, line.words <= 14, !line.endsSentence || line.text.count < 60 else {
            return false
        }
        if line.contains("join") || line.contains("member since") || line.contains("registered") {
            kinds[index] = .boilerplate
            return true
        }
        kinds[index] = .byline
        takeDates(line)
        let before = Bytes.trimmed(line.text[..<found.low])
        if authors.isEmpty, Bytes.lowered(before).starts(with: Array("by ".utf8)),
            let name = DumpThread.name(before.dropFirst(3))
        {
            authors = [name]
        }
        return true
    }

    /// "Tamsin on September 12" leaves the name alone.
    private static func withoutPlace(_ name: String) -> String {
        name.asciiLower.hasSuffix(" on") ? String(name.dropLast(3)) : name
    }

    private mutating func takeDates(_ line: DumpLine) {
        var rest = line.text[...]
        while let found = DateScanner.first(in: rest, retrieved: retrieved) {
            let before = Bytes.string(Bytes.lowered(line.text[rest.startIndex..<found.low]))
            if before.contains("updated") || before.contains("edited") || before.contains("modified")
                || before.contains("reviewed")
            {
                if modified == nil { modified = found.iso }
            } else if published == nil, found.hasDay {
                published = found.iso
            }
            rest = line.text[found.high...]
        }
    }

    private static func isCaption(_ line: DumpLine) -> Bool {
        guard line.text.count < 400 else { return false }
        return line.contains("credit:") || line.contains("credits:") || line.contains("photo:")
            || line.contains("file photo") || line.contains("image courtesy")
            || line.contains("photograph:") || line.starts("figure ") || line.contains("getty images")
            || line.contains("shutterstock")
    }

    // MARK: lines known by their words

    private mutating func markKnownLines() {
        for index in 0..<min(articleEnd, lines.count) where kinds[index] == nil {
            let line = lines[index]
            if line.starts("summary:") || line.starts("key takeaway") {
                kinds[index] = .summary
            } else if line.starts("source:") || line.starts("contact:") || line.starts("media contact:")
                || line.starts("provided by") || line.starts("story source:")
            {
                kinds[index] = .sourceLine
                credit(line, line.starts("contact:") || line.starts("media contact:") ? .contact : .source)
            } else if line.starts("author:") {
                kinds[index] = .byline
                if authors.isEmpty { authors = AuthorNames.cleaned([Bytes.string(line.text[7...])], site: site) }
            } else if line.starts("image:") || line.starts("image credit") || line.starts("credit:")
                || line.starts("photo credit")
            {
                kinds[index] = .sourceLine
                credit(line, .image)
            } else if line.contains("originally published") || line.contains("originally appeared")
                || line.starts("materials provided by") || line.starts("this article was republished")
            {
                if line.text.count < 250 {
                    kinds[index] = .sourceLine
                    if let name = Self.publisher(line) {
                        credits.append(Credit(kind: .originallyPublishedBy, name: name))
                    }
                }
            } else if line.starts("related:") || line.starts("read also") || line.starts("also read")
                || line.starts("see also") || line.starts("read more:") || line.starts("read next")
            {
                kinds[index] = .relatedLink
            } else if line.starts("reference:") || line.starts("journal reference") || line.starts("original research")
                || line.starts("citation:") || line.starts("more information:")
            {
                markReference(index, role: .reported)
            } else if Self.isCaption(line) {
                kinds[index] = .caption
                // The picture's alternative text stands above its caption.
                if index > 0, kinds[index - 1] == nil, !lines[index - 1].isProse, !lines[index - 1].endsSentence,
                    !line.isAfterBlank || lines[index - 1].isAfterBlank
                {
                    kinds[index - 1] = .boilerplate
                }
                if let found = Bytes.find("credit:", in: line.lower[...]) {
                    credits.append(Credit(kind: .image, name: Bytes.string(line.text[(found + 7)...]).collapsed))
                }
            } else if DumpChrome.isChrome(line) {
                kinds[index] = .boilerplate
            }
        }
    }

    private mutating func credit(_ line: DumpLine, _ kind: CreditKind) {
        guard
            let colon = line.text.firstIndex(of: UInt8(ascii: ":"))
                ?? Bytes.find("by ", in: line.lower[...]).map({ $0 + 2 })
        else { return }
        let name = Bytes.string(line.text[(colon + 1)...]).collapsed
        guard !name.isEmpty, !credits.contains(where: { $0.kind == kind && $0.name == name }) else { return }
        credits.append(Credit(kind: kind, name: name))
    }

    private static func publisher(_ line: DumpLine) -> String? {
        for mark in [
            "published by ", "published in ", "published on ", "appeared in ", "appeared on ", "provided by ",
            "published at ",
        ] {
            guard let found = Bytes.find(mark, in: line.lower[...]) else { continue }
            let rest = line.text[(found + mark.utf8.count)...]
            let end = rest.firstIndex { $0 == 0x2E || $0 == 0x2C || $0 == 0x3B || $0 == 0x28 } ?? rest.endIndex
            return Bytes.string(rest[..<end]).collapsed
        }
        return nil
    }

    /// A citation of one or two lines; behind it may stand the abstract under the study's title.
    private mutating func markReference(_ index: Int, role: ReferenceRole) {
        kinds[index] = .reference
        var last = index
        if index + 1 < articleEnd, !lines[index + 1].isAfterBlank, kinds[index + 1] == nil, lines[index].text.count < 60
        {
            kinds[index + 1] = .reference
            last = index + 1
        }
        references.append(Citations.reference(text, TextRange(lines[index].low, lines[last].high), role: role))
        guard let title = references.last?.title else { return }
        let folded = TitleFold.folded(title)
        for next in (last + 1)..<max(last + 1, min(articleEnd, last + 5))
        where TitleFold.folded(lines[next].string) == folded {
            kinds[next] = .heading
            isAbstract[next] = true
            if next > 0, lines[next - 1].starts("abstract"), lines[next - 1].words == 1 {
                kinds[next - 1] = .heading
                isAbstract[next - 1] = true
            }
            markAbstract(next + 1)
            return
        }
    }

    private mutating func markAbstract(_ start: Int) {
        for index in start..<max(start, articleEnd) {
            guard index < lines.count, kinds[index] == nil, lines[index].isProse, !DumpChrome.isChrome(lines[index])
            else {
                if index < lines.count, kinds[index] == nil, !DumpChrome.isChrome(lines[index]), lines[index].words < 6
                {
                    continue
                }
                return
            }
            kinds[index] = .abstract
            isAbstract[index] = true
        }
    }

    // MARK: sections

    /// Lists of references and of other pages, under their headings.
    private mutating func markSections() {
        var index = 0
        while index < articleEnd {
            let line = lines[index]
            let name = Bytes.string(line.lower.filter { $0 != UInt8(ascii: ":") })
            if kinds[index] == nil, line.words <= 4 {
                if ["resources", "references", "sources", "bibliography", "citations", "works cited", "literature"]
                    .contains(name)
                {
                    kinds[index] = .heading
                    index = markList(index + 1) {
                        $0.words >= 5
                            && (Citations.isCitation($0.text[...]) || $0.number != nil
                                || Citations.year(in: $0.text[...]) != nil)
                            ? .reference : nil
                    }
                    continue
                }
                if [
                    "further reading", "people also read", "related articles", "related", "related posts",
                    "you may also like", "related content", "more from us", "read next",
                    "recommended reading", "related stories", "people also ask", "related questions", "see also",
                    "popular articles", "recent posts", "latest articles",
                ].contains(name) {
                    kinds[index] = .heading
                    index = markList(index + 1) { !$0.isProse || $0.isQuestion ? .relatedLink : nil }
                    continue
                }
                if name == "abstract" {
                    kinds[index] = .heading
                    isAbstract[index] = true
                    markAbstract(index + 1)
                }
            }
            index += 1
        }
    }

    private mutating func markList(_ start: Int, _ kind: (DumpLine) -> SegmentKind?) -> Int {
        var index = start
        while index < articleEnd, let found = kind(lines[index]), kinds[index] == nil || kinds[index] == .reference,
            !DumpChrome.isChrome(lines[index])
        {
            if found == .relatedLink, DumpThread.isAnnouncement(lines[index]) || lines[index].starts("we will be") {
                break
            }
            kinds[index] = found
            if found == .reference {
                references.append(
                    Citations.reference(text, TextRange(lines[index].low, lines[index].high), role: .cited))
            }
            index += 1
        }
        return index
    }

    /// Behind the last words of the article a line like "Leave a reply" begins the furniture of the page.
    private mutating func markTail() {
        let last =
            (0..<articleEnd).last {
                kinds[$0].map { [.reference, .relatedLink, .abstract].contains($0) }
                    ?? (lines[$0].isProse && !DumpChrome.isChrome(lines[$0]))
            } ?? 0
        guard let end = ((last + 1)..<max(last + 1, articleEnd)).first(where: { DumpChrome.endsPage(lines[$0]) }) else {
            return
        }
        for index in end..<articleEnd { kinds[index] = .boilerplate }
    }

    private mutating func markHeadingsAndLists() {
        let questions = (0..<articleEnd).filter {
            kinds[$0] == nil && lines[$0].isQuestion && lines[$0].isAfterBlank && lines[$0].text.count < 140
                && $0 + 1 < articleEnd && lines[$0 + 1].isAfterBlank
        }
        let isFAQ = questions.count >= 3
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
            } else if line.isProse || (line.endsSentence && line.words >= 4) {
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

    private func hasTextBelow(_ index: Int) -> Bool {
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
    private func isListLine(_ index: Int) -> Bool {
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

    // MARK: tiers

    private mutating func decideTier() {
        let institution = [
            "university", "institute", "college", "hospital", "school of", "medical center", "medical centre",
            "press office", "lmu", "mit", "nih", "center for", "centre for", "foundation", "laboratory",
        ]
        let sources = credits.filter { $0.kind == .source || $0.kind == .contact }.map { $0.name.asciiLower }
        if sources.contains(where: { source in
            institution.contains { source.contains($0) } || (source.utf8.count <= 6 && source.utf8.count >= 2)
        }) {
            tier = .pressRelease
            kind = kind ?? .news
            return
        }
        var commercial = 0
        for line in lines.prefix(articleEnd) {
            for phrase in [
                "our patients", "our clinic", "book a free", "shopping cart", "prices start", "sessions start",
                "our program", "our doctors", "we usually", "our treatment", "schedule a consultation",
                "add to cart", "insurance • ", "patient portal", "our team of", "call us today", "contact us today",
                "our practice", "our center", "at our",
            ] where line.contains(phrase) { commercial += 1 }
        }
        for line in lines.suffix(max(0, min(12, lines.count - articleEnd + 12)))
        where line.contains("shopping cart") || line.contains("book a free") || line.contains("free call") {
            commercial += 1
        }
        if let site = site?.asciiLower ?? title?.asciiLower,
            [
                "clinic", "wellness", "associates", "rehab", "recovery center", "therapy center", "pharmacy", "shop",
                "treatment",
            ].contains(
                where: { site.contains($0) })
        {
            commercial += 2
        }
        if commercial >= 2 {
            tier = .commercial
            kind = kind ?? .commercial
        }
    }

    // MARK: out

    private mutating func emitArticle() {
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

    private mutating func emitThread() {
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
            marks.append(mark)
        }
        for index in min(thread.start, lines.count)..<lines.count where !used.contains(index) {
            marks.append(Mark(range: TextRange(lines[index].low, lines[index].high), kind: .boilerplate, tier: .news))
        }
    }
}
