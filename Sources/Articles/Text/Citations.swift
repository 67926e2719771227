import Events

/// Finds identifiers and citation blocks in text.
enum Citations {
    /// Whether a text reads like an entry of a list of references: an identifier or a volume with pages, and a year.
    static func isCitation(_ text: ArraySlice<UInt8>) -> Bool {
        let lower = Bytes.lowered(text)[...]
        let hasYear = year(in: text) != nil
        if Bytes.find("doi:", in: lower) != nil || Bytes.find("doi.org/", in: lower) != nil { return true }
        if Bytes.find("pmid", in: lower) != nil, hasYear { return true }
        if hasYear, Bytes.find(" et al", in: lower) != nil, text.count < 400, hasPages(text) { return true }
        if hasYear, hasPages(text), text.count < 500 { return true }
        return hasYear && (Bytes.find("volume ", in: lower) != nil && Bytes.find("pages ", in: lower) != nil)
    }

    /// "8(4):211-224", ";11(2):88".
    private static func hasPages(_ text: ArraySlice<UInt8>) -> Bool {
        var index = text.startIndex
        while index + 2 < text.endIndex {
            if text[index] == UInt8(ascii: ":"), Bytes.isDigit(text[index + 1]), index > text.startIndex,
                Bytes.isDigit(text[index - 1]) || text[index - 1] == UInt8(ascii: ")")
            {
                return true
            }
            index += 1
        }
        return false
    }

    /// A year from 1900 to 2100 that stands alone; the last one of a text, since titles may hold others.
    static func year(in text: ArraySlice<UInt8>) -> Int? {
        var found: Int?
        var index = text.startIndex
        while index < text.endIndex {
            guard Bytes.isDigit(text[index]) else {
                index += 1
                continue
            }
            let start = index
            while index < text.endIndex, Bytes.isDigit(text[index]) { index += 1 }
            if index - start == 4, let year = Int(Bytes.string(text[start..<index])), year >= 1900, year <= 2100 {
                let before = start > text.startIndex ? text[start - 1] : 0x20
                let after = index < text.endIndex ? text[index] : 0x20
                if before != UInt8(ascii: "."), before != UInt8(ascii: "/"), before != UInt8(ascii: "-"),
                    after != UInt8(ascii: "/") || before == 0x20, !Bytes.isWord(before)
                {
                    found = found ?? year
                }
            }
        }
        return found
    }

    struct Identifiers {
        var doi: [String] = []
        var pmid: [String] = []
        var pmcid: [String] = []
        var registrations: [String] = []
    }

    /// Every identifier in order, each once. DOIs are lower case without trailing punctuation.
    static func identifiers(in text: ArraySlice<UInt8>) -> Identifiers {
        var out = Identifiers()
        let bytes = text
        var index = bytes.startIndex
        func add(_ value: String, _ list: inout [String]) {
            if !list.contains(value), list.count < 500 { list.append(value) }
        }
        while index < bytes.endIndex {
            let byte = bytes[index]
            let isBorder = index == bytes.startIndex || !Bytes.isWord(bytes[index - 1])
            if byte == UInt8(ascii: "1"), isBorder, bytes[index...].starts(with: Array("10.".utf8)),
                let end = doiEnd(bytes, index)
            {
                add(Bytes.string(Bytes.lowered(bytes[index..<end])), &out.doi)
                index = end
                continue
            }
            if isBorder, byte | 0x20 == UInt8(ascii: "p") {
                if let digits = digits(bytes, index, after: "pmid"), digits.count <= 9 { add(digits, &out.pmid) }
                if let digits = digits(bytes, index, after: "pmc"), digits.count >= 4 {
                    add("PMC" + digits, &out.pmcid)
                }
                if bytes[index...].prefix(40).starts(with: Array("pubmed.ncbi.nlm.nih.gov/".utf8)),
                    let digits = digits(bytes, index, after: "pubmed.ncbi.nlm.nih.gov/")
                {
                    add(digits, &out.pmid)
                }
            }
            if isBorder, byte == UInt8(ascii: "N"), bytes[index...].starts(with: Array("NCT".utf8)),
                let digits = digits(bytes, index, after: "nct"), digits.count == 8
            {
                add("NCT" + digits, &out.registrations)
            }
            if isBorder, byte == UInt8(ascii: "I"), bytes[index...].starts(with: Array("ISRCTN".utf8)),
                let digits = digits(bytes, index, after: "isrctn"), digits.count == 8
            {
                add("ISRCTN" + digits, &out.registrations)
            }
            index += 1
        }
        return out
    }

