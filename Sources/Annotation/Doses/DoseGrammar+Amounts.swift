import Events

/// Amounts: counts with strengths, ranges, changes, combinations, schedules like 1-0-1.
extension DoseGrammar {
    /// The dose expression whose amount begins at `index`; the tail is read by `readTail`.
    func reading(at index: Int, _ stream: TokenStream, drug: (Int) -> Int?) -> Reading? {
        if let schedule = schedule(at: index, stream) { return schedule }
        if let special = vocabulary.word(.special, at: index, stream) {
            let parts = special.word.value.split(separator: " ").map(String.init)
            guard parts.count == 2, let value = Double(parts[0]) else { return nil }
            return Reading(tokens: index..<special.next, amount: Amount(value), unit: parts[1])
        }
        if let article = vocabulary.word(.article, at: index, stream),
            vocabulary.word(.number, at: index, stream) == nil
        {
            // "a gram": only before a unit written out, or a form ("a tablet").
            guard let unit = vocabulary.word(.unit, at: article.next, stream), stream.tokens[article.next].length > 2
            else { return nil }
            return Reading(tokens: index..<unit.next, amount: Amount(1), unit: unit.word.value)
        }
        let german = hasPoint(index, stream) && isGerman(index, stream)
        guard let first = number(at: index, stream, german: german) else { return nil }
        var reading = Reading(tokens: index..<first.next, amount: Amount(first.low, first.high), flags: first.flags)
        reading.hasLeadingPoint = first.hasLeadingPoint
        let next = first.next
        guard next < stream.count, !stream.tokens[next].flags.contains(.paragraphBefore) else {
            reading.isBare = true
            return reading
        }
        if let unit = unit(at: next, stream) {
            guard !unit.isLab else { return nil }
            reading.unit = unit.unit
            reading.frequency = unit.frequency
            reading.tokens = index..<unit.next
            readChange(&reading, first, stream)
            readMultiplier(&reading, stream)
            readConcentration(&reading, stream)
            return reading
        }
        if let listed = listed(first, at: index, stream) { return listed }
        if let counted = count(of: first, at: index, stream) { return counted }
        if let form = vocabulary.word(.form, at: next, stream) {
            return countedForm(first, form, at: index, stream)
        }
        reading.isBare = true
        if first.flags.contains(where: { $0.hasPrefix("combination") }) { reading.unit = "mg" }
        readChange(&reading, first, stream)
        return reading
    }

    /// "between 4.6 and 40.8 mg/kg" is a range; "30.6 and 114 g" are two amounts with one unit, of which this is the first.
    private func listed(_ first: Number, at index: Int, _ stream: TokenStream) -> Reading? {
        guard stream.equals(first.next, "and"), first.low == first.high, !first.isWord, first.next + 1 < stream.count,
            stream.isNumber(at: first.next + 1), let second = number(at: first.next + 1, stream),
            second.low == second.high, let unit = unit(at: second.next, stream), !unit.isLab,
            !unit.unit.hasPrefix("{")
        else { return nil }
        let isRange = stream.equals(index - 1, "between") && second.low > first.low
        guard isRange || second.low < first.low * 20 && first.low < second.low * 20 else { return nil }
        var reading = Reading(
            tokens: isRange ? index - 1..<unit.next : index..<first.next,
            amount: Amount(first.low, isRange ? second.low : first.low), unit: unit.unit)
        reading.frequency = unit.frequency
        return reading
    }

    /// Whether a number has a point inside, which German writes between thousands.
    private func hasPoint(_ index: Int, _ stream: TokenStream) -> Bool {
        guard stream.tokens[index].isNumber else { return false }
        let token = stream.tokens[index]
        for offset in Int(token.start)..<token.end where stream.bytes[offset] == UInt8(ascii: ".") { return true }
        return false
    }

    private func isGerman(_ index: Int, _ stream: TokenStream) -> Bool {
        for near in index..<min(index + 7, stream.count) where vocabulary.word(.german, at: near, stream) != nil {
            if stream.equals(near, "am"), !stream.equals(near + 1, "tag") { continue }
            return true
        }
        return false
    }

