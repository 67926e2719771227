/// Levels in blood that bear a substance's name: "metabolic acidosis (bicarb 17)", "sodium 128", "her potassium was 2.9".
extension DrugFinder {
    /// Whether a name is that of a laboratory value, told by a number behind it that has a level's size and no unit of a dose.
    ///
    /// The spans hold what is measured in mmol/l or mEq/l in severe illness, and end below the usual amounts of tablets.
    func isLevel(_ tokens: Range<Int>, _ stream: TokenStream) -> Bool {
        if isTested(tokens, stream) { return true }
        guard tokens.count == 1, stream.equals(tokens.lowerBound, anyOf: Self.measured) else { return false }
        var index = tokens.upperBound
        while index - tokens.upperBound < 3, stream.equals(index, anyOf: Self.links) { index += 1 }
        guard let value = stream.number(at: index) else { return false }
        // "sodium 130 mg" is a dose.
        if stream.equals(index + 1, anyOf: Self.doseUnits) { return false }
        return Self.spans.contains { stream.equals(tokens.lowerBound, $0.name) && $0.span ~= value }
    }

    /// "Check your B12", "my vitamin D was on the floor", "ferritin of 9": what a laboratory tells of vitamins and iron, unless a remedy of it follows.
    private func isTested(_ tokens: Range<Int>, _ stream: TokenStream) -> Bool {
        let last = tokens.upperBound - 1
        guard stream.equals(last, anyOf: Self.stores) || stream.equals(last, "d") && tokens.count == 2,
            !stream.equals(last + 1, anyOf: Self.remedies)
        else { return false }
        var before = tokens.lowerBound - 1
        let isOwn = stream.equals(before, anyOf: Self.owners)
        if isOwn { before -= 1 }
        if stream.equals(before, anyOf: Self.testing) { return true }
        return isOwn
            && (stream.equals(last + 1, "was") || stream.equals(last + 1, "is") || stream.equals(last + 1, "came"))
    }

    private static let stores = TokenTable(
        "b12 iron folate magnesium zinc potassium sodium calcium testosterone estrogen")
    private static let owners = TokenTable("my your his her their the")
    private static let testing = TokenTable("check checked test tested recheck rechecked")
    private static let remedies = TokenTable(
        "shot shots pill pills tablet tablets supplement supplements injection injections jab jabs gel patch patches cream infusion infusions"
    )
    private static let measured = TokenTable("sodium potassium calcium bicarb bicarbonate")
    private static let spans: [(name: StaticString, span: ClosedRange<Double>)] = [
        ("sodium", 100...180), ("potassium", 1...9), ("calcium", 1...17), ("bicarb", 3...50), ("bicarbonate", 3...50),
    ]
    private static let links = TokenTable("of was is at level")
    private static let doseUnits = TokenTable("mg g gram grams mcg tablet tablets tabs iu units percent ml times x")
}
