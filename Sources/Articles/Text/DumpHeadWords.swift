/// The words and marks that heads of posts are made of.
enum DumpHeadWords {
    static let separators = ["|", "•", "·", "—", "–", "»", "-", ",", "("]

    /// What may stand before the name of a head.
    static let leads = [
        "originally posted by ", "posted by ", "post by ", "reply by ", "comment by ", "written by ", "submitted by ",
        "asked by ", "answered by ", "review by ", "reviewed by ", "comment from ", "reply from ", "message by ",
        "started by ", "question from ", "answer from ", "letter from ", "by ", "von ", "from ",
    ]

    /// What may stand between the name of a head and its date.
    private static let tails = [
        " posted this on", " posted on", " wrote on", " said on", " commented on", " replied on", " answered on",
        " asked on", " added on", " posted", " wrote", " commented", " replied", " answered", " asked", " on", " at",
        "»", ",", "-", "|", "—", "•", "·", ":",
    ]

    static let refusedNames: Set<String> = [
        "posted", "updated", "published", "last edited", "join date", "joined", "registered", "member since",
        "published on", "posted on", "edited", "on", "created", "reviewed", "date", "asked", "answered", "reply",
        "[deleted]", "deleted", "avatar", "photo", "profile picture", "user avatar", "comment", "comments", "share",
        "like", "report", "from", "to", "sent", "written",
        "first published", "last modified", "last updated", "news release", "press release", "issue", "volume",
    ]

    /// Words before a date that make it the date of something else than a post.
    private static let others = [
        "join", "member since", "registered", "last edit", "edited", "updated", "published", "modified", "reviewed",
        "created", "last active", "last seen", "last visit", "retrieved", "accessed", "first posted", "issue",
        "volume", "since", "until", "copyright", "©", "release", "expires", "date:", "closed", "deadline", "accepted",
        "received", "revised", "available online", "correction", "last post", "last modified", "topic started",
    ]

    static func isOfSomethingElse(_ before: ArraySlice<UInt8>) -> Bool {
        let low = Bytes.lowered(before)
        return others.contains { Bytes.find($0, in: low[...]) != nil }
    }

    /// Whether what stands before a date is nothing but "Posted on", "Asked", a weekday or a mark.
    static func isLead(_ before: ArraySlice<UInt8>) -> Bool {
        let words = Bytes.string(Bytes.lowered(before)).split { !$0.isLetter }.map(String.init)
        return words.allSatisfy {
            [
                "posted", "on", "asked", "answered", "commented", "written", "at", "date", "submitted", "sent",
                "replied", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue",
                "tues", "wed", "thu", "thurs", "fri", "sat", "sun", "comment", "review", "the", "reviewed",
            ].contains($0)
        } && words.count <= 4
    }

    /// "#3 - NAME": the number of a post before its writer.
    static func withoutCount(_ bytes: ArraySlice<UInt8>) -> (rest: ArraySlice<UInt8>, number: String?) {
        guard bytes.first == UInt8(ascii: "#") else { return (bytes, nil) }
        let digits = bytes.dropFirst().prefix { Bytes.isDigit($0) }
        let rest = bytes[digits.endIndex...].drop { $0 < 0x80 && !Bytes.isLetter($0) && !Bytes.isDigit($0) }
        guard !digits.isEmpty, digits.count < 7, !rest.isEmpty else { return (bytes, nil) }
        return (rest, Bytes.string(digits))
    }

    /// "NAME » Tue", left before a date.
    static func withoutWeekday(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let last = bytes.lastIndex(where: Bytes.isSpace), last + 1 < bytes.endIndex else { return bytes }
        let word = Bytes.string(Bytes.lowered(bytes[(last + 1)...]).filter(Bytes.isLetter))
        let days = ["mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"]
        return days.contains(word) || (word.hasSuffix("day") && days.contains(String(word.prefix(3))))
            ? Bytes.trimmed(bytes[..<last]) : bytes
    }

    /// The name of a member who is gone.
    static func isDeleted(_ bytes: ArraySlice<UInt8>) -> Bool {
        ["[deleted]", "deleted", "[removed]", "deleted user", "[deleted user]", "account deleted", "former member"]
            .contains(Bytes.string(Bytes.lowered(Bytes.trimmed(bytes))))
    }

    static func withoutTail(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let rest = Bytes.trimmed(bytes)
        let low = Bytes.string(Bytes.lowered(rest))
        guard let tail = tails.first(where: low.hasSuffix) else { return rest }
        return Bytes.trimmed(rest.dropLast(tail.utf8.count))
    }

    static func endsInWord(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.last.map(Bytes.isLetter) ?? false }

    /// "Keesha says:" and the same in other words: the name.
    static func speaker(_ line: DumpLine) -> String? {
        for word in [
            " says:", " said:", " wrote:", " says", " writes:", " commented:", " replied:", " answered:", " responded:",
            " says…",
        ] {
            guard let found = Bytes.find(word, in: line.lower[...]), found > 0, found <= 50 else { continue }
            let rest = line.text[(found + word.utf8.count)...]
            guard rest.isEmpty || (rest.count < 60 && DateScanner.first(in: rest)?.hasDay ?? false) || isAgo(line, rest)
            else { continue }
            if word == " says", rest.isEmpty { continue }
            guard mayBeName(line.text[..<found]) else { continue }
            return DumpHead.name(line.text[..<found])
        }
        return nil
    }

