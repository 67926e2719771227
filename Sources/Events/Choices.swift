/// A closed choice that travels: its raw value is the name in JSON, its position in `allCases` plus one the number on the wire.
///
/// Cases are only ever appended, since a number once written must keep its meaning; zero stays "unspecified".
package protocol WireChoice: CaseIterable, Hashable, Sendable, RawRepresentable where RawValue == String {}

extension WireChoice where AllCases == [Self] {
    /// Protobuf enum number, from 1.
    package var wireNumber: Int {
        guard let index = Self.allCases.firstIndex(of: self) else { preconditionFailure("a case is among all cases") }
        return index + 1
    }

    /// The case with that number; nil for zero and for numbers that this version does not know.
    package init?(wireNumber: Int) {
        guard wireNumber >= 1, wireNumber <= Self.allCases.count else { return nil }
        self = Self.allCases[wireNumber - 1]
    }
}

/// What kind of page a document is.
package enum DocumentKind: String, WireChoice {
    case news
    case pressRelease = "press_release"
    case paper, forum, faq, commercial, blog, listing, other
}

/// Which rule found a document's date.
package enum DateRule: String, WireChoice {
    case jsonLD = "json-ld"
    case meta, microdata
    case timeElement = "time-element"
    case url
    case headerLine = "header-line"
    case visible, feed, record
}

/// What a segment of the text is.
package enum SegmentKind: String, WireChoice {
    case title, dek, summary, byline
    case sourceLine = "source_line"
    case heading, body
    case listItem = "list_item"
    case caption, abstract, reference, question, answer, comment
    case relatedLink = "related_link"
    case boilerplate

    /// Whether claims may be read from it and its words belong to the article itself (not to readers, not to chrome).
    package var isArticleText: Bool {
        switch self {
        case .title, .dek, .summary, .heading, .body, .listItem, .caption, .abstract, .question, .answer: true
        case .byline, .sourceLine, .reference, .comment, .relatedLink, .boilerplate: false
        }
    }
}

/// Where a segment stands between the evidence and the rumour; a property of the segment, not of the page.
package enum Tier: String, WireChoice, Comparable {
    case primary = "T1_primary"
    case pressRelease = "T2_press_release"
    case news = "T3_news"
    case commercial = "T4_commercial"
    case user = "T5_user"

    /// Most upstream first.
    package static func < (left: Tier, right: Tier) -> Bool { left.wireNumber < right.wireNumber }
}

/// How a cited study relates to the page.
package enum ReferenceRole: String, WireChoice {
    /// The study the page is about.
    case reported
    case cited, related
}

/// What a credit line credits.
package enum CreditKind: String, WireChoice {
    case source, contact, image
    case originallyPublishedBy = "originally_published_by"
}
