/// A document as it was read: its text, what each part of the text is, and what the page says of itself.
///
/// The same page taken in twice has one `id`; changed content gives another `revision`, which replaces the old one
/// everywhere downstream. An article with `isWithdrawn` carries no text and takes the document out of every count.
package struct Article: Hashable, Sendable {
    /// Stable id, `a-` and 16 hexadecimal digits: see `ArticleIdentity`.
    package var id: String
    /// Hash of the content, `r-` and 16 hexadecimal digits.
    package var revision: String
    /// Where it came from: folder name and path below it, URL, or the id of a JSONL line. Never an absolute path.
    package var source: String
    package var isWithdrawn = false
    package var document = DocumentMetadata()
    /// Readable text in reading order, valid UTF-8. All ranges of this article are byte offsets into it.
    package var text: [UInt8] = []
    /// In text order, never overlapping.
    package var segments: [Segment] = []
    /// One entry a citation block, in text order.
    package var references: [Reference] = []
    package var credits: [Credit] = []
    /// Spans given from outside about which assertions are wanted (JSONL input only).
    package var targets: [TextRange] = []

    package init(id: String, revision: String, source: String) {
        self.id = id
        self.revision = revision
        self.source = source
    }

    /// The text of a range as a string.
    package func string(_ range: TextRange) -> String {
        String(decoding: text[range.start..<range.end], as: UTF8.self)
    }
}

/// What a page says of itself. Dates are ISO 8601 at the precision printed: `2022`, `2022-04`, `2022-04-18`, or with time and zone.
package struct DocumentMetadata: Hashable, Sendable {
    package var title: String?
    package var site: String?
    package var authors: [String] = []
    package var published: String?
    package var publishedFrom: DateRule?
    package var modified: String?
    package var url: String?
    /// BCP 47 language, lower case (`en`).
    package var language: String?
    /// Every DOI, PMID, PMCID printed on the page, lower case, in order of appearance, each once.
    package var doi: [String] = []
    package var pmid: [String] = []
    package var pmcid: [String] = []
    /// The record's own identifier with its scheme (`doi:10.…`, `pmid:…`, `pmc:PMC…`), where the format states one.
    package var ownID: String?
    package var kind: DocumentKind?

    package init() {}
}

/// A stretch of the text with one role.
package struct Segment: Hashable, Sendable {
    /// `s1`, `s2`, … in text order.
    package var id: String
    package var kind: SegmentKind
    package var tier: Tier
    package var range: TextRange
    /// Depth of a comment, 1 at the top; nil where nothing shows it.
    package var level: Int?
    /// Segment id of the comment or question that this one answers, where visible.
    package var parent: String?
    /// As printed; only where printed.
    package var author: String?
    package var date: String?
    /// The number printed before a comment.
    package var number: String?
    /// What a post quotes: quoted text is no new statement.
    package var quotes: [Quotation] = []

    package init(id: String, kind: SegmentKind, tier: Tier, range: TextRange) {
        self.id = id
        self.kind = kind
        self.tier = tier
        self.range = range
    }
}

/// Quoted text inside a segment: another segment where it is known, and the quoted range where it stands in this text.
package struct Quotation: Hashable, Sendable {
    package var segment: String?
    package var range: TextRange?

    package init(segment: String?, range: TextRange?) {
        self.segment = segment
        self.range = range
    }
}

/// One citation block: what stands together about one study.
package struct Reference: Hashable, Sendable {
    package var range: TextRange
    package var title: String?
    package var authors: [String] = []
    package var journal: String?
    package var year: Int?
    package var doi: String?
    package var pmid: String?
    package var pmcid: String?
    /// Trial registrations: `NCT…`, `ISRCTN…`.
    package var registrations: [String] = []
    package var role: ReferenceRole

    package init(range: TextRange, role: ReferenceRole) {
        self.range = range
        self.role = role
    }
}

/// A line that says where text or image came from.
package struct Credit: Hashable, Sendable {
    package var kind: CreditKind
    package var name: String

    package init(kind: CreditKind, name: String) {
        self.kind = kind
        self.name = name
    }
}
