package import Events

/// The keys of a citation block: all that decides which study it names.
package struct CitationSignature: Hashable, Sendable {
    /// `doi:…`, `pmid:…`, `pmc:…`, `nct:…`, lower case, as printed, ascending.
    package var identifiers: [String]
    package var titleKey: String?
    package var citationKey: String?

    package init(identifiers: [String], titleKey: String?, citationKey: String?) {
        self.identifiers = identifiers
        self.titleKey = titleKey
        self.citationKey = citationKey
    }

    package var keys: [String] { identifiers + [titleKey, citationKey].compactMap { $0 } }
    /// All keys, one a line: equal for equal signatures only.
    package var name: String { keys.joined(separator: "\n") }
    /// How it names its study.
    package var method: String { !identifiers.isEmpty ? "identifier" : titleKey != nil ? "title" : "citation" }
}

/// One citation block of one article, reduced to the keys by which studies are told apart.
package struct CitationBlock: Hashable, Sendable {
    package var article: String
    /// Index into the article's references; -1 for the record itself (a paper's own identifier).
    package var index: Int
    package var role: ReferenceRole
    /// `doi:…`, `pmid:…`, `pmc:…`, `nct:…`, lower case, as printed, ascending.
    package var identifiers: [String]
    /// Normalised words of a title of four words or more.
    package var titleKey: String?
    /// Surnames, journal and year; only where all three are printed.
    package var citationKey: String?
    package var title: String?
    package var authors: [String]
    package var year: Int?

    package init(article: String, index: Int, role: ReferenceRole) {
        self.article = article
        self.index = index
        self.role = role
        identifiers = []
        authors = []
    }

    package init(article: String, index: Int, _ reference: Reference) {
        self.init(article: article, index: index, role: reference.role)
        var identifiers: Set<String> = []
        if let doi = reference.doi { identifiers.insert("doi:" + doi.lowercased()) }
        if let pmid = reference.pmid { identifiers.insert("pmid:" + pmid.lowercased()) }
        if let pmcid = reference.pmcid { identifiers.insert("pmc:" + pmcid.lowercased()) }
        for registration in reference.registrations { identifiers.insert("nct:" + registration.lowercased()) }
        self.identifiers = identifiers.sorted()
        title = reference.title
        authors = reference.authors
        year = reference.year
        if let title = reference.title {
            let words = Self.words(title)
            if words.count >= 4 { titleKey = "title:" + words.joined(separator: " ") }
        }
        if let journal = reference.journal, let year = reference.year, let first = reference.authors.first {
            citationKey = "cite:" + Self.surname(first) + "|" + Self.words(journal).joined(separator: " ") + "|\(year)"
        }
    }

    /// The blocks of an article: its references and, for a paper, the record itself.
    package static func blocks(of article: Article) -> [CitationBlock] {
        var blocks = article.references.enumerated().map { CitationBlock(article: article.id, index: $0, $1) }
        let document = article.document
        let isRecord = document.ownID != nil || document.kind == .paper
        // A page that names one study and nothing else reports it.
        let namesOne = article.references.isEmpty && document.doi.count <= 1 && document.pmid.count <= 1
        if isRecord || namesOne {
            var own = CitationBlock(article: article.id, index: -1, role: .reported)
            var identifiers: Set<String> = []
            if let ownID = document.ownID { identifiers.insert(ownID.lowercased()) }
            if namesOne {
                for doi in document.doi { identifiers.insert("doi:" + doi.lowercased()) }
                for pmid in document.pmid { identifiers.insert("pmid:" + pmid.lowercased()) }
                for pmcid in document.pmcid.prefix(1) { identifiers.insert("pmc:" + pmcid.lowercased()) }
            }
            own.identifiers = identifiers.sorted()
            if isRecord {
                own.title = document.title
                own.authors = document.authors
                own.year = document.published.flatMap { Int($0.prefix(4)) }
                if let title = document.title {
                    let words = words(title)
                    if words.count >= 4 { own.titleKey = "title:" + words.joined(separator: " ") }
                }
            }
            if own.hasKeys { blocks.insert(own, at: 0) }
        }
        return blocks.filter(\.hasKeys)
    }

    package var hasKeys: Bool { !identifiers.isEmpty || titleKey != nil || citationKey != nil }
    package var signature: CitationSignature {
        CitationSignature(identifiers: identifiers, titleKey: titleKey, citationKey: citationKey)
    }

    /// The block that stands for the article's own study: the record itself, else its first reported reference.
    package static func reported(_ blocks: [CitationBlock]) -> CitationBlock? {
        blocks.first { $0.index == -1 } ?? blocks.first { $0.role == .reported }
    }

    static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    /// `Smith J`, `J. Smith`, `Smith, John`: the longest word.
    static func surname(_ author: String) -> String {
        if let comma = author.firstIndex(of: ",") { return words(String(author[..<comma])).joined(separator: " ") }
        return words(author).enumerated().max { ($0.element.count, -$0.offset) < ($1.element.count, -$1.offset) }?
            .element ?? ""
    }
}

/// Tells which citation blocks name one study: by identifier, else by title, else by first author, journal and year.
///
/// A weaker key joins only where the stronger ones leave a single study to join: a title that two identifiers share is
/// ambiguous and joins neither. Blocks with the same keys always have the same study, so that it is enough to ask for one of each.
package enum WorkResolver {
    /// - Parameter signatures: everything that is connected through any key, in any order.
    /// - Returns: the work of every one, in the order given.
    package static func works(of signatures: [CitationSignature]) -> [UInt64] {
        let order = signatures.indices.sorted { signatures[$0].name < signatures[$1].name }
        var sets = UnionFind(count: signatures.count)
        for members in groups(order, keys: { signatures[$0].identifiers }) {
            for member in members.dropFirst() { sets.join(members[0], member) }
        }
        for members in groups(order, keys: { [signatures[$0].titleKey].compactMap { $0 } }) {
            joinUnlessAmbiguous(members, strong: { !signatures[$0].identifiers.isEmpty }, &sets)
        }
        for members in groups(order, keys: { [signatures[$0].citationKey].compactMap { $0 } }) {
            joinUnlessAmbiguous(
                members, strong: { !signatures[$0].identifiers.isEmpty || signatures[$0].titleKey != nil }, &sets)
        }
        var smallest: [Int: String] = [:]
        for index in signatures.indices {
            let root = sets.root(index)
            for key in signatures[index].keys { smallest[root] = min(smallest[root] ?? key, key) }
        }
        return signatures.indices.map { StableHash.of([smallest[sets.root($0)] ?? signatures[$0].name]) }
    }

    private static func groups(_ order: [Int], keys: (Int) -> [String]) -> [[Int]] {
        var groups: [String: [Int]] = [:]
        for index in order { for key in keys(index) { groups[key, default: []].append(index) } }
        return groups.keys.sorted().compactMap { groups[$0] }
    }

    private static func joinUnlessAmbiguous(_ members: [Int], strong: (Int) -> Bool, _ sets: inout UnionFind) {
        let strongRoots = Set(members.filter(strong).map { sets.root($0) })
        let joined = strongRoots.count <= 1 ? members : members.filter { !strong($0) }
        guard let first = joined.first else { return }
        for member in joined.dropFirst() { sets.join(first, member) }
    }
}
