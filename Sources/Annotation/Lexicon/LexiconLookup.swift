package import Events

/// What the lexicon knows of a name, and what it holds in all: the answers of `lexicon lookup` and `lexicon stats`.
extension Lexicon {
    /// One meaning of a name.
    package struct Meaning: Sendable, Hashable {
        package let substance: Substance
        package let kind: DrugKind
        package let baseKind: DrugKind?
        package let match: MatchMethod
        /// The ambiguity rule that decides in text.
        package let rule: AmbiguityRule
        /// The spelling that the rule asks for, if it asks.
        package let spelling: String?
    }

    /// Explains a name as typed: listed forms first, then names known but never matched in text, then a misspelling.
    package func lookup(_ name: String) -> [Meaning] {
        let stream = TokenStream(name)
        guard stream.count > 0 else { return [] }
        var meanings = table.ids(of: stream).map { meaning(forms[Int($0)], match: nil) }
        if meanings.isEmpty, let index = lookupNames[name.lowercased()] {
            meanings.append(
                Meaning(
                    substance: substances[Int(index)], kind: substances[Int(index)].kind, baseKind: nil, match: .alias,
                    rule: .plain,
                    spelling: nil))
        }
        if meanings.isEmpty {
            // Forms whose rule is "never" are not in the matcher, but a person who asks should hear so.
            meanings += forms.lazy.filter { $0.rule == .never && self.substances[Int($0.substance)].name == name }.map {
                self.meaning($0, match: nil)
            }
        }
        if meanings.isEmpty, stream.count == 1 {
            let letters = (0..<Int(stream.tokens[0].length)).map { stream.lower(0, $0) }
            if let answer = misspellings.answer(letters.span, hash: stream.tokens[0].hash) {
                meanings.append(meaning(forms[Int(answer.form)], match: answer.distance == 1 ? .edit1 : .edit2))
            }
        }
        return meanings
    }

    private func meaning(_ form: Form, match: MatchMethod?) -> Meaning {
        Meaning(
            substance: substances[Int(form.substance)], kind: match == nil ? form.kind : .misspelling,
            baseKind: match == nil ? form.baseKind : form.kind, match: match ?? form.match, rule: form.rule,
            spelling: form.spelling >= 0 ? String(decoding: spellings[Int(form.spelling)], as: UTF8.self) : nil)
    }

    /// Sizes of the lexicon.
    package struct Statistics: Sendable, Hashable {
        package var substances = 0
        package var classes = 0
        package var combinations = 0
        package var forms = 0
        package var ambiguousForms = 0
        package var withRxCUI = 0
        package var withATC = 0
        /// Forms by kind, in the order of the kinds.
        package var formsByKind: [DrugKind: Int] = [:]
    }

    package func statistics() -> Statistics {
        var result = Statistics()
        for substance in substances {
            if substance.kind == .drugClass {
                result.classes += 1
            } else if substance.ingredients.count > 1 {
                result.combinations += 1
            } else {
                result.substances += 1
            }
            if substance.rxcui != nil { result.withRxCUI += 1 }
            if !substance.atc.isEmpty { result.withATC += 1 }
        }
        for form in forms where form.rule != .never {
            result.forms += 1
            if form.rule != .plain { result.ambiguousForms += 1 }
            result.formsByKind[form.kind, default: 0] += 1
        }
        return result
    }
}
