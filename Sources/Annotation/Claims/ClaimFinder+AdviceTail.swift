import Events

/// The rest of an advice's clause, without articles, the drug itself and words that only say that it is taken.
extension ClaimFinder {
    struct Tail {
        var text = ""
        var start: Int
        var end: Int
        var isPrepositional = false
    }

    /// The words that follow up to the clause's end, eight at most, without articles and without the drug itself.
    ///
    /// - Parameter keepsArticle: "a" and "an" stay.
    func tail(after position: Int, _ reading: Reading, keepsDrug: Bool, keepsArticle: Bool = false) -> Tail {
        var tail = Tail(start: position, end: position)
        var index = position
        var count = 0
        while index < reading.sentence.tokens.upperBound, count < 10 {
            let token = stream.tokens[index]
            if token.isPunctuation {
                let mark = stream.punctuation(index)
                let isGlued = !token.flags.contains(.spaceBefore)
                guard isGlued,
                    mark == 0x2D || mark == UInt8(ascii: "/") || mark == UInt8(ascii: "%") || mark == UInt8(ascii: "*")
                        || (mark == UInt8(ascii: ":")
                            && stream.tokens[min(index + 1, stream.count - 1)].isNumber)
                else { break }
            } else if endsAdvice(index, reading) {
                break
            }
            // "before methotrexate is started", "before you start": before the start.
            if stream.equals(index, "before"), !keepsDrug, isBeforeStart(index, reading) {
                tail.text += tail.text.isEmpty ? "before start" : " before start"
                if count == 0 { (tail.start, tail.isPrepositional) = (index, true) }
                tail.end = index + 1
                break
            }
            // "one week after starting spironolactone"
            if count > 0, !keepsDrug, stream.equals(index, "after"),
                stream.equals(index + 1, "starting") || stream.equals(index + 1, "beginning")
            {
                tail.text += " after start"
                tail.end = index + 2
                break
            }
            // "every year on adefovir", "while taking zolpidem", "if you take it": the drug itself.
            if count > 0, !keepsDrug || page.has(index + 1, .person), isTaking(index, reading) { break }
            // "4 grams of acetaminophen a day"
            if count > 0, !keepsDrug, stream.equals(index, "of"),
                let group = reading.groups.first(where: { $0.tokens.lowerBound == index + 1 })
            {
                index = group.tokens.upperBound
                continue
            }
            // "take one on an empty stomach"
            if count == 0, index == position, stream.equals(index, "one"), page.has(index + 1, .ender),
                !stream.equals(index + 1, "or"), !stream.equals(index + 1, "to"),
                !stream.equals(index + 1, "and")
            {
                index += 1
                continue
            }
            if count == 0, !keepsDrug || isDeterminer(index) {
                if let group = reading.groups.first(where: { $0.tokens.contains(index) }) {
                    index = group.tokens.upperBound
                    continue
                }
                if let word = reading.sentence.words.first(where: {
                    page.words[$0].id == anaphorClass && page.words[$0].tokens.lowerBound == index
                }) {
                    index = page.words[word].tokens.upperBound
                    continue
                }
            }
            // "Take folic acid 5 mg on another day": how much.
            if count == 0, token.isNumber, index > position, page.has(index + 1, .unit),
                !page.has(index + 1, .duration), reading.groups.contains(where: { $0.tokens.upperBound == index })
            {
                index += 2
                continue
            }
            // "a week before": one week.
            if page.has(index, .indefinite), isSpan(index + 1), !stream.equals(index - 1, "half") {
                if count == 0 { tail.start = index }
                tail.text += tail.text.isEmpty ? "one" : " one"
                count += 1
                index += 1
                continue
            }
            // "Keep fentanyl patches out of reach": the drug's form says nothing.
            if count == 0, !keepsDrug, page.has(index, .doseForm) || Self.forms.contains(token.hash),
                reading.groups.contains(where: { $0.tokens.upperBound == index })
            {
                index += 1
                continue
            }
            if isDeterminer(index) && !(keepsArticle && keepsItsArticle(index, isFirst: count == 0))
                || (count == 0 && page.has(index, .effectPronoun))
            {
                index += 1
                continue
            }
            // "in patients with chronic lung disease", "for people who are pregnant": the condition alone.
            if let condition = conditionOfPeople(index, reading) {
                index = condition
                continue
            }
            if count == 0 {
                tail.isPrepositional = page.has(index, .ender)
                tail.start = index
            }
            append(index, to: &tail.text)
            // An article that stays takes no room.
            let isArticle = count > 0 && (page.has(index, .indefinite) || stream.equals(index, "the"))
            if token.isWord || token.isNumber, !isArticle { count += 1 }
            index += 1
            tail.end = index
        }
        if tail.text == "at all" { tail = Tail(start: position, end: position) }
        if tail.text.hasSuffix(" at all") { tail.text.removeLast(7) }
        // "only where nothing else will do"
        if tail.text.hasSuffix(" only") { tail.text.removeLast(5) }
        for word in [" in", " of", " for", " to", " with", " and", " or", " a", " an"]
        where count == 10 && tail.text.hasSuffix(word) {
            tail.text.removeLast(word.utf8.count)
        }
        return tail
    }

