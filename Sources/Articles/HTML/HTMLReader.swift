import Events

/// Reads one HTML page: its type first, then its thread, then its body, each with its own rules.
struct HTMLReader {
    let description: SourceDescription
    let limits: ReaderLimits

    func outcome(of bytes: [UInt8]) -> ReadOutcome {
        let page = TextDecoding.decoded(bytes, declared: description.charset, isMarkup: true)
        let map = PageMap(HTMLParser.tree(of: page, limits: limits))
        let draft = draft(map)
        if draft.text.count < 250 {
            // Hardly any text: perhaps a name took the body for chrome.
            let second = self.draft(PageMap(map.tree, byName: false))
            if second.text.count > draft.text.count + 100 { return finish(second, bytes) }
        }
        return finish(draft, bytes)
    }

    private func finish(_ draft: ArticleDraft, _ bytes: [UInt8]) -> ReadOutcome {
        guard draft.parts.contains(where: { $0.segment.kind != .title }) else {
            return .rejected(
                Rejection(
                    source: description.source, reason: .noText,
                    message:
                        "\(description.source): the page has no text that could be read; it may be filled in by scripts, save it from a browser",
                    bytes: Array(bytes.prefix(limits.rejectedBytes))))
        }
        return draft.finished(description, limits)
    }

    private func draft(_ map: PageMap) -> ArticleDraft {
        let metadata = PageMetadata(map, description)
        var draft = ArticleDraft()
        draft.document = metadata.document
        let isForum = PageType.isForum(map, metadata)
        let thread = ThreadFinder(
            map: map, isForum: isForum, mayBeForum: !PageType.isArticle(metadata), title: metadata.document.title,
            retrieved: description.retrieved
        ).find()
        let isThreadPage =
            (isForum || thread.isForum) && !thread.posts.isEmpty && (thread.share > 0.15 || thread.posts.count > 1)
        if isThreadPage { draft.document.kind = .forum }
        let tier = isThreadPage ? Tier.user : metadata.isPaper ? .primary : .news
        if tier == .primary { draft.document.kind = .paper }
        appendTitle(&draft, tier: tier)
        if !isThreadPage {
            appendBody(&draft, map, thread, metadata, tier)
            ArticleRoles.classify(&draft)
            if isDiscussion(draft, thread, metadata) { draft.document.kind = .forum }
        }
        append(thread.posts, to: &draft, map)
        if thread.posts.isEmpty { appendLinkedComments(&draft, metadata) }
        if isThreadPage { takeFromFirstPost(&draft, thread) }
        draft.document.language = LanguageGate.language(of: draft.text, declared: metadata.document.language)
        return draft
    }

    /// Whether the page is more a thread than an article: nothing but posts, or posts that outweigh the text above them by far
    /// where the page does not call itself an article.
    private func isDiscussion(_ draft: ArticleDraft, _ thread: ThreadFinder.Result, _ metadata: PageMetadata) -> Bool {
        guard thread.posts.count >= 2 else { return false }
        let body = draft.parts.filter { $0.segment.kind.isArticleText }.reduce(0) { $0 + $1.segment.range.count }
        if body < 100 { return true }
        let posts = thread.posts.reduce(0) { $0 + $1.paragraphs.reduce(0) { $0 + $1.text.count } }
        let host = metadata.document.url.flatMap { CanonicalURL.site($0) } ?? ""
        guard !PageType.isArticle(metadata) || host.contains("forum") else { return false }
        return thread.posts.count >= 5 && posts > body * 3 && body < 1500
    }

    private func appendTitle(_ draft: inout ArticleDraft, tier: Tier) {
        if let title = draft.document.title { draft.append(Array(title.utf8)[...], .title, tier) }
    }

    private func appendBody(
        _ draft: inout ArticleDraft, _ map: PageMap, _ thread: ThreadFinder.Result, _ metadata: PageMetadata,
        _ tier: Tier
    ) {
        let finder = BodyFinder(map: map, isThread: thread.isThread)
        let parts = finder.parts(finder.root(), title: draft.document.title, summary: metadata.summary)
        let length = parts.reduce(0) { $0 + $1.paragraph.text.count }
        if let body = metadata.linked.articleBody, length < 200, body.utf8.count > 400 {
            for line in Array(body.utf8).split(separator: 0x0A) { draft.append(line, .body, tier) }
            return
        }
        for part in parts { draft.append(part.paragraph.text[...], part.kind, tier) }
    }

    private func append(_ posts: [ThreadPost], to draft: inout ArticleDraft, _ map: PageMap) {
        var places: [Int: Int] = [:]
        for (index, post) in posts.enumerated() {
            var text: [UInt8] = []
            var quotes: [TextRange] = []
            for paragraph in post.paragraphs {
                if !text.isEmpty { text.append(contentsOf: [0x0A, 0x0A]) }
                if paragraph.isQuoted || isQuote(paragraph.node, post.node, map) {
                    quotes.append(TextRange(text.count, text.count + paragraph.text.count))
                }
                text.append(contentsOf: paragraph.text)
            }
            guard let place = draft.append(text[...], .comment, .user) else { continue }
            places[index] = place
            let start = draft.parts[place].segment.range.start
            let end = draft.parts[place].segment.range.end
            draft.parts[place].segment.author = post.author
            draft.parts[place].segment.date = post.date
            draft.parts[place].segment.level = post.level
            draft.parts[place].parent = post.parent.flatMap { places[$0] }
            draft.parts[place].segment.quotes = quotes.compactMap { range in
                let low = start + range.start
                let high = min(end, start + range.end)
                return low < high ? Quotation(segment: nil, range: TextRange(low, high)) : nil
            }
        }
    }

    private func isQuote(_ node: Int, _ root: Int, _ map: PageMap) -> Bool {
        var current = node
        while current > root {
            if map.flags[current].contains(.quote) { return true }
            current = map.tree.parent(current)
        }
        return false
    }

    private func appendLinkedComments(_ draft: inout ArticleDraft, _ metadata: PageMetadata) {
        for comment in metadata.linked.comments {
            guard
                let place = draft.append(
                    Array((HTMLEntities.decoded(comment.text) ?? comment.text).utf8)[...], .comment, .user)
            else { continue }
            draft.parts[place].segment.author = comment.author
            draft.parts[place].segment.date = comment.date.flatMap { DateScanner.first(in: $0)?.iso }
            draft.parts[place].segment.level = 1
        }
    }

    /// A thread's date and author are those of its first post.
    private func takeFromFirstPost(_ draft: inout ArticleDraft, _ thread: ThreadFinder.Result) {
        guard let first = thread.posts.first else { return }
        if let date = first.date {
            draft.document.published = date
            draft.document.publishedFrom = .headerLine
        }
        if let author = first.author { draft.document.authors = [author] }
    }
}
