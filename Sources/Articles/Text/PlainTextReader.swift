import Events

/// Reads a page that was saved as plain text: the text stays as it is, the segments are found in it.
struct PlainTextReader {
    let description: SourceDescription
    let limits: ReaderLimits

    func outcome(of bytes: [UInt8]) -> ReadOutcome {
        let text = TextDecoding.decoded(bytes, declared: description.charset, isMarkup: false)
        var draft = ArticleDraft()
        draft.text = text
        draft.document.url = description.url
        draft.document.language = LanguageGate.language(of: text, declared: nil)
        let lines = DumpLine.lines(of: text)
        var marker = DumpMarker(lines: lines, text: text, retrieved: description.retrieved)
        marker.run()
        for mark in marker.sorted() {
            let place = draft.mark(mark.range, mark.kind, mark.tier)
            draft.parts[place].segment.level = mark.level
            draft.parts[place].segment.author = mark.author
            draft.parts[place].segment.date = mark.date
            draft.parts[place].segment.number = mark.number
            draft.parts[place].parent = mark.parent
            draft.parts[place].segment.quotes = mark.quotes.map { Quotation(segment: nil, range: $0) }
        }
        draft.document.title = marker.title
        draft.document.site = marker.site
        draft.document.authors = marker.authors
        draft.document.published = marker.published
        draft.document.publishedFrom = marker.published == nil ? nil : .headerLine
        draft.document.modified = marker.modified
        draft.document.kind = marker.kind
        draft.credits = marker.credits
        draft.references = marker.references
        let identifiers = Citations.identifiers(in: text[...])
        draft.document.doi = identifiers.doi
        draft.document.pmid = identifiers.pmid
        draft.document.pmcid = identifiers.pmcid
        return draft.finished(description, limits)
    }
}
