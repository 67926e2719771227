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
}
