/// Phrases written with alternatives: `(rise|rises|rose) (when|after)` stands for six phrases.
///
/// A trigger of a rule is a whole phrase with all its inflections, since nothing is stemmed when texts are read; brackets keep the file
/// readable, and cost nothing, for they are spelt out when it is read.
package enum PhrasePattern {
    /// The phrases of a line, whose items are parted by "|" outside of brackets; nil where brackets are not closed, nested or empty.
    package static func phrases(_ line: String) -> [String]? {
        guard let items = items(of: line) else { return nil }
        var phrases: [String] = []
        for item in items {
            var spelt: [[String]] = [[]]
            for part in item {
                spelt = spelt.flatMap { begun in part.map { begun + [$0] } }
            }
            phrases += spelt.map { $0.filter { !$0.isEmpty }.joined(separator: " ") }
        }
        return phrases
    }

    /// A phrase as posts spell it, without apostrophes ("doesnt touch my", "im wired"); nil where it has none that is left out.
    package static func typed(_ phrase: String) -> String? {
        guard phrase.contains("'") else { return nil }
        var typed = phrase.replacing("n't", with: "nt")
        for contracted in ["i'm", "i've"] {
            typed = (" " + typed).replacing(" " + contracted, with: " " + contracted.filter { $0 != "'" })
            typed.removeFirst()
        }
        return typed == phrase ? nil : typed
    }

    /// Items of a line, each a sequence of parts, each a list of alternatives.
    private static func items(of line: String) -> [[[String]]]? {
        var items: [[[String]]] = [[]]
        var rest = line[...]
        while let mark = rest.firstIndex(where: { $0 == "|" || $0 == "(" || $0 == ")" }) {
            add(rest[..<mark], to: &items)
            let next = rest.index(after: mark)
            switch rest[mark] {
            case "|":
                items.append([])
                rest = rest[next...]
            case "(":
                guard let close = rest[next...].firstIndex(of: ")"), !rest[next..<close].contains("(") else {
                    return nil
                }
                let own = rest[next..<close].split(separator: "|", omittingEmptySubsequences: false).map {
                    RuleFile.trimmed(String($0))
                }
                guard own.count > 1, own.allSatisfy({ !$0.isEmpty }) else { return nil }
                items[items.count - 1].append(own)
                rest = rest[rest.index(after: close)...]
            default: return nil
            }
        }
        add(rest, to: &items)
        return items.filter { !$0.isEmpty }
    }

    private static func add(_ text: Substring, to items: inout [[[String]]]) {
        let own = RuleFile.trimmed(String(text))
        if !own.isEmpty { items[items.count - 1].append([own]) }
    }
}