    /// "with a full glass", "for the first trimester"; not "the tablets with food".
    private func keepsItsArticle(_ index: Int, isFirst: Bool) -> Bool {
        if page.has(index, .indefinite) { return true }
        return stream.equals(index, "the") && !isFirst && !page.has(index + 1, .doseForm)
    }

    private static let forms = TokenTable(
        "sprays shots drip drips creams gels ointment ointments lozenges gummies inhalers pens suppositories suspension syrup solution lotion"
    )

    /// "before starting X", "before X is given", "before the first dose", "before you start".
    private func isBeforeStart(_ index: Int, _ reading: Reading) -> Bool {
        var next = index + 1
        for word: StaticString in ["starting", "start", "beginning", "prescribing", "giving", "treatment"]
        where stream.equals(next, word) { return true }
        if stream.equals(next, "you") || stream.equals(next, "they") {
            return stream.equals(next + 1, "start") || stream.equals(next + 1, "begin")
        }
        if page.has(next, .opener) { next += 1 }
        if stream.equals(next, "first"), stream.equals(next + 1, "dose") { return true }
        return reading.groups.contains { $0.tokens.lowerBound == next } && !stream.equals(index - 1, "week")
            && !stream.equals(index - 1, "weeks") && !stream.equals(index - 1, "hour")
            && !stream.equals(index - 1, "hours") && !stream.equals(index - 1, "days")
    }

    /// Words that only say that the drug is taken, up to its name.
    func isTaking(_ index: Int, _ reading: Reading) -> Bool {
        var next = index + 1
        if stream.equals(index, "if") || stream.equals(index, "when") {
            guard stream.equals(next, "you") || stream.equals(next, "they") else { return false }
            next += 1
            if stream.equals(next, "are") { next += 1 }
        } else if page.has(index, .tie) || stream.equals(index, "for"), page.has(next, .person) {
            // "in patients taking venlafaxine", "for people who take it"
            next += 1
            if stream.equals(next, "who") { next += 1 }
            if stream.equals(next, "are") { next += 1 }
            if stream.equals(next, "treated") || stream.equals(next, "prescribed") { next += 1 }
            if stream.equals(next, "with") { next += 1 }
        } else if stream.equals(index, "while"),
            stream.equals(next, "you") || stream.equals(next, "they") || stream.equals(next, "people")
        {
            next += 1
            if stream.equals(next, "are") { next += 1 }
        } else if !stream.equals(index, "on"), !stream.equals(index, "while"),
            !stream.equals(index, "after"),
            !stream.equals(index, "before"), !stream.equals(index, "during"),
            !stream.equals(index, "with")
        {
            return false
        }
        for word: StaticString in [
            "taking", "using", "take", "use", "on", "starting", "start", "treatment", "therapy", "prescribing",
            "giving", "receiving",
        ]
        where stream.equals(next, word) {
            next += 1
            break
        }
        if page.has(next, .opener) || stream.equals(next, "with") { next += 1 }
        let isNamed =
            reading.groups.contains { $0.tokens.contains(next) }
            || reading.sentence.words.contains {
                page.words[$0].id == anaphorClass && page.words[$0].tokens.lowerBound == next
            }
        return isNamed && (next > index + 1 || stream.equals(index, "on"))
    }

