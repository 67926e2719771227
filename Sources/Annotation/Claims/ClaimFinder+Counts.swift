import Events

/// What a comment tells of a complaint in two figures, before and since: "took me from fifteen migraines a month to two",
/// "pain used to be a 7, now it is a 3". Fewer of it is a benefit of the drug spoken of.
extension ClaimFinder {
    func readCounts(_ reading: Reading, used: inout UsedConcepts) {
        let sentence = reading.sentence
        // Both ways to tell two figures have one of two words.
        guard page.has(sentence, .change), !sentence.isQuestion, !memory.hasStopped, let counts = counts(sentence),
            counts.after < counts.before
        else { return }
        let left = subjects.left(
            of: counts.tokens.lowerBound, groups: reading.groups, spoken: spoken(reading), page, sentence)
        if !reading.isComment {
            readCountsOfArticle(counts.tokens, left, reading, used: &used)
            return
        }
        let drugs = left?.subjects ?? (reading.groups.isEmpty ? memory.subjects : reading.groups[0].subjects)
        guard !drugs.isEmpty, drugs.count < 3 else { return }
        let near = sentence.concepts.filter {
            !page.concepts[$0].isComposite && page.concepts[$0].tokens.upperBound >= counts.tokens.lowerBound - 3
                && page.concepts[$0].tokens.lowerBound <= counts.tokens.upperBound + 4
                && objects.accepts(page.concepts[$0], [.effect, .indication])
        }
        let own: Target
        if let index = near.first {
            own = target(index)
            used.insert(index)
        } else if isRate(counts.tokens), let condition = takenFor(drugs, counts.tokens, reading) {
            own = condition
        } else {
            return
        }
        for drug in drugs where drug.name != own.label {
            emit(
                "comment.count", .treats, drug, subjectTokens: left?.tokens, own, trigger: counts.tokens, rule: nil,
                reading, relief: true)
        }
    }

    /// "Fezolinetant took hot flushes from eleven a day to four": in an article the complaint stands right before "from", behind its drug.
    private func readCountsOfArticle(
        _ counts: Range<Int>, _ left: (subjects: [ClaimSubject], tokens: Range<Int>)?, _ reading: Reading,
        used: inout UsedConcepts
    ) {
        guard let left, stream.equals(counts.lowerBound, "from"),
            let index = reading.sentence.concepts.first(where: {
                let tokens = page.concepts[$0].tokens
                return tokens.upperBound <= counts.lowerBound && counts.lowerBound - tokens.upperBound <= 2
                    && tokens.lowerBound >= left.tokens.upperBound && !page.concepts[$0].isComposite
                    && objects.accepts(page.concepts[$0], [.effect, .indication])
            }),
            Range(from: left.tokens.upperBound, to: page.concepts[index].tokens.lowerBound).contains(where: {
                stream.equals($0, anyOf: Self.taking)
            })
        else { return }
        used.insert(index)
        let own = target(index)
        for drug in left.subjects where drug.name != own.label {
            emit(
                "treat.count", .treats, drug, subjectTokens: left.tokens, own, trigger: counts, rule: nil, reading)
        }
    }

    private static let taking = TokenTable("took takes take brought brings bring got gets cut cuts lowered lowers")

    /// "ten a week", "fifteen per month": no dose that was cut.
    private func isRate(_ tokens: Range<Int>) -> Bool {
        tokens.contains { index in
            // "from 18 days to 4"
            stream.equals(index, "days") && stream.equals(index + 1, "to")
                || page.has(index, .unit)
                    && (page.has(index - 1, .indefinite) || stream.equals(index - 1, "per")
                        || stream.equals(index - 1, "every"))
        }
    }

    /// The two figures, and the words from the one to the other.
    func counts(_ sentence: ClaimPage.Sentence) -> (before: Double, after: Double, tokens: Range<Int>)? {
        let end = sentence.tokens.upperBound
        for index in sentence.tokens {
            let isFrom = stream.equals(index, "from")
            guard isFrom || stream.equals(index, anyOf: Self.wasWords) else { continue }
            guard let first = figure(Range(from: index + 1, to: min(end, index + 4))) else { continue }
            let reach = min(end, first.place + (isFrom ? 10 : 14))
            for place in Range(from: first.place + 1, to: reach) {
                guard isFrom ? stream.equals(place, "to") : stream.equals(place, "now"),
                    let second = figure(Range(from: place + 1, to: min(end, place + 6)))
                else { continue }
                return (first.value, second.value, index..<second.place + 1)
            }
        }
        return nil
    }

    /// The first number of a range, in figures or words; nil where it is an amount of the drug or a date.
    private func figure(_ range: Range<Int>) -> (value: Double, place: Int)? {
        for index in range {
            var value: Double?
            if stream.tokens[index].isNumber {
                value = stream.number(at: index)
            } else {
                value = Self.countWords.first { stream.equals(index, $0.word) }?.value
            }
            guard let value else { continue }
            return stream.equals(index + 1, anyOf: Self.amounts) || value > 1500 ? nil : (value, index)
        }
        return nil
    }

    private static let wasWords = TokenTable("was were be been averaged averaging had have lose lost get got")
    private static let amounts = TokenTable(
        """
        mg mcg ug ml g gram grams milligrams micrograms pill pills tablet tablets capsule capsules lbs lb pounds kg kilos stone \
        years year
        """)
    static let countWords: [(word: StaticString, value: Double)] = [
        ("no", 0), ("zero", 0), ("none", 0), ("once", 1), ("twice", 2), ("one", 1), ("two", 2), ("three", 3),
        ("four", 4), ("five", 5), ("six", 6),
        ("seven", 7), ("eight", 8), ("nine", 9), ("ten", 10), ("eleven", 11), ("twelve", 12), ("fifteen", 15),
        ("sixteen", 16), ("eighteen", 18), ("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50),
    ]
}
