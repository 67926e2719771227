/// Finds who wrote a page: from linked data and meta elements, marks of the markup, links to writers' pages, bylines.
struct AuthorFinder {
    let map: PageMap
    let site: String?
    let linked: LinkedData
    /// What meta elements state.
    let stated: [String]

    private var tree: HTMLTree { map.tree }

    func authors() -> [String] {
        let lists = [linked.authors, stated, marked()]
        for list in lists {
            let cleaned = AuthorNames.cleaned(list, site: site)
            if !cleaned.isEmpty { return cleaned }
        }
        for found in [linkedName(), named(.author), named(.byline), printedByline(), namedInside()] {
            if let found { return found }
        }
        return AuthorNames.cleaned(linked.organisations, site: site)
    }

    /// Elements that say in their markup that they hold the writer.
    private func marked() -> [String] {
        var names: [String] = []
        for node in 0..<tree.count where !map.isRemoved[node] && !map.isComment[node] {
            let rel = tree.bytes(node, .rel)?.elementsEqual("author".utf8) ?? false
            let property = tree.bytes(node, .itemprop)?.elementsEqual("author".utf8) ?? false
            guard rel || property else { continue }
            let inner = ((node + 1)..<max(node + 1, tree.end(node))).first {
                tree.bytes($0, .itemprop)?.elementsEqual("name".utf8) ?? false
            }
            let text =
                inner.map { tree.value($0, .content) ?? tree.string($0) } ?? tree.value(node, .content)
                ?? tree.string(node)
            if !text.isEmpty, text.utf8.count < 80 { names.append(text) }
        }
        return names
    }

    /// Paths of pages about one writer.
    private static let writerPages: [[UInt8]] = [
        "/author/", "/authors/", "/autor/", "/autoren/", "/auteur/", "/auteurs/", "/autore/", "/autores/",
        "/redakteur/",
        "/people/", "/staff/", "/contributor/", "/contributors/", "/journalist/", "/journalists/", "/writers/", "/by/",
        "/member/", "/members/", "/user/", "/users/", "/profile/", "?author=", "/team/", "/reporters/", "/columnists/",
    ].map { Array($0.utf8) }

    /// The first link to a writer's page that prints a name, outside of comments and lists of other articles.
    private func linkedName() -> [String]? {
        for node in 0..<tree.count where tree.tag(node) == .a && !map.isComment[node] {
            guard map.textLength[node] >= 3, map.textLength[node] < 45, let link = tree.bytes(node, .href) else {
                continue
            }
            let lower = Bytes.lowered(link.prefix(300))
            guard Self.writerPages.contains(where: { Bytes.find($0, in: lower[...]) != nil }), !isInList(node) else {
                continue
            }
            if let names = names(tree.string(node)) { return names }
        }
        return nil
    }

    /// Inside of what is named for other articles, or removed with the page's chrome.
    private func isInList(_ node: Int) -> Bool {
        var current = node
        while current > 0 {
            if !map.flags[current].isDisjoint(with: [.related, .sidebar, .navigation, .footer]),
                tree.tag(current) != .body, tree.tag(current) != .html,
                map.proseLength[current] * 2 < map.proseLength[0]
            {
                return true
            }
            current = tree.parent(current)
        }
        return false
    }

    /// Elements named for it: the first one that holds a name.
    private func named(_ wanted: ClassFlags) -> [String]? {
        for node in 0..<tree.count where map.flags[node].contains(wanted) {
            let length = map.textLength[node]
            guard length > 3, length < 90, !map.isComment[node], !(map.isRemoved[node] && wanted == .byline) else {
                continue
            }
            let text = Bytes.string(tree.spacedText(node))
            if let start = AuthorNames.bylineStart(text) {
                if let names = names(start) { return names }
            } else if wanted == .author, length < 60, let names = names(text) {
                return names
            }
        }
        return nil
    }

    /// "Posted on DATE by NAME" in what is named for a byline, a date or the writer.
    private func namedInside() -> [String]? {
        for node in 0..<tree.count where !map.flags[node].isDisjoint(with: [.byline, .date, .author]) {
            guard !map.isComment[node], map.textLength[node] > 10, map.textLength[node] < 140 else { continue }
            if let name = AuthorNames.bylineInside(Bytes.string(tree.spacedText(node))), let names = names(name) {
                return names
            }
        }
        return nil
    }

    /// "By NAME" as a line of its own.
    private func printedByline() -> [String]? {
        for node in 0..<tree.count where !map.isRemoved[node] && !map.isComment[node] && tree.tag(node) != .text {
            let length = map.textLength[node]
            guard length > 5, length < 70, map.proseLength[node] < 60 else { continue }
            let text = Bytes.string(tree.spacedText(node))
            guard let start = AuthorNames.bylineStart(text), AuthorNames.looksLikePerson(start),
                let names = names(start)
            else {
                continue
            }
            return names
        }
        return nil
    }

    private func names(_ text: String) -> [String]? {
        let cleaned = AuthorNames.cleaned([text], site: site)
        return cleaned.isEmpty ? nil : cleaned
    }
}
