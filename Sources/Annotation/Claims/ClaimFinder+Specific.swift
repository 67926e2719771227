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
        let before = target.tokens.lowerBound - 1
        guard
            page.stream.equals(before, anyOf: Self.specifying)
                || isTreated && page.stream.equals(before, anyOf: Self.kinds)
        else { return target }
        if page.stream.tokens[target.tokens.lowerBound].flags.contains(.sentenceStart) { return target }
        let word = page.stream.lowerString(before)
        // "Liver" of "liver injury" is in the name already, and in the word before a hyphen a part of another.
        if target.label.utf8.count >= word.utf8.count, target.label.lowercased().contains(word) { return target }
        if page.stream.punctuation(before - 1) == UInt8(ascii: "-") { return target }
        // "in the lung cancer": another concept's or a drug's own word.
        if page.concepts[..<index].last.map({ $0.tokens.upperBound > before }) ?? false { return target }
        if ClaimPage.slice(page.drugs, before..<before + 1, { $0.tokens.lowerBound }).isEmpty == false { return target }
        return Target("\(word) \(target.label)", nil, before..<target.tokens.upperBound, index)
    }

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
