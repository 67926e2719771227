import Annotation
import Events
import Reporting

/// Brings what the text engine's tables say of a report's drugs: label ranges, and whether a form is a brand or a misspelling.
enum ReportFacts {
    /// The contents with facts of their drugs; as they were where the files were made by another version of the tables, whose
    /// verdicts may be other ones.
    ///
    /// - Parameter userLexicon: the user's own lexicon, which the version counts in.
    static func added(
        to contents: ReportContents, userLexicon: String?
    ) throws(CommandFailure) -> ReportContents {
        let annotator = try AnnotatorFactory.make(userLexicon: userLexicon)
        guard annotator.engine.lexicon == contents.generation?.lexicon else { return contents }
        var contents = contents
        let table: PharmacologyTable
        do {
            table = try PharmacologyTable(folder: try AnnotatorFactory.folder())
        } catch {
            throw CommandFailure("the pharmacology table cannot be used: \(error)", exitCode: CommandFailure.broken)
        }
        for drug in contents.drugs {
            var facts = DrugFacts()
            let label = table.label(of: drug.ingredient)
            facts.usualMaximum = label?.usualMaximum
            facts.smallestUnit = label?.smallestUnit
            facts.source = label?.source
            for surface in drug.surfaces.keys {
                let meaning = annotator.lexicon.lookup(surface).first { $0.substance.name == drug.ingredient }
                facts.forms[surface] = meaning.map { form($0.kind) } ?? .other
            }
            contents.facts[drug.ingredient] = facts
        }
        return contents
    }

    private static func form(_ kind: DrugKind) -> DrugFacts.Form {
        switch kind {
        case .generic, .drugClass, .otherSubstance: .generic
        case .brand: .brand
        case .misspelling: .misspelling
        case .slang, .illicit: .informal
        }
    }
}
