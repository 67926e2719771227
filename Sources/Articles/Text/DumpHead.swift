/// The line or lines above a post that say who wrote it and when, or the line below it that does ("2 posted on … by NAME").
struct DumpHead {
    /// How a head is put. Heads of one thread are put alike.
    enum Style: Hashable {
        /// "NAME says:", "NAME wrote:".
        case says
        /// "NAME | date | Reply", "NAME • 2 years ago".
        case separated
        /// "Posted by NAME on date", "Post by NAME » date", "date by NAME".
        case phrased
        /// "2 posted on date by NAME".
        case counted
        /// A name, and the date in the same line or the next one, without a mark between them.
        case bare
        /// "date  #3", the name below it, and the member's profile.
        case dateLed
        /// "From:", "Date:", "Subject:".
        case mail
    }

    /// Whom a post answers, where its head says so.
    enum Addressee: Equatable {
        case number(Int)
        case name(String)
    }

    var author: String?
    var date: String?
    var style: Style
    /// How many lines it takes.
    var count = 1
    var number: String?
    /// A level printed as a number ("level 2").
    var level: Int?
    var addressee: Addressee?

    /// Whether the form alone could as well be a line of a text: several must stand on one page to count.
    var isWeak: Bool { style == .bare || style == .dateLed }

    // MARK: where a line says when

    /// A day as printed, or "3 years ago".
    struct When {
        var low: Int
        var high: Int
        var iso: String?
        var hasTime: Bool
    }

    static func when(_ line: DumpLine, _ retrieved: String?) -> When? {
        if let found = DateScanner.first(in: line.text[...], retrieved: retrieved, limit: 160), found.hasDay {
            // "Reply 3 years ago" stands before an exact date rarely; the earlier of the two is the head's.
            return When(low: found.low, high: found.high, iso: found.iso, hasTime: found.hasTime)
        }
        return DumpAgo.find(line).map { When(low: $0.lowerBound, high: $0.upperBound, iso: nil, hasTime: true) }
    }

    // MARK: heads

    /// The head that begins at a line.
    static func at(_ lines: [DumpLine], _ index: Int, retrieved: String?) -> DumpHead? {
        guard var head = start(lines, index, retrieved) else { return nil }
        takeRest(lines, index, &head)
        return head
    }

    private static func start(_ lines: [DumpLine], _ index: Int, _ retrieved: String?) -> DumpHead? {
        let line = lines[index]
        guard line.text.count < 160, line.words <= 24, Bytes.find(" ^ ", in: line.text[...]) == nil else { return nil }
        if let head = mail(lines, index, retrieved) { return head }
        if let level = level(line), index + 1 < lines.count, var head = start(lines, index + 1, retrieved) {
            head.level = level
            head.count += 1
            return head
        }
        if let head = saying(lines, index, retrieved) { return head }
        if let when = when(line, retrieved) {
            let counted = DumpHeadWords.withoutCount(Bytes.trimmed(line.text[..<when.low]))
            let before = DumpHeadWords.withoutWeekday(counted.rest)
            let after = Bytes.trimmed(line.text[when.high...])
            guard !DumpHeadWords.isOfSomethingElse(before) else { return nil }
            if var head = Self.counted(before, after, when) ?? phrased(before, after, when)
                ?? separated(before, after, when) ?? bare(line, before, after, when)
            {
                if head.number == nil { head.number = counted.number }
                return head
            }
        }
        return stacked(lines, index, retrieved) ?? dateLed(lines, index, retrieved)
    }

    /// "level 2".
    private static func level(_ line: DumpLine) -> Int? {
        guard line.words == 2, line.starts("level ") else { return nil }
        return Int(Bytes.string(line.text[6...])).flatMap { (1..<100).contains($0) ? $0 : nil }
    }

    /// "From: NAME", "Date: …", in any order with "Subject:" and "To:".
    private static func mail(_ lines: [DumpLine], _ index: Int, _ retrieved: String?) -> DumpHead? {
        guard lines[index].starts("from:") else { return nil }
        var head = DumpHead(author: nil, date: nil, style: .mail, count: 0)
        head.author = address(lines[index].text[5...])
        var end = index + 1
        while end < lines.count, DumpHeadWords.isMailField(lines[end]) {
            if lines[end].starts("date:") || lines[end].starts("sent:") || lines[end].starts("on:") {
                head.date = when(lines[end], retrieved)?.iso
            }
            end += 1
        }
        head.count = end - index
        return head.date != nil && head.author != nil ? head : nil
    }

