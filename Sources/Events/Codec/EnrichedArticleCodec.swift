import SwiftProtobuf

extension EnrichedArticle {
    /// The record's bytes: deterministic, the same value gives the same bytes.
    package func encoded() -> [UInt8] { encoded(articleRecord: article.encoded()) }

    /// The same with the article's bytes as they were read: they are a field of this record as they stand.
    package func encoded(articleRecord: [UInt8]) -> [UInt8] {
        var wire = WireWriter(capacity: articleRecord.count + 128 + drugs.count * 64)
        wire.number(0x08, Int(schemaVersion))
        wire.raw(0x12, articleRecord)
        wire.message(0x1A) { wire in
            wire.string(0x0A, engine.version)
            wire.string(0x12, engine.lexicon)
            wire.number(0x18, Int(engine.ordinal))
        }
        if let origin {
            wire.message(0x22) { wire in
                wire.number(0x08, Int(origin.partition))
                wire.number(0x10, Int(origin.offset))
            }
        }
        for drug in drugs { drug.write(to: &wire) }
        wire.append(read.recordBytes)
        return wire.bytes
    }

    /// Reads a record of the topic `enriched`.
    ///
    /// - Throws: `CodecError`; the bytes then belong in the dead letters.
    package init(decoding bytes: some Sequence<UInt8>) throws(CodecError) {
        let bytes = Array(bytes)
        // The article is most of the record. What is left of it goes through the generated code.
        var split = Self.split(bytes)
        var wire = try Claimstream_V1_EnrichedArticle(record: split?.rest ?? bytes)
        if split != nil, wire.hasArticle {
            // A second article, which protobuf merges with the first.
            wire = try Claimstream_V1_EnrichedArticle(record: bytes)
            split = nil
        }
        guard wire.schema >= 1 else { throw .badField("schema") }
        guard wire.schema <= schemaVersion else { throw .newerSchema(wire.schema) }
        guard wire.hasEngine else { throw .badField("engine") }
        let article: Article
        if let split { article = split.article } else { article = try Article(wire.article) }
        self.init(
            article: article,
            engine: EngineVersion(
                version: wire.engine.version, lexicon: wire.engine.lexicon, ordinal: wire.engine.ordinal))
        if wire.hasOrigin { origin = Origin(partition: wire.origin.partition, offset: wire.origin.offset) }
        let checker = RangeChecker(text: article.text)
        for drug in wire.drugs { drugs.append(try DrugMention(drug, checker)) }
        for dose in wire.doses { doses.append(try Dose(dose, checker)) }
        for exposure in wire.exposures { exposures.append(try Exposure(exposure, checker)) }
        for claim in wire.claims { claims.append(try Claim(claim, checker)) }
        for candidate in wire.cases { cases.append(try CaseCandidate(candidate)) }
        for assertion in wire.assertions { assertions.append(try Assertion(assertion, checker)) }
        fingerprints = Fingerprints(wire.fingerprints)
    }

    /// The article, and the record without it; nil where the record does not begin with its schema and an article in the common form.
    private static func split(_ bytes: [UInt8]) -> (article: Article, rest: [UInt8])? {
        var reader = WireReader(bytes, bytes.indices)
        do throws(WireReader.Unusual) {
            guard try reader.key() == 0x08 else { return nil }
            _ = try reader.number()
            let schemaEnd = reader.index
            guard try reader.key() == 0x12 else { return nil }
            let range = try reader.range()
            guard let article = Article.inCommonForm(bytes, range) else { return nil }
            var rest = Array(bytes[..<schemaEnd])
            rest.reserveCapacity(bytes.count - range.count)
            rest += bytes[range.upperBound...]
            return (article, rest)
        } catch {
            return nil
        }
    }

    /// What follows the drugs.
    private var read: Claimstream_V1_EnrichedArticle {
        .with {
            $0.doses = doses.map(\.wire)
            $0.exposures = exposures.map(\.wire)
            $0.claims = claims.map(\.wire)
            $0.cases = cases.map(\.wire)
            $0.assertions = assertions.map(\.wire)
            if fingerprints != Fingerprints() { $0.fingerprints = fingerprints.wire }
        }
    }
}

extension DrugMention {
    fileprivate func write(to wire: inout WireWriter) {
        wire.message(0x2A) { wire in
            wire.number(0x08, range.start)
            wire.number(0x10, range.end)
            wire.string(0x1A, ingredient)
            if ingredients != [ingredient] { for name in ingredients { wire.element(0x22, name) } }
            wire.number(0x28, kind.wireNumber)
            wire.number(0x30, baseKind?.wireNumber ?? 0)
            wire.string(0x3A, rxcui ?? "")
            for code in atc { wire.element(0x42, code) }
            for name in classes { wire.element(0x4A, name) }
            wire.string(0x52, segment ?? "")
            wire.number(0x58, match.wireNumber)
            wire.double(0x61, confidence)
        }
    }

