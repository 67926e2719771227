package import Events

/// Which changes of the change log someone wants to see. An empty filter lets everything through.
package struct ChangeFilter: Hashable, Sendable {
    /// Subjects in lower case; any of them. Nil asks for no subject, an empty set matches none.
    package var subjects: Set<String>?
    /// Predicates by name, upper case.
    package var predicates: Set<String> = []
    /// Part of the object, lower case.
    package var object: String?
    /// The change touches at least one count of these tiers.
    package var tiers: Set<Tier> = []
    /// Independent units on either side, after the change or before it where the claim is gone.
    package var minimumUnits = 0
    /// Any of them.
    package var kinds: Set<Kind> = []

    /// What happened to a claim, or to a page behind it.
    package enum Kind: String, CaseIterable, Sendable {
        case new, changed, gone
        /// A page was withdrawn, whatever is left of the claim.
        case withdrawn

        func covers(_ change: ChangeLine) -> Bool {
            switch self {
            case .new: change.kind == .new
            case .changed: change.kind == .changed
            case .gone: change.kind == .gone
            case .withdrawn: change.because.contains { $0.what == "withdrawn" }
            }
        }
    }

    package init() {}

    /// Subjects that a name stands for: itself, the ingredients that the collection knows under it as a surface form (brand,
    /// misspelling), and all members where it is an ATC code of a group (`N05BA`).
    package static func subjects(named name: String, among drugs: [DrugSummary]) -> Set<String> {
        let wanted = name.lowercased()
        let code = name.uppercased()
        // An ATC code starts with a letter and two digits; anything else is a name.
        let isCode = code.utf8.count >= 3 && code.utf8.dropFirst().prefix(2).allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
        var found: Set<String> = [wanted]
        for drug in drugs
        where drug.surfaces[wanted] != nil || drug.ingredient.lowercased() == wanted
            || (isCode && drug.atc.contains { $0.hasPrefix(code) })
        {
            found.insert(drug.ingredient.lowercased())
        }
        return found
    }

    package func matches(_ change: ChangeLine) -> Bool {
        if !kinds.isEmpty, !kinds.contains(where: { $0.covers(change) }) { return false }
        if let subjects, !subjects.contains(change.subject.lowercased()) { return false }
        if !predicates.isEmpty, !predicates.contains(change.predicate) { return false }
        if let object, !change.object.lowercased().contains(object) { return false }
        if minimumUnits > 0 {
            guard let counts = change.after ?? change.before else { return false }
            if max(counts.support.units, counts.dispute.units) < minimumUnits { return false }
        }
        guard !tiers.isEmpty else { return true }
        return tiers.contains { tier in
            let name = tier.rawValue
            return change.before?.support.byTier[name] != change.after?.support.byTier[name]
                || change.before?.dispute.byTier[name] != change.after?.dispute.byTier[name]
        }
    }
}
