/// Reads WARC and ARC archives record by record in constant memory: plain, gzip by member, or gzip as a whole file.
///
/// A record whose length is wrong does not spoil the next one: reading goes on at the next line that begins a record.
struct WebArchive<Source: ByteSource> {
    struct Page {
        var url: String
        var contentType: String?
        var charset: String?
        var retrieved: String?
        var body: [UInt8]
    }

    enum Record {
        case page(Page)
        case broken(Rejection.Reason, String, number: Int, bytes: [UInt8])
    }

    private var source: Source
    private let limits: ReaderLimits
    private let inflater: Inflater?
    private var compressed: [UInt8] = []
    private var compressedIndex = 0
    private var buffer: [UInt8] = []
    private var index = 0
    private var isAtEnd = false
    private var isDamaged = false
    private var number = 0
    private var ratio = InflationRatio()
    /// Named where the archive is compressed in a way that cannot be undone here.
    private var foreign: String?

    init(_ source: Source, limits: ReaderLimits) {
        var source = source
        self.limits = limits
        do {
            compressed = try source.read(upTo: 65_536)
        } catch {
            isAtEnd = true
        }
        self.source = source
        ratio.taken = compressed.count
        for (magic, name) in Self.foreignCompressions where compressed.starts(with: magic) { foreign = name }
        let isGzip = compressed.starts(with: [0x1F, 0x8B])
        inflater = isGzip ? Inflater(.automatic) : nil
        if !isGzip {
            buffer = compressed
            compressed = []
        }
    }

    private static var foreignCompressions: [(magic: [UInt8], name: String)] {
        [([0x04, 0x22, 0x4D, 0x18], "lz4"), ([0x28, 0xB5, 0x2F, 0xFD], "zstd")]
    }

    // MARK: bytes

    /// More bytes into the buffer; false at the end.
    private mutating func fill() throws -> Bool {
        if isAtEnd { return false }
        if index > 1 << 20 {
            buffer.removeFirst(index)
            index = 0
        }
        guard let inflater else {
            let more = try source.read(upTo: 65_536)
            isAtEnd = more.isEmpty
            buffer += more
            return !more.isEmpty
        }
        while true {
            if compressedIndex >= compressed.count {
                compressed = try source.read(upTo: 65_536)
                compressedIndex = 0
                ratio.taken += compressed.count
                if compressed.isEmpty {
                    isAtEnd = true
                    isDamaged = isDamaged || !inflater.isAtEnd
                    return false
                }
            }
            if inflater.isAtEnd {
                // Padding between members is skipped.
                while compressedIndex < compressed.count, compressed[compressedIndex] == 0 { compressedIndex += 1 }
                if compressedIndex >= compressed.count { continue }
                inflater.restart()
            }
            guard let step = inflater.inflate(compressed[compressedIndex...], limit: 1 << 17) else {
                isAtEnd = true
                isDamaged = true
                return false
            }
            compressedIndex += step.used
            ratio.produced += step.output.count
            if ratio.isBomb {
                isAtEnd = true
                isDamaged = true
                return false
            }
            if !step.output.isEmpty {
                buffer += step.output
                return true
            }
            if step.used == 0, !inflater.isAtEnd {
                isAtEnd = true
                isDamaged = true
                return false
            }
        }
    }

    /// One line without its end; nil at the end. Lines over 64 KiB are cut.
    private mutating func line() throws -> [UInt8]? {
        var searched = index
        while true {
            while searched < buffer.count {
                if buffer[searched] == 0x0A {
                    var end = searched
                    if end > index, buffer[end - 1] == 0x0D { end -= 1 }
                    let line = Array(buffer[index..<end])
                    index = searched + 1
                    return line
                }
                searched += 1
                if searched - index > 65_536 {
                    let line = Array(buffer[index..<searched])
                    index = searched
                    return line
                }
            }
            let offset = searched - index
            if try !fill() {
                guard index < buffer.count else { return nil }
                let line = Array(buffer[index...])
                index = buffer.count
                return line
            }
            searched = index + offset
        }
    }

    /// The next bytes of a block, kept up to `keep`; the rest is passed over.
    private mutating func block(_ length: Int, keep: Int) throws -> (bytes: [UInt8], isWhole: Bool) {
        var out: [UInt8] = []
        var left = length
        while left > 0 {
            if index >= buffer.count, try !fill() { return (out, false) }
            let count = min(left, buffer.count - index)
            if out.count < keep { out += buffer[index..<(index + min(count, keep - out.count))] }
            index += count
            left -= count
        }
        return (out, true)
    }

    // MARK: records

