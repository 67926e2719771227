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
    private let retrieved: String?
    private(set) var generator = ""

    private var tree: HTMLTree { map.tree }

    /// The page's own description of itself.
    var summary: String? { meta["og:description"] ?? meta["description"] ?? meta["twitter:description"] }

    /// Whether the page calls itself an article where social networks look for it.
    var isMarkedArticle: Bool { meta["og:type"]?.asciiLower.contains("article") ?? false }

    init(_ map: PageMap, _ description: SourceDescription) {
        self.map = map
        retrieved = description.retrieved
        linked = LinkedData(map.tree.linkedData)
        readMeta()
        generator = meta["generator"]?.asciiLower ?? ""
        document.url = address(description)
        document.site = site()
        document.title = title()
        document.authors = authors()
        publication(description)
        document.language = declaredLanguage()
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

    // MARK: title

    private mutating func title() -> String? {
        var headings: [String] = []
        var seconds: [String] = []
        var visible: Set<String> = []
        for node in 0..<tree.count {
            let tag = tree.tag(node)
            guard
                tag == .h1 || tag == .h2 || ((tag == .a || tag == .strong || tag == .h3) && map.textLength[node] < 200)
            else { continue }
            let text = tree.string(node)
            guard !text.isEmpty else { continue }
            if tag == .h1 { headings.append(text) }
            if tag == .h2, text.utf8.count < 250 { seconds.append(text) }
            visible.insert(TitleFold.folded(text))
        }
        var page: String?
        for node in 0..<tree.count where tree.tag(node) == .title {
            let text = tree.string(node)
            if !text.isEmpty {
                page = text
                break
            }
        }
        let offered = [
            linked.headline, meta["og:title"], meta["citation_title"], meta["dc.title"], meta["twitter:title"], page,
        ].compactMap { $0?.collapsed }
        // A heading that the page's own titles contain is the title without the site's tail; the longest, as the site's name is
        // often a heading too.
        let folds = offered.map { TitleFold.folded($0) }
        let contained = (headings + seconds).filter { heading in
            guard heading.utf8.count >= 8 else { return false }
            let folded = TitleFold.folded(heading)
            return folds.contains { $0.contains(folded) }
        }
        if let longest = contained.max(by: { $0.utf8.count < $1.utf8.count }) { return longest }
        if let page, let cut = TitleFold.cut(page, visible: visible) {
            if document.site == nil { document.site = cut.site }
            return cut.title
        }
        if headings.count == 1, headings[0].utf8.count >= 15, Bytes.wordCount(Array(headings[0].utf8)[...]) > 2 {
            return headings[0]
        }
        guard let first = offered.first(where: { !$0.isEmpty }) else { return headings.first }
        return TitleFold.withoutSite(first, site: document.site ?? meta["og:site_name"], url: document.url)
    }

    // MARK: authors

    private func authors() -> [String] {
        var lists: [[String]] = [linked.authors, metaAuthors]
        var marked: [String] = []
        for node in 0..<tree.count where !map.isRemoved[node] {
            let rel = tree.bytes(node, .rel)?.elementsEqual("author".utf8) ?? false
            let property = tree.bytes(node, .itemprop)?.elementsEqual("author".utf8) ?? false
            if rel || property {
                let text = tree.string(node)
                if !text.isEmpty, text.utf8.count < 80 { marked.append(text) }
            }
        }
        lists.append(marked)
        for list in lists {
            let cleaned = AuthorNames.cleaned(list, site: document.site)
            if !cleaned.isEmpty { return cleaned }
        }
        // Elements named for it, the surest first: the first one that holds a name.
        for wanted in [ClassFlags.author, .byline] {
            for node in 0..<tree.count where map.flags[node].contains(wanted) {
                let length = map.textLength[node]
                guard length > 3, length < 70, !isInComment(node), !(map.isRemoved[node] && wanted == .byline) else {
                    continue
                }
                let text = tree.string(node)
                let lower = text.asciiLower
                guard wanted == .author || lower.hasPrefix("by ") || lower.hasPrefix("von ") || lower.hasPrefix("par ")
                else { continue }
                let cleaned = AuthorNames.cleaned([text], site: document.site)
                if !cleaned.isEmpty { return cleaned }
            }
        }
        return []
    }

    // MARK: dates

    private mutating func publication(_ description: SourceDescription) {
        func read(_ text: String?) -> String? {
            guard let text else { return nil }
            return DateScanner.first(in: text)?.iso
        }
        document.modified =
            read(linked.modified) ?? read(meta["article:modified_time"]) ?? read(meta["og:updated_time"])
            ?? read(meta["dateModified"])
        if let date = read(linked.published) { return set(date, .jsonLD) }
        for name in [
            "article:published_time", "article:published", "og:article:published_time", "datepublished", "date",
            "dc.date", "dc.date.issued", "dcterms.date",
            "dcterms.created", "dc.date.created", "citation_publication_date", "citation_date", "pubdate",
            "publishdate", "publish-date", "publish_date",
            "sailthru.date", "parsely-pub-date", "originalpublicationdate", "article_date_original",
            "cxenseparse:recs:publishtime", "timestamp",
            "last-modified-date", "displaydate", "og:pubdate", "article.published", "created", "bt:pubdate", "ptime",
            "dc.terms.issued",
            "citation_online_date", "published-date", "rnews:datepublished",
        ] {
            if let date = read(meta[name]) { return set(date, .meta) }
        }
        if let date = microdata() { return set(date, .microdata) }
        if let date = timeElement() { return set(date, .timeElement) }
        if let date = urlDate() { return set(date, .url) }
        if let date = visible() { return set(date, .visible) }
    }

    private mutating func set(_ date: String, _ rule: DateRule) {
        document.published = date
        document.publishedFrom = rule
    }

    private func microdata() -> String? {
        for node in 0..<tree.count {
            guard let property = tree.bytes(node, .itemprop),
                Bytes.find("datePublished", in: property) != nil || Bytes.find("dateCreated", in: property) != nil
            else { continue }
            if isInComment(node) { continue }
            let text = tree.value(node, .content) ?? tree.value(node, .datetime) ?? tree.string(node)
            if let date = DateScanner.first(in: text)?.iso { return date }
        }
        return nil
    }

    private func isInComment(_ node: Int) -> Bool {
        var current = node
        while current > 0 {
            if map.flags[current].contains(.comment), tree.tag(current) != .body, tree.tag(current) != .html {
                return true
            }
            current = tree.parent(current)
        }
        return false
    }

    private func timeElement() -> String? {
        var first: String?
        for node in 0..<tree.count
        where tree.tag(node) == .time || (tree.tag(node) == .abbr && map.flags[node].contains(.date)) {
            if isInComment(node) { continue }
            guard
                let date = DateScanner.first(
                    in: tree.value(node, .datetime) ?? tree.value(node, .title) ?? tree.string(node))?.iso
            else { continue }
            if map.flags[node].contains(.date), map.flags[node].isDisjoint(with: .actions), !map.isRemoved[node] {
                return date
            }
            if first == nil, !map.isRemoved[node] { first = date }
        }
        return first
    }

    private func urlDate() -> String? {
        guard let url = document.url, let path = CanonicalURL.path(url) else { return nil }
        let parts = path.split(separator: "/")
        for (index, part) in parts.enumerated() {
            guard part.utf8.count == 4, let year = Int(part), year >= 1995, year <= 2100, index + 2 < parts.count,
                let month = Int(parts[index + 1]),
                let day = Int(parts[index + 2].prefix(2)), month >= 1, month <= 12, day >= 1, day <= 31,
                parts[index + 1].utf8.count <= 2
            else { continue }
            return Day.padded(year, 4) + "-" + Day.padded(month, 2) + "-" + Day.padded(day, 2)
        }
        for part in parts {
            if let found = DateScanner.first(in: String(part)), found.hasDay, found.iso.utf8.count == 10 {
                return found.iso
            }
        }
        return nil
    }

    /// A date in an element named for it, else in a short line before the text.
    private func visible() -> String? {
        let dayFirst = tree.count > 1 && !(declaredLanguage() ?? "en").hasPrefix("en")
        var fallback: String?
        for node in 0..<tree.count {
            let named = !map.flags[node].isDisjoint(with: [.date, .byline])
            let length = map.textLength[node]
            guard length >= 6, length < 160, tree.tag(node) != .text, !isInComment(node) else { continue }
            if named {
                if let found = DateScanner.first(in: tree.allText(node)[...], dayFirst: dayFirst, retrieved: retrieved),
                    found.hasDay
                {
                    return found.iso
                }
            } else if fallback == nil, length < 60, !map.isRemoved[node], tree.tag(node) != .a,
                tree.tag(node).headingLevel == 0
            {
                if let found = DateScanner.first(in: tree.allText(node)[...], dayFirst: dayFirst), found.hasDay {
                    fallback = found.iso
                }
            }
        }
        return fallback
    }

    private func declaredLanguage() -> String? {
        for node in 0..<min(tree.count, 40) where tree.tag(node) == .html {
            if let language = tree.value(node, .lang), !language.isEmpty { return language.asciiLower }
        }
        return linked.language?.asciiLower ?? meta["og:locale"]?.asciiLower ?? meta["language"]?.asciiLower
    }
}

