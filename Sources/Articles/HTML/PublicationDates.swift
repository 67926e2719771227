import Events

/// When a page says it was published: from linked data, meta elements, microdata, `time`, the address, the visible text.
struct PublicationDates {
    let map: PageMap
    /// Meta elements by name, lower case.
    let meta: [String: String]
    let linked: LinkedData
    let url: String?
    let title: String?
    let isDayFirst: Bool
    let retrieved: String?

    private var tree: HTMLTree { map.tree }

    private static let published = [
        "article:published_time", "article:published", "og:article:published_time", "datepublished", "date", "dc.date",
        "dc.date.issued", "dcterms.date", "dcterms.created", "dc.date.created", "citation_publication_date",
        "citation_date",
        "pubdate", "publishdate", "publish-date", "publish_date", "sailthru.date", "parsely-pub-date",
        "originalpublicationdate", "article_date_original", "cxenseparse:recs:publishtime", "timestamp",
        "last-modified-date", "displaydate", "og:pubdate", "article.published", "created", "bt:pubdate", "ptime",
        "dc.terms.issued", "citation_online_date", "published-date", "rnews:datepublished", "datecreated",
        "article:created",
        "pub_date", "publication_date", "article.created", "dc.created", "og:published_time", "news_publish_date",
    ]

    func modified() -> String? {
        for text in [linked.modified, meta["article:modified_time"], meta["og:updated_time"], meta["datemodified"]] {
            if let date = read(text) { return date }
        }
        return nil
    }

    func published() -> (date: String, rule: DateRule)? {
        // A day in the address is that of the first publication; a page that was published anew states a later one.
        let addressed = urlDate()
        func first(_ date: String, _ rule: DateRule) -> (date: String, rule: DateRule) {
            guard let addressed, let day = Day(iso: addressed), let stated = Day(iso: date) else { return (date, rule) }
            let days = stated.epochDays - day.epochDays
            // A time of UTC beside the next or the last day is that of a site in another zone.
            let isOtherZone = abs(days) == 1 && (date.hasSuffix("Z") || date.hasSuffix("+00:00"))
            return days > 1 || isOtherZone ? (addressed, .url) : (date, rule)
        }
        if let date = read(linked.published) { return first(date, .jsonLD) }
        for name in Self.published {
            if let date = read(meta[name]) { return first(date, .meta) }
        }
        if let date = microdata() { return (date, .microdata) }
        if let date = timeElement() { return (date, .timeElement) }
        if let date = addressed { return (date, .url) }
        if let date = visible() { return (date, .visible) }
        if let date = titled() { return (date, .headerLine) }
        if let date = urlMonth() { return (date, .url) }
        return nil
    }

    /// A day that the title begins or ends with: "08.11.2021 | Meeting of the committee".
    private func titled() -> String? {
        guard let title, let found = DateScanner.first(in: title, dayFirst: isDayFirst), found.hasDay,
            found.low == 0 || found.high == title.utf8.count
        else { return nil }
        return found.iso
    }

    private func read(_ text: String?) -> String? { text.flatMap { DateScanner.first(in: $0)?.iso } }

    private func microdata() -> String? {
        for node in 0..<tree.count {
            guard let property = tree.bytes(node, .itemprop),
                Bytes.find("datePublished", in: property) != nil || Bytes.find("dateCreated", in: property) != nil
            else { continue }
            if map.isComment[node] { continue }
            let text = tree.value(node, .content) ?? tree.value(node, .datetime) ?? tree.string(node)
            if let date = DateScanner.first(in: text, dayFirst: isDayFirst)?.iso { return date }
        }
        return nil
    }

    private func timeElement() -> String? {
        var first: String?
        for node in 0..<tree.count
        where tree.tag(node) == .time || (tree.tag(node) == .abbr && map.flags[node].contains(.date)) {
            if map.isComment[node] { continue }
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
        guard let url, let path = CanonicalURL.path(url) else { return nil }
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

    /// "/2012/08/title": a month, where nothing tells the day.
    private func urlMonth() -> String? {
        guard let url, let path = CanonicalURL.path(url) else { return nil }
        let parts = path.split(separator: "/")
        for (part, next) in zip(parts, parts.dropFirst()) where part.utf8.count == 4 && next.utf8.count == 2 {
            guard let year = Int(part), year >= 1995, year <= 2100, let month = Int(next), month >= 1, month <= 12
            else {
                continue
            }
            return Day.padded(year, 4) + "-" + Day.padded(month, 2)
        }
        return nil
    }

    /// A date in an element named for it, else in a short line: below the title first, then above it, then anywhere.
    private func visible() -> String? {
        guard let heading = titleHeading() else { return visible(in: 0..<tree.count) }
        let below = heading..<min(tree.count, heading + 200)
        let above = max(0, heading - 80)..<heading
        return visible(in: below) ?? visible(in: above) ?? visible(in: 0..<tree.count)
    }

    private func titleHeading() -> Int? {
        guard let title else { return nil }
        let wanted = TitleFold.folded(title)
        return (0..<tree.count).first { node in
            (tree.tag(node) == .h1 || tree.tag(node) == .h2) && map.textLength[node] > 5
                && TitleFold.folded(tree.string(node)) == wanted
        }
    }

    private func visible(in range: Range<Int>) -> String? {
        var fallback: String?
        for node in range {
            let named = !map.flags[node].isDisjoint(with: [.date, .byline])
            let length = map.textLength[node]
            guard length >= 6, length < 160, tree.tag(node) != .text, !map.isComment[node] else { continue }
            if named {
                let text = tree.spacedText(node)
                if let found = DateScanner.first(in: text[...], dayFirst: isDayFirst, retrieved: retrieved),
                    found.hasDay,
                    !isUpdate(text[..<found.low])
                {
                    return found.iso
                }
            } else if fallback == nil, length < 60, !map.isRemoved[node], tree.tag(node) != .a,
                tree.tag(node).headingLevel == 0
            {
                let text = tree.spacedText(node)
                if let found = DateScanner.first(in: text[...], dayFirst: isDayFirst), found.hasDay,
                    !isUpdate(text[..<found.low])
                {
                    fallback = found.iso
                }
            }
        }
        return fallback
    }

    /// Whether what stands before a date says that it is that of a change.
    private func isUpdate(_ text: ArraySlice<UInt8>) -> Bool {
        let lower = Bytes.lowered(text.suffix(40))
        return Self.updates.contains { Bytes.find($0, in: lower[...]) != nil }
    }

    private static let updates: [[UInt8]] = [
        "updated", "modified", "mis à jour", "mise à jour", "aktualisiert", "geändert", "actualizado", "aggiornato",
    ].map { Array($0.utf8) }
}
