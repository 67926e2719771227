import Events

/// Looks over the segments of a draft for what their words give away, whatever format they came in: citations, credit lines,
/// questions with their answers; and sets identifiers and tiers from them.
enum ArticleRoles {
    static func classify(_ draft: inout ArticleDraft) {
        var isReferenceList = false
        var isAnswer = false
        /// Bytes that an abstract may still have: a page without a next heading is not all abstract.
        var abstractLeft = 0
        let questions = draft.parts.filter { isQuestion($0.segment, draft.text) }.count
        for index in draft.parts.indices {
            let segment = draft.parts[index].segment
            let range = segment.range
            guard segment.kind == .body || segment.kind == .heading || segment.kind == .listItem else { continue }
            let text = draft.text[range.start..<range.end]
            let lower = Bytes.lowered(text.prefix(300))
            if segment.kind == .heading || text.count < 40 {
                let name = Bytes.string(lower.filter { $0 != UInt8(ascii: ":") })
                isReferenceList = [
                    "references", "resources", "sources", "bibliography", "citations", "further reading", "footnotes",
                    "notes",
                ].contains(name)
                if isReferenceList { continue }
                if name == "abstract" {
                    abstractLeft = longestAbstract
                } else if segment.kind == .heading, !abstractParts.contains(name) {
                    abstractLeft = 0
                }
            }
            if (isReferenceList && text.count < 800 && segment.kind != .heading)
                || (Citations.isCitation(text) && text.count < 500 && !isSentence(lower))
            {
                draft.parts[index].segment.kind = .reference
                draft.references.append(
                    Citations.reference(
                        draft.text, range,
                        role: isReported(lower) || draft.references.isEmpty && !isReferenceList ? .reported : .cited))
                continue
            }
            if text.count < 300, let credit = credit(text, lower) {
                draft.credits.append(credit)
                if lower.starts(with: Array("source:".utf8)) || credit.kind == .contact
                    || credit.kind == .originallyPublishedBy
                {
                    draft.parts[index].segment.kind = .sourceLine
                }
                continue
            }
            if isReported(lower), text.count < 800 {
                draft.parts[index].segment.kind = .reference
                draft.references.append(Citations.reference(draft.text, range, role: .reported))
                continue
            }
            if abstractLeft > 0, segment.kind == .body {
                abstractLeft -= text.count
                draft.parts[index].segment.kind = .abstract
                draft.parts[index].segment.tier = .primary
                continue
            }
            if questions >= 3 {
                if isQuestion(segment, draft.text) {
                    draft.parts[index].segment.kind = .question
                    isAnswer = true
                } else if segment.kind == .heading {
                    isAnswer = false
                } else if isAnswer, segment.kind == .body {
                    draft.parts[index].segment.kind = .answer
                }
            }
        }
        identify(&draft)
        tier(&draft)
    }

    /// In bytes. Structured abstracts of the large journals have some 3,000.
    private static let longestAbstract = 4000
    /// Headings inside of an abstract.
    private static let abstractParts: Set<String> = [
        "background", "objective", "objectives", "aim", "aims", "purpose", "introduction", "design", "setting",
        "methods",
        "materials and methods", "method", "results", "findings", "main results", "conclusion", "conclusions",
        "interpretation", "discussion", "significance", "importance", "exposures", "participants", "interventions",
        "main outcomes and measures", "conclusions and relevance", "funding", "limitations", "methods and findings",
    ]

    private static func isQuestion(_ segment: Segment, _ text: [UInt8]) -> Bool {
        (segment.kind == .heading || segment.kind == .body) && segment.range.count < 140 && segment.range.count > 10
            && text[segment.range.end - 1] == UInt8(ascii: "?")
    }

    private static func isSentence(_ lower: [UInt8]) -> Bool {
        [" said ", " says ", " found that", " reported that", "according to", " published "].contains {
            Bytes.find($0, in: lower[...]) != nil
        }
    }

    private static func isReported(_ lower: [UInt8]) -> Bool {
        [
            "reference:", "journal reference", "original research", "original study", "citation:", "more information:",
            "the study was published as",
        ].contains {
            lower.starts(with: $0.utf8)
        }
    }

    private static func credit(_ text: ArraySlice<UInt8>, _ lower: [UInt8]) -> Credit? {
        for (start, kind) in [
            ("source:", CreditKind.source), ("contact:", .contact), ("media contact:", .contact), ("image:", .image),
            ("image credit:", .image),
            ("materials provided by", .source), ("story source:", .source),
        ] where lower.starts(with: start.utf8) {
            let name = Bytes.string(text.dropFirst(start.utf8.count)).collapsed
            return name.isEmpty ? nil : Credit(kind: kind, name: name)
        }
        for mark in [
            "originally published by ", "originally published in ", "originally published on ",
            "originally appeared on ", "originally appeared in ", "originally published at ",
        ] {
            guard let found = Bytes.find(mark, in: lower[...]) else { continue }
            let rest = text[(text.startIndex + found + mark.utf8.count)...]
            let end = rest.firstIndex { $0 == 0x2E || $0 == 0x2C || $0 == 0x3B || $0 == 0x28 } ?? rest.endIndex
            return Credit(kind: .originallyPublishedBy, name: Bytes.string(rest[..<end]).collapsed)
        }
        return nil
    }

    /// Every identifier in the text, behind those that the record stated itself.
    static func identify(_ draft: inout ArticleDraft) {
        let found = Citations.identifiers(in: draft.text[...])
        for doi in found.doi where !draft.document.doi.contains(doi) { draft.document.doi.append(doi) }
        for pmid in found.pmid where !draft.document.pmid.contains(pmid) { draft.document.pmid.append(pmid) }
        for pmcid in found.pmcid where !draft.document.pmcid.contains(pmcid) { draft.document.pmcid.append(pmcid) }
    }

    /// An institution's own text stays one on whatever page it is reposted; a seller's page is a seller's.
    private static func tier(_ draft: inout ArticleDraft) {
        guard let tier = TierRules.tier(draft) else { return }
        for index in draft.parts.indices where draft.parts[index].segment.tier == .news {
            draft.parts[index].segment.tier = tier
        }
        if tier == .commercial, draft.document.kind == nil { draft.document.kind = .commercial }
    }
}

/// Tells press releases and sellers from outlets by credit lines, names and phrases.
enum TierRules {
    private static let institutions = [
        "university", "universit", "institute", "college", "hospital", "school of", "medical center", "medical centre",
        "press office", "foundation",
        "laboratory", "max planck", "karolinska", "inserm", "clinic news",
    ]
    static func tier(_ draft: ArticleDraft) -> Tier? {
        for credit in draft.credits where credit.kind == .source || credit.kind == .contact {
            let name = credit.name.asciiLower
            if institutions.contains(where: { name.contains($0) }) || (credit.kind == .source && name.utf8.count <= 6) {
                return .pressRelease
            }
        }
        var words = SellerWords()
        var hasAnswers = false
        for part in draft.parts where part.segment.kind.isArticleText {
            words.read(draft.text[part.segment.range.start..<part.segment.range.end])
            if part.segment.kind == .answer { hasAnswers = true }
        }
        return words.isSeller(site: draft.document.site, hasAnswers: hasAnswers) ? .commercial : nil
    }
}
