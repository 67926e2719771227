import Events

/// What the body makes and what is given as a medicine too.
extension ClaimFinder {
    /// Hormones and vitamins that are given as medicines too: "lowers testosterone" is of the body's own.
    func ownSubstance(after position: Int, _ reading: Reading) -> Target? {
        guard let group = subjects.right(of: position, groups: reading.groups, within: 5), group.subjects.count == 1,
            let name = Self.ownSubstances[group.subjects[0].name],
            // "lowers estrogen pills' level"
            !page.has(group.tokens.upperBound, .doseForm)
        else { return nil }
        var process = ""
        for index in position..<group.tokens.lowerBound {
            if ["production", "synthesis", "release", "secretion"].contains(page.stream.lowerString(index)) {
                process = " " + page.stream.lowerString(index)
                continue
            }
            guard
                isDeterminer(index) || page.has(index, .opener) || page.stream.equals(index, "of")
                    || page.stream.equals(index, "own") || page.stream.equals(index, "body")
                    || page.stream.equals(index, "'s") || page.stream.equals(index, "level")
                    || page.stream.equals(index, "levels") || page.stream.equals(index, "amount")
                    || page.stream.tokens[index].isPunctuation || page.stream.equals(index, "s")
            else { return nil }
        }
        return Target("\(name)\(process)", nil, position..<group.tokens.upperBound, nil)
    }

    private static let ownSubstances: [String: String] = [
        "testosterone": "testosterone", "estrogen": "estrogen", "estradiol": "estradiol",
        "progesterone": "progesterone",
        "insulin": "insulin", "hydrocortisone": "cortisol", "cortisol": "cortisol", "melatonin": "melatonin",
        "glucagon": "glucagon", "oxytocin": "oxytocin", "epinephrine": "adrenaline", "growth hormone": "growth hormone",
        "somatropin": "growth hormone", "erythropoietin": "erythropoietin", "coenzyme Q10": "coenzyme Q10",
        "ubidecarenone": "coenzyme Q10", "pyridoxine": "pyridoxine", "glutathione": "glutathione",
        "thyroid hormone": "thyroid hormone", "vasopressin": "vasopressin", "prolactin": "prolactin",
        "dehydroepiandrosterone": "DHEA",
    ]
}
