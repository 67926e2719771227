import Events

/// PubTator: `id|t|…` and `id|a|…`, then one mention a line and one relation a line, tab separated.
///
/// The format counts offsets in title + one character + abstract. The first line of the text is written as the title and
/// the rest as the abstract, with every line break and tab replaced by one space: so all offsets are those of the text.
/// A claim's quote carries the identifier of its object, so that both ends of a relation are found among the mentions.
/// The id is the record's own PMID where it has one, else the article's id.
enum PubTatorExport {
    static func document(_ enriched: EnrichedArticle) -> [UInt8] {
        let article = enriched.article
        let points = CodePoints(article.text)
        let id = identifier(of: article)
        let flat = flattened(article.text)
        var out: [UInt8] = []
        out.reserveCapacity(flat.count + 512)
        let titleEnd = titleEnd(article.text)
        out += Array("\(id)|t|".utf8) + flat.text[..<flat.end(titleEnd)] + [newline]
        out += Array("\(id)|a|".utf8)
        if titleEnd < article.text.count { out += flat.text[flat.end(titleEnd + 1)...] }
        out.append(newline)
        func mention(_ range: TextRange, _ kind: String, _ identifier: String) {
            let fields = [
                id, "\(points.offset(ofByte: range.start))", "\(points.offset(ofByte: range.end))",
                String(decoding: flattened(Array(article.text[range.start..<range.end])).text, as: UTF8.self), kind,
                identifier,
            ]
            out += Array(fields.joined(separator: "\t").utf8) + [newline]
        }
        for drug in enriched.drugs {
            mention(drug.range, "Chemical", field(drug.rxcui.map { "RXCUI:\($0)" } ?? drug.ingredient))
        }
        for dose in enriched.doses { mention(dose.range, "Dose", field(dose.ingredient ?? "-")) }
        for claim in enriched.claims { mention(claim.range, "Claim", field(claim.objectID ?? claim.object)) }
        for claim in enriched.claims {
            let fields = [
                id, claim.predicate.rawValue, field(claim.subjectID ?? claim.subject),
                field(claim.objectID ?? claim.object), claim.polarity.rawValue,
            ]
            out += Array(fields.joined(separator: "\t").utf8) + [newline]
        }
        out.append(newline)
        return out
    }

    private static let newline = UInt8(ascii: "\n")

    private static func identifier(of article: Article) -> String {
        guard let own = article.document.ownID, own.hasPrefix("pmid:") else { return article.id }
        let number = own.dropFirst(5)
        return !number.isEmpty && number.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? String(number) : article.id
    }

    /// Byte offset of the first line break, or the text's end.
    private static func titleEnd(_ text: [UInt8]) -> Int {
        text.firstIndex { $0 == 0x0A } ?? text.count
    }

    /// A value in a tab-separated line.
    private static func field(_ text: String) -> String {
        String(decoding: flattened(Array(text.utf8)).text, as: UTF8.self)
    }

    /// A text in which every code point that some reader takes for a line's or a field's end is one space.
    private struct Flattened {
        var text: [UInt8] = []
        /// Bytes lost before each place where a longer code point became a space: (byte in the original, lost so far).
        var losses: [(at: Int, lost: Int)] = []
        var count: Int { text.count }

        /// Where an original byte offset stands in the flat text.
        func end(_ original: Int) -> Int {
            original - (losses.last { $0.at < original }?.lost ?? 0)
        }
    }

    private static func flattened(_ text: [UInt8]) -> Flattened {
        var flat = Flattened()
        flat.text.reserveCapacity(text.count)
        var index = 0
        var lost = 0
        while index < text.count {
            var width = 1
            switch text[index] {
            // Tab, line feed, vertical tab, form feed, carriage return, and the separators of ASCII.
            case 0x09...0x0D, 0x1C...0x1E: flat.text.append(0x20)
            // Next line: U+0085.
            case 0xC2 where index + 1 < text.count && text[index + 1] == 0x85:
                flat.text.append(0x20)
                width = 2
            // Line and paragraph separators: U+2028, U+2029.
            case 0xE2
            where index + 2 < text.count && text[index + 1] == 0x80
                && (text[index + 2] == 0xA8 || text[index + 2] == 0xA9):
                flat.text.append(0x20)
                width = 3
            default: flat.text.append(text[index])
            }
            if width > 1 {
                lost += width - 1
                flat.losses.append((index, lost))
            }
            index += width
        }
        return flat
    }
}