    /// "Harriet Dunmore <h@x.example>": the name alone.
    private static func address(_ bytes: ArraySlice<UInt8>) -> String? {
        let end = bytes.firstIndex { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: "[") }
        return name(bytes[..<(end ?? bytes.endIndex)].drop { $0 == UInt8(ascii: "\"") || Bytes.isSpace($0) })
    }

    /// "NAME says:" with the date in the same line or the next.
    private static func saying(_ lines: [DumpLine], _ index: Int, _ retrieved: String?) -> DumpHead? {
        guard let name = DumpHeadWords.speaker(lines[index]) else { return nil }
        if let when = when(lines[index], retrieved) {
            return DumpHead(author: name, date: when.iso, style: .says)
        }
        guard index + 1 < lines.count, lines[index + 1].text.count < 80, let found = when(lines[index + 1], retrieved),
            covers(found, lines[index + 1])
        else { return nil }
        return DumpHead(author: name, date: found.iso, style: .says, count: 2)
    }

    /// The date is all that the line holds, apart from "Reply" and the like.
    private static func covers(_ found: When, _ line: DumpLine) -> Bool {
        if line.starts("reviewed in "), line.text.count - found.high < 4 { return true }
        guard found.low <= 16 else { return false }
        let before = Bytes.trimmed(line.text[..<found.low])
        let after = Bytes.trimmed(line.text[found.high...])
        return DumpHeadWords.isLead(before) && (Bytes.wordCount(after) <= 3 || DumpControls.isControl(after))
    }

    /// "2 posted on DATE by NAME (tagline)".
    private static func counted(_ before: ArraySlice<UInt8>, _ after: ArraySlice<UInt8>, _ when: When) -> DumpHead? {
        let low = Bytes.string(Bytes.lowered(before)).collapsed
        let parts = low.split(separator: " ")
        guard parts.count >= 2, parts.count <= 3, parts[1] == "posted",
            let number = Int(parts[0].filter(\.isNumber)), number < 100_000,
            Bytes.lowered(after.prefix(3)).elementsEqual("by ".utf8)
        else { return nil }
        var rest = after.dropFirst(3)
        if let tag = rest.firstIndex(of: UInt8(ascii: "(")) { rest = rest[..<tag] }
        guard let name = name(rest) else { return nil }
        return DumpHead(author: name, date: when.iso, style: .counted, number: String(number))
    }

    /// "Posted on DATE by NAME", "DATE by NAME", "Posted by NAME on DATE", "Post by NAME » DATE", "Re: title by NAME, DATE",
    /// "NAME on DATE".
    private static func phrased(_ before: ArraySlice<UInt8>, _ after: ArraySlice<UInt8>, _ when: When) -> DumpHead? {
        let lowBefore = Bytes.string(Bytes.lowered(before))
        if Bytes.lowered(after.prefix(3)).elementsEqual("by ".utf8), DumpHeadWords.isLead(before) {
            return name(after.dropFirst(3)).map { DumpHead(author: $0, date: when.iso, style: .phrased) }
        }
        guard Bytes.wordCount(after) <= 4 || DumpControls.isControl(after) else { return nil }
        if let lead = DumpHeadWords.leads.first(where: lowBefore.hasPrefix) {
            let rest = DumpHeadWords.withoutTail(before.dropFirst(lead.utf8.count))
            return name(rest).map { DumpHead(author: $0, date: when.iso, style: .phrased) }
        }
        if lowBefore.hasPrefix("re:"), let by = Bytes.find(" by ", in: Bytes.lowered(before)[...]) {
            let rest = before.dropFirst(by + 4)
            return name(DumpHeadWords.withoutTail(rest)).map { DumpHead(author: $0, date: when.iso, style: .phrased) }
        }
        let rest = DumpHeadWords.withoutTail(before)
        guard rest.count < before.count, Bytes.wordCount(rest) <= 5, !rest.isEmpty,
            rest.last.map({ Bytes.isWord($0) || $0 == 0x2E || $0 == 0x29 }) ?? false,
            DumpHeadWords.endsInWord(before)
        else { return nil }
        return name(rest).map { DumpHead(author: $0, date: when.iso, style: .phrased) }
    }

    /// "NAME | date | Reply", "NAME • date", "NAME > OTHER • date", "date - NAME".
    private static func separated(_ before: ArraySlice<UInt8>, _ after: ArraySlice<UInt8>, _ when: When) -> DumpHead? {
        // "NAME, Town, Country, 4 years ago"
        if before.last == UInt8(ascii: ","), when.iso == nil, after.isEmpty, Bytes.wordCount(before) <= 8,
            let comma = before.firstIndex(of: UInt8(ascii: ",")), let name = name(before[..<comma])
        {
            return DumpHead(author: name, date: nil, style: .separated)
        }
        if before.isEmpty {
            guard let mark = DumpHeadWords.separators.first(where: { after.starts(with: $0.utf8) }), mark != ",",
                Bytes.wordCount(after) <= 4, !DumpControls.isControl(after)
            else { return nil }
            let rest = Bytes.trimmed(after.dropFirst(mark.utf8.count))
            guard rest.first != UInt8(ascii: "#") else { return nil }
            return name(rest).map { DumpHead(author: $0, date: when.iso, style: .separated) }
        }
        guard let mark = DumpHeadWords.separators.first(where: { before.reversed().starts(with: $0.utf8.reversed()) }),
            mark != ",", mark != "(" || after.first == UInt8(ascii: ")"),
            Bytes.wordCount(after) <= 4 || DumpControls.isControl(after)
        else { return nil }
        let pair = DumpHeadWords.parties(Bytes.trimmed(before.dropLast(mark.utf8.count)))
        if DumpHeadWords.isDeleted(pair.author) { return DumpHead(author: nil, date: when.iso, style: .separated) }
        guard let name = name(pair.author) else { return nil }
        var head = DumpHead(author: name, date: when.iso, style: .separated)
        head.addressee = pair.other.flatMap { Self.name($0) }.map(Addressee.name)
        return head
    }

    /// "NAME date", with little behind it: "Margit Aune 4 May 2018", "Mirabel 14 Jul 2015 13:02".
    private static func bare(_ line: DumpLine, _ before: ArraySlice<UInt8>, _ after: ArraySlice<UInt8>, _ when: When)
        -> DumpHead?
    {
        guard !before.isEmpty, Bytes.wordCount(before) <= 4,
            Bytes.wordCount(after) <= 3 || DumpControls.isControl(after),
            !line.endsSentence, before.last != UInt8(ascii: ":"), DumpHeadWords.mayBeName(before)
        else { return nil }
        let pair = DumpHeadWords.parties(before)
        guard let name = name(pair.author) else { return nil }
        var head = DumpHead(author: name, date: when.iso, style: .bare)
        head.addressee = pair.other.flatMap { Self.name($0) }.map(Addressee.name)
        return head
    }

    /// A name, below it the date; between them the member's rank, a rating, where the writer lives, or who is answered.
    private static func stacked(_ lines: [DumpLine], _ index: Int, _ retrieved: String?) -> DumpHead? {
        let line = lines[index]
        guard line.text.count <= 60, line.words <= 8, !line.endsSentence || DumpHeadWords.endsInInitial(line),
            !DumpChrome.isChrome(line), when(line, retrieved) == nil
        else { return nil }
        let column = DumpHeadWords.firstColumn(line.text[...])
        guard DumpHeadWords.mayBeName(column), column.count <= 40, Bytes.wordCount(column) <= 4 else { return nil }
        var next = index + 1
        while next < lines.count, next <= index + 2,
            DumpProfile.isRank(lines[next]) || DumpHeadWords.isRating(lines[next])
        {
            next += 1
        }
        var second: String?
        if next == index + 1, line.isAfterBlank || isPicture(lines, index - 1), next + 1 < lines.count,
            !lines[next].isAfterBlank, !lines[next + 1].isAfterBlank, lines[next].words <= 5,
            when(lines[next], retrieved) == nil, DumpHeadWords.mayBeName(lines[next].text[...]),
            !lines[next].endsSentence
        {
            second = name(lines[next].text[...])
            next += 1
        }
        guard next < lines.count, lines[next].text.count < 80, let found = when(lines[next], retrieved),
            covers(found, lines[next]),
            lines[next].starts("reviewed ") || !DumpHeadWords.isOfSomethingElse(lines[next].text[..<found.low])
        else { return nil }
        let pair = DumpHeadWords.parties(column)
        if DumpHeadWords.isDeleted(column) {
            return DumpHead(author: nil, date: found.iso, style: .bare, count: next - index + 1)
        }
        guard let name = name(pair.author) else { return nil }
        var head = DumpHead(author: name, date: found.iso, style: .bare, count: next - index + 1)
        // A place is nobody's name, so that nobody is answered by it.
        head.addressee = (pair.other.flatMap { Self.name($0) } ?? second).map(Addressee.name)
        return head
    }

    /// "Avatar" in place of a picture.
    private static func isPicture(_ lines: [DumpLine], _ index: Int) -> Bool {
        index >= 0 && DumpHeadWords.isPicture(lines[index].lower)
    }

    /// "05-02-2013, 10:14 AM  #1", the name below it, and a line of the member's profile.
    private static func dateLed(_ lines: [DumpLine], _ index: Int, _ retrieved: String?) -> DumpHead? {
        let line = lines[index]
        guard index + 2 < lines.count, let found = when(line, retrieved), covers(found, line), found.iso != nil else {
            return nil
        }
        let after = Bytes.trimmed(line.text[found.high...])
        let below = lines[index + 1]
        guard after.isEmpty || after.contains(UInt8(ascii: "#")), below.words <= 4, below.text.count <= 40,
            !below.endsSentence, DumpHeadWords.mayBeName(below.text[...]),
            DumpProfile.isLine(lines[index + 2]) || (after.first == UInt8(ascii: "#") && !lines[index + 1].isAfterBlank)
        else { return nil }
        guard let name = name(below.text[...]) else { return nil }
        var head = DumpHead(author: name, date: found.iso, style: .dateLed, count: 2)
        let digits = after.filter(Bytes.isDigit)
        if !digits.isEmpty, digits.count < 6 { head.number = Bytes.string(digits) }
        return head
    }

    /// What stands between a head and the words: the profile, votes, "To: NAME", the topic repeated.
    private static func takeRest(_ lines: [DumpLine], _ index: Int, _ head: inout DumpHead) {
        var next = index + head.count
        let limit = min(lines.count, next + 14)
        while next < limit {
            let line = lines[next]
            if let other = DumpHeadWords.addressee(line) {
                if head.addressee == nil { head.addressee = other }
            } else if DumpProfile.isLine(line) {
                // A label alone has its value in the next line.
                if line.text.last == UInt8(ascii: ":"), next + 1 < limit, lines[next + 1].words <= 4,
                    !lines[next + 1].isAfterBlank, !DumpProfile.isLine(lines[next + 1])
                {
                    next += 1
                }
            } else if !DumpControls.isControl(line.text[...]) {
                break
            }
            next += 1
        }
        // Nothing but such lines: then they are the words.
        guard next < lines.count else { return }
        head.count = next - index
    }

    // MARK: names

    static func name(_ bytes: ArraySlice<UInt8>) -> String? {
        var name = Bytes.string(Bytes.trimmed(bytes)).collapsed
        for prefix in ["u/", "/u/", "user/", "by ", "by: "] where name.asciiLower.hasPrefix(prefix) {
            name.removeFirst(prefix.count)
        }
        for suffix in [
            " (op)", " op", " [op]", " (author)", " mod", " • mod", " replied", " commented", " (staff)", " (admin)",
        ]
        where name.asciiLower.hasSuffix(suffix) && name.utf8.count > suffix.utf8.count { name.removeLast(suffix.count) }
        // "gillnet (918273)"
        if name.hasSuffix(")"), let open = name.lastIndex(of: "("),
            name[open...].dropFirst().dropLast().allSatisfy(\.isNumber)
        {
            name = String(name[..<open]).collapsed
        }
        while let last = name.unicodeScalars.last, "|•·-–—:,»#(".unicodeScalars.contains(last) {
            name = String(name.dropLast()).collapsed
        }
        while let first = name.unicodeScalars.first, "|•·-–—:,»@♦◆▪►▸↳".unicodeScalars.contains(first) {
            name = String(name.dropFirst()).collapsed
        }
        let count = Bytes.wordCount(Array(name.utf8)[...])
        guard count >= 1, count <= 5, name.utf8.count <= 50 else { return nil }
        return DumpHeadWords.refusedNames.contains(name.asciiLower) ? nil : name
    }
}
