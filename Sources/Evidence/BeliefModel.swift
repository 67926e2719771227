package import Events
import Foundation

/// Turns independent units into a belief, after INDRA's error model: a class of evidence is wrong altogether with
/// probability s (systematic), and each of its units by itself with probability r (random).
///
/// `miss = s + (1 - s) · Π r^f` over the units of a class, f their factuality weight; `support = 1 - Π miss` over classes.
package struct BeliefModel: Sendable {
    /// Errors of one class of evidence, each between 0 and 1.
    package struct Errors: Sendable, Equatable {
        package var systematic: Double
        package var random: Double

        package init(_ systematic: Double, _ random: Double) {
            self.systematic = systematic
            self.random = random
        }
    }

    /// One unit's weight in the sum: what its representative record says.
    package struct Unit: Hashable, Sendable {
        package var evidence: EvidenceClass
        package var factuality: Factuality
        /// An animal's evidence for a claim about people.
        package var isExtrapolated: Bool

        package init(evidence: EvidenceClass, factuality: Factuality, isExtrapolated: Bool) {
            self.evidence = evidence
            self.factuality = factuality
            self.isExtrapolated = isExtrapolated
        }
    }

    package init() {}

    /// Starting values; see docs/quality.md for where they come from. The report prints them.
    package func errors(_ evidence: EvidenceClass, isExtrapolated: Bool = false) -> Errors {
        switch evidence {
        case .metaAnalysis: Errors(0.03, 0.10)
        case .randomizedTrial: Errors(0.05, 0.15)
        case .guideline, .regulator: Errors(0.10, 0.20)
        case .humanObservational: Errors(0.10, 0.30)
        case .animalStudy: isExtrapolated ? Errors(0.40, 0.60) : Errors(0.05, 0.30)
        case .inVitro: Errors(0.20, 0.40)
        case .caseReport: Errors(0.40, 0.60)
        case .expertOpinion, .background: Errors(0.30, 0.50)
        case .pressRelease: Errors(0.35, 0.50)
        case .clinicAssertion: Errors(0.40, 0.50)
        case .anecdoteSelf: Errors(0.85, 0.90)
        case .anecdoteFamily: Errors(0.88, 0.92)
        case .anecdoteOther: Errors(0.90, 0.95)
        case .opinion: Errors(0.95, 0.98)
        }
    }

    /// Quarters of a full unit, so that sums are exact whatever their order.
    package func quarters(_ factuality: Factuality) -> Int {
        switch factuality {
        case .fact: 4
        case .probable: 3
        case .possible: 2
        case .doubtful, .counterfact, .uncommitted, .conditional: 0
        }
    }

    /// The belief in one side from its units; the same for any order of them.
    package func strength(of units: some Sequence<Unit>) -> Double {
        var weights: [ErrorClass: Int] = [:]
        for unit in units {
            let isExtrapolated = unit.isExtrapolated && unit.evidence == .animalStudy
            weights[ErrorClass(evidence: unit.evidence, isExtrapolated: isExtrapolated), default: 0] += quarters(unit.factuality)
        }
        var miss = 1.0
        for evidence in EvidenceClass.allCases {
            for isExtrapolated in [false, true] {
                guard let weight = weights[ErrorClass(evidence: evidence, isExtrapolated: isExtrapolated)] else { continue }
                let errors = errors(evidence, isExtrapolated: isExtrapolated)
                let random = pow(errors.random, Double(weight) / 4)
                miss *= errors.systematic + (1 - errors.systematic) * random
            }
        }
        return 1 - miss
    }
}

/// Units with the same errors.
private struct ErrorClass: Hashable {
    let evidence: EvidenceClass
    let isExtrapolated: Bool
}
