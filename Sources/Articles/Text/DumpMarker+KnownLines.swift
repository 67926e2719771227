import Events

/// Lines whose first words tell what they are: source, contact, credit, citation, caption.
extension DumpMarker {
    mutating func markKnownLines() {
        for index in 0..<min(articleEnd, lines.count) where kinds[index] == nil {
            let line = lines[index]
            if line.starts("summary:") || line.starts("key takeaway") {
                kinds[index] = .summary
            } else if line.starts("source:") || line.starts("contact:") || line.starts("media contact:")
                || line.starts("provided by") || line.starts("story source:")
            {
                kinds[index] = .sourceLine
                credit(line, line.starts("contact:") || line.starts("media contact:") ? .contact : .source)
            } else if Self.reviewers.contains(where: { line.starts($0) }), line.words <= 14 {
                kinds[index] = .byline
                if line.starts("written by"), authors.isEmpty {
                    authors = AuthorNames.cleaned([Bytes.string(line.text[10...])], site: site)
                }
            } else if line.starts("citation:"), line.contains("retrieved") {
                // How the page itself would like to be cited.
                kinds[index] = .boilerplate
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
                    !line.isAfterBlank || Self.repeats(lines[index - 1], line)
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

    mutating func credit(_ line: DumpLine, _ kind: CreditKind) {
        guard
            let colon = line.text.firstIndex(of: UInt8(ascii: ":"))
                ?? Bytes.find("by ", in: line.lower[...]).map({ $0 + 2 })
        else { return }
        let name = Bytes.string(line.text[(colon + 1)...]).collapsed
        if kind == .image,
            name.asciiLower.contains("public domain") || name.asciiLower.contains("credited to the research")
        {
            return
        }
        guard !name.isEmpty, !credits.contains(where: { $0.kind == kind && $0.name == name }) else { return }
        credits.append(Credit(kind: kind, name: name))
    }

    private static let reviewers = [
        "medically reviewed", "reviewed by", "fact checked", "fact-checked", "written by", "edited by",
        "clinically reviewed",
        "editorially reviewed", "checked by",
    ]

    static func publisher(_ line: DumpLine) -> String? {
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
    mutating func markReference(_ index: Int, role: ReferenceRole) {
        kinds[index] = .reference
        var last = index
        if index + 1 < articleEnd, !lines[index + 1].isAfterBlank, kinds[index + 1] == nil, lines[index].text.count < 60
        {
            kinds[index + 1] = .reference
            last = index + 1
        }
        // The identifier may have a line of its own.
        if last + 1 < articleEnd, !lines[last + 1].isAfterBlank, kinds[last + 1] == nil, lines[last + 1].starts("doi") {
            kinds[last + 1] = .reference
            last += 1
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

    mutating func markAbstract(_ start: Int) {
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

    /// Whether most words of a short line come again at the start of the next one, as alternative text does in its caption.
    static func repeats(_ line: DumpLine, _ caption: DumpLine) -> Bool {
        let words = Bytes.string(line.lower).split { !$0.isLetter }
        let start = Set(Bytes.string(caption.lower).split { !$0.isLetter }.prefix(words.count * 2 + 2))
        return words.count >= 2 && words.count { start.contains($0) } * 10 >= words.count * 7
    }

    static func isCaption(_ line: DumpLine) -> Bool {
        guard line.text.count < 400 else { return false }
        return line.contains("credit:") || line.contains("credits:") || line.contains("photo:")
            || line.contains("file photo") || line.contains("image courtesy")
            || line.starts("image caption") || line.starts("caption:") || line.starts("pictured:")
            || line.contains("photograph:") || line.starts("figure ") || line.contains("getty images")
            || line.contains("shutterstock")
    }
}
