import Events

/// Reads PubMed's citation files record by record: title and abstract of each, and the withdrawal of deleted ones.
struct PubMedReader {
    let description: SourceDescription
    let limits: ReaderLimits

    /// - Parameter supply: the next bytes of the file, none at its end.
    func read(supply: @escaping (Int) throws -> [UInt8], emit: (ReadOutcome) throws -> Void) throws {
        let reader = XMLRecordReader(recordLimit: limits.inputBytes, supply: supply, isUTF8: false)
        var count = 0
        while let record = try reader.next(["pubmedarticle", "medlinecitation", "deletecitation"]) {
            if record.name == "deletecitation" {
                for pmid in record.all("pmid") {
                    count += 1
                    try emit(.article(withdrawal(pmid.text)))
                }
                continue
            }
            count += 1
            guard !reader.isTooLarge else {
                try emit(
                    .rejected(
                        Rejection(
                            source: description.source, reason: .tooLarge,
                            message: "\(description.source): record \(count) is over \(limits.inputBytes) bytes",
                            record: count)))
                continue
            }
            try emit(outcome(record, count))
        }
        if count > 0, reader.isBroken {
            try emit(.rejected(XMLRecordReader.cutOff(description.source, behind: "record", count)))
        }
        if count == 0 {
            try emit(
                .rejected(
                    Rejection(
                        source: description.source, reason: .malformed,
                        message: "\(description.source): no PubMed citation could be read")))
        }
    }

    private func withdrawal(_ pmid: String) -> Article {
        var article = Article(
            id: ArticleIdentity.id(url: nil, ownID: "pmid:" + pmid, source: ""), revision: "",
            source: description.source)
        article.isWithdrawn = true
        article.revision = ArticleIdentity.revision(of: article)
        return article
    }

    private func outcome(_ record: XMLNode, _ number: Int) -> ReadOutcome {
        let citation = record.name == "pubmedarticle" ? record.first("medlinecitation") ?? record : record
        var draft = ArticleDraft()
        draft.document.kind = .paper
        let article = citation.first("article")
        if let pmid = citation.first("pmid")?.text, !pmid.isEmpty {
            draft.document.pmid = [pmid]
            draft.document.ownID = "pmid:" + pmid
        }
        for id in record.first(["pubmeddata", "articleidlist"])?.elements ?? [] {
            switch id.attribute("idtype") {
            case "doi": draft.document.doi = [id.text.asciiLower]
            case "pmc": draft.document.pmcid = [id.text]
            default: continue
            }
        }
        if draft.document.doi.isEmpty,
            let doi = article?.all("elocationid").first(where: { $0.attribute("eidtype") == "doi" })
        {
            draft.document.doi = [doi.text.asciiLower]
        }
        draft.document.title = article?.first("articletitle")?.text
        draft.document.site = article?.first(["journal", "title"])?.text
        draft.document.authors = (article?.first("authorlist")?.all("author") ?? []).compactMap { author in
            if let group = author.first("collectivename") { return group.text }
            let name = [
                author.first("forename")?.text ?? author.first("initials")?.text, author.first("lastname")?.text,
            ].compactMap(\.self)
            return name.isEmpty ? nil : name.joined(separator: " ")
        }
        draft.document.published =
            date(article?.first("articledate")) ?? date(article?.first(["journal", "journalissue", "pubdate"]))
        draft.document.publishedFrom = draft.document.published == nil ? nil : .record
        if let title = draft.document.title { draft.append(Array(title.utf8)[...], .title, .primary) }
        for part in (article?.first("abstract") ?? citation.first("otherabstract"))?.all("abstracttext") ?? [] {
            if let label = part.attribute("label") { draft.append(Array(label.utf8)[...], .heading, .primary) }
            draft.append(Array(part.text.utf8)[...], .abstract, .primary)
        }
        let language = article?.first("language")?.text.asciiLower
        draft.document.language = LanguageGate.language(of: draft.text, declared: language == "eng" ? "en" : language)
        guard !draft.parts.isEmpty else {
            return .rejected(
                Rejection(
                    source: description.source, reason: .noText,
                    message: "\(description.source): the record has neither title nor abstract", record: number))
        }
        return draft.finished(description, limits, record: number, name: "\(number)")
    }

    private func date(_ node: XMLNode?) -> String? {
        guard let node else { return nil }
        guard let year = node.first("year")?.text ?? node.first("medlinedate").map({ String($0.text.prefix(4)) }),
            let value = Int(year)
        else { return nil }
        var iso = Day.padded(value, 4)
        if let month = node.first("month")?.text,
            let number = Int(month) ?? MonthNames.byName[Bytes.lowered(month.utf8)], number >= 1, number <= 12
        {
            iso += "-" + Day.padded(number, 2)
            if let day = node.first("day").flatMap({ Int($0.text) }), day >= 1, day <= 31 {
                iso += "-" + Day.padded(day, 2)
            }
        }
        return iso
    }
}
