import Events

/// Reads one HTML page.
struct HTMLReader {
    let description: SourceDescription
    let limits: ReaderLimits

    func outcome(of bytes: [UInt8]) -> ReadOutcome {
        let page = TextDecoding.decoded(bytes, declared: description.charset, isMarkup: true)
        let tree = HTMLParser.tree(of: page, limits: limits)
        var draft = ArticleDraft()
        draft.document.url = description.url
        for node in 0..<tree.count {
            if tree.tag(node) == .title, draft.document.title == nil { draft.document.title = tree.string(node) }
            if tree.tag(node) == .p { draft.append(tree.allText(node)[...], .body, .news) }
        }
        draft.document.language = LanguageGate.language(of: draft.text, declared: nil)
        if draft.text.isEmpty {
            return .rejected(Rejection(source: description.source, reason: .noText, message: "\(description.source): the page has no text", bytes: bytes))
        }
        return draft.finished(description, limits)
    }
}
