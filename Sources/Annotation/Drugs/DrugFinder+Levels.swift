/// Levels in blood that bear a substance's name: "metabolic acidosis (bicarb 17)", "sodium 128", "her potassium was 2.9".
extension DrugFinder {
    /// Whether a name is that of a laboratory value, told by a number behind it that has a level's size and no unit of a dose.
    ///
    /// The spans hold what is measured in mmol/l or mEq/l in severe illness, and end below the usual amounts of tablets.
    func isLevel(_ tokens: Range<Int>, _ stream: TokenStream) -> Bool {
        guard tokens.count == 1, stream.equals(tokens.lowerBound, anyOf: Self.measured) else { return false }
        var index = tokens.upperBound
        while index - tokens.upperBound < 3, stream.equals(index, anyOf: Self.links) { index += 1 }
        guard stream.isNumber(at: index), let value = Int(stream.lowerString(index)) else { return false }
        // "sodium 130 mg" is a dose; "2.9" is read by what stands before the point.
        let unit =
            stream.punctuation(index + 1) == UInt8(ascii: ".") && stream.isNumber(at: index + 2) ? index + 3 : index + 1
        if stream.equals(unit, anyOf: Self.doseUnits) { return false }
        switch true {
        case stream.equals(tokens.lowerBound, "sodium"): return 100...180 ~= value
        case stream.equals(tokens.lowerBound, "potassium"): return 1...9 ~= value
        case stream.equals(tokens.lowerBound, "calcium"): return 1...17 ~= value
        default: return 3...50 ~= value
        }
    }

    private static let measured = TokenTable("sodium potassium calcium bicarb bicarbonate")
    private static let links = TokenTable("of was is at level")
    private static let doseUnits = TokenTable("mg g gram grams mcg tablet tablets tabs iu units percent ml times x")
}
