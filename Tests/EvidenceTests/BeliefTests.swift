import Events
import Evidence
import Testing

@Suite struct BeliefTests {
    private let model = BeliefModel()

    private func units(_ list: [(EvidenceClass, Int)]) -> UnitCounts {
        var units = UnitCounts()
        for (evidence, number) in list { units.add(evidence, .fact, number) }
        return units
    }

    @Test func fiveAnimalStudiesOfThatSpeciesGiveTheCheckValue() {
        let strength = model.strength(of: units([(.animalStudy, 5)]), species: "animal")
        #expect((strength * 100).rounded() / 100 == 0.95)
    }

    @Test func backgroundClinicAndAnecdotesGiveTheCheckValues() {
        let support = model.strength(
            of: units([(.background, 1), (.clinicAssertion, 1), (.anecdoteSelf, 3)]), species: "human")
        let dispute = model.strength(of: units([(.anecdoteSelf, 3)]), species: "human")
        #expect((support * 100).rounded() / 100 == 0.56)
        #expect((dispute * 100).rounded() / 100 == 0.04)
        #expect((support * (1 - dispute) * 100).rounded() / 100 == 0.54)
    }

    @Test func aThousandAnecdotesNeverPassFifteenInAHundred() {
        #expect(model.strength(of: units([(.anecdoteSelf, 1000)]), species: "human") < 0.1501)
    }

    @Test(arguments: EvidenceClass.allCases) func aNewUnitNeverLowersAndItsRemovalRestoresTheNumber(
        _ evidence: EvidenceClass
    ) {
        for factuality in Factuality.allCases {
            let before = units([(.background, 2), (.randomizedTrial, 1)])
            var after = before
            after.add(evidence, factuality)
            #expect(model.strength(of: after, species: "human") >= model.strength(of: before, species: "human"))
            after.add(evidence, factuality, -1)
            #expect(after == before)
        }
    }
}
