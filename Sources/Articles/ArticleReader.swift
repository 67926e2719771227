/// Turns bytes of any readable format into articles: no network, no log, no clock.
///
/// The same bytes with the same description give the same outcomes in the same order; no bytes make it fail otherwise than
/// by a `Rejection`.
package struct ArticleReader: Sendable {
    let limits: ReaderLimits

    package init(limits: ReaderLimits = .standard) {
        self.limits = limits
    }

    /// Reads one input held in memory, and calls `emit` once a record in input order.
    package func read(
        _ bytes: [UInt8], _ description: SourceDescription, emit: (ReadOutcome) throws -> Void
    ) rethrows {
        switch FormatDetector.detect(bytes.prefix(FormatDetector.window), description) {
        case .jsonl:
            let reader = JSONLinesReader(description: description, limits: limits)
            var number = 0
            for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
                number += 1
                if let outcome = reader.outcome(of: Array(line), number: number) { try emit(outcome) }
            }
            if bytes.isEmpty { try emit(reject(description, .empty, "the input is empty")) }
        case .warc:
            var outcomes: [ReadOutcome] = []
            do {
                var source = BytesSource(bytes)
                try read(from: &source, description) { outcomes.append($0) }
            } catch {
                preconditionFailure("reading from memory does not fail: \(error)")
            }
            try outcomes.forEach(emit)
        case .feed, .jats, .pubmed, .auto, .html, .text:
            try readDocument(bytes, description, emit: emit)
        }
    }

    /// The pages of a web archive, each read in the format of its own content.
    private func readArchive(
        _ archive: inout WebArchive<some ByteSource>, _ description: SourceDescription,
        emit: (ReadOutcome) throws -> Void
    ) throws {
        while let record = try archive.next() {
            switch record {
            case .broken(let reason, let message, let number, let bytes):
                try emit(reject(description, reason, "record \(number): \(message)", bytes, record: number))
            case .page(let page):
                var own = description
                own.url = page.url
                own.contentType = page.contentType
                own.charset = page.charset
                own.retrieved = page.retrieved ?? description.retrieved
                own.format = .auto
                guard FormatDetector.detect(page.body.prefix(FormatDetector.window), own) != .warc else { continue }
                try readDocument(page.body, own, emit: emit)
            }
        }
    }

    /// Reads an input of any length from a source: containers (JSONL) record by record in constant memory, single
    /// documents up to the limit.
    ///
    /// - Throws: what the source throws, and what `emit` throws.
    package func read(
        from source: inout some ByteSource, _ description: SourceDescription, emit: (ReadOutcome) throws -> Void
    ) throws {
        var head: [UInt8] = []
        while head.count < FormatDetector.window {
            let more = try source.read(upTo: FormatDetector.window)
            if more.isEmpty { break }
            head += more
        }
        switch FormatDetector.detect(head.prefix(FormatDetector.window), description) {
        case .jsonl: try readLines(head, &source, description, emit: emit)
        case .warc:
            let whole = PrefixedSource(head: head, rest: source)
            if holdsOtherThanPages(head, description) {
                return try readCompressed(GunzipSource(whole), description, emit: emit)
            }
            var archive = WebArchive(whole, limits: limits)
            try readArchive(&archive, description, emit: emit)
        case .pubmed:
            let box = SupplyBox(PrefixedSource(head: head, rest: source))
            try PubMedReader(description: description, limits: limits).read(
                supply: { try box.source.read(upTo: $0) }, emit: emit)
        case .jats:
            let box = SupplyBox(PrefixedSource(head: head, rest: source))
            try JATSReader(description: description, limits: limits).read(
                supply: { try box.source.read(upTo: $0) }, isUTF8: false, emit: emit)
        case .feed, .auto, .html, .text:
            var bytes = head
            while bytes.count <= limits.inputBytes {
                let more = try source.read(upTo: 1 << 16)
                if more.isEmpty { break }
                bytes += more
            }
            try readDocument(bytes, description, emit: emit)
        }
    }

    /// Whether a file begins as gzip of something that is no web archive: PubMed's files are delivered so. One layer only,
    /// since gzip files that hold themselves can be made.
    private func holdsOtherThanPages(_ head: [UInt8], _ description: SourceDescription) -> Bool {
        guard description.format == .auto, head.starts(with: [0x1F, 0x8B]) else { return false }
        let inner = Inflater.all(head, .automatic, limit: FormatDetector.window)
        return FormatDetector.detect(inner.prefix(FormatDetector.window), description) != .warc
    }

    private func readCompressed(
        _ source: GunzipSource, _ description: SourceDescription, emit: (ReadOutcome) throws -> Void
    ) throws {
        var source = source
        try read(from: &source, description, emit: emit)
        if source.isDamaged {
            try emit(
                reject(description, .truncated, "the gzip data break off or are damaged; what came before was read"))
        }
    }

    private func readDocument(
        _ bytes: [UInt8], _ description: SourceDescription, emit: (ReadOutcome) throws -> Void
    ) rethrows {
        guard !bytes.allSatisfy(Bytes.isSpace) else {
            return try emit(reject(description, .empty, "the input is empty"))
        }
        guard bytes.count <= limits.inputBytes else {
            return try emit(
                reject(
                    description, .tooLarge, "over \(limits.inputBytes) bytes; split it or take out embedded data", bytes
                ))
        }
        let format = FormatDetector.detect(bytes.prefix(FormatDetector.window), description)
        if let rejection = binary(bytes, format, description) { return try emit(rejection) }
        switch format {
        case .html:
            try emit(HTMLReader(description: description, limits: limits).outcome(of: bytes))
        case .feed:
            try records { try FeedReader(description: description, limits: limits).read(bytes, emit: $0) }.forEach(emit)
        case .jats:
            try records { try JATSReader(description: description, limits: limits).read(bytes, emit: $0) }.forEach(emit)
        case .pubmed:
            let memory = SupplyBox(BytesSource(bytes))
            try records {
                try PubMedReader(description: description, limits: limits).read(
                    supply: { memory.source.read(upTo: $0) }, emit: $0)
            }.forEach(emit)
        case .auto, .text, .jsonl, .warc:
            try emit(PlainTextReader(description: description, limits: limits).outcome(of: bytes))
        }
    }

    /// Outcomes of a reader over memory, which has nothing to fail with.
    private func records(_ read: ((ReadOutcome) throws -> Void) throws -> Void) -> [ReadOutcome] {
        var outcomes: [ReadOutcome] = []
        do {
            try read { outcomes.append($0) }
        } catch {
            preconditionFailure("reading from memory does not fail: \(error)")
        }
        return outcomes
    }

    private func readLines(
        _ head: [UInt8], _ source: inout some ByteSource, _ description: SourceDescription,
        emit: (ReadOutcome) throws -> Void
    ) throws {
        let reader = JSONLinesReader(description: description, limits: limits)
        var buffer = head
        var number = 0
        var isSkipping = false
        // A line may hold escapes of six bytes for one; beyond that it cannot be a text under the limit.
        let longest = limits.articleBytes * 6
        while true {
            var start = 0
            while let newline = buffer[start...].firstIndex(of: 0x0A) {
                if !isSkipping {
                    number += 1
                    if let outcome = reader.outcome(of: Array(buffer[start..<newline]), number: number) {
                        try emit(outcome)
                    }
                }
                isSkipping = false
                start = newline + 1
            }
            buffer.removeFirst(start)
            if buffer.count > longest, !isSkipping {
                number += 1
                isSkipping = true
                try emit(
                    reject(
                        description, .tooLarge, "line \(number) is over \(longest) bytes; split it", buffer,
                        record: number))
            }
            if isSkipping { buffer.removeAll() }
            let more = try source.read(upTo: 1 << 16)
            if more.isEmpty { break }
            buffer += more
        }
        if !isSkipping, let outcome = reader.outcome(of: buffer, number: number + 1) {
            number += 1
            try emit(outcome)
        }
        if number == 0 { try emit(reject(description, .empty, "the input is empty")) }
    }

    /// NUL bytes mean data, not text: any in plain text, more than one in a thousand in markup (where browsers drop them).
    /// UTF-16 announces itself by its byte order mark.
    private func binary(_ bytes: [UInt8], _ format: ArticleFormat, _ description: SourceDescription) -> ReadOutcome? {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return nil }
        var zeros = 0
        for byte in bytes where byte == 0 { zeros += 1 }
        let allowed = format == .html ? bytes.count / 1000 : 0
        guard zeros > allowed else { return nil }
        return reject(
            description, .binary, "holds \(zeros) NUL bytes, so it is no text; convert it to UTF-8 text or HTML", bytes)
    }

    private func reject(
        _ description: SourceDescription, _ reason: Rejection.Reason, _ what: String, _ bytes: [UInt8] = [],
        record: Int? = nil
    ) -> ReadOutcome {
        .rejected(
            Rejection(
                source: description.source, reason: reason, message: "\(description.source): \(what)", record: record,
                bytes: Array(bytes.prefix(limits.rejectedBytes))))
    }
}
