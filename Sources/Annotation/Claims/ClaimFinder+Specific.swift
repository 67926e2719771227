import Events

/// Objects that the text tells more narrowly than the lexicon knows: "ischemic colitis" is no mere colitis.
extension ClaimFinder {
    /// A target under the name that its words give it: a word before it that tells a place, a cause or a kind, which makes another condition of
    /// it. The identifier of the wider condition is not the narrower one's.
    ///
    /// - Parameter isTreated: it is what a drug is given for, of which the kind is told as well ("chronic migraine").
    func specified(_ target: Target, isTreated: Bool = false) -> Target {
        guard let index = target.index, target.tokens == page.concepts[index].tokens, !page.concepts[index].isComposite
        else { return target }
        // "Flares were rarer", "lower recurrence rates": by the word that the text has.
        if target.label == "relapse" {
            let last = target.tokens.upperBound - 1
            if stream.equals(last, anyOf: Self.flares) { return Target("flare", nil, target.tokens, index) }
            if stream.equals(last, "recurrence") || stream.equals(last, "recurrences") {
                return Target("recurrence", "D012008", target.tokens, index)
            }
        }
        if let named = calledBehind(target) ?? outcome(target, index) ?? namedBefore(target, index) ?? toxicity(
            target, index)
            ?? recurrence(target, index)
        {
            return named
        }
        if let own = withOutcome(target, index) { return own }
        let before = target.tokens.lowerBound - 1
        if !isTreated, let own = ofKind(target, index) { return own }
        guard
            stream.equals(before, anyOf: Self.specifying)
                || isTreated && stream.equals(before, anyOf: Self.kinds)
        else { return target }
        if stream.tokens[target.tokens.lowerBound].flags.contains(.sentenceStart) { return target }
        let word = stream.lowerString(before)
        // "Liver" of "liver injury" is in the name already, and in the word before a hyphen a part of another.
        if target.label.utf8.count >= word.utf8.count, target.label.lowercased().contains(word) { return target }
        if stream.punctuation(before - 1) == UInt8(ascii: "-") { return target }
        // "in the lung cancer": another concept's or a drug's own word.
        if page.concepts[..<index].last.map({ $0.tokens.upperBound > before }) ?? false { return target }
        if ClaimPage.slice(page.drugs, before..<before + 1, { $0.tokens.lowerBound }).isEmpty == false { return target }
        return Target("\(word) \(target.label)", nil, before..<target.tokens.upperBound, index)
    }

    /// "carcinoid tumours", "photoallergic rashes": a word of kind right before a condition that is told by one word makes another of it, which
    /// is called as the text calls it.
    private func ofKind(_ target: Target, _ index: Int) -> Target? {
        let last = target.tokens.lowerBound
        guard target.tokens.count == 1, !stream.tokens[last].flags.contains(.sentenceStart),
            stage.concepts.findingNames.tellsKind(last - 1, stream), !stream.equals(last - 1, anyOf: Self.specifying),
            stream.punctuation(last - 2) != UInt8(ascii: "-"), !page.has(last - 1, [.function, .person, .opener]),
            page.concepts[..<index].last.map({ $0.tokens.upperBound < last }) ?? true,
            ClaimPage.slice(page.drugs, last - 1..<last, { $0.tokens.lowerBound }).isEmpty
        else { return nil }
        let word = stream.lowerString(last - 1)
        if target.label.lowercased().contains(word) { return nil }
        return Target("\(word) \(FindingNames.singular(phrase(target.tokens)))", nil, last - 1..<last + 1, index)
    }

    /// "a rare brain infection called PML", "a rash known as erythema multiforme": under the name that it is given.
    private func calledBehind(_ target: Target) -> Target? {
        let next = target.tokens.upperBound
        let name =
            stream.equals(next, "called") || stream.equals(next, "termed")
            ? next + 1 : stream.equals(next, "known") && stream.equals(next + 1, "as") ? next + 2 : nil
        guard let name,
            let index = ClaimPage.slice(page.concepts, name..<name + 2, { $0.tokens.lowerBound }).first,
            objects.accepts(page.concepts[index], .effect)
        else { return nil }
        let own = self.target(index)
        return Target(own.label, own.mesh, target.tokens.lowerBound..<own.tokens.upperBound, index)
    }

    /// "deaths from bleeding", "admissions for heart failure": the outcome, and what it came of.
    private func outcome(_ target: Target, _ index: Int) -> Target? {
        var before = target.tokens.lowerBound - 1
        if stream.equals(before, anyOf: Self.degrees) { before -= 1 }
        guard stream.equals(before, anyOf: Self.ofOutcome) else { return nil }
        let noun = before - 1
        if !stream.equals(before, "for"), stream.equals(noun, anyOf: Self.deaths), target.label != "death" {
            return Target("death from \(target.label)", nil, noun..<target.tokens.upperBound, index)
        }
        if stream.equals(before, "for"), stream.equals(noun, anyOf: Self.admissions) {
            return Target("hospitalization for \(target.label)", nil, noun..<target.tokens.upperBound, index)
        }
        return nil
    }

