import Events

/// What a page says of itself, from the surest place to the least: JSON-LD, meta elements, microdata, `time`, the address,
/// the visible text near the title.
struct PageMetadata {
    private(set) var document = DocumentMetadata()
    private(set) var linked: LinkedData
    /// Meta elements by name, lower case; the first of a name wins, authors are all kept.
    private var meta: [String: String] = [:]
    private var metaAuthors: [String] = []
    private let map: PageMap
    private(set) var generator = ""

    private var tree: HTMLTree { map.tree }

    /// The page's own description of itself.
    var summary: String? { meta["og:description"] ?? meta["description"] ?? meta["twitter:description"] }

    /// Whether the page calls itself an article where social networks look for it.
    var isMarkedArticle: Bool { meta["og:type"]?.asciiLower.contains("article") ?? false }

    /// Whether the page gives the data of a journal's article that search engines for papers read (Highwire Press tags).
    var isPaper: Bool {
        guard meta["citation_title"] != nil else { return false }
        return [
            "citation_journal_title", "citation_journal_abbrev", "citation_doi", "citation_pmid", "citation_issn",
        ].contains { meta[$0] != nil }
    }

    init(_ map: PageMap, _ description: SourceDescription) {
        self.map = map
        linked = LinkedData(map.tree.linkedData)
        readMeta()
        generator = meta["generator"]?.asciiLower ?? ""
        document.url = address(description)
        document.site = site()
        let finder = TitleFinder(
            map: map,
            offered: [
                linked.headline, meta["og:title"], meta["citation_title"], meta["dc.title"], meta["twitter:title"],
            ],
            url: document.url)
        let title = finder.title(site: document.site)
        document.title = title?.text
        if document.site == nil { document.site = title?.site }
        document.authors = AuthorFinder(map: map, site: document.site, linked: linked, stated: metaAuthors).authors()
        document.language = declaredLanguage()
        let dates = PublicationDates(
            map: map, meta: meta, linked: linked, url: document.url, title: document.title,
            isDayFirst: !(document.language ?? "en").hasPrefix("en"), retrieved: description.retrieved)
        document.modified = dates.modified()
        if let found = dates.published() {
            document.published = found.date
            document.publishedFrom = found.rule
        }
    }

    private mutating func readMeta() {
        for node in 0..<tree.count where tree.tag(node) == .meta {
            guard let name = tree.value(node, .property) ?? tree.value(node, .name) ?? tree.value(node, .itemprop),
                let content = tree.value(node, .content), !content.isEmpty
            else { continue }
            let key = name.asciiLower
            if [
                "author", "article:author", "dc.creator", "citation_author", "parsely-author", "sailthru.author", "byl",
                "dcterms.creator",
                "article:author_name", "og:article:author",
            ].contains(key) {
                if key == "citation_author" || metaAuthors.isEmpty { metaAuthors.append(content) }
            }
            if meta[key] == nil { meta[key] = content }
        }
    }

    private func address(_ description: SourceDescription) -> String? {
        var candidates: [String] = []
        for node in 0..<tree.count where tree.tag(node) == .link {
            if tree.value(node, .rel)?.asciiLower == "canonical", let link = tree.value(node, .href) {
                candidates.append(link)
            }
        }
        if let link = meta["og:url"] { candidates.append(link) }
        for candidate in candidates {
            guard let resolved = CanonicalURL.resolve(candidate, base: description.url) else { continue }
            // Only the page's own address counts: same site, and no home page in place of an article.
            if let own = description.url {
                guard CanonicalURL.site(own) == CanonicalURL.site(resolved) else { continue }
                if CanonicalURL.path(resolved)?.isEmpty == true, CanonicalURL.path(own)?.isEmpty == false { continue }
            }
            return resolved
        }
        return description.url
    }

    private func site() -> String? {
        if let name = meta["og:site_name"] { return name }
        if let name = linked.publisher { return name }
        if let name = meta["application-name"], !name.isEmpty { return name }
        return nil
    }

    private func declaredLanguage() -> String? {
        for node in 0..<min(tree.count, 40) where tree.tag(node) == .html {
            if let language = tree.value(node, .lang), !language.isEmpty { return language.asciiLower }
        }
        return linked.language?.asciiLower ?? meta["og:locale"]?.asciiLower ?? meta["language"]?.asciiLower
    }
}
