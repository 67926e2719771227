import Events

/// Finds brands that a text explains by the wrong ingredient: "Prozac (sertraline)".
///
/// An apposition that is right is no statement worth a line; one that is wrong becomes a claim with the row that it contradicts.
struct AppositionReader {
    let pharmacology: PharmacologyTable

    /// The claims of wrong appositions, in text order, without ids.
    func claims(_ enriched: EnrichedArticle, _ stream: TokenStream) -> [Claim] {
        var found: [Claim] = []
        let drugs = enriched.drugs
        for index in drugs.indices.dropFirst()
        where drugs[index].kind == .generic && drugs[index - 1].kind == .brand && drugs[index - 1].match != .edit2 {
            let (brand, generic) = (drugs[index - 1], drugs[index])
            guard !brand.ingredients.contains(generic.ingredient), let row = pharmacology.row(brand.ingredient),
                pharmacology.row(generic.ingredient) != nil, !row.brands.isEmpty, generic.segment == brand.segment,
                let segment = enriched.article.segments.first(where: { $0.id == brand.segment })
            else { continue }
            let left = stream.tokens(overlapping: brand.range.start..<brand.range.end)
            let right = stream.tokens(overlapping: generic.range.start..<generic.range.end)
            guard right.lowerBound == left.upperBound + 1,
                stream.punctuation(left.upperBound) == UInt8(ascii: "("),
                stream.punctuation(right.upperBound) == UInt8(ascii: ")")
            else { continue }
            // "Lexapro (citalopram)": kin, and often a slip of the pen.
            if PharmacologyTable.areMirrored(brand.ingredient, generic.ingredient) { continue }
            var claim = Claim(
                id: "", range: TextRange(brand.range.start, generic.range.end), segment: segment.id,
                tier: segment.tier, subject: brand.ingredient, predicate: .isA, object: generic.ingredient,
                polarity: .asserted, factuality: .fact, rule: "table.apposition")
            if let code = brand.rxcui { claim.subjectID = "RXCUI:\(code)" }
            if let code = generic.rxcui { claim.objectID = "RXCUI:\(code)" }
            claim.evidence = ClaimFinder.isComment(segment) ? .opinion : .background
            claim.attribution = Attribution(speaker: Self.speaker(segment))
            found.append(claim)
        }
        return found
    }

    private static func speaker(_ segment: Segment) -> SpeakerClass {
        if ClaimFinder.isComment(segment) { return .commenter }
        switch segment.tier {
        case .primary: return .authors
        case .pressRelease: return .institution
        case .news: return .outlet
        case .commercial: return .clinic
        case .user: return .commenter
        }
    }
}