    private static func digits(_ bytes: ArraySlice<UInt8>, _ start: Int, after word: String) -> String? {
        var index = start
        for letter in word.utf8 {
            guard index < bytes.endIndex, Bytes.lower(bytes[index]) == letter else { return nil }
            index += 1
        }
        while index < bytes.endIndex, bytes[index] == UInt8(ascii: ":") || Bytes.isSpace(bytes[index]),
            index - start < word.utf8.count + 4
        { index += 1 }
        let low = index
        while index < bytes.endIndex, Bytes.isDigit(bytes[index]) { index += 1 }
        return index > low ? Bytes.string(bytes[low..<index]) : nil
    }

    /// The end of the DOI that begins here: a registrant of 4 to 9 digits, a slash, and what may stand in a suffix, with
    /// brackets balanced and punctuation at the end left out.
    private static func doiEnd(_ bytes: ArraySlice<UInt8>, _ start: Int) -> Int? {
        var index = start + 3
        while index < bytes.endIndex, Bytes.isDigit(bytes[index]) || bytes[index] == UInt8(ascii: ".") { index += 1 }
        guard index - start >= 7, index - start <= 13, index < bytes.endIndex, bytes[index] == UInt8(ascii: "/") else {
            return nil
        }
        index += 1
        let suffix = index
        var open = 0
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte <= 0x20 || byte >= 0x80 || byte == 0x22 || byte == 0x3C || byte == 0x3E || byte == 0x7B
                || byte == 0x7D || byte == 0x26 || byte == 0x5D
            {
                break
            }
            if byte == UInt8(ascii: "(") { open += 1 }
            if byte == UInt8(ascii: ")") {
                if open == 0 { break }
                open -= 1
            }
            index += 1
        }
        while index > suffix, [0x2E, 0x2C, 0x3B, 0x3A, 0x27, 0x3F, 0x21, 0x2F].contains(bytes[index - 1]) { index -= 1 }
        return index > suffix ? index : nil
    }

    /// A citation block taken apart as far as its punctuation shows it.
    static func reference(_ text: [UInt8], _ range: TextRange, role: ReferenceRole) -> Reference {
        var reference = Reference(range: range, role: role)
        let block = text[range.start..<range.end]
        let found = identifiers(in: block)
        reference.doi = found.doi.first
        reference.pmid = found.pmid.first
        reference.pmcid = found.pmcid.first
        reference.registrations = found.registrations
        reference.year = year(in: block)
        if let quoted = quotedTitle(block) {
            reference.title = quoted.title
            (reference.authors, reference.journal) = byline(quoted.rest)
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

    /// "Authors. Title. Journal. Year;volume:pages." as in medical journals.
    private static func listed(_ block: ArraySlice<UInt8>, _ reference: inout Reference) {
        var parts: [String] = []
        var current: [UInt8] = []
        var index = block.startIndex
        if let number = leadingNumber(block) { index = number }
        while index < block.endIndex {
            let byte = block[index]
            let next = index + 1 < block.endIndex ? block[index + 1] : 0x20
            if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "?"), Bytes.isSpace(next) {
                if byte == UInt8(ascii: "?") { current.append(byte) }
                parts.append(Bytes.string(current).collapsed)
                current = []
            } else {
                current.append(byte)
            }
            index += 1
        }
        if !current.isEmpty { parts.append(Bytes.string(current).collapsed) }
        parts.removeAll(where: \.isEmpty)
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
            reference.journal = String(journal).collapsed
        } else {
            reference.title = parts[0]
        }
    }

    private static func leadingNumber(_ block: ArraySlice<UInt8>) -> Int? {
        var index = block.startIndex
        while index < block.endIndex, Bytes.isDigit(block[index]) { index += 1 }
        guard index > block.startIndex, index - block.startIndex <= 3, index < block.endIndex,
            block[index] == 0x2E || block[index] == 0x29
        else { return nil }
        return index + 1
    }
}