/// Titles compared and cut.
enum TitleFold {
    /// Letters and digits in lower case, for comparing.
    static func folded(_ text: String) -> String {
        Bytes.string(
            Bytes.lowered(text.utf8).filter { Bytes.isWord($0) && $0 != 0xE2 && $0 != 0x80 && $0 != 0x98 && $0 != 0x99 }
        )
    }

    /// Cuts a title where one of its parts stands on the page as a heading or link of its own: the site's name in the head of
    /// the page, or the title above the text.
    static func cut(_ title: String, visible: Set<String>) -> (title: String, site: String)? {
        for separator in [" | ", " - ", " – ", " — ", " » ", " :: ", " · ", " • "] {
            let parts = split(title, separator)
            guard parts.count > 1, let last = parts.last else { continue }
            let head = parts.dropLast().joined(separator: separator)
            guard Bytes.wordCount(Array(last.utf8)[...]) <= 6, Bytes.wordCount(Array(head.utf8)[...]) >= 3 else {
                continue
            }
            if visible.contains(folded(last)) || visible.contains(folded(head)) {
                return (head.collapsed, last.collapsed)
            }
        }
        return nil
    }

    /// Cuts " | Site", " - Site" and the like from either end.
    static func withoutSite(_ title: String, site: String?, url: String?) -> String {
        let separators = [" | ", " - ", " – ", " — ", " » ", " :: ", " · ", " • ", " / ", " « "]
        let names = [site, url.flatMap { CanonicalURL.site($0) }].compactMap { $0.map(folded) }.filter { !$0.isEmpty }
        var best = title
        for _ in 0..<2 {
            for separator in separators {
                let parts = split(best, separator)
                guard parts.count > 1 else { continue }
                let last = folded(parts[parts.count - 1])
                let first = folded(parts[0])
                let head = parts.dropLast().joined(separator: separator)
                func isSite(_ part: String) -> Bool {
                    !part.isEmpty && names.contains { $0.contains(part) || part.contains($0) }
                }
                if isSite(last) {
                    best = head
                } else if isSite(first), parts.count > 1, Bytes.wordCount(Array(parts[0].utf8)[...]) <= 4 {
                    best = parts.dropFirst().joined(separator: separator)
                } else if separator == " | " || separator == " » " || separator == " :: ",
                    Bytes.wordCount(Array(parts[parts.count - 1].utf8)[...]) <= 4,
                    head.utf8.count > 20
                {
                    best = head
                } else if Bytes.wordCount(Array(parts[parts.count - 1].utf8)[...]) <= 4,
                    Bytes.wordCount(Array(head.utf8)[...]) >= 4, separator != " / ",
                    names.isEmpty
                {
                    best = head
                }
            }
        }
        return best.collapsed
    }