    /// "week", "month" with "before", "after" or "apart" behind it: a span that an advice gives.
    private func isSpan(_ index: Int) -> Bool {
        for word: StaticString in ["week", "month", "day", "year", "hour"] where stream.equals(index, word) {
            for next: StaticString in ["before", "after", "apart", "prior", "ahead", "beforehand", "earlier"]
            where stream.equals(index + 1, next) { return true }
        }
        return false
    }

    /// The place of the condition where people with it are spoken of behind a preposition; nil where a token is no such word.
    private func conditionOfPeople(_ index: Int, _ reading: Reading) -> Int? {
        guard page.has(index, .person), page.has(index - 1, .tie) || stream.equals(index - 1, "for") else {
            return nil
        }
        if stream.equals(index + 1, "with") {
            return stream.equals(index + 2, "a") || stream.equals(index + 2, "an") ? index + 3 : index + 2
        }
        if stream.equals(index + 1, "who"),
            stream.equals(index + 2, "have") || stream.equals(index + 2, "has")
        {
            return stream.equals(index + 3, "had") ? index + 4 : index + 3
        }
        return nil
    }

    /// Words that begin another clause, and "and" before one.
    func endsAdvice(_ index: Int, _ reading: Reading) -> Bool {
        for word: StaticString in [
            "because", "since", "so", "which", "but", "although", "though", "whereas", "as", "unless", "says", "said",
        ] where stream.equals(index, word) { return true }
        // "every three months once the dose is steady"
        if stream.equals(index, "once"), page.has(index - 1, [.duration, .unit]),
            stream.equals(index + 1, "the") || stream.equals(index + 1, "treatment")
        {
            return true
        }
        guard page.has(index, .conjunction) else { return false }
        let next = index + 1
        guard next < reading.sentence.tokens.upperBound else { return true }
        // "and to wait an hour"
        if page.has(next, .to), next + 1 < reading.sentence.tokens.upperBound,
            stage.advice.isVerb(stream.tokens[next + 1])
        {
            return true
        }
        for word: StaticString in [
            "is", "are", "was", "were", "can", "may", "should", "must", "will", "has", "have", "does", "do",
        ]
        where stream.equals(next, word) { return true }
        return stage.advice.isVerb(stream.tokens[next]) || page.has(next, [.pronoun, .negative, .clauseStart])
    }

    func isDeterminer(_ index: Int) -> Bool {
        for word: StaticString in ["the", "a", "an", "your", "their", "his", "her", "its", "our", "my", "these"]
        where stream.equals(index, word) {
            // "twice a day", "in the morning" keep theirs.
            return !page.has(index + 1, [.unit, .duration]) && !stream.equals(index + 1, "morning")
                && !stream.equals(index + 1, "evening") && !stream.equals(index - 1, "half")
        }
        return false
    }

    /// A token in lower case but for abbreviations.
    func append(_ index: Int, to text: inout String) {
        let token = stream.tokens[index]
        let isName =
            token.flags.contains(.allCaps) || token.flags.contains(.innerCapital)
            || (token.length == 1 && token.flags.contains(.capitalised) && !token.flags.contains(.spaceBefore))
        if !text.isEmpty, token.flags.contains(.spaceBefore) { text += " " }
        if isName {
            text += stream.string(index..<index + 1)
        } else {
            var word: [UInt8] = []
            word.reserveCapacity(Int(token.length))
            for offset in 0..<Int(token.length) { word.append(stream.lower(index, offset)) }
            text += String(decoding: word, as: UTF8.self)
        }
    }

    /// The words of a range in lower case but for abbreviations.
    func words(_ range: Range<Int>) -> String {
        var text = ""
        for index in range { append(index, to: &text) }
        return text
    }

    /// The same without articles and the like.
    func phrase(_ range: Range<Int>) -> String {
        var text = ""
        for index in range where !isDeterminer(index) { append(index, to: &text) }
        return text
    }

