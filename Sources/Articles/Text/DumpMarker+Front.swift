import Events

/// Title, site, byline and day above the first words of an article.
extension DumpMarker {
    /// A thread that its first post opened: who did and when. The post, where it is a reposted article, is the body.
    mutating func takeOpening() {
        let index = lines.indices.prefix(12).first {
            lines[$0].contains("started by ") && lines[$0].starts("discussion in")
        }
        if let index { takeStarter(index) }
        guard index != nil || thread.isForum || thread.isOpened else {
            if let opening = thread.opening {
                published = opening.date
                authors = opening.author.map { [$0] } ?? []
                kind = .forum
            }
            if thread.isFlat { kind = .forum }
            return
        }
        kind = .forum
        guard let first = thread.posts.first else {
            guard let index else { return }
            // One post alone: its profile stands between the head and the first prose.
            let prose = lines.indices.first { $0 > index && lines[$0].isProse } ?? index
            for line in (index + 1)..<max(index + 1, prose) { kinds[line] = .boilerplate }
            return
        }
        takeTopic(first)
        if published == nil { published = first.date }
        if authors.isEmpty, let author = first.author { authors = [author] }
        if thread.isForum, let index {
            for line in (index + 1)..<max(index + 1, first.first) { kinds[line] = .boilerplate }
        }
        let prose = first.lines.filter { lines[$0].isProse }
        let isPersonal = DumpVoice.isPersonal(lines[first.lines])
        guard thread.isForum, prose.count >= 4 || thread.posts.count == 1, !isPersonal else {
            tier = .user
            return
        }
        for line in first.first..<(prose.first ?? first.lines.upperBound) { kinds[line] = .boilerplate }
        thread.posts.removeFirst()
        for position in thread.posts.indices {
            thread.posts[position].parent = thread.posts[position].parent.flatMap { $0 > 0 ? $0 - 1 : nil }
        }
        thread.start = thread.posts.first?.first ?? lines.count
    }

    /// Where the topic stands below the head of the first post, on a line of its own, and none stands above.
    private mutating func takeTopic(_ first: DumpThread.Post) {
        let line = first.lines.lowerBound
        guard thread.isOpened, first.lines.count >= 2, lines[line].words >= 3, lines[line].words <= 30,
            lines[line].text.count < 200, lines[line + 1].isAfterBlank,
            !lines[line].endsSentence || lines[line].isQuestion,
            !lines[..<first.first].contains(where: { $0.words >= 4 && !DumpChrome.isChrome($0) })
        else { return }
        setTitle(lines[line].string)
        titleLine = line
        thread.posts[0].lines = (line + 1)..<first.lines.upperBound
    }

    /// "Discussion in 'X' started by NAME, DATE".
    private mutating func takeStarter(_ index: Int) {
        kinds[index] = .byline
        let line = lines[index]
        guard let found = Bytes.find("started by ", in: line.lower[...]),
            let date = DateScanner.first(in: line.text[found...])
        else { return }
        published = date.iso
        if let name = DumpHead.name(line.text[(found + 11)..<date.low]) { authors = [name] }
    }

    /// Title, site, byline and date before the first prose.
    mutating func markFront() {
        let end =
            lines.indices.first {
                $0 < articleEnd && lines[$0].isProse && !DumpChrome.isChrome(lines[$0]) && !isHeaderLine($0)
                    && !Self.isCaption(lines[$0])
            } ?? min(articleEnd, lines.count)
        var candidates: [Int] = []
        // The last row of the page's own links above the byline, and the byline.
        var chrome = -1
        var byline: Int?
        for index in 0..<end where kinds[index] == nil {
            let line = lines[index]
            if DumpChrome.isChrome(line) {
                kinds[index] = .boilerplate
                if byline == nil { chrome = index }
            } else if takeHeader(index, hasTitle: candidates.contains { lines[$0].words >= 4 }) {
                if byline == nil { byline = index }
            } else if Self.isCaption(line) {
                kinds[index] = .caption
            } else if DumpControls.isControl(line.text[...]) || DumpProfile.isLabel(line) {
                kinds[index] = .boilerplate
            } else if kinds[index] == nil, line.words >= 3 || candidates.isEmpty || lines[index - 1].starts("subject:")
            {
                candidates.append(index)
            }
        }
        if candidates.isEmpty, thread.posts.count > 1, !thread.isOpened { splitRunTogetherTitle(end) }
        if let titleLine {
            for index in candidates where index < titleLine {
                if site == nil { site = lines[index].string }
                kinds[index] = .boilerplate
            }
        } else if let chosen = title(among: candidates, chrome, byline) {
            kinds[chosen] = .title
            setTitle(lines[chosen].string)
            if thread.isFlat { splitRunTogetherTitle(chosen) }
            for index in 0..<chosen where kinds[index] == nil && lines[index].words <= 12 && !lines[index].endsSentence
            {
                if site == nil, index < 2, lines[index].indent == 0,
                    !Self.sections.contains(Bytes.string(lines[index].lower))
                {
                    site = lines[index].string
                }
                kinds[index] = .boilerplate
            }
            markDek(below: chosen, end)
            // Single words between title and text are a menu, but for a heading right above the text.
            for index in (chosen + 1)..<max(chosen + 1, end) where kinds[index] == nil && lines[index].words <= 2 {
                if index + 1 < end, lines[index + 1].bullet == nil { kinds[index] = .boilerplate }
            }
        }
    }

