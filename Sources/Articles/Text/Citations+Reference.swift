import Events

/// Takes a citation block apart into authors, title, journal and year.
extension Citations {
    /// A citation block taken apart as far as its punctuation shows it.
    static func reference(_ text: [UInt8], _ range: TextRange, role: ReferenceRole) -> Reference {
        var reference = Reference(range: range, role: role)
        let block = withoutLabel(text[range.start..<range.end])
        let found = identifiers(in: block)
        reference.doi = found.doi.first
        reference.pmid = found.pmid.first
        reference.pmcid = found.pmcid.first
        reference.registrations = found.registrations
        reference.year = year(in: block)
        if let quoted = quotedTitle(block) {
            reference.title = quoted.title
            (reference.authors, reference.journal) = byline(quoted.rest)
        } else if let read = yearInBrackets(block) ?? initialled(block) ?? spelledOut(block) {
            (reference.authors, reference.title, reference.journal) = (read.authors, read.title, read.journal)
        } else {
            listed(block, &reference)
        }
        return reference
    }

    /// “Title” or "Title", and what stands behind it.
    static func quotedTitle(_ block: ArraySlice<UInt8>) -> (title: String, rest: ArraySlice<UInt8>)? {
        for (open, close) in [("“", "”"), ("\"", "\""), ("", "”")] {
            var start = block.startIndex
            if !open.isEmpty {
                guard let found = Bytes.find(open, in: block) else { continue }
                start = found + open.utf8.count
            } else if let newline = block.firstIndex(of: 0x0A) {
                start = newline + 1
            }
            guard let end = Bytes.find(close, in: block[start...]) else { continue }
            let title = Bytes.string(block[start..<end]).collapsed
            guard Bytes.wordCount(Array(title.utf8)[...]) >= 3 else { continue }
            return (title, block[(end + close.utf8.count)...])
        }
        return nil
    }

    /// "by A, B and C, 28 February 2022, Nature Neuroscience. DOI: …" or "by A et al. Nature Neuroscience".
    private static func byline(_ rest: ArraySlice<UInt8>) -> ([String], String?) {
        var text = Bytes.string(rest).collapsed
        if text.asciiLower.hasPrefix("by ") { text = String(text.dropFirst(3)) }
        if let doi = Bytes.find("doi", in: Bytes.lowered(text.utf8)[...]) {
            text = String(text.utf8.prefix(doi)) ?? text
        }
        var authors: [String] = []
        var journal: String?
        if let found = Bytes.find(" et al.", in: Array(text.utf8)[...]) {
            let bytes = Array(text.utf8)
            authors = [Bytes.string(bytes[..<found]).collapsed]
            journal = Bytes.string(Bytes.trimmed(bytes[(found + 7)...])).collapsed
        } else if let date = DateScanner.first(in: Array(text.utf8)[...], limit: 2000) {
            let bytes = Array(text.utf8)
            authors = AuthorNames.cleaned([Bytes.string(bytes[..<date.low])], site: nil)
            journal = Bytes.string(Bytes.trimmed(bytes[min(bytes.count, date.high)...])).collapsed
        } else {
            authors = AuthorNames.cleaned([text], site: nil)
        }
        journal = journal.map {
            Bytes.string(Bytes.trimmed(Array($0.utf8).drop { $0 == 0x2C || $0 == 0x2E || $0 == 0x20 }))
        }
        while let last = journal?.last, ".,; ".contains(last) { journal?.removeLast() }
        return (authors, journal?.isEmpty == true ? nil : journal)
    }

    /// "More information:", "Journal reference:" before the citation itself.
    private static func withoutLabel(_ block: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let low = Bytes.lowered(block.prefix(40))
        for label in [
            "more information:", "journal reference:", "reference:", "source:", "citation:", "study:", "paper:",
        ]
        where low.starts(with: Array(label.utf8)) {
            return Bytes.trimmed(block.dropFirst(label.utf8.count))
        }
        return block
    }

