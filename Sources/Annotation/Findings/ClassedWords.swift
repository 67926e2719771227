/// Words in closed classes, read from a table file with two columns: the class, and its forms joined by `|`.
///
/// Immutable and safe to share. Where forms overlap in a text the leftmost longest wins, so that a longer form can take a shorter
/// one's place ("see me" is no experience, "me" is). A form may stand in several classes and then gives a match for each.
final class ClassedWords<Class: RawRepresentable<String> & CaseIterable & Sendable>: Sendable {
    struct Match {
        var tokens: Range<Int>
        var kind: Class
    }

    private let table: PhraseTable
    private let kinds: [Class]

    /// - Parameter file: the file's name in messages.
    /// - Throws: `ResourceError.malformed` with file and line for an unknown class, an empty form, or a form that stands twice in one class.
    init(file: String, bytes: [UInt8]) throws(ResourceError) {
        let table = try TableFile(name: file, bytes: bytes, columns: 2)
        var builder = PhraseTable.Builder()
        var kinds: [Class] = []
        var known: Set<String> = []
        for row in table.rows {
            guard let kind = Class(rawValue: row.string(0)) else {
                throw .malformed(file: file, line: row.line, reason: "no class is named \(row.string(0))")
            }
            let id = Int32(kinds.count)
            kinds.append(kind)
            for form in row.list(1) {
                let text = String(decoding: form, as: UTF8.self)
                guard known.insert("\(row.string(0))\t\(text.lowercased())").inserted else {
                    throw .malformed(file: file, line: row.line, reason: "\(text) stands twice")
                }
                guard builder.add(form: form, id: id) else {
                    throw .malformed(file: file, line: row.line, reason: "an empty form")
                }
            }
        }
        self.table = builder.build()
        self.kinds = kinds
    }

    /// The matches within a range of tokens, in text order.
    func matches(in stream: TokenStream, tokens: Range<Int>) -> [Match] {
        var found: [Match] = []
        table.matches(in: stream, tokens: tokens) { match in
            found.append(Match(tokens: match.tokens, kind: kinds[Int(match.id)]))
        }
        return found
    }
}
