import Events

/// Recomputes doses by weight: "0.5 mg/kg at 70 kg is 35 mg".
///
/// Speaks only where a sentence holds one dose by weight, one body weight and one plain dose of the same unit of mass; the plain dose
/// then carries the verdict. Simple multiplication, no scaling between species.
enum DoseArithmetic {
    /// Share by which a stated product may differ, for rounding.
    private static let tolerance = 0.1
    private static let poundInKilograms = 0.45359237
    private static let source = "arithmetic: dose by weight times body weight, recomputed"

    static func mark(_ doses: inout [Dose], _ stream: TokenStream) {
        guard doses.contains(where: { $0.unit?.hasSuffix("/kg") ?? false }) else { return }
        var bySentence: [Int: [Int]] = [:]
        for index in doses.indices {
            let tokens = stream.tokens(overlapping: doses[index].range.start..<doses[index].range.end)
            guard let first = tokens.first else { continue }
            bySentence[stream.sentence(of: first), default: []].append(index)
        }
        for (sentence, own) in bySentence {
            let byWeight = own.filter { doses[$0].unit?.hasSuffix("/kg") ?? false }
            let plain = own.filter { doses[$0].unit.map { ["mg", "ug", "g"].contains($0) } ?? false }
            guard byWeight.count == 1, plain.count == 1, let rate = doses[byWeight[0]].amount,
                let stated = doses[plain[0]].amount, let unit = doses[plain[0]].unit,
                doses[byWeight[0]].unit == "\(unit)/kg",
                let weight = weight(stream.sentenceTokens(sentence), doses, own, stream)
            else { continue }
            let low = rate.low * weight * (1 - tolerance)
            let high = rate.high * weight * (1 + tolerance)
            let agrees = stated.low <= high && stated.high >= low
            let product =
                rate.low == rate.high
                ? text(rate.low * weight) : "\(text(rate.low * weight)) to \(text(rate.high * weight))"
            let check = Check(
                verdict: agrees ? .consistent : .contradicts, source: source,
                detail: "\(PharmacologyTable.text(rate.high)) \(unit)/kg times \(text(weight)) kg is \(product) \(unit)"
            )
            // A product that is right says nothing about the dose itself.
            if !agrees || doses[plain[0]].check == nil || doses[plain[0]].check?.verdict == .notCovered {
                doses[plain[0]].check = check
            }
        }
    }

    /// The sentence's only body weight, in kilograms; a number that belongs to a dose is none.
    private static func weight(
        _ sentence: Range<Int>, _ doses: [Dose], _ own: [Int], _ stream: TokenStream
    ) -> Double? {
        var found: Double?
        for token in sentence where stream.tokens[token].isNumber {
            guard let factor = factor(token + 1, stream) ?? hyphenated(token, stream),
                let value = Double(stream.lowerString(token)), (2...400).contains(value * factor)
            else { continue }
            let start = stream.start(token)
            if own.contains(where: { doses[$0].range.contains(start) }) { continue }
            if found != nil { return nil }
            found = value * factor
        }
        return found
    }

    private static func hyphenated(_ token: Int, _ stream: TokenStream) -> Double? {
        stream.punctuation(token + 1) == UInt8(ascii: "-") ? factor(token + 2, stream) : nil
    }

    private static func factor(_ token: Int, _ stream: TokenStream) -> Double? {
        for word: StaticString in ["kg", "kgs", "kilo", "kilos", "kilograms"] where stream.equals(token, word) {
            return 1
        }
        for word: StaticString in ["lb", "lbs", "pound", "pounds"] where stream.equals(token, word) {
            return poundInKilograms
        }
        return nil
    }

    /// Three figures at most.
    private static func text(_ value: Double) -> String {
        let scale: Double = value >= 100 ? 1 : value >= 10 ? 10 : 100
        return PharmacologyTable.text((value * scale).rounded() / scale)
    }
}
