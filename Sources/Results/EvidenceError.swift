package import Events
import Evidence

/// How far one class of evidence is trusted, as the sink's belief model counts it.
package struct EvidenceError: Hashable, Sendable {
    package var evidence: EvidenceClass
    /// Whether it is about studies of animals taken as evidence on people.
    package var isAcrossSpecies = false
    /// The chance that all evidence of the class is wrong together: what no number of units removes.
    package var systematic: Double
    /// The chance that one unit is wrong by itself.
    package var random: Double
    /// Belief that one and three independent units of this class alone give, each told as a fact.
    package var one: Double
    package var three: Double

    package init(
        evidence: EvidenceClass, isAcrossSpecies: Bool = false, systematic: Double, random: Double, one: Double,
        three: Double
    ) {
        self.evidence = evidence
        self.isAcrossSpecies = isAcrossSpecies
        self.systematic = systematic
        self.random = random
        self.one = one
        self.three = three
    }

    /// Read off the model's own answers, so that the numbers shown are those it counts with.
    init(_ evidence: EvidenceClass, species: String, in model: BeliefModel) {
        func miss(_ number: Int) -> Double {
            var units = UnitCounts()
            units.add(evidence, .fact, number)
            return 1 - model.strength(of: units, species: species)
        }
        // Of very many units only the common error is left.
        let systematic = miss(100_000)
        self.init(
            evidence: evidence, isAcrossSpecies: evidence == .animalStudy && species == "human",
            systematic: systematic, random: (miss(1) - systematic) / (1 - systematic), one: 1 - miss(1),
            three: 1 - miss(3))
    }
}

extension ResultsReader {
    /// Every class of evidence, the most trusted first.
    package static var evidenceErrors: [EvidenceError] {
        let model = SinkOptions().belief
        let errors =
            EvidenceClass.allCases.map {
                EvidenceError($0, species: $0 == .animalStudy ? "animal" : "human", in: model)
            }
            + [EvidenceError(.animalStudy, species: "human", in: model)]
        return errors.enumerated().sorted { ($1.element.one, $0.offset) < ($0.element.one, $1.offset) }.map(\.element)
    }
}
