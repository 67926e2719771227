import Events

/// An article in the making: text and segments grow in reading order, ids come at the end.
struct ArticleDraft {
    /// A segment whose parent is still the position of another one.
    struct Part {
        var segment: Segment
        var parent: Int?
        /// Positions of segments that this one quotes.
        var quotedParts: [Int] = []
    }

    var text: [UInt8] = []
    var parts: [Part] = []
    var document = DocumentMetadata()
    var references: [Reference] = []
    var credits: [Credit] = []
    var targets: [TextRange] = []

    /// Adds a paragraph behind a blank line and says which part it is; nil for one without a word.
    @discardableResult
    mutating func append(_ paragraph: ArraySlice<UInt8>, _ kind: SegmentKind, _ tier: Tier) -> Int? {
        let trimmed = Bytes.trimmed(paragraph)
        guard !trimmed.isEmpty else { return nil }
        if !text.isEmpty { text.append(contentsOf: [0x0A, 0x0A]) }
        let start = text.count
        text.append(contentsOf: trimmed)
        return mark(TextRange(start, text.count), kind, tier)
    }

    /// Marks a range of the text that is already there; ranges come in order and do not overlap.
    @discardableResult
    mutating func mark(_ range: TextRange, _ kind: SegmentKind, _ tier: Tier) -> Int {
        parts.append(Part(segment: Segment(id: "", kind: kind, tier: tier, range: range), parent: nil))
        return parts.count - 1
    }

    /// The finished article, or the rejection of one that is over the limit.
    ///
    /// - Parameter name: tells the records of one source apart, where neither an address nor an identifier does.
    func finished(_ description: SourceDescription, _ limits: ReaderLimits, record: Int? = nil, name: String? = nil)
        -> ReadOutcome
    {
        guard text.count <= limits.articleBytes else {
            return .rejected(
                Rejection(
                    source: description.source, reason: .tooLarge,
                    message:
                        "\(description.source): the text has \(text.count) bytes, the limit is \(limits.articleBytes); split it",
                    record: record, bytes: Array(text.prefix(limits.rejectedBytes))))
        }
        var article = Article(id: "", revision: "", source: "")
        article.document = document.cleaned
        article.text = text
        article.segments = parts.enumerated().map { index, part in
            var segment = part.segment
            segment.id = "s\(index + 1)"
            if segment.author?.isEmpty == true { segment.author = nil }
            if segment.date?.isEmpty == true { segment.date = nil }
            segment.parent = part.parent.map { "s\($0 + 1)" }
            segment.quotes += part.quotedParts.map { Quotation(segment: "s\($0 + 1)", range: nil) }
            return segment
        }
        article.references = references.map(\.cleaned)
        article.credits = credits.filter { !$0.name.isEmpty }
        article.targets = targets
        article.revision = ArticleIdentity.revision(of: article)
        article.id = ArticleIdentity.id(
            url: document.url, ownID: document.ownID, source: description.source + (name.map { "#" + $0 } ?? ""))
        article.source = description.source
        return .article(article)
    }
}

extension DocumentMetadata {
    /// Without empty values: a format that states nothing and one that states "" are the same.
    fileprivate var cleaned: DocumentMetadata {
        var copy = self
        for path in [\DocumentMetadata.title, \.site, \.published, \.modified, \.url, \.language, \.ownID]
        where copy[keyPath: path]?.isEmpty == true {
            copy[keyPath: path] = nil
        }
        if copy.published == nil { copy.publishedFrom = nil }
        for path in [\DocumentMetadata.authors, \.doi, \.pmid, \.pmcid] {
            copy[keyPath: path].removeAll(where: \.isEmpty)
        }
        return copy
    }
}

extension Reference {
    fileprivate var cleaned: Reference {
        var copy = self
        for path in [\Reference.title, \.journal, \.doi, \.pmid, \.pmcid] where copy[keyPath: path]?.isEmpty == true {
            copy[keyPath: path] = nil
        }
        copy.authors.removeAll(where: \.isEmpty)
        return copy
    }
}

/// How an article gets its two names.
enum ArticleIdentity {
    /// From the canonical address, else the record's own identifier, else the source.
    static func id(url: String?, ownID: String?, source: String) -> String {
        if let url, let canonical = CanonicalURL.canonical(url) {
            return ContentHash.id(prefix: "a", ["url", canonical])
        }
        if let ownID { return ContentHash.id(prefix: "a", ["own", ownID]) }
        return ContentHash.id(prefix: "a", ["source", source])
    }

    /// From all that was read of the page; where it came from does not matter.
    static func revision(of article: Article) -> String {
        var content = article
        content.id = ""
        content.revision = ""
        content.source = ""
        return ContentHash.id(prefix: "r", [ContentHash.hexadecimal(ContentHash.sha256(content.encoded()))])
    }
}
