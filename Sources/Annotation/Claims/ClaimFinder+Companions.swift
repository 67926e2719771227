import Events

/// "Avoid alcohol" in a text on metronidazole: advice on the medicine, not on the drink.
extension ClaimFinder {
    func withoutConsumable(_ found: Found?, _ targets: inout [Target], _ reading: Reading) -> Found? {
        guard let found, found.subjects.count == 1, isConsumable(found.subjects[0]), targets.count == 1,
            targets[0].label.hasPrefix("avoid")
        else { return nil }
        let medicines = reading.groups.flatMap(\.subjects).filter { !isConsumable($0) }
        let meant = medicines.isEmpty ? memory.subjects.filter { !isConsumable($0) } : medicines
        guard let medicine = meant.first, meant.count == 1 else { return nil }
        targets[0].label = "avoid \(found.subjects[0].name)"
        return ([medicine], nil, true)
    }

    private func isConsumable(_ subject: ClaimSubject) -> Bool {
        subject.name == "alcohol" || subject.name == "live vaccine"
            || (subject.id == nil && subject.classes.isEmpty && !subject.isClass)
    }

    /// "Aspirin and ibuprofen interact": one of two drugs, and the other.
    func interactingPair(_ trigger: Range<Int>, _ reading: Reading) -> (target: Target, subject: Found)? {
        guard
            let group = reading.groups.last(where: {
                $0.tokens.upperBound <= trigger.lowerBound && trigger.lowerBound - $0.tokens.upperBound <= 2
            })
        else { return nil }
        let end = group.tokens.lowerBound..<trigger.upperBound
        if group.subjects.count == 2 {
            let other = group.subjects[1]
            return (Target(other.name, other.id, end, nil), ([group.subjects[0]], group.tokens, false))
        }
        return nil
    }
}