    private static let flares = TokenTable("flare flares flare-up flare-ups ups")
    private static let ofOutcome = TokenTable("from of for")
    private static let degrees = TokenTable("worsening acute decompensated major severe serious a")
    private static let deaths = TokenTable("death deaths mortality")
    private static let admissions = TokenTable(
        "hospitalization hospitalizations hospitalisation hospitalisations hospitalized hospitalised admission admissions admitted"
    )

    /// "Women with breast cancer … recurrences were halved": of which cancer.
    private func recurrence(_ target: Target, _ index: Int) -> Target? {
        guard target.label == "relapse", stream.equals(target.tokens.lowerBound, anyOf: Self.recurrences) else {
            return nil
        }
        for place in page.concepts[..<index].suffix(24).reversed() {
            guard target.tokens.lowerBound - place.tokens.upperBound <= 120 else { return nil }
            let label = stage.concepts.concepts[Int(place.concept)].label
            if label.hasSuffix(" cancer") { return Target("\(label) recurrence", nil, target.tokens, index) }
        }
        return nil
    }

    private static let recurrences = TokenTable("recurrence recurrences")

    /// "lithium toxicity": of which drug.
    private func toxicity(_ target: Target, _ index: Int) -> Target? {
        guard target.tokens.count == 1, stream.equals(target.tokens.lowerBound, "toxicity"),
            let drug = page.drugs.first(where: { $0.tokens.upperBound == target.tokens.lowerBound }), !drug.isClass
        else { return nil }
        return Target("\(drug.name) toxicity", nil, drug.tokens.lowerBound..<target.tokens.upperBound, index)
    }

    /// "Muscle pain … Coenzyme Q10 did not relieve the pain": the kind of it that the text spoke of last.
    private func namedBefore(_ target: Target, _ index: Int) -> Target? {
        guard target.tokens.count == 1, stream.equals(target.tokens.lowerBound - 1, anyOf: Self.definite),
            Self.heads.contains(target.label)
        else { return nil }
        let ending = " \(target.label)"
        for place in page.concepts[..<index].suffix(24).reversed() {
            guard target.tokens.lowerBound - place.tokens.upperBound <= 120 else { return nil }
            let concept = stage.concepts.concepts[Int(place.concept)]
            if concept.label == target.label, place.tokens.count == 1,
                !stream.equals(place.tokens.lowerBound - 1, anyOf: Self.definite)
            {
                return nil
            }
            if concept.label.hasSuffix(ending) { return Target(concept.label, concept.mesh, target.tokens, index) }
        }
        return nil
    }

    private static let definite = TokenTable("the this that these those")
    private static let heads: Set<String> = [
        "pain", "infection", "bleeding", "fracture", "cancer", "headache", "swelling", "fibrosis", "atrophy", "ulcer",
    ]

    /// Words that tell which of a condition's kinds a drug is given for.
    private static let kinds = TokenTable(
        "chronic episodic seasonal relapsing plaque pustular recurrent resistant refractory familial idiopathic juvenile postoperative erosive"
    )

    private static let specifying = TokenTable(
        """
        hepatic renal cardiac pulmonary cerebral cranial intracranial ocular optic retinal vaginal uterine ovarian cervical endometrial \
        testicular prostatic gastric duodenal esophageal oesophageal intestinal colonic rectal anal nasal dental gingival cutaneous muscular \
        skeletal spinal vertebral femoral pelvic peripheral venous arterial coronary vascular aortic mesenteric portal respiratory laryngeal \
        bronchial pleural pericardial myocardial ventricular atrial thyroid adrenal pituitary pancreatic biliary urinary bladder sexual \
        menstrual neonatal fetal foetal maternal postpartum perinatal nocturnal ischemic ischaemic hemorrhagic haemorrhagic hypertensive \
        diabetic alcoholic autoimmune allergic viral bacterial fungal septic aseptic necrotizing necrotising ulcerative eosinophilic \
        interstitial cholestatic metabolic lactic focal generalized generalised myoclonic febrile rebound sensory motor auditory visual \
        high-grade low-grade metastatic invasive contralateral hip wrist spine knee ankle eyelid facial hand foot leg calf thigh jaw tongue \
        lip throat chest back neck shoulder joint muscle bone tooth gum nipple breast scalp nail skin stomach gut bowel colon rib finger
        """)
}