    private static func isAgo(_ line: DumpLine, _ rest: ArraySlice<UInt8>) -> Bool {
        rest.count < 40 && DumpAgo.find(line) != nil
    }

    /// "Gus Whitlock > Petronella", "A replied to B", "A in reply to B": who wrote and whom they answer.
    static func parties(_ bytes: ArraySlice<UInt8>) -> (author: ArraySlice<UInt8>, other: ArraySlice<UInt8>?) {
        let low = Bytes.lowered(bytes)
        for mark in [
            " > ", " → ", " ▸ ", " ► ", " › ", " replied to ", " in reply to ", " replying to ", " in response to ",
            " responded to ", " answers ", " to @", " @",
        ] {
            guard let found = Bytes.find(mark, in: low[...]) else { continue }
            let place = bytes.startIndex + found - low.startIndex
            let rest = bytes[(place + mark.utf8.count)...]
            guard place > bytes.startIndex, !rest.isEmpty else { continue }
            return (bytes[..<place], rest)
        }
        return (bytes, nil)
    }

    /// What stands before the first mark of a line of columns: "Annika · Taken for 1 to 2 years".
    static func firstColumn(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        for mark in [" · ", " • ", " | ", "   ", " – "] {
            if let found = Bytes.find(mark, in: bytes), found > bytes.startIndex { return bytes[..<found] }
        }
        return bytes
    }

    /// "Avatar", "Profile photo for NAME": what stands in place of a picture.
    static func isPicture(_ lower: [UInt8]) -> Bool {
        let text = Bytes.string(lower)
        return text == "avatar" || text == "photo" || text == "user avatar"
            || ["avatar ", "profile photo", "profile picture", "photo of ", "user photo"].contains(
                where: text.hasPrefix)
    }

    /// Whether a few words can be somebody's name or handle: no sentence, no heading in small words.
    static func mayBeName(_ bytes: ArraySlice<UInt8>) -> Bool {
        let text = Bytes.string(Bytes.trimmed(bytes))
        guard let first = text.unicodeScalars.first, !text.isEmpty, !text.hasSuffix("?"), !text.hasSuffix(":"),
            text.unicodeScalars.contains(where: { $0.properties.isAlphabetic }), !text.contains("://"),
            !DumpControls.isControl(Array(text.utf8)[...]), !isPicture(Bytes.lowered(text.utf8))
        else { return false }
        let words = text.split(separator: " ")
        if words.count == 1 { return true }
        guard words.count <= 6 else { return false }
        let small: Set<String> = [
            "the", "a", "an", "of", "in", "for", "on", "and", "with", "my", "is", "are", "was", "to", "what", "how",
            "why", "when", "not", "about", "your", "our", "its", "it", "this", "that",
        ]
        // Two small words make a phrase; handles may hold one ("ray of sun").
        if words.count(where: { small.contains($0.lowercased()) }) >= 2 { return false }
        let isCapital = first.properties.isUppercase || first.properties.numericType != nil
        return isCapital || words.count <= 3
    }

    /// "To: NAME", "In reply to NAME", "Replying to NAME", "To 2".
    static func addressee(_ line: DumpLine) -> DumpHead.Addressee? {
        guard line.words <= 8, line.text.count < 70 else { return nil }
        for lead in ["to: ", "in reply to: ", "in reply to ", "replying to ", "reply to ", "in response to "]
        where line.starts(lead) {
            var rest = line.text[lead.utf8.count...]
            if let end = rest.firstIndex(of: UInt8(ascii: ";")) { rest = rest[..<end] }
            let text = Bytes.string(rest).collapsed
            if let number = Int(text.drop { $0 == "#" }) { return .number(number) }
            guard !line.endsSentence || line.starts("to: ") else { return nil }
            return DumpHead.name(rest).map(DumpHead.Addressee.name)
        }
        return nil
    }

    /// "| To 2 |" in a row of links below a post.
    static func addressedNumber(_ line: DumpLine) -> Int? {
        guard let found = Bytes.find("| to ", in: line.lower[...]) else { return nil }
        let digits = line.text[(found + 5)...].prefix { Bytes.isDigit($0) }
        return Int(Bytes.string(digits))
    }

    /// "4.0 out of 5 stars", with the title of a review behind it.
    static func isRating(_ line: DumpLine) -> Bool {
        line.text.count < 120 && (line.contains("out of 5") || line.contains("out of 10") || line.starts("rating:"))
            && line.text.contains(where: Bytes.isDigit)
    }

    /// "Maria T.": a full stop that ends no sentence.
    static func endsInInitial(_ line: DumpLine) -> Bool {
        guard line.text.last == UInt8(ascii: "."), line.words >= 2, line.words <= 4 else { return false }
        let last = line.text.split(whereSeparator: Bytes.isSpace).last ?? []
        return last.count <= 3 && last.first.map { $0 >= 0x41 && $0 <= 0x5A } ?? false
    }

    static func isMailField(_ line: DumpLine) -> Bool {
        ["date:", "sent:", "subject:", "to:", "cc:", "reply-to:", "on:", "message-id:", "newsgroups:", "organization:"]
            .contains { line.starts($0) }
    }
}