    /// "2 x 500mg", "one 500 mg tablet", "two 10s", "3 x 20s".
    private func count(of first: Number, at index: Int, _ stream: TokenStream) -> Reading? {
        guard first.low <= 20 else { return nil }
        var next = first.next
        let isTimes = stream.equals(next, "x") || stream.punctuation(next) == UInt8(ascii: "*")
        if isTimes { next += 1 }
        guard isTimes || first.isInteger, next < stream.count, stream.tokens[next].isNumber,
            isTimes || stream.tokens[next].flags.contains(.spaceBefore), let strength = number(at: next, stream)
        else { return nil }
        var reading = Reading(
            tokens: index..<strength.next, amount: Amount(strength.low, strength.high),
            perTake: Amount(first.low, first.high))
        if let unit = unit(at: strength.next, stream), !unit.isLab {
            // "2 x 500mg", "one 500 mg tablet"
            reading.unit = unit.unit
            reading.frequency = unit.frequency
            reading.tokens = index..<unit.next
            return reading
        }
        // "two 10s"
        if stream.equals(strength.next, "s") || stream.equals(strength.next, "'s"),
            !stream.tokens[strength.next].flags.contains(.spaceBefore)
        {
            reading.tokens = index..<strength.next + 1
            reading.flags.append("unit_missing")
            return reading
        }
        return nil
    }

    /// "1 1/2 pills", "½ tablet of 25mg", "one bar (2mg)", "2 tablets 500 mg".
    private func countedForm(
        _ count: Number, _ form: (word: DoseVocabulary.Word, next: Int), at index: Int, _ stream: TokenStream
    ) -> Reading {
        var reading = Reading(tokens: index..<form.next, amount: Amount(count.low, count.high), unit: form.word.value)
        reading.isCount = true
        var next = form.next
        let open = stream.punctuation(next) == UInt8(ascii: "(")
        if stream.equals(next, "of") || open { next += 1 }
        guard next > form.next, next < stream.count, stream.tokens[next].isNumber,
            let strength = number(at: next, stream),
            let unit = unit(at: strength.next, stream), !unit.isLab, unit.frequency == nil
        else { return reading }
        reading.perTake = Amount(count.low, count.high)
        reading.amount = Amount(strength.low, strength.high)
        reading.unit = unit.unit
        reading.isCount = false
        var end = unit.next
        if open, stream.punctuation(end) == UInt8(ascii: ")") { end += 1 }
        reading.tokens = index..<end
        return reading
    }

    /// "from 2mg down to 0.5mg", "from 40 to 20 mg", "75 -> 150", "500 mg to 1 g".
    private func readChange(_ reading: inout Reading, _ first: Number, _ stream: TokenStream) {
        guard first.low == first.high, let amount = reading.amount else { return }
        let end = reading.tokens.upperBound
        var next = end
        if stream.punctuation(end) == UInt8(ascii: "-"), stream.punctuation(end + 1) == UInt8(ascii: ">") {
            next = end + 2
        } else if let change = vocabulary.word(.change, at: end, stream) {
            next = change.next
        } else {
            return
        }
        guard next < stream.count, stream.tokens[next].isNumber, let second = number(at: next, stream),
            second.low == second.high
        else { return }
        let from = vocabulary.word(.from, endingAt: reading.tokens.lowerBound, stream)
        let unit = unit(at: second.next, stream)
        if let unit, unit.isLab { return }
        // A bare second number is a change only where the first one has a unit or "from" or an arrow says so.
        guard unit != nil || from != nil || stream.punctuation(end) == UInt8(ascii: "-") else { return }
        var high = second.low
        if let unit, let own = reading.unit, unit.unit != own {
            guard let factor = Self.factor(from: unit.unit, to: own) else { return }
            high *= factor
        }
        if reading.unit == nil { reading.unit = unit?.unit }
        if reading.unit != nil { reading.isBare = false }
        reading.amount = Amount(amount.low, high)
        if from != nil || high < amount.low || stream.punctuation(end) == UInt8(ascii: "-") {
            reading.flags.append("change")
        }
        reading.frequency = unit?.frequency
        reading.tokens = (from?.first ?? reading.tokens.lowerBound)..<(unit?.next ?? second.next)
    }