    /// The next page, or the next record that is one and cannot be read; nil at the end.
    mutating func next() throws -> Record? {
        if let name = foreign {
            foreign = nil
            isAtEnd = true
            index = buffer.count
            number += 1
            return .broken(
                .unsupported, "the archive is compressed by \(name); undo it first: \(name) -d", number: number,
                bytes: [])
        }
        while true {
            guard let line = try line() else { return ending() }
            if line.isEmpty { continue }
            if line.starts(with: Array("WARC/".utf8)) {
                number += 1
                if let record = try warcRecord() { return record }
            } else if let head = ArchiveHeader.arc(line) {
                number += 1
                if let record = try arcRecord(head) { return record }
            }
        }
    }

    /// Said once at the end where something is wrong with the archive as a whole.
    private mutating func ending() -> Record? {
        defer { (isDamaged, number) = (false, max(number, 1)) }
        if isDamaged {
            number += 1
            return .broken(
                .truncated, "the archive breaks off or is damaged here; what came before was read", number: number,
                bytes: [])
        }
        guard number == 0 else { return nil }
        return .broken(.malformed, "no WARC or ARC record could be found", number: 1, bytes: [])
    }

    /// Gives back what a block took of the next record, because its length was wrong: where no border of records follows
    /// the block, and the head of a record stands inside of it.
    private mutating func returnNextRecord(from bytes: [UInt8]) throws -> [UInt8] {
        while try index < buffer.count || fill() {
            guard buffer[index] == 0x0D || buffer[index] == 0x0A else { break }
            index += 1
        }
        if index >= buffer.count || buffer[index...].starts(with: Array("WARC/".utf8)) { return bytes }
        guard let place = Bytes.find("\nWARC/1.", in: bytes[...]) else { return bytes }
        buffer = Array(bytes[(place + 1)...]) + buffer[index...]
        index = 0
        return Array(bytes[...place])
    }

    private mutating func warcRecord() throws -> Record? {
        var header = ArchiveHeader()
        while let line = try line(), !line.isEmpty { header.add(line) }
        guard let length = header["content-length"].flatMap({ Int($0) }), length >= 0 else {
            return .broken(.malformed, "no Content-Length", number: number, bytes: [])
        }
        let type = header["warc-type"]?.asciiLower ?? ""
        let isPage = type == "response" || type == "resource" || type == "conversion"
        var (bytes, isWhole) = try block(length, keep: isPage ? limits.inputBytes + 65_536 : 1 << 20)
        if bytes.count == length || !isWhole { bytes = try returnNextRecord(from: bytes) }
        guard isPage else { return nil }
        var url = header["warc-target-uri"] ?? ""
        if url.hasPrefix("<"), url.hasSuffix(">") { url = String(url.dropFirst().dropLast()) }
        // Notes of the crawler are no pages.
        guard url.hasPrefix("http") || (type != "response" && !url.hasPrefix("metadata:")) else { return nil }
        if length > limits.inputBytes + 65_536 {
            return .broken(
                .tooLarge, "\(url) has \(length) bytes, the limit is \(limits.inputBytes)", number: number, bytes: [])
        }
        let isHTTP = type == "response" || (header["content-type"]?.contains("application/http") ?? false)
        return page(
            bytes, url: url, date: header["warc-date"], type: isHTTP ? nil : header["content-type"], isHTTP: isHTTP,
            isWhole: isWhole)
    }

    private mutating func arcRecord(_ head: ArchiveHeader.ARC) throws -> Record? {
        let (bytes, isWhole) = try block(head.length, keep: limits.inputBytes + 65_536)
        guard head.url.hasPrefix("http") else { return nil }
        if head.length > limits.inputBytes + 65_536 {
            return .broken(
                .tooLarge, "\(head.url) has \(head.length) bytes, the limit is \(limits.inputBytes)", number: number,
                bytes: [])
        }
        return page(
            bytes, url: head.url, date: DateScanner.first(in: String(head.date.prefix(8)))?.iso, type: head.type,
            isHTTP: true, isWhole: isWhole)
    }

