import Events

/// Makes one article of each item of a feed.
package struct FeedReader {
    let description: SourceDescription
    let limits: ReaderLimits

    package init(description: SourceDescription, limits: ReaderLimits = .standard) {
        self.description = description
        self.limits = limits
    }

    func read(_ bytes: [UInt8], emit: (ReadOutcome) throws -> Void) rethrows {
        let feed = FeedParser(description: description, limits: limits).parse(bytes)
        for item in feed.items { try emit(outcome(item, of: feed)) }
        guard feed.items.isEmpty else {
            if feed.isBroken {
                try emit(
                    .rejected(
                        Rejection(
                            source: description.source, reason: .truncated,
                            message:
                                "\(description.source): the feed breaks off or cannot be read on behind item \(feed.items.count); what came before was read",
                            record: feed.items.count)))
            }
            return
        }
        try emit(
            .rejected(
                Rejection(
                    source: description.source, reason: .malformed,
                    message:
                        "\(description.source): no item or entry could be read; check that it is an RSS or Atom feed",
                    bytes: Array(bytes.prefix(limits.rejectedBytes)))))
    }

    /// The article that an item is by itself, with no look at its page.
    package func outcome(_ item: FeedItem, of feed: Feed) -> ReadOutcome {
        var draft = ArticleDraft()
        let base = feed.link ?? description.url
        draft.document.url = item.link.flatMap { CanonicalURL.resolve($0, base: base) }
        draft.document.title = item.title
        draft.document.site = feed.title
        draft.document.authors = item.authors.isEmpty ? feed.authors : item.authors
        draft.document.published = item.published ?? item.created ?? item.updated
        draft.document.publishedFrom = draft.document.published == nil ? nil : .feed
        draft.document.modified = item.updated
        if let title = item.title { draft.append(Array(title.utf8)[...], .title, .news) }
        append(item, &draft)
        ArticleRoles.classify(&draft)
        draft.document.language = LanguageGate.language(of: draft.text, declared: item.language ?? feed.language)
        guard !draft.parts.isEmpty else {
            return .rejected(
                Rejection(
                    source: description.source, reason: .noText,
                    message: "\(description.source) item \(item.number): it has neither title nor text",
                    record: item.number))
        }
        return draft.finished(
            description, limits, record: item.number, name: item.guid ?? item.title ?? "\(item.number)")
    }

    /// The content; before it the summary, where that is a text of its own and not the content's beginning.
    private func append(_ item: FeedItem, _ draft: inout ArticleDraft) {
        guard let content = item.content ?? item.summary else { return }
        let paragraphs = content.paragraphs(limits: limits)
        if item.content != nil, let summary = item.summary {
            let whole = Bytes.lowered(Bytes.collapsed(paragraphs.map(\.text).joined(separator: [0x20])))
            for paragraph in summary.paragraphs(limits: limits) where !Self.stands(paragraph.text, in: whole) {
                draft.append(paragraph.text[...], .summary, .news)
            }
        }
        MarkupText.append(paragraphs, to: &draft, kind: .body, tier: .news)
    }

    /// Whether a summary's paragraph, which may be cut off, stands in the content.
    private static func stands(_ paragraph: [UInt8], in content: [UInt8]) -> Bool {
        let beginning = Bytes.lowered(Bytes.collapsed(paragraph)).prefix(80)
        // "… [...]" and the word that was cut are left out.
        let words = beginning.split(separator: 0x20).dropLast(beginning.count < 80 ? 1 : 2)
        let kept = words.isEmpty ? Array(beginning) : Array(words.joined(separator: [0x20]))
        return Bytes.find(kept, in: content[...]) != nil
    }
}
