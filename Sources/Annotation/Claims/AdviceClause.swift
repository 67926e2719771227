import Events

/// A step of advice with what stands around its verb.
struct AdviceClause {
    typealias Drug = (subjects: [ClaimSubject], tokens: Range<Int>, isPronoun: Bool)

    let step: AdviceStep
    let trigger: Range<Int>
    let reading: ClaimFinder.Reading
    let isImperative: Bool
    /// The drug right behind the verb.
    let direct: Drug?
    /// The drug that those take who are told.
    let taken: ClaimFinder.Found?
    /// They are told of another drug than the one they take.
    let isOther: Bool
    /// The drug between the rule's words and a passive verb ("suggests that bosentan be offered").
    let between: DrugGroup?
    /// What is watched or done, before a passive.
    let thing: String?
    let tail: ClaimFinder.Tail
    /// The place behind the verb and its drug.
    let rest: Int
    /// Where the advice ends.
    let end: Int

    var next: Int { step.position + 1 }
    var base: String { step.verb.label }
    /// The thing and the rest of the clause.
    var said: String { [thing ?? "", tail.text].filter { !$0.isEmpty }.joined(separator: " ") }
}

/// What a clause advises.
enum AdviceTold {
    case nothing
    /// Said of the drug that the clause is about.
    case told([ClaimFinder.Target])
    /// With the drug that it is said of.
    case whole([ClaimFinder.Target], ClaimFinder.Found?)
}
