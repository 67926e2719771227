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
            if ["production", "synthesis", "release", "secretion"].contains(stream.lowerString(index)) {
                process = " " + stream.lowerString(index)
                continue
            }
            guard
                isDeterminer(index) || page.has(index, .opener) || stream.equals(index, "of")
                    || stream.equals(index, "own") || stream.equals(index, "body")
                    || stream.equals(index, "'s") || stream.equals(index, "level")
                    || stream.equals(index, "levels") || stream.equals(index, "amount")
                    || stream.tokens[index].isPunctuation || stream.equals(index, "s")
            else { return nil }
        }
        return Target("\(name)\(process)", nil, position..<group.tokens.upperBound, nil)
    }

    /// What flows in and out of cells, and the body's own: in a clause on what follows ("calcium builds up") they are no medicines.
    func isBodys(_ group: DrugGroup) -> Bool {
        group.subjects.count == 1
            && (Self.salts.contains(group.subjects[0].name) || Self.ownSubstances[group.subjects[0].name] != nil)
    }

    private static let salts: Set<String> = [
        "calcium", "potassium", "sodium", "magnesium", "iron", "zinc", "glucose", "chloride", "water", "cholesterol",
        "serotonin", "histamine", "glutamate",
    ]

    private static let ownSubstances: [String: String] = [
        "testosterone": "testosterone", "estrogen": "estrogen", "estradiol": "estradiol",
        "progesterone": "progesterone",
        "insulin": "insulin", "hydrocortisone": "cortisol", "cortisol": "cortisol", "melatonin": "melatonin",
        "glucagon": "glucagon", "oxytocin": "oxytocin", "epinephrine": "adrenaline", "growth hormone": "growth hormone",
        "somatropin": "growth hormone", "erythropoietin": "erythropoietin", "coenzyme Q10": "coenzyme Q10",
        "ubidecarenone": "coenzyme Q10", "pyridoxine": "pyridoxine", "glutathione": "glutathione",
        "thyroid hormone": "thyroid hormone", "vasopressin": "vasopressin", "prolactin": "prolactin",
        "dehydroepiandrosterone": "DHEA", "folic acid": "folate", "folate": "folate", "vitamin K": "vitamin K",
        "phytonadione": "vitamin K", "phytomenadione": "vitamin K", "dopamine": "dopamine",
        "norepinephrine": "norepinephrine", "angiotensin II": "angiotensin II", "leptin": "leptin",
        "interferon": "interferon", "epoetin": "erythropoietin", "parathyroid hormone": "parathyroid hormone",
        "glycine": "glycine", "adenosine": "adenosine", "thrombin": "thrombin", "fibrinogen": "fibrinogen",
    ]
}
