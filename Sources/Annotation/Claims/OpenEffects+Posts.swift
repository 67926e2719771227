import Events

/// Complaints that stand in no table, in the lists of posts: "Nausea, foggy thinking, dry mouth, tight neck muscles."
extension OpenEffects {
    /// What the items of a comment's list name, where known effects stand beside them as items of their own.
    func listedInPosts(_ page: ClaimPage, _ segments: [Segment], besides known: [ConceptMention]) -> [ConceptMention] {
        var found: [ConceptMention] = []
        for place in segments.indices where ClaimFinder.isComment(segments[place]) {
            let tokens = page.segments[place]
            let own = ClaimPage.slice(page.concepts, tokens, { $0.tokens.lowerBound })
            // Two known effects make a list; most sentences are done with here.
            guard own.count > 1 else { continue }
            var done = tokens.lowerBound
            for index in own where page.concepts[index].tokens.lowerBound >= done && isEffect(page.concepts[index]) {
                let sentence = page.stream.sentenceTokens(
                    page.stream.sentence(of: page.concepts[index].tokens.lowerBound)
                ).clamped(to: tokens)
                done = sentence.upperBound
                for item in unknownItems(sentence, page) {
                    let reader = PhraseReader(page: page, words: words, rules: rules, concepts: concepts, isTitle: true)
                    let read = reader.line(item)
                    guard read.count == 1, read[0].upperBound >= item.upperBound - 2,
                        !known.contains(where: { $0.tokens.overlaps(read[0]) })
                    else { continue }
                    found.append(ConceptMention(tokens: read[0], concept: concept))
                }
            }
        }
        return found
    }

    private func isEffect(_ mention: ConceptMention) -> Bool {
        concepts[Int(mention.concept)].kinds.contains(.effect) && mention.tokens.count > 0
    }

    private struct ListItem {
        let tokens: Range<Int>
        let isKnown: Bool
        let isOpen: Bool
    }

    /// The items of a sentence that hold no known concept and stand beside one that is a known effect and little else.
    private func unknownItems(_ sentence: Range<Int>, _ page: ClaimPage) -> [Range<Int>] {
        var items: [ListItem] = []
        var start = sentence.lowerBound
        for index in sentence {
            let mark = page.stream.punctuation(index)
            guard mark == UInt8(ascii: ",") || mark == UInt8(ascii: ";") || index == sentence.upperBound - 1 else {
                continue
            }
            let end = index == sentence.upperBound - 1 && mark == 0 ? index + 1 : index
            if start < end { items.append(item(start..<end, page)) }
            start = index + 1
        }
        guard items.count > 2, items.count(where: \.isKnown) > 1 else { return [] }
        return items.indices.compactMap { place in
            guard items[place].isOpen,
                place > 0 && items[place - 1].isKnown || place + 1 < items.count && items[place + 1].isKnown
            else { return nil }
            return items[place].tokens
        }
    }

    private func item(_ range: Range<Int>, _ page: ClaimPage) -> ListItem {
        var tokens = range
        if page.stream.equals(tokens.lowerBound, "and") {
            tokens = Range(from: tokens.lowerBound + 1, to: tokens.upperBound)
        }
        let inside = ClaimPage.slice(page.concepts, tokens, { $0.tokens.lowerBound })
        let isPlain = !page.has(tokens, [.modal, .firstPerson, .clauseStart, .relative, .negative, .pronoun])
        guard let first = inside.first else {
            let isOpen =
                isPlain && (1...4).contains(tokens.count)
                && tokens.allSatisfy {
                    page.stream.tokens[$0].isWord || page.stream.punctuation($0) == UInt8(ascii: "-")
                }
            return ListItem(tokens: tokens, isKnown: false, isOpen: isOpen)
        }
        let isKnown = isPlain && isEffect(page.concepts[first]) && tokens.count - page.concepts[first].tokens.count <= 3
        return ListItem(tokens: tokens, isKnown: isKnown, isOpen: false)
    }
}
