/// What a page says of itself in JSON-LD: the article among the graph's objects, and its comments.
struct LinkedData {
    struct Comment {
        var text: String
        var author: String?
        var date: String?
    }

    var headline: String?
    var published: String?
    var modified: String?
    /// Names of persons, and names without a type.
    var authors: [String] = []
    /// Organisations stated as authors.
    var organisations: [String] = []
    var publisher: String?
    var articleBody: String?
    var url: String?
    var language: String?
    var type: String?
    var comments: [Comment] = []

    private static let articleTypes: Set<String> = [
        "article", "newsarticle", "blogposting", "reportagenewsarticle", "scholarlyarticle", "medicalscholarlyarticle",
        "medicalwebpage",
        "webpage", "techarticle", "opinionnewsarticle", "analysisnewsarticle", "backgroundnewsarticle",
        "reviewnewsarticle", "report",
        "discussionforumposting", "socialmediaposting", "question", "qapage", "liveblogposting", "creativework",
        "posting", "review",
        "advertisercontentarticle", "satiricalarticle", "recipe", "itempage", "howto", "faqpage",
    ]

    init(_ scripts: [[UInt8]]) {
        var best = -1
        let values = scripts.prefix(20).filter { $0.count < 1 << 20 }.compactMap { parsed($0) }
        for value in values { collectNames(value, depth: 0) }
        for value in values { visit(value, depth: 0, best: &best) }
    }

    /// Nil for what even lenient reading refuses: pages embed broken JSON, and other sources of the same facts follow.
    private func parsed(_ script: [UInt8]) -> JSONValue? {
        var text = Bytes.trimmed(script[...])
        if text.starts(with: Array("<!--".utf8)) || text.starts(with: Array("//<![CDATA[".utf8)) {
            text = text.drop { $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: "[") }
            // "//<![CDATA[" holds brackets of its own.
            if let brace = text.firstIndex(of: UInt8(ascii: "{")) { text = text[brace...] }
        }
        do {
            return try JSONParser.parse(Array(text), lenient: true)
        } catch {
            return nil
        }
    }

    /// Persons that others of the graph point to by their id.
    private var persons: [String: JSONValue] = [:]

    private mutating func collectNames(_ value: JSONValue, depth: Int) {
        guard depth < 4 else { return }
        switch value {
        case .array(let values): for value in values.prefix(200) { collectNames(value, depth: depth + 1) }
        case .object:
            if let graph = value["@graph"] { collectNames(graph, depth: depth + 1) }
            if let id = value["@id"]?.string, value["name"] != nil, value["@type"] != nil, persons.count < 500 {
                persons[id] = value
            }
        case .null, .bool, .number, .string: break
        }
    }

    /// The object that a reference by id means, else the value itself.
    private func resolved(_ value: JSONValue) -> JSONValue {
        guard value["name"] == nil, let id = value["@id"]?.string, let person = persons[id] else { return value }
        return person
    }

    private func isOrganisation(_ value: JSONValue) -> Bool {
        (value["@type"]?.elements ?? []).compactMap(\.string).contains { $0.asciiLower.contains("organization") }
    }

    private mutating func visit(_ value: JSONValue, depth: Int, best: inout Int) {
        guard depth < 6 else { return }
        switch value {
        case .array(let values): for value in values.prefix(200) { visit(value, depth: depth + 1, best: &best) }
        case .object:
            if let graph = value["@graph"] { visit(graph, depth: depth + 1, best: &best) }
            let types = (value["@type"]?.elements ?? []).compactMap(\.string).map(\.asciiLower)
            if let type = types.first(where: { Self.articleTypes.contains($0) }) { take(value, type, &best) }
            if types.contains("website") || types.contains("newsmediaorganization") || types.contains("organization") {
                if publisher == nil { publisher = value["name"]?.string?.collapsed }
            }
            if let main = value["mainEntity"] { visit(main, depth: depth + 1, best: &best) }
        case .null, .bool, .number, .string: break
        }
    }

    private mutating func take(_ value: JSONValue, _ type: String, _ best: inout Int) {
        let rank = type == "webpage" || type == "creativework" || type == "itempage" || type == "qapage" ? 0 : 1
        guard rank > best else { return }
        best = rank
        self.type = type
        headline =
            HTMLEntities.decoded(value["headline"]?.string ?? (rank > 0 ? value["name"]?.string : nil)) ?? headline
        published = value["datePublished"]?.string ?? value["dateCreated"]?.string ?? published
        modified = value["dateModified"]?.string ?? modified
        articleBody = value["articleBody"]?.string ?? articleBody
        language = value["inLanguage"]?.string ?? language
        let writers = (value["author"]?.elements ?? value["creator"]?.elements ?? []).map { resolved($0) }
        let names = writers.filter { !isOrganisation($0) }.compactMap { name(of: $0) }
        if !names.isEmpty { authors = names }
        organisations = writers.filter { isOrganisation($0) }.compactMap { name(of: $0) }
        if let name = value["publisher"].flatMap({ name(of: $0) }) { publisher = name }
        url = value["mainEntityOfPage"]?["@id"]?.string ?? value["url"]?.string ?? url
        for comment in (value["comment"]?.elements ?? []) + (value["suggestedAnswer"]?.elements ?? [])
            + (value["acceptedAnswer"]?.elements ?? []) where comments.count < 2000
        {
            guard let text = comment["text"]?.string ?? comment["commentText"]?.string, !text.isEmpty else { continue }
            comments.append(
                Comment(
                    text: text, author: comment["author"].flatMap { name(of: $0) },
                    date: comment["datePublished"]?.string ?? comment["dateCreated"]?.string))
        }
    }

    private func name(of value: JSONValue) -> String? {
        let name = value.string ?? value["name"]?.string ?? value["name"]?.elements.first?.string
        return HTMLEntities.decoded(name?.collapsed)
    }
}

/// The few character references that appear in places which no parser decodes.
enum HTMLEntities {
    static func decoded(_ text: String?) -> String? {
        guard let text, text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var out: [UInt8] = []
        let bytes = Array(text.utf8)
        var index = 0
        let names: [(String, String)] = [
            ("amp", "&"), ("quot", "\""), ("apos", "'"), ("lt", "<"), ("gt", ">"), ("nbsp", " "), ("rsquo", "’"),
            ("lsquo", "‘"),
            ("ldquo", "“"), ("rdquo", "”"), ("ndash", "–"), ("mdash", "—"), ("hellip", "…"), ("eacute", "é"),
            ("uuml", "ü"),
            ("ouml", "ö"), ("auml", "ä"), ("szlig", "ß"),
        ]
        scan: while index < bytes.count {
            if bytes[index] == UInt8(ascii: "&"), let end = bytes[index...].prefix(12).firstIndex(of: UInt8(ascii: ";"))
            {
                let name = Bytes.string(bytes[(index + 1)..<end])
                if let pair = names.first(where: { $0.0 == name }) {
                    out.append(contentsOf: pair.1.utf8)
                    index = end + 1
                    continue scan
                }
                if name.hasPrefix("#") {
                    let digits = name.dropFirst()
                    let code =
                        digits.first == "x" || digits.first == "X"
                        ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
                    if let code, let scalar = Unicode.Scalar(code), code != 0 {
                        out.append(contentsOf: String(Character(scalar)).utf8)
                        index = end + 1
                        continue scan
                    }
                }
            }
            out.append(bytes[index])
            index += 1
        }
        return Bytes.string(out)
    }
}
