import Events

/// Reads RSS 0.9x to 2.0, RSS 1.0 (RDF) and Atom: one article an item. What is not well formed is read as far as it goes.
struct FeedReader {
    let description: SourceDescription
    let limits: ReaderLimits

    func read(_ bytes: [UInt8], emit: (ReadOutcome) throws -> Void) throws {
        let text = TextDecoding.decoded(bytes, declared: description.charset, isMarkup: true)
        var channel = Channel()
        let supply = MemorySupply(Self.repaired(text))
        let reader = XMLRecordReader(recordLimit: limits.inputBytes, supply: { supply.next($0) }, isUTF8: true)
        var count = 0
        // Heads come in any order around the items; those before the first one are known in time.
        let names: Set<String> = ["item", "entry", "title", "link", "language", "author", "creator", "managingeditor"]
        while let node = try reader.next(names) {
            switch node.name {
            case "item", "entry":
                count += 1
                try emit(outcome(node, channel, count))
            default: channel.take(node, base: description.url)
            }
        }
        if count == 0 {
            try emit(
                .rejected(
                    Rejection(
                        source: description.source, reason: .malformed,
                        message:
                            "\(description.source): no item or entry could be read; check that it is an RSS or Atom feed",
                        bytes: Array(bytes.prefix(limits.rejectedBytes)))))
        }
    }

    /// A bare ampersand, the commonest fault of feeds, made a reference; CDATA stays as it is.
    private static func repaired(_ text: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(text.count + 64)
        var index = 0
        while index < text.count {
            if text[index] == UInt8(ascii: "<"), text[index...].starts(with: Array("<![CDATA[".utf8)) {
                let end = Bytes.find("]]>", in: text[index...]).map { $0 + 3 } ?? text.count
                out += text[index..<end]
                index = end
                continue
            }
            out.append(text[index])
            if text[index] == UInt8(ascii: "&") {
                var end = index + 1
                while end < text.count, end - index < 32, Bytes.isWord(text[end]) || text[end] == UInt8(ascii: "#") {
                    end += 1
                }
                if end == index + 1 || end >= text.count || text[end] != UInt8(ascii: ";") { out += Array("amp;".utf8) }
            }
            index += 1
        }
        return out
    }

    private struct Channel {
        var title: String?
        var link: String?
        var language: String?
        var author: String?

        mutating func take(_ node: XMLNode, base: String?) {
            switch node.name {
            case "title": if title == nil, node.prefix.isEmpty { title = MarkupText.plain(node.text) }
            case "link":
                let rel = node.attribute("rel") ?? "alternate"
                if link == nil, rel == "alternate" {
                    link = CanonicalURL.resolve(node.attribute("href") ?? node.text, base: base)
                }
            case "language": if language == nil { language = node.text }
            default: if author == nil { author = MarkupText.plain(node.first("name")?.text ?? node.text) }
            }
        }
    }

    private func outcome(_ item: XMLNode, _ channel: Channel, _ number: Int) -> ReadOutcome {
        var draft = ArticleDraft()
        let link = link(item) ?? link(ofGuid: item)
        let base = item.attribute("base") ?? channel.link ?? description.url
        draft.document.url = link.flatMap { CanonicalURL.resolve($0, base: base) }
        draft.document.title = title(item)
        draft.document.site = channel.title
        draft.document.authors = authors(item, channel)
        draft.document.published =
            date(item, ["published", "issued", "pubdate", "date", "created"]) ?? date(item, ["updated", "modified"])
        draft.document.publishedFrom = draft.document.published == nil ? nil : .feed
        draft.document.modified = date(item, ["updated", "modified"])
        if let title = draft.document.title { draft.append(Array(title.utf8)[...], .title, .news) }
        let content = content(item)
        let summary = summary(item)
        MarkupText.append(content ?? summary ?? [], to: &draft, limits: limits, kind: .body, tier: .news)
        ArticleRoles.classify(&draft)
        draft.document.language = LanguageGate.language(
            of: draft.text, declared: item.attribute("lang") ?? channel.language)
        let name = item.first("guid")?.text ?? item.first("id")?.text ?? draft.document.title ?? "\(number)"
        guard !draft.parts.isEmpty else {
            return .rejected(
                Rejection(
                    source: description.source, reason: .noText,
                    message: "\(description.source) item \(number): it has neither title nor text", record: number))
        }
        return draft.finished(description, limits, record: number, name: name)
    }

    /// `media:title` and the like are not the item's own.
    private func title(_ item: XMLNode) -> String? {
        let titles = item.all("title").filter { $0.prefix != "media" && $0.prefix != "itunes" }
        guard
            let node = titles.first(where: { $0.prefix.isEmpty || $0.prefix == "atom" || $0.prefix == "rss" })
                ?? titles.first
        else { return nil }
        if node.attribute("type") == "xhtml" { return node.text.isEmpty ? nil : node.text }
        if node.attribute("type") == "text" { return node.text.isEmpty ? nil : node.text }
        return MarkupText.plain(node.text)
    }

    private func link(_ item: XMLNode) -> String? {
        let links = item.all("link").filter { $0.prefix.isEmpty || $0.prefix == "atom" || $0.prefix == "rss" }
        for node in links {
            if let href = node.attribute("href") {
                if (node.attribute("rel") ?? "alternate") == "alternate" { return href }
            } else if !node.text.isEmpty {
                return node.text
            }
        }
        return item.first("origlink")?.text ?? links.first?.attribute("href")
    }

    private func link(ofGuid item: XMLNode) -> String? {
        guard let guid = item.first("guid"), guid.attribute("ispermalink") != "false" else { return nil }
        return CanonicalURL.canonical(guid.text) == nil ? nil : guid.text
    }

    private func authors(_ item: XMLNode, _ channel: Channel) -> [String] {
        var names: [String] = []
        for node in item.elements where node.name == "creator" || node.name == "author" {
            guard node.prefix != "media" else { continue }
            let printed = node.first("name")?.text ?? node.text
            guard var name = MarkupText.plain(printed) else { continue }
            // "me@example.com (Name)" is RSS's own form.
            if let open = name.firstIndex(of: "("), let close = name.lastIndex(of: ")"), open < close,
                name[..<open].contains("@")
            {
                name = String(name[name.index(after: open)..<close]).collapsed
            }
            if !names.contains(name) { names.append(name) }
        }
        if names.isEmpty, let author = channel.author { return [author] }
        return names
    }

    private func date(_ item: XMLNode, _ names: [String]) -> String? {
        for name in names {
            for node in item.all(name) where node.prefix != "media" {
                if let found = DateScanner.first(in: node.text)?.iso { return found }
            }
        }
        return nil
    }

    private func content(_ item: XMLNode) -> [UInt8]? {
        for name in ["encoded", "content", "body"] {
            for node in item.all(name) where node.prefix != "media" && node.prefix != "excerpt" {
                let markup = markup(node)
                if !markup.allSatisfy(Bytes.isSpace) { return markup }
            }
        }
        return nil
    }

    private func summary(_ item: XMLNode) -> [UInt8]? {
        for name in ["description", "summary", "subtitle", "abstract"] {
            for node in item.all(name) where node.prefix != "media" {
                let markup = markup(node)
                if !markup.allSatisfy(Bytes.isSpace) { return markup }
            }
        }
        return nil
    }

    /// Content is markup in a string, or markup itself (`type="xhtml"`, or elements right inside).
    private func markup(_ node: XMLNode) -> [UInt8] {
        node.elements.isEmpty && node.attribute("type") != "xhtml" ? node.rawText : node.innerMarkup
    }
}
