import Events

/// What turns a rule's words away before the rule itself is looked at: of the words that texts have of rules many are told so, by a few
/// bytes a rule that lie beside each other.
struct RuleGate {
    /// Where the rule may fire; one bit.
    private let place: UInt8
    /// The bits of word classes that its sentence must have, and of those that it must not.
    private let needed: UInt64
    private let absent: UInt64

    private static let anywhere: UInt8 = 1
    private static let comments: UInt8 = 2
    private static let articles: UInt8 = 4
    private static let papers: UInt8 = 8

    /// What `isOpen` asks: the bits of all rules that may fire in a text.
    static func places(isComment: Bool, isBlog: Bool, isPrimary: Bool) -> UInt8 {
        anywhere | (isComment || isBlog ? comments : 0) | (isComment ? 0 : articles) | (isPrimary ? papers : 0)
    }

    init(_ rule: ClaimRule) {
        place =
            switch rule.place {
            case nil: Self.anywhere
            case .comment: Self.comments
            case .article: Self.articles
            case .abstract: Self.papers
            }
        // "…, and so is apixaban" tells of another drug, whatever the rule's own company.
        let isAsked = rule.predicate != .isA
        if isAsked, case .word(let id) = rule.near { needed = WordMatch.classBit(id) } else { needed = 0 }
        // A bit that several classes share may be another's.
        absent = rule.absentClass.map { isAsked && WordMatch.hasOwnBit($0) ? WordMatch.classBit($0) : 0 } ?? 0
    }

    /// Whether the rule may fire.
    @inline(__always)
    func isOpen(_ places: UInt8, classes: UInt64) -> Bool {
        place & places != 0 && needed & ~classes == 0 && absent & classes == 0
    }
}
