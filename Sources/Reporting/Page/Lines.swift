import Events

/// An article's name, site and date, linked where its address is safe, behind the tier of what is told of it.
enum ArticleLine {
    /// - Parameter tier: where the words in question stand on the page; the page's own text may be at another tier.
    static func write(
        _ id: String, tier: String?, isDated: Bool = true, _ index: ReportIndex, to html: inout HTMLBuffer
    ) {
        mark(tier, to: &html)
        name(id, isDated: isDated, index, to: &html)
    }

    /// The same as a place that the page's script fills from the island of articles, where each stands once.
    static func reference(_ id: String, tier: String?, _ index: ReportIndex, to html: inout HTMLBuffer) {
        guard let number = index.numbers[id] else { return write(id, tier: tier, index, to: &html) }
        mark(tier, to: &html)
        html.raw("<span")
        html.attribute("data-a", number)
        html.raw("></span>")
    }

    /// What the script puts there: the name, and the source for the place of a quote.
    static func island(_ article: ArticleSummary, _ index: ReportIndex, to html: inout HTMLBuffer) {
        html.raw("<p>")
        name(article.id, isDated: true, index, to: &html)
        html.raw("</p><p>")
        link(article, to: &html) { $0.isolated(article.source, limit: 120) }
        html.raw("</p>")
    }

    private static func mark(_ tier: String?, to html: inout HTMLBuffer) {
        guard let tier else { return }
        html.raw("<abbr class=tier")
        html.attribute("title", PlainWords.tier(tier))
        html.raw(">")
        html.text(PlainWords.tierMark(tier))
        html.raw("</abbr> ")
    }

    private static func name(_ id: String, isDated: Bool, _ index: ReportIndex, to html: inout HTMLBuffer) {
        let article = index.articles[id]
        link(article, to: &html) { $0.isolated(index.name(id), limit: 160) }
        let rest = [article?.site, isDated ? article?.published.map(PlainWords.day) : nil].compactMap { $0 }
        guard !rest.isEmpty else { return }
        html.raw(" <span class=quiet>")
        for (number, part) in rest.enumerated() {
            if number > 0 { html.raw(", ") }
            html.isolated(part, limit: 60)
        }
        html.raw("</span>")
    }

    private static func link(
        _ article: ArticleSummary?, to html: inout HTMLBuffer, _ words: (inout HTMLBuffer) -> Void
    ) {
        guard let link = WebLink(article?.url) else {
            html.raw("<span>")
            words(&html)
            html.raw("</span>")
            return
        }
        html.raw("<a rel=\"noopener noreferrer nofollow\"")
        html.attribute("href", link.address)
        html.raw(">")
        words(&html)
        html.raw("</a>")
    }
}

/// A study's title, authors, year and identifiers, linked.
enum WorkLine {
    static func write(_ work: WorkSummary, to html: inout HTMLBuffer) {
        html.raw("<cite>")
        html.isolated(name(work), limit: 200)
        html.raw("</cite>")
        if let first = work.authors.first {
            html.raw(" ")
            html.isolated(work.authors.count > 1 ? "\(first) and others" : first, limit: 80)
        }
        if let year = work.year {
            html.raw(" ")
            html.number(year)
        }
        for identifier in work.identifiers {
            html.raw(" ")
            if let link = WebLink(identifier: identifier) {
                html.raw("<a rel=\"noopener noreferrer nofollow\"")
                html.attribute("href", link.address)
                html.raw(">")
                html.text(identifier, limit: 80)
                html.raw("</a>")
            } else {
                html.raw("<code>")
                html.text(identifier, limit: 80)
                html.raw("</code>")
            }
        }
    }

    static func name(_ work: WorkSummary) -> String {
        work.title ?? work.identifiers.first ?? "study known by its quotations (\(work.id))"
    }
}

/// One quote with its place, grade, and what changed in its words against the quote it was copied from.
struct QuoteLine {
    let item: EvidenceItem
    let index: ReportIndex

    /// - Parameter isReference: whether the page's script fills in the source from the island of articles.
    func write(comparedWith original: String?, isReference: Bool = false, to html: inout HTMLBuffer) {
        html.raw("<blockquote><p>")
        if let quote = item.quote {
            if let original, original != quote, let words = WordDiff.words(from: original, to: quote) {
                marked(words, to: &html)
            } else {
                html.isolated(quote)
            }
        } else {
            html.raw("<span class=quiet>the quote is withheld</span>")
        }
        html.raw("</p><p class=quiet>")
        var facts = [PlainWords.underscored(item.polarity), PlainWords.underscored(item.factuality)]
        if let evidence = item.evidence { facts.append(PlainWords.underscored(evidence)) }
        html.text(facts.joined(separator: ", "))
        html.raw(" \u{00B7} ")
        if isReference, let number = index.numbers[item.article] {
            html.raw("<span")
            html.attribute("data-q", number)
            html.raw(">")
            html.text(" \(item.segment) [\(item.start):\(item.end)]")
            html.raw("</span>")
        } else {
            place(to: &html)
        }
        html.raw("</p></blockquote>")
    }

    /// Source, segment and code points; to the words on the page itself where there is an address.
    private func place(to html: inout HTMLBuffer) {
        let article = index.articles[item.article]
        let link = WebLink(article?.url)
        if let link {
            html.raw("<a rel=\"noopener noreferrer nofollow\"")
            html.attribute("href", link.address + fragment(link.address))
            html.raw(">")
        } else {
            html.raw("<span>")
        }
        html.isolated(article?.source ?? item.article, limit: 120)
        html.text(" \(item.segment) [\(item.start):\(item.end)]")
        html.raw(link == nil ? "</span>" : "</a>")
    }

    /// A text fragment (`#:~:text=`), which browsers scroll to.
    private func fragment(_ address: String) -> String {
        guard let quote = item.quote, !address.contains("#") else { return "" }
        let words = quote.split(whereSeparator: \.isWhitespace).prefix(12).joined(separator: " ")
        guard words.utf8.count < 200 else { return "" }
        var encoded = "#:~:text="
        for byte in words.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default: encoded += "%" + ContentHash.hexadecimal(CollectionOfOne(byte))
            }
        }
        return encoded
    }

    private func marked(_ words: [WordDiff.Word], to html: inout HTMLBuffer) {
        html.raw("<bdi>")
        var last = WordDiff.Change.same
        for (number, word) in words.enumerated() {
            if word.change != last { close(last, to: &html) }
            if number > 0 { html.raw(" ") }
            if word.change != last { open(word.change, to: &html) }
            last = word.change
            html.text(String(word.text), limit: 200)
        }
        close(last, to: &html)
        html.raw("</bdi>")
    }

    private func open(_ change: WordDiff.Change, to html: inout HTMLBuffer) {
        switch change {
        case .same: break
        case .added: html.raw("<ins>")
        case .dropped: html.raw("<del>")
        }
    }

    private func close(_ change: WordDiff.Change, to html: inout HTMLBuffer) {
        switch change {
        case .same: break
        case .added: html.raw("</ins>")
        case .dropped: html.raw("</del>")
        }
    }
}
