import Events

extension CaseReader {
    /// What is asked of a claim: a claim itself has nineteen counted parts, and would be copied with them for every question.
    struct Told {
        let range: TextRange
        let subject: String
        /// The drug; of a withdrawal the one that was stopped.
        let drug: String
        let predicate: Predicate
        let object: String
        let polarity: Polarity
        let factuality: Factuality
        let rule: String

        /// Made of the claim's parts where they stand in the list, so that the claim is not copied.
        static func told(_ claims: [Claim], _ index: Int) -> Told {
            let subject = claims[index].subject
            return Told(
                range: claims[index].range, subject: subject, drug: CaseReader.drug(of: subject),
                predicate: claims[index].predicate, object: claims[index].object, polarity: claims[index].polarity,
                factuality: claims[index].factuality, rule: claims[index].rule)
        }
    }
}

/// The drugs that one comment names, in text order.
struct NamedDrugs {
    /// What is asked of a mention.
    struct Named {
        let range: TextRange
        let ingredient: String
        let kind: DrugKind
        let classes: [String]
    }

    private(set) var all: [Named] = []

    init(_ places: [Int], of drugs: [DrugMention]) {
        all.reserveCapacity(places.count)
        for place in places {
            all.append(
                Named(
                    range: drugs[place].range, ingredient: drugs[place].ingredient, kind: drugs[place].kind,
                    classes: drugs[place].classes))
        }
    }

    func contains(_ name: String) -> Bool { all.contains { $0.ingredient == name } }

    /// The named members of a class.
    func members(of name: String) -> [String] {
        var members: [String] = []
        for drug in all
        where drug.kind != .drugClass && drug.classes.contains(name) && !members.contains(drug.ingredient) {
            members.append(drug.ingredient)
        }
        return members
    }

    /// Those that begin within a range of tokens.
    func slice(_ tokens: Range<Int>, _ stream: TokenStream) -> ArraySlice<Named> {
        guard !tokens.isEmpty else { return [] }
        return all[ClaimPage.slice(all, stream.byteRange(tokens)) { $0.range.start }]
    }
}
