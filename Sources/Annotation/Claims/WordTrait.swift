/// What the words of a sentence hold, as bits: a list of words that whole sentences are searched for is looked up once a page with the marks
/// (`JointTable`), so that a sentence with none of them is told by one look at all of its traits.
struct WordTrait: OptionSet, Sendable, Hashable {
    let rawValue: UInt32

    init(rawValue: UInt32) { self.rawValue = rawValue }

    private init(_ bit: UInt32) { rawValue = 1 << bit }

    static let review = WordTrait(0)
    static let pooling = WordTrait(1)
    static let ours = WordTrait(2)
    static let statistic = WordTrait(3)
    static let thirdPerson = WordTrait(4)
    static let people = WordTrait(5)
    static let outcome = WordTrait(6)
    static let taking = WordTrait(7)
    static let owner = WordTrait(8)
    static let allowing = WordTrait(9)
    static let kin = WordTrait(10)
    static let control = WordTrait(11)
    static let before = WordTrait(12)
    static let whether = WordTrait(13)
    static let comparing = WordTrait(14)
    static let aim = WordTrait(15)
    static let showing = WordTrait(16)
    /// "from" and "now": between two figures of which the second came later.
    static let change = WordTrait(17)
    static let ware = WordTrait(18)
    static let general = WordTrait(19)
    static let likely = WordTrait(20)
    /// What may be said of a ground: "evidence", "proof".
    static let evidence = WordTrait(21)

    /// The bits of all words by their hashes.
    static let entries: [UInt64: UInt32] = {
        let lists: [(WordTrait, TokenTable)] = [
            (.review, GroundReader.reviews), (.pooling, GroundReader.poolings), (.ours, GroundReader.ours),
            (.statistic, GroundReader.statistics), (.thirdPerson, GroundReader.thirdPersons),
            (.people, ClaimFinder.people), (.outcome, ClaimFinder.outcomes), (.taking, SubjectReader.takings),
            (.owner, ClaimFinder.owners), (.allowing, SubjectReader.allowing), (.kin, SubjectReader.kin),
            (.control, ClaimFinder.controls), (.control, ClaimFinder.shareControls),
            (.control, TokenTable("comparison other")), (.before, ClaimFinder.befores),
            (.whether, ClaimFinder.askers), (.comparing, SubjectReader.comparing), (.aim, ClaimFinder.aims),
            (.showing, ClaimFinder.showing), (.change, TokenTable("from now")),
            (.ware, SubjectReader.wares), (.ware, SubjectReader.pluralWares),
            (.general, ObjectReader.general), (.likely, TokenTable("likely")),
            (.evidence, TokenTable("evidence proof")),
        ]
        var entries: [UInt64: UInt32] = [:]
        for (trait, words) in lists {
            for hash in words.hashes { entries[hash, default: 0] |= trait.rawValue }
        }
        return entries
    }()
}