    /// "R. Appel et al, Title, Journal (2020). DOI: …".
    private static func yearInBrackets(_ block: ArraySlice<UInt8>) -> Parts? {
        guard let etAl = Bytes.find(" et al", in: Bytes.lowered(block)[...]) else { return nil }
        let place = block.startIndex + etAl
        let rest = block[(place + 6)...].drop { $0 == 0x2E || $0 == 0x2C || Bytes.isSpace($0) }
        guard let open = rest.firstIndex(of: UInt8(ascii: "(")), rest.distance(from: open, to: rest.endIndex) >= 6,
            rest[open + 5] == UInt8(ascii: ")"), rest[(open + 1)..<(open + 5)].allSatisfy(Bytes.isDigit),
            let comma = rest[..<open].lastIndex(of: UInt8(ascii: ","))
        else { return nil }
        let title = Bytes.string(Bytes.trimmed(rest[..<comma])).collapsed
        let journal = Bytes.string(Bytes.trimmed(rest[(comma + 1)..<open])).collapsed
        guard Bytes.wordCount(Array(title.utf8)[...]) >= 3, !journal.isEmpty, Bytes.wordCount(block[..<place]) <= 5
        else {
            return nil
        }
        return ([Bytes.string(Bytes.trimmed(block[..<place])).collapsed], title, journal)
    }

    private typealias Parts = (authors: [String], title: String, journal: String?)

    /// "Akita, K., Kumakura, Y., Nakajima, E. et al. Title. Journal 7, 75 (2021).": surnames before their initials.
    private static func initialled(_ block: ArraySlice<UInt8>) -> Parts? {
        var pieces = String(
            Bytes.string(block.dropFirst((leadingNumber(block) ?? block.startIndex) - block.startIndex)).collapsed)[...]
        var authors: [String] = []
        // A surname, a comma, initials with their full stops.
        while let comma = pieces.firstIndex(of: ",") {
            let surname = String(pieces[..<comma]).collapsed
            let after = pieces[pieces.index(after: comma)...].drop { $0 == " " }
            let initials = after.prefix { $0.isUppercase || $0 == "." || $0 == "-" || $0 == " " }
            let trimmed = String(initials).collapsed
            guard surname.first?.isUppercase == true, Bytes.wordCount(Array(surname.utf8)[...]) <= 3,
                trimmed.contains("."),
                let last = trimmed.lastIndex(of: "."), authors.count < 60
            else { break }
            let own = String(trimmed[...last]).collapsed
            guard own.utf8.count <= 12 else { break }
            authors.append(surname + " " + own.filter { $0 != "." && $0 != " " })
            let length = initials.count - (trimmed[trimmed.index(after: last)...].count)
            pieces = after.dropFirst(min(after.count, length)).drop { $0 == " " || $0 == "," || $0 == "." }
            for word in ["& ", "and "] where pieces.hasPrefix(word) { pieces = pieces.dropFirst(word.count) }
        }
        guard !authors.isEmpty else { return nil }
        for mark in ["et al.", "et al,", "et al"] where pieces.hasPrefix(mark) {
            pieces = pieces.dropFirst(mark.count).drop { $0 == " " }
            break
        }
        // "(2021)." stands before the title in some styles.
        if pieces.first == "(", let close = pieces.firstIndex(of: ")") {
            pieces = pieces[pieces.index(after: close)...].drop { $0 == "." || $0 == " " }
        }
        let sentences = sentences(Array(pieces.utf8)[...])
        guard let title = sentences.first, Bytes.wordCount(Array(title.utf8)[...]) >= 3 else { return nil }
        return (authors, title, sentences.dropFirst().first.flatMap(journal))
    }

