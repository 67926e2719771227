import Events

/// Whether a page is about drugs or names one by the way: what news of an infection tells of fever is not told of the "antibiotics" that
/// somebody was given.
extension ArticleTopic {
    /// One paragraph in so many must name a drug where no title, heading, abstract or summary does; one in `leadShare` where one of the first two
    /// does. Chosen so that all annotated pages keep their claims (their scores stay as they were), while web pages on other matters lose most of
    /// theirs: docs/quality.md.
    private static let share = 4
    private static let leadShare = 6

    /// Whether title, headings, abstract or summary name a drug, or enough of the paragraphs do: the article's, or the comments' where the article
    /// names none.
    static func isAboutDrugs(_ article: borrowing Article, _ page: ClaimPage) -> Bool {
        var own = Tally()
        var readers = Tally()
        for index in article.segments.indices {
            let segment = article.segments[index]
            let tokens = page.segments[index]
            let names = !ClaimPage.slice(page.drugs, tokens, { $0.tokens.lowerBound }).isEmpty
            if ClaimFinder.isComment(segment) {
                readers.add(tokens, names)
                continue
            }
            switch segment.kind {
            case .title, .dek, .summary, .heading, .abstract, .question: if names { return true }
            default: if segment.kind.isArticleText { own.add(tokens, names) }
            }
        }
        return own.named > 0 ? own.isEnough : readers.isEnough
    }

    private struct Tally {
        var all = 0
        var named = 0
        var isLed = false

        mutating func add(_ tokens: Range<Int>, _ names: Bool) {
            guard names || tokens.count >= 8 else { return }
            all += 1
            guard names else { return }
            named += 1
            if all <= 2 { isLed = true }
        }

        var isEnough: Bool {
            named * ArticleTopic.share >= all || (isLed && named * ArticleTopic.leadShare >= all)
        }
    }
}
