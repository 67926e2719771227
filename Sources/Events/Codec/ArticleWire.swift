/// Articles read from their bytes in the common form; every other form is left to the generated code (`WireReader`).
extension Article {
    /// The article that lies at `range` of a record; nil where the bytes are not in the common form.
    static func inCommonForm(_ record: [UInt8], _ range: Range<Int>) -> Article? {
        var reader = WireReader(record, range)
        do throws(WireReader.Unusual) {
            return try Article(common: &reader)
        } catch {
            return nil
        }
    }

    private init(common wire: inout WireReader) throws(WireReader.Unusual) {
        self.init(id: "", revision: "", source: "")
        var schema = 0
        var checker = RangeChecker(text: [])
        // The text comes before everything that points into it.
        while let key = try wire.key(repeated: 0b1111_0000_0000) {
            switch key {
            case 0x08: schema = try wire.number()
            case 0x12: id = try wire.string()
            case 0x1A: revision = try wire.string()
            case 0x22: source = try wire.string()
            case 0x28: isWithdrawn = try wire.flag()
            case 0x32: document = try DocumentMetadata(common: &wire)
            case 0x3A:
                text = try wire.bytesField()
                guard String(validating: text, as: UTF8.self) != nil else { throw WireReader.Unusual() }
                checker = RangeChecker(text: text)
            case 0x42: segments.append(try Segment(common: &wire, checker))
            case 0x4A: references.append(try Reference(common: &wire, checker))
            case 0x52: credits.append(try Credit(common: &wire))
            case 0x5A: targets.append(try TextRange(common: &wire, checker))
            default: throw WireReader.Unusual()
            }
        }
        guard schema >= 1, schema <= schemaVersion, !id.isEmpty else { throw WireReader.Unusual() }
    }
}

extension DocumentMetadata {
    fileprivate init(common wire: inout WireReader) throws(WireReader.Unusual) {
        self.init()
        var read = DocumentMetadata()
        try wire.message { (wire) throws(WireReader.Unusual) in
            while let key = try wire.key(repeated: 0b1110_0000_1000) {
                switch key {
                case 0x0A: read.title = try wire.string().present
                case 0x12: read.site = try wire.string().present
                case 0x1A: read.authors.append(try wire.string())
                case 0x22: read.published = try wire.string().present
                case 0x28: read.publishedFrom = try wire.optionalChoice()
                case 0x32: read.modified = try wire.string().present
                case 0x3A: read.url = try wire.string().present
                case 0x42: read.language = try wire.string().present
                case 0x4A: read.doi.append(try wire.string())
                case 0x52: read.pmid.append(try wire.string())
                case 0x5A: read.pmcid.append(try wire.string())
                case 0x62: read.ownID = try wire.string().present
                case 0x68: read.kind = try wire.optionalChoice()
                default: throw WireReader.Unusual()
                }
            }
        }
        self = read
    }
}

extension Segment {
    fileprivate init(common wire: inout WireReader, _ checker: RangeChecker) throws(WireReader.Unusual) {
        var read = Segment(id: "", kind: .body, tier: .news, range: TextRange(0, 0))
        var (kind, tier): (SegmentKind?, Tier?)
        var (start, end) = (0, 0)
        try wire.message { (wire) throws(WireReader.Unusual) in
            while let key = try wire.key(repeated: 0b1000_0000_0000) {
                switch key {
                case 0x0A: read.id = try wire.string()
                case 0x10: kind = try wire.optionalChoice()
                case 0x18: tier = try wire.optionalChoice()
                case 0x20: start = try wire.number()
                case 0x28: end = try wire.number()
                case 0x30:
                    let depth = try wire.number()
                    read.level = depth == 0 ? nil : depth - 1
                case 0x3A: read.parent = try wire.string().present
                case 0x42: read.author = try wire.string().present
                case 0x4A: read.date = try wire.string().present
                case 0x52: read.number = try wire.string().present
                case 0x5A: read.quotes.append(try Quotation(common: &wire, checker))
                default: throw WireReader.Unusual()
                }
            }
        }
        guard let kind, let tier else { throw WireReader.Unusual() }
        (read.kind, read.tier) = (kind, tier)
        read.range = try checker.common(start, end)
        self = read
    }
}

extension Quotation {
    fileprivate init(common wire: inout WireReader, _ checker: RangeChecker) throws(WireReader.Unusual) {
        var read = Quotation(segment: nil, range: nil)
        try wire.message { (wire) throws(WireReader.Unusual) in
            while let key = try wire.key() {
                switch key {
                case 0x0A: read.segment = try wire.string().present
                case 0x12: read.range = try TextRange(common: &wire, checker)
                default: throw WireReader.Unusual()
                }
            }
        }
        self = read
    }
}

extension Reference {
    fileprivate init(common wire: inout WireReader, _ checker: RangeChecker) throws(WireReader.Unusual) {
        var read = Reference(range: TextRange(0, 0), role: .cited)
        var (range, role): (TextRange?, ReferenceRole?)
        try wire.message { (wire) throws(WireReader.Unusual) in
            while let key = try wire.key(repeated: 0b10_0000_1000) {
                switch key {
                case 0x0A: range = try TextRange(common: &wire, checker)
                case 0x12: read.title = try wire.string().present
                case 0x1A: read.authors.append(try wire.string())
                case 0x22: read.journal = try wire.string().present
                case 0x28:
                    let year = try wire.number()
                    read.year = year == 0 ? nil : year
                case 0x32: read.doi = try wire.string().present
                case 0x3A: read.pmid = try wire.string().present
                case 0x42: read.pmcid = try wire.string().present
                case 0x4A: read.registrations.append(try wire.string())
                case 0x50: role = try wire.optionalChoice()
                default: throw WireReader.Unusual()
                }
            }
        }
        guard let range, let role else { throw WireReader.Unusual() }
        (read.range, read.role) = (range, role)
        self = read
    }
}

extension Credit {
    fileprivate init(common wire: inout WireReader) throws(WireReader.Unusual) {
        var kind: CreditKind?
        var name = ""
        try wire.message { (wire) throws(WireReader.Unusual) in
            while let key = try wire.key() {
                switch key {
                case 0x08: kind = try wire.optionalChoice()
                case 0x12: name = try wire.string()
                default: throw WireReader.Unusual()
                }
            }
        }
        guard let kind else { throw WireReader.Unusual() }
        self.init(kind: kind, name: name)
    }
}

extension TextRange {
    fileprivate init(common wire: inout WireReader, _ checker: RangeChecker) throws(WireReader.Unusual) {
        var (start, end) = (0, 0)
        try wire.message { (wire) throws(WireReader.Unusual) in
            while let key = try wire.key() {
                switch key {
                case 0x08: start = try wire.number()
                case 0x10: end = try wire.number()
                default: throw WireReader.Unusual()
                }
            }
        }
        self = try checker.common(start, end)
    }
}

extension RangeChecker {
    fileprivate func common(_ start: Int, _ end: Int) throws(WireReader.Unusual) -> TextRange {
        do throws(CodecError) { return try range(UInt32(start), UInt32(end), "") } catch { throw WireReader.Unusual() }
    }
}

extension WireReader {
    /// A choice's number: nil for zero, unusual where this version does not know it.
    fileprivate mutating func optionalChoice<Choice: WireChoice>() throws(Unusual) -> Choice?
    where Choice.AllCases == [Choice] {
        let number = try number()
        if number == 0 { return nil }
        guard let choice = Choice(wireNumber: number) else { throw Unusual() }
        return choice
    }
}
