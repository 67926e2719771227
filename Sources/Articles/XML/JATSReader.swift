import Events

/// Reads articles in the tag set of journals (JATS and its forerunner): one article each, all of it primary literature.
struct JATSReader {
    let description: SourceDescription
    let limits: ReaderLimits

    func read(_ bytes: [UInt8], emit: (ReadOutcome) throws -> Void) throws {
        let memory = SupplyBox(BytesSource(TextDecoding.decoded(bytes, declared: description.charset, isMarkup: true)))
        try read(supply: { memory.source.read(upTo: $0) }, isUTF8: true, emit: emit)
    }

    /// - Parameters:
    ///   - supply: the next bytes of the file, none at its end.
    ///   - isUTF8: whatever the document says of its encoding.
    func read(supply: @escaping (Int) throws -> [UInt8], isUTF8: Bool, emit: (ReadOutcome) throws -> Void) throws {
        let reader = XMLRecordReader(recordLimit: limits.inputBytes, supply: supply, isUTF8: isUTF8)
        var count = 0
        while let article = try reader.next(["article"]) {
            count += 1
            try emit(reader.isTooLarge ? tooLarge(count) : outcome(article, count))
        }
        if count > 0, reader.isBroken {
            try emit(.rejected(XMLRecordReader.cutOff(description.source, behind: "article", count)))
        }
        if count == 0 {
            try emit(
                .rejected(
                    Rejection(
                        source: description.source, reason: .malformed,
                        message: "\(description.source): no article element could be read")))
        }
    }

    private func tooLarge(_ number: Int) -> ReadOutcome {
        .rejected(
            Rejection(
                source: description.source, reason: .tooLarge,
                message: "\(description.source): article \(number) is over \(limits.inputBytes) bytes", record: number))
    }

    private func outcome(_ article: XMLNode, _ number: Int) -> ReadOutcome {
        var draft = ArticleDraft()
        draft.document.kind = .paper
        draft.document.url = description.url
        let meta = article.first(["front", "article-meta"]) ?? article
        for id in meta.all("article-id") {
            switch id.attribute("pub-id-type") {
            case "doi": draft.document.doi = [id.text.asciiLower]
            case "pmid": draft.document.pmid = [id.text]
            case "pmc", "pmcid": draft.document.pmcid = [id.text.hasPrefix("PMC") ? id.text : "PMC" + id.text]
            default: continue
            }
        }
        draft.document.ownID =
            draft.document.doi.first.map { "doi:" + $0 } ?? draft.document.pmid.first.map { "pmid:" + $0 }
            ?? draft.document.pmcid.first.map { "pmc:" + $0 }
        draft.document.title = meta.first(["title-group", "article-title"]).map { withoutNotes($0) }
        draft.document.site = article.first(["front", "journal-meta"])?.descendants("journal-title").first?.text
        draft.document.authors = meta.all("contrib-group").flatMap { $0.all("contrib") }.filter {
            ($0.attribute("contrib-type") ?? "author") == "author"
        }
        .compactMap { name($0) }
        published(meta, &draft)
        if let title = draft.document.title { draft.append(Array(title.utf8)[...], .title, .primary) }
        for abstract in meta.all("abstract") {
            for paragraph in abstract.elements { append(paragraph, &draft, .abstract, depth: 0) }
            if abstract.elements.isEmpty { draft.append(Array(abstract.text.utf8)[...], .abstract, .primary) }
        }
        if let body = article.first("body") { for node in body.elements { append(node, &draft, .body, depth: 0) } }
        if let back = article.first("back") { references(back, &draft) }
        draft.document.language = LanguageGate.language(of: draft.text, declared: article.attribute("lang"))
        ArticleRoles.identify(&draft)
        guard !draft.parts.isEmpty else {
            return .rejected(
                Rejection(
                    source: description.source, reason: .noText,
                    message: "\(description.source): the article has neither title nor text", record: number))
        }
        return draft.finished(description, limits, record: number, name: number > 1 ? "\(number)" : nil)
    }

    private func name(_ contributor: XMLNode) -> String? {
        if let name = contributor.first("name") ?? contributor.first(["name-alternatives", "name"]) {
            return [name.first("given-names")?.text, name.first("surname")?.text].compactMap(\.self).joined(
                separator: " "
            ).collapsed
        }
        return contributor.first("string-name")?.text ?? contributor.first("collab")?.text
    }

    /// The text without footnote marks.
    private func withoutNotes(_ node: XMLNode) -> String {
        func raw(_ node: XMLNode) -> [UInt8] {
            var out: [UInt8] = []
            for child in node.children {
                switch child {
                case .text(let text): out += text
                case .element(let inner):
                    if inner.name == "break" { out.append(0x20) }
                    if inner.name != "fn", inner.name != "xref" { out += raw(inner) }
                }
            }
            return out
        }
        return Bytes.string(raw(node)).collapsed
    }