    /// 1 g is 1000 mg.
    private static func factor(from: String, to: String) -> Double? {
        let powers = ["g": 0, "mg": -3, "ug": -6, "ng": -9]
        guard let source = powers[from], let target = powers[to] else { return nil }
        var factor = 1.0
        for _ in 0..<abs(source - target) { factor *= 10 }
        return source > target ? factor : 1 / factor
    }

    /// "0.25mg x 3": the count after the amount; "2mg x 4 doses daily" is a frequency and stays for the tail.
    private func readMultiplier(_ reading: inout Reading, _ stream: TokenStream) {
        let end = reading.tokens.upperBound
        guard stream.equals(end, "x"), end + 1 < stream.count, stream.isNumber(at: end + 1),
            let count = number(at: end + 1, stream),
            count.low <= 10, vocabulary.word(.per, at: count.next, stream) == nil,
            vocabulary.word(.period, at: count.next, stream) == nil
        else { return }
        reading.perTake = Amount(count.low, count.high)
        reading.tokens = reading.tokens.lowerBound..<count.next
    }

    /// "5 ml of the 2mg/ml solution": what is taken is the concentration times the volume.
    private func readConcentration(_ reading: inout Reading, _ stream: TokenStream) {
        guard reading.unit == "mL", let volume = reading.amount,
            let glue = vocabulary.word(.glue, at: reading.tokens.upperBound, stream),
            glue.next < stream.count, stream.tokens[glue.next].isNumber, let strength = number(at: glue.next, stream),
            let unit = unit(at: strength.next, stream), unit.unit.hasSuffix("/mL")
        else { return }
        reading.amount = Amount(strength.low)
        reading.unit = unit.unit
        reading.perTake = volume
        reading.flags.append("volume_times_concentration")
        reading.tokens = reading.tokens.lowerBound..<unit.next
    }

    /// "1-0-1 (10mg)": tablets in the morning, at noon, in the evening (and at night).
    private func schedule(at index: Int, _ stream: TokenStream) -> Reading? {
        // Asked first: most numbers have no second one joined to them, and the lists below would be made for nothing.
        guard stream.punctuation(index + 1) == UInt8(ascii: "-") else { return nil }
        let names = ["morning", "noon", "evening", "bedtime"]
        var counts: [Double] = []
        var position = index
        while counts.count < 4, position < stream.count, stream.tokens[position].isNumber,
            stream.tokens[position].length == 1,
            let value = value(position, stream)
        {
            counts.append(value)
            position += 1
            guard stream.punctuation(position) == UInt8(ascii: "-"),
                !stream.tokens[position].flags.contains(.spaceBefore)
            else { break }
            position += 1
        }
        guard counts.count >= 3, counts.contains(0), let most = counts.max(), most > 0, most <= 4 else { return nil }
        var reading = Reading(tokens: index..<position, amount: nil)
        let takes = Double(counts.count { $0 > 0 })
        reading.frequency = Frequency(low: takes, high: takes, unit: "d")
        reading.times = counts.indices.filter { counts[$0] > 0 }.map { names[$0] }
        let least = counts.filter { $0 > 0 }.min() ?? most
        reading.perTake = Amount(least, most)
        reading.flags.append("schedule")
        let open = stream.punctuation(position) == UInt8(ascii: "(")
        if let strength = number(at: open ? position + 1 : position, stream),
            let unit = unit(at: strength.next, stream), !unit.isLab
        {
            reading.amount = Amount(strength.low, strength.high)
            reading.unit = unit.unit
            reading.tokens =
                index..<(open && stream.punctuation(unit.next) == UInt8(ascii: ")") ? unit.next + 1 : unit.next)
        } else {
            reading.unit = "{tbl}"
            reading.amount = Amount(least, most)
            reading.perTake = nil
            reading.isCount = true
        }
        return reading
    }
}
