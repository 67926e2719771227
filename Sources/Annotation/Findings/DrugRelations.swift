import Events

/// Which drugs of one article are the same, members of one another's classes, or parts of one another.
struct DrugRelations {
    private var classes: [String: Set<String>] = [:]
    private var parts: [String: Set<String>] = [:]
    private var substances: Set<String> = []

    init(_ drugs: [DrugMention]) {
        for index in drugs.indices {
            // A text names the same few drugs again and again.
            let isKnown = (max(0, index - 8)..<index).contains {
                drugs[$0].ingredient == drugs[index].ingredient && drugs[$0].kind == drugs[index].kind
                    && drugs[$0].classes == drugs[index].classes && drugs[$0].ingredients == drugs[index].ingredients
            }
            if isKnown { continue }
            let drug = drugs[index]
            if drug.kind != .drugClass { substances.insert(drug.ingredient) }
            classes[drug.ingredient, default: []].formUnion(drug.classes)
            parts[drug.ingredient, default: []].formUnion(drug.ingredients)
        }
    }

    /// Whether the article names it as a drug that is no class.
    func isSubstance(_ name: String) -> Bool { substances.contains(name) }

    /// Whether the lexicon has the drug in the class.
    func isMember(_ name: String, of drugClass: String) -> Bool { classes[name]?.contains(drugClass) ?? false }

    /// The ingredients of a combination, or the drug itself.
    func ingredients(of name: String) -> Set<String> { parts[name] ?? [name] }

    func areRelated(_ left: String, _ right: String) -> Bool {
        if left == right { return true }
        if classes[left]?.contains(right) ?? false || classes[right]?.contains(left) ?? false { return true }
        return !ingredients(of: left).isDisjoint(with: ingredients(of: right))
    }
}