    /// The electronic date, else the printed one, at its own precision.
    private func published(_ meta: XMLNode, _ draft: inout ArticleDraft) {
        let dates = meta.all("pub-date")
        let order = ["epub", "electronic", "pub", "ppub", "collection"]
        let best =
            dates.min {
                rank($0, order) < rank($1, order)
            }
        guard let best, let year = best.first("year")?.text, let value = Int(year), value > 1600 else { return }
        var iso = Day.padded(value, 4)
        if let month = best.first("month")?.text,
            let number = Int(month) ?? MonthNames.byName[Bytes.lowered(month.utf8)], number >= 1, number <= 12
        {
            iso += "-" + Day.padded(number, 2)
            if let day = best.first("day").flatMap({ Int($0.text) }), day >= 1, day <= 31 {
                iso += "-" + Day.padded(day, 2)
            }
        }
        draft.document.published = iso
        draft.document.publishedFrom = .record
    }

    private func rank(_ date: XMLNode, _ order: [String]) -> Int {
        let type =
            date.attribute("pub-type") ?? date.attribute("date-type") ?? date.attribute("publication-format") ?? ""
        return order.firstIndex(of: type) ?? order.count
    }

    private func append(_ node: XMLNode, _ draft: inout ArticleDraft, _ kind: SegmentKind, depth: Int) {
        guard depth < XMLRecordReader.depthLimit else { return }
        switch node.name {
        case "p": paragraph(node, &draft, kind, depth: depth)
        case "title":
            draft.append(Array(node.text.utf8)[...], .heading, .primary)
        case "fig", "table-wrap", "boxed-text", "supplementary-material":
            for caption in node.all("caption") { draft.append(Array(caption.text.utf8)[...], .caption, .primary) }
            for foot in node.all("table-wrap-foot") {
                for note in foot.elements { draft.append(Array(note.text.utf8)[...], .caption, .primary) }
            }
            if node.name == "boxed-text" {
                for inner in node.elements where inner.name != "caption" {
                    append(inner, &draft, kind, depth: depth + 1)
                }
            }
        case "list", "def-list":
            for item in node.elements { draft.append(Array(item.text.utf8)[...], .listItem, .primary) }
        case "object-id", "label", "disp-formula", "tex-math", "graphic", "xref": return
        case "disp-quote", "sec", "statement", "abstract", "fig-group":
            for inner in node.elements { append(inner, &draft, kind, depth: depth + 1) }
        default: for inner in node.elements { append(inner, &draft, kind, depth: depth + 1) }
        }
    }

    /// A paragraph's own text in one piece; lists and figures inside of it follow.
    private func paragraph(_ node: XMLNode, _ draft: inout ArticleDraft, _ kind: SegmentKind, depth: Int) {
        var own: [UInt8] = []
        var inner: [XMLNode] = []
        for child in node.children {
            switch child {
            case .text(let text): own += text
            case .element(let element):
                switch element.name {
                case "list", "fig", "table-wrap", "disp-quote", "boxed-text", "def-list", "fig-group":
                    inner.append(element)
                case "disp-formula", "tex-math", "inline-graphic": own.append(0x20)
                default: own += element.rawText
                }
            }
        }
        draft.append(Bytes.collapsed(own)[...], kind, .primary)
        for element in inner { append(element, &draft, kind, depth: depth + 1) }
    }

    private func references(_ back: XMLNode, _ draft: inout ArticleDraft) {
        for ref in back.descendants("ref").prefix(2000) {
            let citation =
                ref.elements.first { $0.name.hasSuffix("citation") } ?? ref.first([
                    "citation-alternatives", "element-citation",
                ]) ?? ref
            let printed = parts(citation)
            guard let place = draft.append(Array(printed.utf8)[...], .reference, .primary) else { continue }
            var reference = Citations.reference(draft.text, draft.parts[place].segment.range, role: .cited)
            reference.title =
                (citation.first("article-title") ?? citation.first("chapter-title"))?.text ?? reference.title
            reference.journal = citation.first("source")?.text ?? reference.journal
            reference.year = citation.first("year").flatMap { Int($0.text.prefix(4)) } ?? reference.year
            let names = citation.descendants("name").compactMap { node in
                [node.first("surname")?.text, node.first("given-names")?.text].compactMap(\.self).joined(separator: " ")
                    .collapsed
            }
            if !names.isEmpty { reference.authors = names }
            for id in citation.descendants("pub-id") {
                switch id.attribute("pub-id-type") {
                case "doi": reference.doi = id.text.asciiLower
                case "pmid": reference.pmid = id.text
                case "pmcid", "pmc": reference.pmcid = id.text
                default: continue
                }
            }
            draft.references.append(reference)
        }
    }

    /// A citation as one line: mixed ones as printed, tagged ones with blanks between their parts.
    private func parts(_ citation: XMLNode) -> String {
        let hasText = citation.children.contains { child in
            if case .text(let text) = child { return text.contains { Bytes.isWord($0) } }
            return false
        }
        if hasText || citation.name.hasPrefix("mixed") { return citation.text }
        var pieces: [String] = []
        for element in citation.elements {
            if element.name == "person-group" {
                pieces.append(
                    element.elements.map { name in
                        [name.first("surname")?.text, name.first("given-names")?.text].compactMap(\.self).joined(
                            separator: " ")
                    }
                    .joined(separator: ", ") + ".")
            } else if !element.text.isEmpty {
                pieces.append(element.text + (element.name == "article-title" || element.name == "source" ? "." : ""))
            }
        }
        return pieces.joined(separator: " ").collapsed
    }
}