    private static func split(_ text: String, _ separator: String) -> [String] {
        var parts: [String] = []
        var rest = Array(text.utf8)[...]
        let mark = Array(separator.utf8)
        while let found = Bytes.find(mark, in: rest) {
            parts.append(Bytes.string(rest[rest.startIndex..<found]))
            rest = rest[(found + mark.count)...]
        }
        parts.append(Bytes.string(rest))
        return parts
    }
}

/// Makes names of people out of what pages print as their authors.
enum AuthorNames {
    static func cleaned(_ printed: [String], site: String?) -> [String] {
        var names: [String] = []
        for text in printed {
            for piece in pieces(text) {
                guard let name = name(piece, site: site), !names.contains(name) else { continue }
                names.append(name)
            }
        }
        return Array(names.prefix(40))
    }

    private static func pieces(_ text: String) -> [String] {
        var text = text.collapsed
        for prefix in [
            "erstellt von ", "zeige alle beiträge von ", "alle beiträge von ", "view all posts by ", "posts by ",
            "von: ", "interview: ",
            "text: ", "autor: ", "by ", "by: ", "von ", "par ", "por ", "written by ", "posted by ", "author: ",
            "authors: ", "story by ",
            "words by ", "reviewed by ",
        ]
        where text.asciiLower.hasPrefix(prefix) {
            text = String(text.dropFirst(prefix.count))
            break
        }
        var parts = [text]
        for separator in [" and ", " & ", "; ", " | ", " und ", ", ", " · ", " • "] {
            parts = parts.flatMap { part -> [String] in
                var out: [String] = []
                var rest = Array(part.utf8)[...]
                let mark = Array(separator.utf8)
                while let found = Bytes.find(mark, in: rest) {
                    out.append(Bytes.string(rest[rest.startIndex..<found]))
                    rest = rest[(found + mark.count)...]
                }
                out.append(Bytes.string(rest))
                // "Lastname, F." and degrees stay in one piece.
                if separator == ", ", out.contains(where: { $0.collapsed.utf8.count <= 5 }) {
                    return out.count == 2 || out.dropFirst().allSatisfy({ $0.collapsed.utf8.count <= 5 })
                        ? [out[0]] : out
                }
                return out
            }
        }
        return parts
    }

    private static func name(_ piece: String, site: String?) -> String? {
        var name = piece.collapsed
        while let last = name.unicodeScalars.last, ",.;:|-–—".unicodeScalars.contains(last), !name.hasSuffix("Jr."),
            !name.hasSuffix("Sr.")
        { name.removeLast() }
        name = name.collapsed
        let lower = name.asciiLower
        guard name.utf8.count >= 2, name.utf8.count <= 60, !lower.contains("http"), !lower.contains("www."),
            !lower.contains("@")
        else { return nil }
        if lower.hasSuffix(" ago") || DateScanner.first(in: name) != nil { return nil }
        if name.utf8.contains(where: Bytes.isDigit), Bytes.wordCount(Array(name.utf8)[...]) > 1 { return nil }
        let refused = [
            "admin", "administrator", "editor", "staff", "guest", "unknown", "anonymous", "author", "none", "null",
            "webmaster", "updated",
            "read more", "share", "follow", "posted", "print", "email", "view profile", "all posts", "comments",
        ]
        if refused.contains(lower) { return nil }
        guard Bytes.wordCount(Array(name.utf8)[...]) <= 6 else { return nil }
        if let site, TitleFold.folded(site) == TitleFold.folded(name) { return nil }
        return name
    }
}
