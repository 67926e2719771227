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
        var start = 0
        while start < text.count {
            let end = Bytes.find("\n\n", in: text[start...]) ?? text.count
            let paragraph = Bytes.trimmed(text[start..<end])
            if !paragraph.isEmpty {
                draft.mark(TextRange(paragraph.startIndex, paragraph.endIndex), draft.parts.isEmpty ? .title : .body, .news)
            }
            start = end + 2
        }
        if let title = draft.parts.first { draft.document.title = Bytes.string(text[title.segment.range.start..<title.segment.range.end]).collapsed }
        return draft.finished(description, limits)
    }
}
