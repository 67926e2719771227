import Events

/// Reads an article of the output contract (DATA-MODEL §1) back: names and code points of JSON into a draft.
struct ArticleJSON {
    let value: JSONValue
    let points: CodePointOffsets

    func fill(_ draft: inout ArticleDraft) throws(ContractError) {
        if let document = value["document"] { draft.document = metadata(document) }
        var places: [String: Int] = [:]
        for segment in value["segments"]?.elements ?? [] {
            let range = try points.range(segment)
            guard let name = segment["kind"]?.string, let kind = SegmentKind(rawValue: name) else {
                throw ContractError(message: "unknown kind of segment: \(segment["kind"]?.string ?? "none")")
            }
            if let last = draft.parts.last, last.segment.range.end > range.start {
                throw ContractError(message: "segments must come in text order and not overlap")
            }
            let tier = segment["tier"]?.string.flatMap(Tier.init(rawValue:)) ?? (kind == .comment ? .user : .news)
            let index = draft.mark(range, kind, tier)
            draft.parts[index].segment.level = segment["level"]?.integer
            draft.parts[index].segment.author = segment["author"]?.string
            draft.parts[index].segment.date = segment["date"]?.string
            draft.parts[index].segment.number = segment["number"]?.string
            if let parent = segment["parent"]?.string { draft.parts[index].parent = places[parent] }
            for quoted in segment["quotes"]?.elements ?? [] {
                if let id = quoted.string {
                    if let place = places[id] { draft.parts[index].quotedParts.append(place) }
                } else {
                    draft.parts[index].segment.quotes.append(Quotation(segment: nil, range: try points.range(quoted)))
                }
            }
            if let id = segment["id"]?.string { places[id] = index }
        }
        for reference in value["references"]?.elements ?? [] { draft.references.append(try self.reference(reference)) }
        for credit in value["credits"]?.elements ?? [] {
            if let kind = credit["kind"]?.string.flatMap(CreditKind.init(rawValue:)), let name = credit["name"]?.string
            {
                draft.credits.append(Credit(kind: kind, name: name))
            }
        }
    }

    private func metadata(_ document: JSONValue) -> DocumentMetadata {
        var metadata = DocumentMetadata()
        metadata.title = document["title"]?.string
        metadata.site = document["site"]?.string
        metadata.authors = strings(document["authors"])
        metadata.published = document["published"]?.string
        metadata.publishedFrom = document["published_from"]?.string.flatMap(DateRule.init(rawValue:))
        metadata.modified = document["modified"]?.string
        metadata.url = document["url"]?.string
        metadata.language = document["language"]?.string
        metadata.doi = strings(document["doi"])
        metadata.pmid = strings(document["pmid"])
        metadata.pmcid = strings(document["pmcid"])
        metadata.ownID = document["own_id"]?.string
        metadata.kind = document["kind"]?.string.flatMap(DocumentKind.init(rawValue:))
        return metadata
    }

    private func reference(_ value: JSONValue) throws(ContractError) -> Reference {
        let role = value["role"]?.string.flatMap(ReferenceRole.init(rawValue:)) ?? .cited
        var reference = Reference(range: try points.range(value), role: role)
        reference.title = value["title"]?.string
        reference.authors = strings(value["authors"])
        reference.journal = value["journal"]?.string
        reference.year = value["year"]?.integer
        reference.doi = value["doi"]?.string
        reference.pmid = value["pmid"]?.string
        reference.pmcid = value["pmcid"]?.string
        reference.registrations = strings(value["registrations"])
        return reference
    }

    private func strings(_ value: JSONValue?) -> [String] { (value?.elements ?? []).compactMap(\.string) }
}
