import Events

/// "Diabetes pill delays kidney failure", "Gout remedy spares hearts": a title names the text's one drug by what it is known for.
extension ClaimFinder {
    /// The groups of a title, with the drug that the text is about in place of such a name; a class that ends in no word for a product
    /// ("statins") and a plural ("migraine shots") stay what they are.
    func titled(_ groups: [DrugGroup], _ sentence: ClaimPage.Sentence, _ segment: Segment) -> [DrugGroup] {
        guard segment.kind == .title, !isThread, isOnTopic, topic.count == 1, !topic[0].isClass, groups.count < 2 else {
            return groups
        }
        if let own = groups.first {
            guard own.subjects.count == 1, own.subjects[0].isClass, !own.subjects[0].isWithdrawal,
                stream.equals(own.tokens.upperBound - 1, anyOf: Self.products)
            else { return groups }
            var meant = own
            meant.subjects = topic
            return [meant]
        }
        // A name of its own before it ("tapeworm drug", "hair-loss pill"), and nothing that says which ("the pill").
        guard
            let product = sentence.tokens.first(where: { stream.equals($0, anyOf: Self.products) }),
            product > sentence.tokens.lowerBound, stream.tokens[product - 1].isWord,
            !page.has(product - 1, [.opener, .ender, .function, .negative]), !stream.equals(product - 1, "no")
        else { return groups }
        return [DrugGroup(tokens: product - 1..<product + 1, subjects: topic, subjects, page, sentence)]
    }

    private static let products = TokenTable(
        "pill drug shot injection jab remedy medicine medication tablet capsule inhaler spray infusion treatment cream painkiller"
    )
}
