import Events

/// What the finder keeps in mind while it reads a segment: the drugs, effects and people spoken of so far.
extension ClaimFinder {
    // What memory lists hold has types of its own: tuples are copied and destroyed by a routine of the runtime that asks for the type of each
    // of their members.

    /// An effect or condition that was spoken of.
    struct SpokenObject {
        let label: String
        let mesh: String?
        let tokens: Range<Int>
    }

    /// In how many sentences of a segment a drug was the one spoken of.
    struct Tally {
        let drug: ClaimSubject
        var count: Int
    }

    /// What was spoken of in the segment so far.
    struct Memory {
        var subjects: [ClaimSubject] = []
        /// The drugs named last, the latest at the end; four at most.
        var recent: [ClaimSubject] = []
        /// The one drug spoken of last: what "it" means behind a sentence on several.
        var single: ClaimSubject?
        /// In how many sentences of the segment each drug was the one spoken of.
        var tally: [Tally] = []
        /// The two classes that were named last, across segments.
        var classes: [ClaimSubject] = []
        /// The two that "both" meant in the sentence before.
        var bothMeant: [ClaimSubject] = []
        /// The sentence before named a drug last.
        var endsOnDrug = false
        var objects: [SpokenObject] = []
        /// The condition spoken of last.
        var condition: Int32?
        var hasStopped = false
        /// The sentence that first told of the stopping, by its first token.
        var stoppedIn = -1
        /// The drug that one person was given of whom the article tells.
        var patient: ClaimSubject?
        /// The sentence before was about stopping the drug ("Coming off venlafaxine can be hell.").
        var isOnStopping = false
        var people = People()
        /// A laughing face stands in it: without a drug of its own nothing is read from it.
        var isJoke = false
        /// Its writer does not take the drug yet, or is denied it: what troubles them is none of its doing.
        var isUntaken = false
        /// The segment itself has named a drug.
        var isOwn = false
        /// A paragraph of the article's own text.
        var isArticle = false
        /// The sentence before said what something is that is no drug, so that "it" means that.
        var isOnOther = false
        /// The drug that most of the segment's sentences are about.
        var main: ClaimSubject? {
            var best: Int?
            for index in tally.indices where tally[index].count > best.map({ tally[$0].count }) ?? 0 { best = index }
            return best.map { tally[$0].drug }
        }
        /// Counts a sentence about the one drug spoken of.
        mutating func noteSingle() {
            let drug = subjects[0]
            single = drug
            if let place = tally.firstIndex(where: { $0.drug.isSame(as: drug) }) {
                tally[place].count += 1
            } else {
                tally.append(Tally(drug: drug, count: 1))
            }
        }

        /// How many sentences ago a drug was named last.
        var sentencesSinceDrug = 0
    }

    /// Whom a segment speaks of, read once a segment.
    struct People {
        var isExpert = false
        /// Somebody's experience is told.
        var isTold = false
        /// The relative or other person that it names first.
        var first: EvidenceClass?
    }
}
