/// Chooses a page's title among its headings and what it calls itself.
struct TitleFinder {
    let map: PageMap
    /// Titles that the page states in its linked data and meta elements, the surest first.
    let offered: [String?]
    let url: String?

    private var tree: HTMLTree { map.tree }

    /// The title, and the site's name where the page's own title gives it away.
    func title(site: String?) -> (text: String, site: String?)? {
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
        let stated = offered.compactMap { $0?.collapsed }.filter { !$0.isEmpty }
        let offered = stated + [page].compactMap { $0?.collapsed }
        // A heading that the page's own titles contain is the title without the site's tail; the longest, as the site's name is
        // often a heading too.
        let folds = offered.map { TitleFold.folded($0) }
        let siteFold = site.map(TitleFold.folded)
        let contained = (headings + seconds).filter { heading in
            guard heading.utf8.count >= 8 else { return false }
            let folded = TitleFold.folded(heading)
            return folded != siteFold && folds.contains { $0.contains(folded) }
        }
        // The very title that the page states, before one that is a part of it.
        let exact = Set(stated.map(TitleFold.folded))
        if let same = contained.first(where: { exact.contains(TitleFold.folded($0)) }) { return (same, nil) }
        if let longest = contained.max(by: { $0.utf8.count < $1.utf8.count }) { return (longest, nil) }
        // A heading may print a kicker before the title that the page states.
        if let heading = headings.first, headings.count == 1 {
            let folded = TitleFold.folded(heading)
            if let tail = stated.first(where: { title in
                let part = TitleFold.folded(title)
                return part.utf8.count * 10 >= folded.utf8.count * 6 && folded.hasSuffix(part)
            }) {
                return (tail, nil)
            }
        }
        if let page, let cut = TitleFold.cut(page, visible: visible) { return (cut.title, cut.site) }
        if headings.count == 1, headings[0].utf8.count >= 15, Bytes.wordCount(Array(headings[0].utf8)[...]) > 2 {
            return (headings[0], nil)
        }
        guard let first = offered.first(where: { !$0.isEmpty }) else { return headings.first.map { ($0, nil) } }
        return (TitleFold.withoutSite(first, site: site, url: url), nil)
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
