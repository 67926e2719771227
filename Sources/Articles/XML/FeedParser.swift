import Events

/// Reads RSS 0.9x to 2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0 and CDF into a `Feed`. What is not well formed is read as far as
/// it goes.
package struct FeedParser {
    let description: SourceDescription
    let limits: ReaderLimits

    package init(description: SourceDescription, limits: ReaderLimits = .standard) {
        self.description = description
        self.limits = limits
    }

    /// Elements of a feed's head, and those whose inside must not be taken for it.
    private static let names: Set<String> = [
        "item", "entry", "title", "link", "language", "author", "creator", "managingeditor", "ttl", "updateperiod",
        "updatefrequency", "subtitle", "tagline", "description", "abstract", "modified", "updated", "date",
        "lastbuilddate", "pubdate", "lastmod", "image", "textinput", "skiphours", "skipdays", "cloud", "contributor",
        "generator", "info", "logo", "rights", "copyright", "summary", "issued", "created", "published",
    ]

    package func parse(_ bytes: [UInt8]) -> Feed {
        let text = FeedRepair.repaired(TextDecoding.decoded(bytes, declared: description.charset, isMarkup: true))
        var feed = Feed()
        var head = Head(base: description.url)
        let memory = SupplyBox(BytesSource(text))
        let reader = XMLRecordReader(
            recordLimit: limits.inputBytes, supply: { memory.source.read(upTo: $0) }, isUTF8: true)
        while let node = reader.nextFromMemory(Self.names) {
            head.base = reader.inherited("base") ?? description.url
            head.language = reader.inherited("lang")
            switch node.name {
            case "item", "entry":
                // CDF's channel is no ancestor that we read: its address stands in an attribute.
                if feed.link == nil, let address = reader.inherited("href") { feed.link = head.resolve(address) }
                feed.items.append(item(node, head, number: feed.items.count + 1))
            default: head.take(node, into: &feed)
            }
        }
        if feed.link == nil, let address = reader.inherited("href") { feed.link = head.resolve(address) }
        if feed.updated == nil { feed.updated = reader.inherited("lastmod").flatMap { DateScanner.first(in: $0)?.iso } }
        feed.isBroken = reader.isBroken
        feed.interval = head.interval
        if feed.language == nil { feed.language = head.language }
        return feed
    }

    // MARK: the feed's own head

    private struct Head {
        var base: String?
        var language: String?
        private var ttl: Duration?
        private var period: Duration?
        private var frequency = 1

        init(base: String?) { self.base = base }

        var interval: Duration? {
            let syndication = period.map { $0 / max(1, frequency) }
            guard let ttl, let syndication else { return ttl ?? syndication }
            return max(ttl, syndication)
        }

        func resolve(_ reference: String, _ node: XMLNode? = nil) -> String? {
            FeedFields.resolve(reference, bases: [node?.attribute("base"), base])
        }

        mutating func take(_ node: XMLNode, into feed: inout Feed) {
            switch node.name {
            case "title":
                if feed.title == nil, FeedFields.isOwn(node) || node.prefix == "dc" {
                    feed.title = FeedFields.title(node)
                }
            case "link":
                if feed.link == nil { feed.link = FeedFields.link([node]).flatMap { resolve($0, node) } }
            case "language": if feed.language == nil { feed.language = FeedFields.nonEmpty(node.text) }
            case "author", "creator", "managingeditor":
                for name in FeedFields.names(node) where !feed.authors.contains(name) { feed.authors.append(name) }
            case "subtitle", "tagline", "description", "abstract":
                if feed.subtitle == nil || (node.prefix.isEmpty && node.name != "subtitle") {
                    feed.subtitle = FeedFields.text(node) ?? feed.subtitle
                }
            case "summary": if feed.subtitle == nil { feed.subtitle = FeedFields.text(node) }
            case "modified", "updated", "lastbuilddate", "lastmod":
                if let date = FeedFields.date(node) { feed.updated = date }
            case "date", "pubdate", "issued", "created", "published":
                if feed.updated == nil { feed.updated = FeedFields.date(node) }
            case "ttl": if let minutes = Int(node.text), minutes > 0 { ttl = .seconds(60 * min(minutes, 525_600)) }
            case "updateperiod": period = Self.periods[node.text.asciiLower]
            case "updatefrequency": frequency = Int(node.text) ?? 1
            default: break
            }
        }

        private static let periods: [String: Duration] = [
            "hourly": .seconds(3_600), "daily": .seconds(86_400), "weekly": .seconds(604_800),
            "monthly": .seconds(2_592_000), "yearly": .seconds(31_536_000),
        ]
    }

    // MARK: items

    private func item(_ node: XMLNode, _ head: Head, number: Int) -> FeedItem {
        var item = FeedItem(number: number)
        let base = node.attribute("base").map { FeedFields.resolve($0, bases: [head.base]) ?? $0 } ?? head.base
        item.guid = FeedFields.nonEmpty(node.first("guid")?.text ?? node.first("id")?.text)
        item.title = FeedFields.ranked(node.all("title")).lazy.compactMap(FeedFields.title).first
        let address = link(node)
        item.link = address.flatMap { FeedFields.resolve($0.address, bases: [$0.base, base]) ?? $0.address }
        for author in node.elements
        where ["creator", "author", "managingeditor"].contains(author.name) && author.prefix != "media" {
            for name in FeedFields.names(author) where !item.authors.contains(name) { item.authors.append(name) }
        }
        let date = date(node, ["date"])
        item.published = self.date(node, ["published", "issued", "pubdate"]) ?? date
        item.updated =
            self.date(node, ["updated", "modified"], takesLast: true)
            ?? node.attribute("lastmod").flatMap { DateScanner.first(in: $0)?.iso } ?? date
        item.created = self.date(node, ["created"], takesLast: true)
        item.content = text(node, ["encoded", "content", "body", "fullitem", "div"])
        item.summary =
            text(node, ["description", "summary", "abstract", "subtitle"])
            ?? node.first("group")?.first("description").flatMap(FeedFields.text)
        item.language = node.attribute("lang") ?? head.language
        return item
    }

    /// The item's page: its link, the address it is named by, or (CDF) its attribute.
    private func link(_ item: XMLNode) -> (address: String, base: String?)? {
        let links = item.all("link").filter(FeedFields.isOwn)
        if let address = FeedFields.link(links) {
            return (address, links.first { $0.attribute("base") != nil }?.attribute("base"))
        }
        if let address = FeedFields.nonEmpty(item.first("origlink")?.text) { return (address, nil) }
        if let guid = item.first("guid"), guid.attribute("ispermalink")?.asciiLower != "false",
            CanonicalURL.canonical(guid.text) != nil
        {
            return (guid.text, nil)
        }
        return FeedFields.nonEmpty(item.attribute("href") ?? item.attribute("about")).map { ($0, nil) }
    }

    /// The first date of the first name that has any, or its last: an update stands behind what it updates.
    private func date(_ item: XMLNode, _ names: [String], takesLast: Bool = false) -> String? {
        for name in names {
            let dates = item.all(name).filter { $0.prefix != "media" }.compactMap(FeedFields.date)
            if let found = takesLast ? dates.last : dates.first { return found }
        }
        return nil
    }

    private func text(_ item: XMLNode, _ names: [String]) -> FeedText? {
        for name in names {
            if let text = FeedFields.ranked(item.all(name)).lazy.compactMap(FeedFields.text).first { return text }
        }
        return nil
    }
}