    /// The body of a response with its codings undone; nil for what is no text.
    private func page(_ bytes: [UInt8], url: String, date: String?, type: String?, isHTTP: Bool, isWhole: Bool)
        -> Record?
    {
        var body = bytes[...]
        var contentType = type
        if isHTTP, bytes.starts(with: Array("HTTP/".utf8)) {
            var header = ArchiveHeader()
            var isFirst = true
            while let end = body.firstIndex(of: 0x0A) {
                var line = body[..<end]
                if line.last == 0x0D { line.removeLast() }
                body = body[(end + 1)...]
                if line.isEmpty { break }
                if isFirst {
                    let status = Bytes.string(line).split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 200
                    guard status == 200 || status == 206 else { return nil }
                    isFirst = false
                } else {
                    header.add(Array(line))
                }
            }
            contentType = header["content-type"] ?? type
            guard isText(contentType) else { return nil }
            if header["transfer-encoding"]?.asciiLower.contains("chunked") ?? false { body = unchunked(body)[...] }
            switch header["content-encoding"]?.asciiLower ?? "identity" {
            case "gzip", "x-gzip":
                if body.starts(with: [0x1F, 0x8B]) {
                    body = Inflater.all(Array(body), .automatic, limit: limits.inputBytes + 1)[...]
                }
            case "deflate":
                let inflated = Inflater.all(Array(body), .automatic, limit: limits.inputBytes + 1)
                body =
                    (inflated.isEmpty ? Inflater.all(Array(body), .raw, limit: limits.inputBytes + 1) : inflated)[...]
            case "br": body = BrotliBody.decoded(Array(body), limit: limits.inputBytes + 1)[...]
            case "identity", "", "none", "utf-8": break
            default:
                return .broken(
                    .unsupported, "\(url) is coded as \(header["content-encoding"] ?? "?"), which cannot be undone",
                    number: number, bytes: [])
            }
        }
        guard isText(contentType) else { return nil }
        guard !body.isEmpty else {
            return isWhole ? nil : .broken(.truncated, "\(url) breaks off before its body", number: number, bytes: [])
        }
        return .page(
            Page(
                url: url, contentType: contentType, charset: contentType.flatMap { ArchiveHeader.charset($0) },
                retrieved: date, body: Array(body)))
    }

    private func isText(_ type: String?) -> Bool {
        guard let type = type?.asciiLower else { return true }
        return type.contains("html") || type.contains("xml") || type.hasPrefix("text/plain")
            || type.contains("json") && type.contains("lines")
    }

    /// Chunks joined; the bytes as they are when they are not chunked in spite of their label.
    private func unchunked(_ body: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        var rest = body
        var isFirst = true
        while let end = rest.prefix(1024).firstIndex(of: 0x0A) {
            let line = Bytes.trimmed(rest[rest.startIndex..<end])
            let digits = line.prefix { $0 != UInt8(ascii: ";") }
            guard let size = Int(Bytes.string(digits).collapsed, radix: 16), size >= 0 else {
                return isFirst ? Array(body) : out + rest
            }
            isFirst = false
            rest = rest[(end + 1)...]
            if size == 0 { return out }
            out += rest.prefix(size)
            rest = rest.dropFirst(min(size, rest.count))
            if rest.first == 0x0D { rest = rest.dropFirst() }
            if rest.first == 0x0A { rest = rest.dropFirst() }
        }
        return isFirst ? Array(body) : out
    }
}

/// Head lines of an archive record or of an HTTP response; the first of a name wins.
struct ArchiveHeader {
    struct ARC {
        var url: String
        var date: String
        var type: String
        var length: Int
    }

    private var fields: [(name: String, value: String)] = []

    mutating func add(_ line: [UInt8]) {
        guard fields.count < 500, let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
        fields.append(
            (Bytes.string(Bytes.trimmed(line[..<colon])).asciiLower, Bytes.string(Bytes.trimmed(line[(colon + 1)...]))))
    }

    subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    /// "URL IP DATE TYPE LENGTH", the head of an ARC record; addresses may hold blanks.
    static func arc(_ line: [UInt8]) -> ARC? {
        guard line.count < 8192 else { return nil }
        let parts = Bytes.string(line).split(separator: " ").map(String.init)
        guard parts.count >= 5, let length = Int(parts[parts.count - 1]), length >= 0, parts[0].contains("://") else {
            return nil
        }
        let date = parts[parts.count - 3]
        guard date.utf8.count >= 8, date.utf8.allSatisfy(Bytes.isDigit) else { return nil }
        return ARC(
            url: parts.dropLast(4).joined(separator: "%20"), date: date, type: parts[parts.count - 2], length: length)
    }

    /// The `charset` of a content type.
    static func charset(_ type: String) -> String? {
        guard let found = Bytes.find("charset=", in: Bytes.lowered(type.utf8)[...]) else { return nil }
        let value = Array(type.utf8)[(found + 8)...].prefix { $0 != UInt8(ascii: ";") && !Bytes.isSpace($0) }.filter {
            $0 != 0x22 && $0 != 0x27
        }
        return value.isEmpty ? nil : Bytes.string(value)
    }
}
