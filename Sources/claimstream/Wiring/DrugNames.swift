import Annotation
import Events

/// What a name stands for by the lexicon, the user's own included: `tail --drug Zoloft` and `--drug SSRI` ask.
struct DrugNames {
    private let lexicon: Lexicon

    init(userLexicon: String?) throws(CommandFailure) {
        lexicon = try AnnotatorFactory.lexicon(try AnnotatorFactory.folder(), userLexicon: userLexicon)
    }

    /// Subjects of claims, in lower case: the substance, the ingredients of a combination, and a class with its members.
    func subjects(named name: String) -> Set<String> {
        var found: Set<String> = []
        for meaning in lexicon.lookup(name) {
            let substance = meaning.substance
            found.insert(substance.name.lowercased())
            found.formUnion(substance.ingredients.map { $0.lowercased() })
            guard substance.kind == .drugClass else { continue }
            for member in lexicon.substances where member.classes.contains(substance.name) {
                found.insert(member.name.lowercased())
            }
        }
        return found
    }
}
