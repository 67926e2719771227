import SwiftProtobuf

extension Claim {
    var wire: Claimstream_V1_Claim {
        .with {
            $0.id = id
            $0.start = UInt32(range.start)
            $0.end = UInt32(range.end)
            $0.segment = segment
            $0.tier = tier.wire(Claimstream_V1_Tier.self)
            $0.subject = subject
            $0.subjectID = subjectID ?? ""
            $0.predicate = predicate.wire(Claimstream_V1_Predicate.self)
            $0.object = object
            $0.objectID = objectID ?? ""
            $0.polarity = polarity.wire(Claimstream_V1_Polarity.self)
            $0.factuality = factuality.wire(Claimstream_V1_Factuality.self)
            $0.cues = cues.map(\.wire)
            $0.rule = rule
            if qualifiers != Qualifiers() { $0.qualifiers = qualifiers.wire }
            if let evidence { $0.evidence = evidence.wire(Claimstream_V1_EvidenceClass.self) }
            if let attribution {
                $0.attribution = .with {
                    $0.speaker = attribution.speaker.wire(Claimstream_V1_SpeakerClass.self)
                    $0.name = attribution.name ?? ""
                }
            }
            if let stance {
                $0.stance = .with {
                    $0.target = stance.target
                    $0.value = stance.value.wire(Claimstream_V1_StanceValue.self)
                }
            }
            if let check { $0.check = check.wire }
            $0.citationPlusOne = UInt32((citation ?? -1) + 1)
            $0.drift = drift
        }
    }

    init(_ wire: Claimstream_V1_Claim, _ checker: RangeChecker) throws(CodecError) {
        self.init(
            id: wire.id,
            range: try checker.range(wire.start, wire.end, "claim"),
            segment: wire.segment,
            tier: try Tier.decode(wire.tier, "claim.tier"),
            subject: wire.subject,
            predicate: try Predicate.decode(wire.predicate, "claim.predicate"),
            object: wire.object,
            polarity: try Polarity.decode(wire.polarity, "claim.polarity"),
            factuality: try Factuality.decode(wire.factuality, "claim.factuality"),
            rule: wire.rule)
        subjectID = wire.subjectID.present
        objectID = wire.objectID.present
        for cue in wire.cues {
            let range = try checker.range(cue.range, "cue")
            cues.append(Cue(range: range, cue: cue.cue, effect: cue.effect, rule: cue.rule))
        }
        qualifiers = Qualifiers(wire.qualifiers)
        evidence = try EvidenceClass.decodeOptional(wire.evidence, "claim.evidence")
        if wire.hasAttribution {
            attribution = Attribution(
                speaker: try SpeakerClass.decode(wire.attribution.speaker, "attribution.class"),
                name: wire.attribution.name.present)
        }
        if wire.hasStance {
            stance = Stance(
                target: wire.stance.target, value: try StanceValue.decode(wire.stance.value, "stance.value"))
        }
        check = wire.hasCheck ? try Check(wire.check) : nil
        citation = wire.citationPlusOne == 0 ? nil : Int(wire.citationPlusOne) - 1
        drift = wire.drift
    }
}

extension Cue {
    var wire: Claimstream_V1_Cue {
        .with {
            $0.range = range.wire
            $0.cue = cue
            $0.effect = effect
            $0.rule = rule
        }
    }
}

extension Qualifiers {
    var wire: Claimstream_V1_Qualifiers {
        .with {
            $0.exposure = exposure ?? ""
            $0.dose = dose ?? ""
            $0.population = population ?? ""
            $0.species = species ?? ""
            $0.age = age ?? ""
            $0.comparator = comparator ?? ""
            $0.severity = severity ?? ""
            $0.time = time ?? ""
        }
    }

    init(_ wire: Claimstream_V1_Qualifiers) {
        self.init()
        exposure = wire.exposure.present
        dose = wire.dose.present
        population = wire.population.present
        species = wire.species.present
        age = wire.age.present
        comparator = wire.comparator.present
        severity = wire.severity.present
        time = wire.time.present
    }
}

extension Check {
    var wire: Claimstream_V1_Check {
        .with {
            $0.verdict = verdict.wire(Claimstream_V1_CheckVerdict.self)
            $0.source = source ?? ""
            $0.detail = detail ?? ""
        }
    }

    init(_ wire: Claimstream_V1_Check) throws(CodecError) {
        self.init(
            verdict: try CheckVerdict.decode(wire.verdict, "check.verdict"),
            source: wire.source.present,
            detail: wire.detail.present)
    }
}

extension CaseCandidate {
    var wire: Claimstream_V1_CaseCandidate {
        .with {
            $0.segments = segments
            if let patient { $0.patient = patient.wire(Claimstream_V1_Person.self) }
            if let reporter { $0.reporter = reporter.wire(Claimstream_V1_Person.self) }
            $0.drugs = drugs
            $0.concomitant = concomitant
            $0.events = events
            $0.seriousness = seriousness.map { $0.wire(Claimstream_V1_Seriousness.self) }
            if let dechallenge { $0.dechallenge = dechallenge.wire(Claimstream_V1_Challenge.self) }
            if let rechallenge { $0.rechallenge = rechallenge.wire(Claimstream_V1_Challenge.self) }
            $0.status = status.wire(Claimstream_V1_CaseStatus.self)
            $0.elements = elements.map { $0.wire(Claimstream_V1_CaseElement.self) }
        }
    }

    init(_ wire: Claimstream_V1_CaseCandidate) throws(CodecError) {
        self.init(segments: wire.segments, status: try CaseStatus.decode(wire.status, "case.status"))
        patient = try Person.decodeOptional(wire.patient, "case.patient")
        reporter = try Person.decodeOptional(wire.reporter, "case.reporter")
        drugs = wire.drugs
        concomitant = wire.concomitant
        events = wire.events
        for item in wire.seriousness { seriousness.append(try Seriousness.decode(item, "case.seriousness")) }
        dechallenge = try Challenge.decodeOptional(wire.dechallenge, "case.dechallenge")
        rechallenge = try Challenge.decodeOptional(wire.rechallenge, "case.rechallenge")
        for item in wire.elements { elements.append(try CaseElement.decode(item, "case.elements")) }
    }
}
