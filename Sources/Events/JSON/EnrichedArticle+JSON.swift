extension EnrichedArticle {
    /// One line as `claimstream enrich` prints it (DATA-MODEL §2), without the newline.
    package func writeJSON(to writer: inout JSONWriter) {
        let points = CodePoints(article.text)
        let text = article.text
        writer.object { writer in
            article.writeFields(to: &writer, points)
            writer.field("engine") {
                $0.field("version", engine.version)
                $0.field("lexicon", engine.lexicon)
                $0.field("ordinal", Int(engine.ordinal))
            }
            if let origin {
                writer.field("origin") {
                    $0.field("partition", Int(origin.partition))
                    $0.field("offset", Int(origin.offset))
                }
            }
            if article.isWithdrawn { return }
            writer.field("drugs", array: drugs) { $0.drug($1, text, points) }
            writer.field("doses", array: doses) { $0.dose($1, text, points) }
            writer.field("exposures", array: exposures) { $0.exposure($1, text, points) }
            writer.field("claims", array: claims) { $0.claim($1, text, points) }
            writer.field("cases", array: cases) { $0.caseCandidate($1) }
            writer.field("assertions", array: assertions) { $0.assertion($1, points) }
        }
    }
}

extension JSONWriter {
    mutating func surface(_ name: StaticString, _ range: TextRange, _ text: [UInt8]) {
        key(name)
        value(utf8: text[range.start..<range.end])
    }

    mutating func drug(_ drug: DrugMention, _ text: [UInt8], _ points: CodePoints) {
        object {
            $0.span(drug.range, points)
            $0.surface("surface", drug.range, text)
            $0.field("ingredient", drug.ingredient)
            $0.field("ingredients", list: drug.ingredients)
            $0.field("kind", drug.kind)
            $0.field("base_kind", drug.baseKind)
            $0.field("rxcui", drug.rxcui)
            if !drug.atc.isEmpty { $0.field("atc", list: drug.atc) }
            if !drug.classes.isEmpty { $0.field("classes", list: drug.classes) }
            $0.field("segment", drug.segment)
            $0.field("match", drug.match)
            $0.field("confidence", drug.confidence)
        }
    }

    mutating func amount(_ name: StaticString, _ amount: Amount?) {
        guard let amount else { return }
        key(name)
        if amount.isRange {
            array([amount.low, amount.high]) { $0.value($1) }
        } else {
            value(amount.low)
        }
    }

    mutating func dose(_ dose: Dose, _ text: [UInt8], _ points: CodePoints) {
        object {
            $0.span(dose.range, points)
            $0.surface("surface", dose.range, text)
            $0.field("ingredient", dose.ingredient)
            $0.amount("amount", dose.amount)
            $0.field("unit", dose.unit)
            $0.amount("per_take", dose.perTake)
            $0.field("frequency", dose.frequency)
            $0.amount("daily_total", dose.dailyTotal)
            $0.field("prn", dose.isAsNeeded)
            $0.field("route", dose.route)
            $0.field("time_of_day", dose.timeOfDay)
            $0.field("subject", dose.subject)
            if !dose.flags.isEmpty { $0.field("flags", list: dose.flags) }
            $0.field("link", dose.link)
            $0.field("segment", dose.segment)
            $0.check(dose.check)
        }
    }

    mutating func exposure(_ exposure: Exposure, _ text: [UInt8], _ points: CodePoints) {
        object {
            $0.span(exposure.range, points)
            $0.surface("surface", exposure.range, text)
            $0.field("ingredient", exposure.ingredient)
            $0.field("kind", exposure.kind)
            $0.field("value", exposure.value)
            $0.field("link", exposure.link)
            $0.field("segment", exposure.segment)
        }
    }

    mutating func check(_ check: Check?) {
        guard let check else { return }
        field("check") {
            $0.field("verdict", check.verdict)
            $0.field("source", check.source)
            $0.field("detail", check.detail)
        }
    }

    mutating func claim(_ claim: Claim, _ text: [UInt8], _ points: CodePoints) {
        object {
            $0.field("id", claim.id)
            $0.span(claim.range, points)
            $0.surface("quote", claim.range, text)
            $0.field("segment", claim.segment)
            $0.field("tier", claim.tier)
            $0.field("subject", claim.subject)
            $0.field("subject_id", claim.subjectID)
            $0.field("predicate", claim.predicate)
            $0.field("object", claim.object)
            $0.field("object_id", claim.objectID)
            $0.field("polarity", claim.polarity)
            $0.field("factuality", claim.factuality)
            $0.field("cues", array: claim.cues) { writer, cue in
                writer.object {
                    $0.span(cue.range, points)
                    $0.field("cue", cue.cue)
                    $0.field("effect", cue.effect)
                    $0.field("rule", cue.rule)
                }
            }
            $0.field("rule", claim.rule)
            $0.qualifiers(claim.qualifiers)
            $0.field("evidence", claim.evidence)
            if let attribution = claim.attribution {
                $0.field("attribution") {
                    $0.field("class", attribution.speaker)
                    $0.field("name", attribution.name)
                }
            }
            if let stance = claim.stance {
                $0.field("stance") {
                    $0.field("target", stance.target)
                    $0.field("value", stance.value)
                }
            }
            $0.check(claim.check)
            $0.field("citation", claim.citation)
            if !claim.drift.isEmpty { $0.field("drift", list: claim.drift) }
        }
    }

    private mutating func qualifiers(_ qualifiers: Qualifiers) {
        guard qualifiers != Qualifiers() else { return }
        key("qualifiers")
        object { writer in
            for (name, value) in zip(Qualifiers.names, qualifiers.values) {
                guard let value else { continue }
                writer.key(data: name)
                writer.value(value)
            }
        }
    }

    mutating func caseCandidate(_ candidate: CaseCandidate) {
        object {
            $0.field("segments", list: candidate.segments)
            $0.field("patient", candidate.patient)
            $0.field("reporter", candidate.reporter)
            $0.field("drugs", list: candidate.drugs)
            if !candidate.concomitant.isEmpty { $0.field("concomitant", list: candidate.concomitant) }
            $0.field("events", list: candidate.events)
            if !candidate.seriousness.isEmpty {
                $0.field("seriousness", list: candidate.seriousness.map(\.rawValue))
            }
            $0.field("dechallenge", candidate.dechallenge)
            $0.field("rechallenge", candidate.rechallenge)
            $0.field("status", candidate.status)
            $0.field("elements", list: candidate.elements.map(\.rawValue))
        }
    }

    mutating func assertion(_ assertion: Assertion, _ points: CodePoints) {
        object {
            $0.span(assertion.range, points)
            $0.field("negated", assertion.isNegated)
            $0.field("factuality", assertion.factuality)
            $0.field("temporality", assertion.temporality)
            $0.field("experiencer", assertion.experiencer)
            $0.field("cue", assertion.cue)
        }
    }
}
