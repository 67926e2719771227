import Events

/// Labels with their values in the next line, as press services print the facts of a study: "JOURNAL", "DOI", "ARTICLE TITLE".
extension DumpMarker {
    private static let labels: [String: String] = [
        "journal": "journal", "doi": "doi", "article title": "title", "method of research": "",
        "subject of research": "",
        "article publication date": "date", "coi statement": "", "funder": "", "news publication date": "",
        "study title": "title", "publication date": "date", "authors": "authors", "funding": "",
        "conflict of interest": "", "journal reference": "",
    ]

    /// One reference out of the labels that stand together, where they name a journal, a title or an identifier.
    mutating func markFacts() {
        var first: Int?
        var last = 0
        var values: [String: Int] = [:]
        var index = 0
        while index + 1 < articleEnd {
            let name = Bytes.string(lines[index].lower.filter { $0 != UInt8(ascii: ":") })
            guard let field = Self.labels[name], lines[index].words <= 3, lines[index + 1].text.count < 400,
                Self.labels[Bytes.string(lines[index + 1].lower)] == nil
            else {
                index += 1
                continue
            }
            if first == nil { first = index }
            if !field.isEmpty, values[field] == nil { values[field] = index + 1 }
            last = index + 1
            index += 2
        }
        guard let first, values["title"] != nil || values["doi"] != nil, values.count >= 2 else { return }
        for line in first...last where kinds[line] == nil {
            kinds[line] = values.values.contains(line) ? .reference : .boilerplate
        }
        let range = TextRange(lines[first].low, lines[last].high)
        let found = Citations.identifiers(in: text[range.start..<range.end])
        var reference = Reference(range: range, role: .reported)
        reference.title = values["title"].map { lines[$0].string.collapsed }
        reference.journal = values["journal"].map { lines[$0].string.collapsed }
        reference.doi = found.doi.first
        reference.pmid = found.pmid.first
        reference.pmcid = found.pmcid.first
        reference.registrations = found.registrations
        reference.year = values["date"].flatMap {
            DateScanner.first(in: lines[$0].text[...]).flatMap { Int($0.iso.prefix(4)) }
        }
        reference.authors = values["authors"].map { AuthorNames.cleaned([lines[$0].string], site: nil) } ?? []
        references.append(reference)
    }

    /// "Peer-Reviewed Publication" above the institution that gave out the release.
    mutating func markIssuer() {
        for index in 0..<min(articleEnd, 12) where lines[index].words <= 3 {
            guard
                ["peer-reviewed publication", "news release", "grant and award announcement", "meeting announcement"]
                    .contains(Bytes.string(lines[index].lower)), index + 1 < articleEnd, lines[index + 1].words <= 8,
                kinds[index + 1] == nil
            else { continue }
            kinds[index] = .boilerplate
            kinds[index + 1] = .sourceLine
            credits.append(Credit(kind: .source, name: lines[index + 1].string.collapsed))
        }
    }
}
