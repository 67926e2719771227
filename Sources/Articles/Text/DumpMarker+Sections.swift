import Events

/// Lists of references and links below their headings, and the foot of a page.
extension DumpMarker {
    /// Lists of references and of other pages, under their headings.
    mutating func markSections() {
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

    mutating func markList(_ start: Int, _ kind: (DumpLine) -> SegmentKind?) -> Int {
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
    mutating func markTail() {
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
}