    /// "Melinda J. Barker, Kenneth M. Greenwood, Martin Jackson, Title, Journal, Volume 19, Issue 3, …": names in full, everything
    /// between commas. The title is the first piece that is no person's name.
    private static func spelledOut(_ block: ArraySlice<UInt8>) -> Parts? {
        let start = leadingNumber(block) ?? block.startIndex
        let pieces = Bytes.string(block[start...]).collapsed.split(separator: ",").map { String($0).collapsed }
        let authors = pieces.prefix { isFullName($0) }
        guard authors.count >= 1, pieces.count >= authors.count + 2 else { return nil }
        let volume = pieces.firstIndex { $0.asciiLower.hasPrefix("volume ") || $0.asciiLower.hasPrefix("vol. ") }
        guard let volume, volume >= authors.count + 2 else { return nil }
        let title = pieces[authors.count..<(volume - 1)].joined(separator: ", ")
        guard Bytes.wordCount(Array(title.utf8)[...]) >= 3 else { return nil }
        return (Array(authors), title, pieces[volume - 1])
    }

    private static func isFullName(_ text: String) -> Bool {
        let words = text.split(separator: " ")
        guard words.count >= 2, words.count <= 4, text.utf8.count <= 40 else { return false }
        let small = ["von", "van", "de", "der", "di", "da", "del", "la", "le", "and"]
        return words.allSatisfy { ($0.first?.isUppercase ?? false) || small.contains(String($0)) }
            && !words.contains { $0.contains(":") }
    }

    private static func journal(_ sentence: String) -> String? {
        let name = sentence.prefix { $0 != ";" && $0 != "," && $0 != "(" }
        var words = name.split(separator: " ")
        // "JA Clin Rep 7": the volume is no part of the name.
        while let last = words.last, last.allSatisfy(\.isNumber) { words.removeLast() }
        let journal = words.joined(separator: " ")
        return journal.isEmpty || journal.utf8.count > 120 || Int(journal) != nil ? nil : journal
    }

    private static func sentences(_ block: ArraySlice<UInt8>) -> [String] {
        var parts: [String] = []
        var current: [UInt8] = []
        for index in block.indices {
            let byte = block[index]
            let next = index + 1 < block.endIndex ? block[index + 1] : 0x20
            if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "?"), Bytes.isSpace(next) {
                if byte == UInt8(ascii: "?") { current.append(byte) }
                parts.append(Bytes.string(current).collapsed)
                current = []
            } else {
                current.append(byte)
            }
        }
        if !current.isEmpty { parts.append(Bytes.string(current).collapsed) }
        return parts.filter { !$0.isEmpty }
    }

    /// "Authors. Title. Journal. Year;volume:pages." as in medical journals.
    private static func listed(_ block: ArraySlice<UInt8>, _ reference: inout Reference) {
        let parts = sentences(block[(leadingNumber(block) ?? block.startIndex)...])
        guard parts.count >= 3 else {
            if let first = parts.first { reference.title = first }
            return
        }
        let names = parts[0].split(separator: ",").map { String($0).collapsed }
        let isNames = names.allSatisfy { Bytes.wordCount(Array($0.utf8)[...]) <= 4 } && parts[0].utf8.count < 200
        if isNames {
            reference.authors = names.filter { $0.asciiLower != "et al" }
            reference.title = parts[1]
            let journal = parts[2].prefix { $0 != ";" && $0 != "," }
            reference.journal = Int(String(journal).collapsed) == nil ? String(journal).collapsed : nil
        } else {
            reference.title = parts[0]
        }
    }

    private static func leadingNumber(_ block: ArraySlice<UInt8>) -> Int? {
        if block.first == UInt8(ascii: "["), let close = block.prefix(6).firstIndex(of: UInt8(ascii: "]")) {
            return close + 1
        }
        var index = block.startIndex
        while index < block.endIndex, Bytes.isDigit(block[index]) { index += 1 }
        guard index > block.startIndex, index - block.startIndex <= 3, index < block.endIndex,
            block[index] == 0x2E || block[index] == 0x29
        else { return nil }
        return index + 1
    }
}
