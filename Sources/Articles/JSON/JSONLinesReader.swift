import Events

/// One JSONL line as an article: `{"id","text"}`, a withdrawal, or a whole article of the output contract.
struct JSONLinesReader {
    let description: SourceDescription
    let limits: ReaderLimits

    /// - Parameter number: the line's number, from 1.
    func outcome(of line: [UInt8], number: Int) -> ReadOutcome? {
        let trimmed = Array(Bytes.trimmed(line[...]))
        guard !trimmed.isEmpty else { return nil }
        let value: JSONValue
        do {
            value = try JSONParser.parse(
                trimmed.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(trimmed.dropFirst(3)) : trimmed)
        } catch {
            return reject(line, number, .malformed, "no JSON at byte \(error.offset), \(error.expected) was expected")
        }
        guard case .object = value else {
            return reject(line, number, .malformed, "a line must be an object with id and text")
        }
        guard TextDecoding.isValid(trimmed) else { return reject(line, number, .malformed, "the line is not UTF-8") }
        let id = value["id"]?.string ?? value["id"]?.integer.map(String.init)
        let isWhole = value["schema"] != nil && value["segments"] != nil
        guard let source = (isWhole ? value["source"]?.string : nil) ?? id ?? value["source"]?.string, !source.isEmpty
        else {
            return reject(line, number, .malformed, "the member id is missing; give every line one of its own")
        }
        var description = description
        description.source = source
        if value["withdrawn"]?.bool == true { return .article(withdrawn(value, source)) }
        guard let text = value["text"]?.string else {
            return reject(line, number, .malformed, "the member text is missing", source: source)
        }
        guard !text.utf8.allSatisfy(Bytes.isSpace) else {
            return reject(line, number, .empty, "the text is empty", source: source)
        }
        var draft = ArticleDraft()
        draft.text = Array(text.utf8)
        let points = CodePointOffsets(draft.text)
        do {
            if isWhole {
                try ArticleJSON(value: value, points: points).fill(&draft)
            } else {
                fillPlain(&draft, value)
            }
            for target in value["targets"]?.elements ?? [] { draft.targets.append(try points.range(target)) }
        } catch {
            return reject(line, number, .malformed, error.message, source: source)
        }
        guard case .article(var article) = draft.finished(description, limits, record: number) else {
            return reject(
                line, number, .tooLarge, "the text is over \(limits.articleBytes) bytes; split it", source: source)
        }
        if isWhole, let id, id.hasPrefix("a-") { article.id = id }
        return .article(article)
    }

    private func fillPlain(_ draft: inout ArticleDraft, _ value: JSONValue) {
        draft.document.title = value["title"]?.string
        draft.document.url = value["url"]?.string
        draft.document.published = value["published"]?.string ?? value["date"]?.string
        draft.document.publishedFrom = draft.document.published == nil ? nil : .record
        draft.document.language = LanguageGate.language(of: draft.text, declared: value["language"]?.string)
        let trimmed = Bytes.trimmed(draft.text[...])
        draft.mark(TextRange(trimmed.startIndex, trimmed.endIndex), .body, .news)
    }

    private func withdrawn(_ value: JSONValue, _ source: String) -> Article {
        let url = value["url"]?.string ?? value["document"]?["url"]?.string
        var article = Article(
            id: ArticleIdentity.id(url: url, ownID: nil, source: source), revision: "", source: source)
        if let id = value["id"]?.string, id.hasPrefix("a-"), id.utf8.count == 18 { article.id = id }
        article.isWithdrawn = true
        article.revision = ArticleIdentity.revision(of: article)
        return article
    }

    private func reject(
        _ line: [UInt8], _ number: Int, _ reason: Rejection.Reason, _ what: String, source: String? = nil
    ) -> ReadOutcome {
        .rejected(
            Rejection(
                source: source ?? description.source, reason: reason,
                message: "\(description.source) line \(number): \(what)", record: number,
                bytes: Array(line.prefix(limits.rejectedBytes))))
    }
}

/// A line that is JSON and still not what the contract asks for.
struct ContractError: Error {
    var message: String
}

/// Byte offsets of a text's code points.
struct CodePointOffsets {
    /// `starts[n]` is the byte where code point n begins; the last entry is the end.
    private let starts: [Int32]

    init(_ text: [UInt8]) {
        var starts: [Int32] = []
        starts.reserveCapacity(text.count + 1)
        for (index, byte) in text.enumerated() where byte & 0xC0 != 0x80 { starts.append(Int32(index)) }
        starts.append(Int32(text.count))
        self.starts = starts
    }

    /// The byte range of an object with `start` and `end`, or of an array of two numbers.
    func range(_ value: JSONValue) throws(ContractError) -> TextRange {
        let pair: (Int?, Int?) =
            switch value {
            case .array(let values) where values.count == 2: (values[0].integer, values[1].integer)
            case .array, .object, .null, .bool, .number, .string: (value["start"]?.integer, value["end"]?.integer)
            }
        guard let start = pair.0, let end = pair.1, start >= 0, end >= start, end < starts.count else {
            throw ContractError(message: "a start and end must lie inside of the text, counted in code points")
        }
        return TextRange(Int(starts[start]), Int(starts[end]))
    }
}