    private static let sections: Set<String> = [
        "health", "news", "science", "world", "opinion", "lifestyle", "wellness", "medicine", "research", "features",
        "latest",
        "top stories", "business", "politics", "local", "national", "breaking news", "exclusive",
    ]

    /// The title stands between the page's own links and the byline, where both are there; a line of five words and more is
    /// likelier to be one than a shorter one.
    private func title(among candidates: [Int], _ chrome: Int, _ byline: Int?) -> Int? {
        func best(_ lines: [Int]) -> Int? {
            // A line behind a caption or of two sentences is no title when a better one is there.
            lines.first { self.lines[$0].words >= 5 } ?? lines.max { self.lines[$0].words < self.lines[$1].words }
        }
        let above = candidates.filter { $0 < byline ?? .max }
        let framed = above.filter { $0 > chrome }
        if byline != nil || thread.isOpened || (chrome >= 0 && DumpChrome.isMenu(lines[chrome])),
            let found = best(framed), lines[found].words >= 2
        {
            // A short line above the byline may be the site's, with the title below.
            let later = candidates.first { $0 > byline ?? .max && lines[$0].words >= 5 }
            return lines[found].words < 4 ? later ?? found : found
        }
        if above.contains(where: { lines[$0].words >= 4 }) { return best(above) }
        return best(candidates)
    }

    /// A line right below the title, before byline and text.
    private mutating func markDek(below title: Int, _ end: Int) {
        let index = title + 1
        guard index < end, index < lines.count, kinds[index] == nil, !lines[index].isAfterBlank,
            lines[index].words >= 5,
            titleCut == nil, !thread.isFlat, !DumpChrome.isMenu(lines[index]),
            DumpHead.when(lines[index], retrieved) == nil, index + 1 >= end || lines[index + 1].isAfterBlank
        else { return }
        kinds[index] = .dek
    }

    mutating func setTitle(_ printed: String) {
        var printed = printed.collapsed
        for label in ["author: topic: ", "thread: ", "topic: ", "subject: ", "discussion: ", "re: "]
        where printed.asciiLower.hasPrefix(label) {
            printed.removeFirst(label.count)
        }
        title = printed
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

    func isHeaderLine(_ index: Int) -> Bool {
        let line = lines[index]
        if DumpHead.at(lines, index, retrieved: retrieved) != nil { return true }
        guard line.text.count < 200 else { return false }
        return line.starts("by ")
            || ((line.starts("posted") || line.starts("published")) && DateScanner.first(in: line.text[...]) != nil)
    }

    /// A byline or a line with the date; says whether the line was one.
    mutating func takeHeader(_ index: Int, hasTitle: Bool) -> Bool {
        let line = lines[index]
        guard line.text.count < 200 else { return false }
        if !line.starts("by "), takeName(index, hasTitle) { return true }
        if takeSource(index) { return true }
        let found = DateScanner.first(in: line.text[...], retrieved: retrieved)
        if line.starts("posted") || line.starts("published") || line.starts("written") || line.starts("by "),
            found != nil || line.starts("by ")
        {
            kinds[index] = .byline
            if let head = DumpHead.at(lines, index, retrieved: retrieved) {
                if published == nil { published = head.date }
                if authors.isEmpty, let name = head.author { authors = [Self.withoutPlace(name)] }
            } else {
                takeDates(line)
                if let by = Bytes.find(" by ", in: line.lower[...]), line.starts("posted"), authors.isEmpty, let found,
                    found.low > by,
                    let name = DumpHead.name(line.text[(by + 4)..<found.low])
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
            let name = DumpHead.name(before.dropFirst(3))
        {
            authors = [name]
        }
        return true
    }

    /// "Copperfield Daily ^ | June 4, 2019 | Ines Halloway": where a reposted article comes from.
    private mutating func takeSource(_ index: Int) -> Bool {
        guard let mark = Bytes.find(" ^ |", in: lines[index].text[...]), mark > 0 else { return false }
        kinds[index] = .sourceLine
        credits.append(
            Credit(kind: .originallyPublishedBy, name: Bytes.string(lines[index].text[..<mark]).collapsed))
        return true
    }

    /// A person's name on a line of its own, the date below it; or "Posted by NAME 3 years ago".
    private mutating func takeName(_ index: Int, _ hasTitle: Bool) -> Bool {
        guard let head = DumpHead.at(lines, index, retrieved: retrieved), let name = head.author else { return false }
        let isStacked =
            head.style == .bare && head.count >= 2 && hasTitle
            && AuthorNames.looksLikePerson(lines[index].string.collapsed)
        guard isStacked || (head.style == .phrased && head.date == nil) else { return false }
        kinds[index] = .byline
        if authors.isEmpty { authors = [name] }
        if isStacked, published == nil { published = head.date }
        return true
    }

    /// "Tamsin on September 12" leaves the name alone.
    static func withoutPlace(_ name: String) -> String {
        name.asciiLower.hasSuffix(" on") ? String(name.dropLast(3)) : name
    }

    mutating func takeDates(_ line: DumpLine) {
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
}
