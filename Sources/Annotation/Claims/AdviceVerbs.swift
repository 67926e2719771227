/// The verbs that an advice about a drug is made of, with their forms, from `claims/advice.tsv`.
struct AdviceVerbs: Sendable {
    /// What is done with the rest of the advice.
    enum Kind: String, Sendable {
        /// "avoid", "discourage": told not to use.
        case avoid
        /// "use", "take", "give": negated it says when not to use.
        case use
        /// "stop", "quit".
        case stop
        /// "combine", "mix".
        case combine
        /// "monitor", "check": the thing watched stands before a passive.
        case monitor
        /// "ask", "tell": somebody who may advise.
        case ask
        /// "reduce", "finish": done with the drug; as a command it needs the drug or the dose.
        case act
        /// Any other act; said as it stands.
        case plain
    }

    enum Form: Sendable { case base, participle, gerund }

    struct Verb: Sendable {
        /// What the advice says: "avoid" for "discouraged".
        var label: String
        var kind: Kind
    }

    private let verbs: [Verb]
    private let forms: [UInt64: [(verb: Int, form: Form)]]
    /// By their first word: verbs with a particle ("leave out").
    private let pairs: [UInt64: [(particle: UInt64, verb: Int, form: Form)]]

    /// - Throws: `ResourceError.malformed` with file and line.
    init(bytes: [UInt8]) throws(ResourceError) {
        let file = try TableFile(name: "claims/advice.tsv", bytes: bytes, columns: 5)
        var verbs: [Verb] = []
        var forms: [UInt64: [(verb: Int, form: Form)]] = [:]
        var pairs: [UInt64: [(particle: UInt64, verb: Int, form: Form)]] = [:]
        for row in file.rows {
            guard let kind = Kind(rawValue: row.string(1)) else {
                throw .malformed(
                    file: file.name, line: row.line, reason: "no kind of advice is called \(row.string(1))")
            }
            let bases = row.list(2).map { String(decoding: $0, as: UTF8.self) }
            let isOwn = row.string(0) == "="
            let columns: [(Int, Form)] = [(2, .base), (3, .participle), (4, .gerund)]
            for (column, form) in columns {
                let list = row.list(column)
                if isOwn, list.count != bases.count {
                    throw .malformed(file: file.name, line: row.line, reason: "as many forms as verbs are needed")
                }
                for (index, written) in list.enumerated() {
                    let word = String(decoding: written, as: UTF8.self)
                    let hashes = word.split(separator: " ").map { TokenStream.hash(of: String($0)) }
                    guard (1...2).contains(hashes.count), let head = hashes[0] else {
                        throw .malformed(file: file.name, line: row.line, reason: "\(word) is not one word or two")
                    }
                    let verb = verbs.count + (isOwn ? index : 0)
                    if hashes.count == 2, let particle = hashes[1] {
                        pairs[head, default: []].append((particle, verb, form))
                    } else {
                        forms[head, default: []].append((verb, form))
                    }
                }
            }
            if isOwn {
                verbs += bases.map { Verb(label: $0, kind: kind) }
            } else {
                verbs.append(Verb(label: row.string(0), kind: kind))
            }
        }
        self.verbs = verbs
        self.forms = forms
        self.pairs = pairs
    }

    /// Whether a token begins a verb with a particle.
    func isHead(_ token: Token) -> Bool { pairs[token.hash] != nil }

    /// The verb that two tokens are the given form of: "leave" and "out".
    func verb(_ token: Token, with particle: Token, _ form: Form) -> Verb? {
        pairs[token.hash]?.first { $0.particle == particle.hash && $0.form == form }.map { verbs[$0.verb] }
    }

    /// The verb of which a token is the given form.
    func verb(_ token: Token, _ form: Form) -> Verb? { verb(token.hash, form) }

    /// The verb of which a word is the given form.
    func verb(_ word: UInt64, _ form: Form) -> Verb? {
        guard let entries = forms[word] else { return nil }
        return entries.first { $0.form == form }.map { verbs[$0.verb] }
    }

    /// Whether a token is any form of a verb of advice.
    func isVerb(_ token: Token) -> Bool { forms[token.hash] != nil }
}