    init(_ wire: Claimstream_V1_DrugMention, _ checker: RangeChecker) throws(CodecError) {
        self.init(
            range: try checker.range(wire.start, wire.end, "drug"),
            ingredient: wire.ingredient,
            kind: try DrugKind.decode(wire.kind, "drug.kind"),
            match: try MatchMethod.decode(wire.match, "drug.match"),
            confidence: wire.confidence)
        if !wire.ingredients.isEmpty { ingredients = wire.ingredients }
        baseKind = try DrugKind.decodeOptional(wire.baseKind, "drug.base_kind")
        rxcui = wire.rxcui.present
        atc = wire.atc
        classes = wire.classes
        segment = wire.segment.present
    }
}

extension Dose {
    var wire: Claimstream_V1_Dose {
        .with {
            $0.start = UInt32(range.start)
            $0.end = UInt32(range.end)
            $0.ingredient = ingredient ?? ""
            if let amount { $0.amount = amount.wire }
            $0.unit = unit ?? ""
            if let perTake { $0.perTake = perTake.wire }
            $0.frequency = frequency ?? ""
            if let dailyTotal { $0.dailyTotal = dailyTotal.wire }
            $0.asNeeded = isAsNeeded
            $0.route = route ?? ""
            $0.timeOfDay = timeOfDay ?? ""
            $0.subject = subject ?? ""
            $0.flags = flags
            if let link { $0.link = link.wire(Claimstream_V1_DrugLink.self) }
            $0.segment = segment ?? ""
            if let check { $0.check = check.wire }
        }
    }

    init(_ wire: Claimstream_V1_Dose, _ checker: RangeChecker) throws(CodecError) {
        self.init(range: try checker.range(wire.start, wire.end, "dose"))
        ingredient = wire.ingredient.present
        amount = wire.hasAmount ? Amount(wire.amount) : nil
        unit = wire.unit.present
        perTake = wire.hasPerTake ? Amount(wire.perTake) : nil
        frequency = wire.frequency.present
        dailyTotal = wire.hasDailyTotal ? Amount(wire.dailyTotal) : nil
        isAsNeeded = wire.asNeeded
        route = wire.route.present
        timeOfDay = wire.timeOfDay.present
        subject = wire.subject.present
        flags = wire.flags
        link = try DrugLink.decodeOptional(wire.link, "dose.link")
        segment = wire.segment.present
        check = wire.hasCheck ? try Check(wire.check) : nil
    }
}

extension Exposure {
    var wire: Claimstream_V1_Exposure {
        .with {
            $0.start = UInt32(range.start)
            $0.end = UInt32(range.end)
            $0.ingredient = ingredient ?? ""
            $0.kind = kind.wire(Claimstream_V1_ExposureKind.self)
            $0.value = value
            if let link { $0.link = link.wire(Claimstream_V1_DrugLink.self) }
            $0.segment = segment ?? ""
        }
    }

    init(_ wire: Claimstream_V1_Exposure, _ checker: RangeChecker) throws(CodecError) {
        self.init(
            range: try checker.range(wire.start, wire.end, "exposure"),
            kind: try ExposureKind.decode(wire.kind, "exposure.kind"),
            value: wire.value)
        ingredient = wire.ingredient.present
        link = try DrugLink.decodeOptional(wire.link, "exposure.link")
        segment = wire.segment.present
    }
}

extension Assertion {
    var wire: Claimstream_V1_Assertion {
        .with {
            $0.range = range.wire
            $0.negated = isNegated
            $0.factuality = factuality.wire(Claimstream_V1_Factuality.self)
            $0.temporality = temporality.wire(Claimstream_V1_Temporality.self)
            $0.experiencer = experiencer.wire(Claimstream_V1_Experiencer.self)
            $0.cue = cue ?? ""
        }
    }

    init(_ wire: Claimstream_V1_Assertion, _ checker: RangeChecker) throws(CodecError) {
        self.init(
            range: try checker.range(wire.range, "assertion"),
            isNegated: wire.negated,
            factuality: try Factuality.decode(wire.factuality, "assertion.factuality"),
            temporality: try Temporality.decode(wire.temporality, "assertion.temporality"),
            experiencer: try Experiencer.decode(wire.experiencer, "assertion.experiencer"),
            cue: wire.cue.present)
    }
}

extension Fingerprints {
    var wire: Claimstream_V1_Fingerprints {
        .with {
            $0.shingles = shingles
            $0.sentences = sentences.map { sentence in
                .with {
                    $0.hash = sentence.hash
                    $0.bigrams = sentence.bigrams
                }
            }
            $0.quotations = quotations
            $0.words = UInt32(words)
        }
    }

    init(_ wire: Claimstream_V1_Fingerprints) {
        self.init()
        shingles = wire.shingles
        sentences = wire.sentences.map { SentencePrint(hash: $0.hash, bigrams: $0.bigrams) }
        quotations = wire.quotations
        words = Int(wire.words)
    }
}
