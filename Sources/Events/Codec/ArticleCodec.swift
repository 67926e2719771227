import Foundation
import SwiftProtobuf

extension Article {
    /// The record's bytes: deterministic, the same article gives the same bytes.
    package func encoded() -> [UInt8] { wire.recordBytes }

    /// Reads a record of the topic `articles`.
    ///
    /// - Throws: `CodecError`; the bytes then belong in the dead letters.
    package init(decoding bytes: some Sequence<UInt8>) throws(CodecError) {
        let bytes = Array(bytes)
        if let article = Article.inCommonForm(bytes, bytes.indices) {
            self = article
        } else {
            try self.init(Claimstream_V1_Article(record: bytes))
        }
    }

    var wire: Claimstream_V1_Article {
        .with {
            $0.schema = schemaVersion
            $0.id = id
            $0.revision = revision
            $0.source = source
            $0.withdrawn = isWithdrawn
            $0.document = document.wire
            $0.text = Data(text)
            $0.segments = segments.map(\.wire)
            $0.references = references.map(\.wire)
            $0.credits = credits.map { credit in
                .with {
                    $0.kind = credit.kind.wire(Claimstream_V1_CreditKind.self)
                    $0.name = credit.name
                }
            }
            $0.targets = targets.map(\.wire)
        }
    }

    init(_ wire: Claimstream_V1_Article) throws(CodecError) {
        guard wire.schema >= 1 else { throw .badField("schema") }
        guard wire.schema <= schemaVersion else { throw .newerSchema(wire.schema) }
        guard !wire.id.isEmpty else { throw .badField("id") }
        self.init(id: wire.id, revision: wire.revision, source: wire.source)
        isWithdrawn = wire.withdrawn
        document = try DocumentMetadata(wire.document)
        text = [UInt8](wire.text)
        guard String(validating: text, as: UTF8.self) != nil else { throw .invalidText }
        let checker = RangeChecker(text: text)
        for segment in wire.segments { segments.append(try Segment(segment, checker)) }
        for reference in wire.references { references.append(try Reference(reference, checker)) }
        for credit in wire.credits {
            credits.append(Credit(kind: try CreditKind.decode(credit.kind, "credit.kind"), name: credit.name))
        }
        for target in wire.targets { targets.append(try checker.range(target, "target")) }
    }
}

extension DocumentMetadata {
    var wire: Claimstream_V1_Document {
        .with {
            $0.title = title ?? ""
            $0.site = site ?? ""
            $0.authors = authors
            $0.published = published ?? ""
            if let publishedFrom { $0.publishedFrom = publishedFrom.wire(Claimstream_V1_DateRule.self) }
            $0.modified = modified ?? ""
            $0.url = url ?? ""
            $0.language = language ?? ""
            $0.doi = doi
            $0.pmid = pmid
            $0.pmcid = pmcid
            $0.ownID = ownID ?? ""
            if let kind { $0.kind = kind.wire(Claimstream_V1_DocumentKind.self) }
        }
    }

    init(_ wire: Claimstream_V1_Document) throws(CodecError) {
        self.init()
        title = wire.title.present
        site = wire.site.present
        authors = wire.authors
        published = wire.published.present
        publishedFrom = try DateRule.decodeOptional(wire.publishedFrom, "document.published_from")
        modified = wire.modified.present
        url = wire.url.present
        language = wire.language.present
        doi = wire.doi
        pmid = wire.pmid
        pmcid = wire.pmcid
        ownID = wire.ownID.present
        kind = try DocumentKind.decodeOptional(wire.kind, "document.kind")
    }
}

extension Segment {
    var wire: Claimstream_V1_Segment {
        .with {
            $0.id = id
            $0.kind = kind.wire(Claimstream_V1_SegmentKind.self)
            $0.tier = tier.wire(Claimstream_V1_Tier.self)
            $0.start = UInt32(range.start)
            $0.end = UInt32(range.end)
            $0.levelPlusOne = UInt32((level ?? -1) + 1)
            $0.parent = parent ?? ""
            $0.author = author ?? ""
            $0.date = date ?? ""
            $0.number = number ?? ""
            $0.quotes = quotes.map { quote in
                .with {
                    $0.segment = quote.segment ?? ""
                    if let range = quote.range { $0.range = range.wire }
                }
            }
        }
    }

    init(_ wire: Claimstream_V1_Segment, _ checker: RangeChecker) throws(CodecError) {
        self.init(
            id: wire.id,
            kind: try SegmentKind.decode(wire.kind, "segment.kind"),
            tier: try Tier.decode(wire.tier, "segment.tier"),
            range: try checker.range(wire.start, wire.end, "segment"))
        level = wire.levelPlusOne == 0 ? nil : Int(wire.levelPlusOne) - 1
        parent = wire.parent.present
        author = wire.author.present
        date = wire.date.present
        number = wire.number.present
        for quote in wire.quotes {
            let range = quote.hasRange ? try checker.range(quote.range, "quotation") : nil
            quotes.append(Quotation(segment: quote.segment.present, range: range))
        }
    }
}

extension Reference {
    var wire: Claimstream_V1_Reference {
        .with {
            $0.range = range.wire
            $0.title = title ?? ""
            $0.authors = authors
            $0.journal = journal ?? ""
            $0.year = Int32(year ?? 0)
            $0.doi = doi ?? ""
            $0.pmid = pmid ?? ""
            $0.pmcid = pmcid ?? ""
            $0.registrations = registrations
            $0.role = role.wire(Claimstream_V1_ReferenceRole.self)
        }
    }

    init(_ wire: Claimstream_V1_Reference, _ checker: RangeChecker) throws(CodecError) {
        self.init(
            range: try checker.range(wire.range, "reference"),
            role: try ReferenceRole.decode(wire.role, "reference.role"))
        title = wire.title.present
        authors = wire.authors
        journal = wire.journal.present
        year = wire.year == 0 ? nil : Int(wire.year)
        doi = wire.doi.present
        pmid = wire.pmid.present
        pmcid = wire.pmcid.present
        registrations = wire.registrations
    }
}
