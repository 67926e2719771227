package import Events

/// Identifiers of one citation block, in the order of their strength.
package enum WorkKey {
    /// All keys of a reference: `doi:…`, `pmid:…`, `pmc:…`, `trial:…`, then `title:…`, then `cite:…` (first author, journal, year).
    package static func all(_ reference: Reference) -> [String] {
        var keys: [String] = []
        if let doi = reference.doi { keys.append("doi:" + doi.lowercased()) }
        if let pmid = reference.pmid { keys.append("pmid:" + pmid) }
        if let pmcid = reference.pmcid { keys.append("pmc:" + pmcid.uppercased()) }
        keys += reference.registrations.map { "trial:" + $0.uppercased() }
        if let title = reference.title.flatMap(normalisedTitle) { keys.append("title:" + title) }
        if let author = reference.authors.first, let journal = reference.journal, let year = reference.year {
            let name = words(author).last ?? ""
            let journal = words(journal).joined(separator: " ")
            if !name.isEmpty, !journal.isEmpty { keys.append("cite:\(name)|\(journal)|\(year)") }
        }
        return keys
    }

    package static func strongest(_ reference: Reference) -> String? { all(reference).first }

    /// How a key links an article to a study.
    package static func method(_ key: String) -> String {
        if key.hasPrefix("title:") { return "title" }
        if key.hasPrefix("cite:") { return "citation" }
        return "identifier"
    }

    /// Letters and digits of a title of five words or more: shorter ones name too many studies.
    package static func normalisedTitle(_ title: String) -> String? {
        let words = words(title)
        return words.count >= 5 ? words.joined(separator: " ") : nil
    }

    private static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}
