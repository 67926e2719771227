import Events

/// One article's claim reading: goes through the segments, keeps what was spoken of, and collects claims.
///
/// An object of one reading, not a value: a struct of this size is copied for every call of a method that does not change it.
final class ClaimFinder {
    let stage: ClaimStage
    let segments: [Segment]
    /// The article's bytes.
    let text: [UInt8]
    let page: ClaimPage
    /// The page's tokens, held here as well: what is asked through the page counts references to all of their parts.
    let stream: TokenStream
    let objects: ObjectReader
    /// In text order.
    let inner: [InnerPhrase]
    /// The first of them that no sentence has looked at.
    var nextInner = 0
    var claims: [Draft] = []

    /// A claim before ids and checks; an object, since most readers look back at claims, and a copy would count references to all their parts.
    final class Draft {
        var claim: Claim
        let tokens: Range<Int>
        let subject: ClaimSubject
        let objectTokens: Range<Int>
        let sentence: Range<Int>

        init(
            claim: Claim, tokens: Range<Int>, subject: ClaimSubject, objectTokens: Range<Int>, sentence: Range<Int>
        ) {
            (self.tokens, self.subject, self.objectTokens, self.sentence) = (tokens, subject, objectTokens, sentence)
            self.claim = claim
        }
    }

    /// The class of alcohol, cocaine and the like.
    static let recreational = "recreational substance"

    /// A part of an abstract.
    enum Part { case unknown, background, result }

    var part = Part.unknown
    var memory = Memory()
    let about: ArticleTopic
    /// The drugs that the latest heading names: what the text below it is about.
    var section: [ClaimSubject] = []
    /// How many claims stood before the last heading or question that names an effect.
    var sectionClaims = 0
    /// The latest heading announces harms ("Side effects", "What are the risks?").
    var isHarmSection = false
    /// Whether the lines of a list come that was introduced as one of effects.
    var listsHarm = false
    var isAmongHarms: Bool { isHarmSection || listsHarm }
    /// The latest heading asks for whom the drug is not ("Who should not take it?").
    var isUnsuitableSection = false
    /// So does the paragraph above a list ("Do not take it if you:").
    var listsUnsuitable = false
    /// Whether a share of people is told in the range that was asked for last.
    var lastShare: (range: Range<Int>, isTold: Bool) = (0..<0, false)
    /// Where lists of concepts end, by the end of each item that was asked for.
    var listEnds: [Int: Int] = [:]
    /// The figures of arms in the sentence that was asked for last: each harm of a list asks for them.
    var lastFigures: (sentence: Range<Int>, places: [Int]) = (0..<0, [])
    /// The question right before the sentence being read, where the text asks in order to answer.
    var asked: Asked?
    /// The segment being read is a comment, or the article its writer's own story.
    var isInComment = false
    /// The drugs last spoken of in each comment, by segment id.
    var threadTopics: [String: [ClaimSubject]] = [:]

    init(stage: ClaimStage, article: borrowing Article, page: ClaimPage, inner: [InnerPhrase]) {
        self.stage = stage
        self.inner = inner
        segments = article.segments
        text = article.text
        self.page = page
        stream = page.stream
        objects = stage.objects
        about = ArticleTopic(article, page, stage)
    }

    var subjects: SubjectReader { stage.subjects }
    var stopClass: Int32 { stage.classes.stop }
    var clauseClass: Int32 { stage.classes.clause }
    var fearClass: Int32 { stage.classes.fear }
    var anaphorClass: Int32 { stage.classes.anaphor }
    var quotativeClass: Int32 { stage.classes.quotative }

    /// A segment that is read, shared by its sentences.
    final class Place {
        let segment: Segment
        let isComment: Bool
        let tokens: Range<Int>

        init(segment: Segment, isComment: Bool, tokens: Range<Int>) {
            (self.segment, self.isComment, self.tokens) = (segment, isComment, tokens)
        }
    }

    /// A sentence with what was found in it; shared, since every function is handed it.
    final class Reading {
        let sentence: ClaimPage.Sentence
        let place: Place
        let groups: [DrugGroup]
        let ground: Ground
        /// Where other relations' verbs stand, once a claim asks for them.
        var barriers: [Int]?
        /// Who is meant by its claims, once it is read in full.
        var population: String?
        /// The ground holds what claims alone ask for.
        var isReadInFull = false

        var segment: Segment { place.segment }
        var isComment: Bool { place.isComment }

        init(sentence: ClaimPage.Sentence, place: Place, groups: [DrugGroup], ground: Ground) {
            (self.sentence, self.place, self.groups, self.ground) = (sentence, place, groups, ground)
        }
    }
}
