package import Events

/// Which of three things a statement does to a proposition.
package enum Side: Int, Sendable, CaseIterable {
    case support, dispute, question

    /// Negated statements and those told as false dispute; questions are counted apart.
    package init(polarity: Polarity, factuality: Factuality) {
        switch polarity {
        case .questioned: self = .question
        case .negated: self = .dispute
        case .asserted: self = factuality == .counterfact ? .dispute : .support
        }
    }
}

/// Systematic and random error of one evidence class.
package struct ClassError: Hashable, Sendable {
    package var systematic: Double
    package var random: Double

    package init(_ systematic: Double, _ random: Double) {
        self.systematic = systematic
        self.random = random
    }
}

/// The belief formula of DATA-MODEL §3: for each class `miss = s + (1-s)·Π r^f`, a side is `1 - Π miss`.
package struct BeliefModel: Sendable {
    private let errors: [ClassError]

    /// Errors by class in the order of `EvidenceClass.allCases`; the default values are DATA-MODEL's.
    package init(overrides: [EvidenceClass: ClassError] = [:]) {
        errors = EvidenceClass.allCases.map { overrides[$0] ?? Self.standard($0) }
    }

    package static func standard(_ evidence: EvidenceClass) -> ClassError {
        switch evidence {
        case .metaAnalysis: ClassError(0.03, 0.10)
        case .randomizedTrial: ClassError(0.05, 0.15)
        case .guideline, .regulator: ClassError(0.10, 0.20)
        case .humanObservational: ClassError(0.10, 0.30)
        case .animalStudy: ClassError(0.05, 0.30)
        case .inVitro: ClassError(0.20, 0.40)
        case .caseReport: ClassError(0.40, 0.60)
        case .expertOpinion, .background: ClassError(0.30, 0.50)
        case .pressRelease: ClassError(0.35, 0.50)
        case .clinicAssertion: ClassError(0.40, 0.50)
        case .anecdoteSelf: ClassError(0.85, 0.90)
        case .anecdoteFamily: ClassError(0.88, 0.92)
        case .anecdoteOther: ClassError(0.90, 0.95)
        case .opinion: ClassError(0.95, 0.98)
        }
    }

    /// An animal study says less of people: the same errors as a case report (research: .40/.60).
    private static let animalStudyOfHumans = ClassError(0.40, 0.60)

    /// The class of a statement whose text names no ground.
    package static func assumedClass(tier: Tier) -> EvidenceClass {
        switch tier {
        case .primary: .background
        case .pressRelease, .news: .pressRelease
        case .commercial: .clinicAssertion
        case .user: .opinion
        }
    }

    /// The class whose errors a statement is weighed with.
    ///
    /// What a reader retells of a study, a label or an expert is hearsay: nobody saw the study there, and the study counts where it is
    /// told. So a reader's statement never weighs more than one person's own experience.
    static func weighed(_ fact: Fact) -> EvidenceClass {
        guard fact.commenter != nil else { return fact.evidence }
        switch fact.evidence {
        case .anecdoteSelf, .anecdoteFamily, .anecdoteOther, .opinion: return fact.evidence
        case .inVitro, .animalStudy, .caseReport, .humanObservational, .randomizedTrial, .metaAnalysis, .guideline,
            .regulator, .expertOpinion, .pressRelease, .background, .clinicAssertion:
            return .anecdoteSelf
        }
    }

    /// - Parameter units: representatives of the independent units of one side; only their numbers matter, not their order.
    package func strength(of units: UnitCounts, species: String) -> Double {
        var miss = 1.0
        for (index, evidence) in EvidenceClass.allCases.enumerated() where units.isPresent(index) {
            var error = errors[index]
            if evidence == .animalStudy, species == "human" { error = Self.animalStudyOfHumans }
            miss *=
                error.systematic + (1 - error.systematic) * Self.power(error.random, quarters: units.quarters(index))
        }
        return 1 - miss
    }

    /// `base^(quarters/4)` by multiplication and square roots alone, which are exact to the last bit on every machine.
    private static func power(_ base: Double, quarters: Int) -> Double {
        let root = base.squareRoot().squareRoot()
        var (result, factor, left) = (1.0, root, quarters)
        while left > 0 {
            if left & 1 == 1 { result *= factor }
            factor *= factor
            left >>= 1
        }
        return result
    }
}

/// Units of one side as counts by class and factuality, so that taking one out again is exact.
package struct UnitCounts: Hashable, Sendable {
    private var counts = [Int](repeating: 0, count: EvidenceClass.allCases.count * Factuality.allCases.count)

    package init() {}

    package mutating func add(_ evidence: EvidenceClass, _ factuality: Factuality, _ number: Int = 1) {
        counts[(evidence.wireNumber - 1) * Factuality.allCases.count + factuality.wireNumber - 1] += number
    }

    func isPresent(_ evidence: Int) -> Bool {
        let width = Factuality.allCases.count
        return counts[evidence * width..<(evidence + 1) * width].contains { $0 > 0 }
    }

    /// Sum of the factuality weights in quarters: fact 4, probable 3, possible 2, all others 0.
    func quarters(_ evidence: Int) -> Int {
        let width = Factuality.allCases.count
        var sum = 0
        for (index, factuality) in Factuality.allCases.enumerated() {
            let weight =
                switch factuality {
                case .fact: 4
                case .probable: 3
                case .possible: 2
                case .doubtful, .counterfact, .uncommitted, .conditional: 0
                }
            sum += weight * counts[evidence * width + index]
        }
        return sum
    }
}