    /// "Use me another pill", "use were turning me into": words that tell of somebody have been taken for an act, so that there is no advice.
    static func isPlainAdvice(_ label: String) -> Bool {
        // "Consider in the context of" and "rely on on" have lost what they are about.
        if label.hasPrefix("consider in ") || label.hasPrefix("rely on on ") { return false }
        // "monitor it", "avoid all of this" have lost what.
        if label == "take at first" || label.hasPrefix("treat with ") || label.hasSuffix(" it")
            || label.hasSuffix(" you")
            || label.hasSuffix(" of this") || label == "give"
        {
            return false
        }
        // "contraindicated in both" has lost in what.
        if label.hasSuffix(" both") || label.hasSuffix(" either") || label.hasSuffix(" neither") { return false }
        return !hasStoryWord(label)
    }

    /// Whether one of a label's words is a word of stories. Few words have the length and first letter of one, so that few are looked up.
    private static func hasStoryWord(_ label: String) -> Bool {
        let bytes = label.utf8Span.span
        var start = 0
        for end in 0...bytes.count where end == bytes.count || bytes[end] == UInt8(ascii: " ") {
            let length = end - start
            if length > 0, length < storyStarts.count, storyStarts[length] >> UInt32(bytes[start] & 31) & 1 != 0,
                storyWords.contains(String(label.utf8.dropFirst(start).prefix(length)) ?? "")
            {
                return true
            }
            start = end + 1
        }
        return false
    }

    /// For each length the first letters of the words of stories that have it, as bits by the letters' lower five bits.
    private static let storyStarts: [UInt32] = {
        var starts = [UInt32](repeating: 0, count: (storyWords.map(\.utf8.count).max() ?? 0) + 1)
        for word in storyWords { starts[word.utf8.count] |= 1 << UInt32((word.utf8.first ?? 0) & 31) }
        return starts
    }()

    /// The advice without the clause that tells when: "tell the physician" of "tell the physician if you have heart disease".
    static func plainAdvice(_ label: String) -> String? {
        if label.contains("est "),
            label.contains("lowest dose") || label.contains("lowest effective dose") || label.contains("smallest dose"),
            !label.hasPrefix("do not")
        {
            return "use the lowest effective dose"
        }
        // "nor for those who cannot sit up", "we offer it to guests": nobody is told.
        if label == "avoid in those" || label.hasPrefix("use to ") { return nil }
        // "ask us whether an inhaled steroid such as": cut within its words.
        if label.contains(" such if ") || label.hasSuffix(" such") { return nil }
        if isPlainAdvice(label) { return label }
        for link in [
            " if ", " until ", " unless ", " when ", " whether ", " in case ", " that ", " who ", " before they ",
            " before you ", " while they ", " while you ", " after you ", " after they ", " once you ",
        ] {
            guard let place = label.firstRange(of: link) else { continue }
            let head = String(label[..<place.lowerBound])
            let words = head.split(separator: " ")
            if head == "avoid" || head == "stop" || head == "do not stop" { return head }
            guard words.count >= 2, isPlainAdvice(head), head != "do not", !head.hasPrefix("reserve"),
                !["for", "in", "to", "with", "people", "patients", "women", "of", "only"].contains(
                    words[words.count - 1])
            else { return nil }
            return head
        }
        return nil
    }

    /// "do not combine with an MAO inhibitor either", "avoid at all"
    static func withoutEither(_ target: Target) -> Target {
        if target.label.hasSuffix(" at all") {
            var plain = target
            plain.label.removeLast(7)
            return plain
        }
        guard target.label.hasSuffix(" either"), !target.label.hasSuffix(" of either"),
            !target.label.hasSuffix(" in either"),
            !target.label.hasSuffix(" with either"), !target.label.hasSuffix(" for either")
        else { return target }
        var plain = target
        plain.label.removeLast(7)
        return plain
    }

    private static let storyWords: Set<String> = [
        "i", "me", "my", "us", "we", "he", "him", "she", "they", "them", "was", "were", "is", "are", "am", "be", "been",
        "would", "will", "could", "did", "does", "what", "who", "whose", "which", "why", "how", "out", "because",
        "have", "had",
        "must", "otherwords",
        // What is asked of a state or a trade is no advice to who takes it.
        "market", "shelves", "professional",
    ]
}
