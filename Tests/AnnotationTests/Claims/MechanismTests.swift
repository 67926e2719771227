import Annotation
import Events
import Testing

/// What a drug acts on, by its whole phrase and not by the nearest word that the lexicon knows.
@Suite struct MechanismTests {
    private static func actions(_ text: String) throws -> [String] {
        let mechanisms: Set<Predicate> = [.inhibits, .stimulates, .interactsWith, .affects, .disrupts]
        return try ClaimReading.shared.get().claims(text).filter { mechanisms.contains($0.predicate) }
            .map { "\($0.subject) \($0.predicate.rawValue) \($0.object)" }.sorted()
    }

    @Test(arguments: [
        ("Cetirizine blocks histamine release.", ["cetirizine INHIBITS histamine release"]),
        (
            "Atomoxetine blocks the reuptake of dopamine and norepinephrine.",
            ["atomoxetine INHIBITS dopamine reuptake", "atomoxetine INHIBITS norepinephrine reuptake"]
        ),
        (
            "Ramelteon acts on two receptors, MT1 and MT2.",
            ["ramelteon INTERACTS_WITH MT1 receptor", "ramelteon INTERACTS_WITH MT2 receptor"]
        ),
        (
            "Clozapine blocks dopamine and serotonin receptors.",
            ["clozapine INHIBITS dopamine receptor", "clozapine INHIBITS serotonin receptor"]
        ),
        ("Pioglitazone activates PPAR-gamma.", ["pioglitazone STIMULATES PPAR-gamma"]),
        (
            "Cimetidine inhibits the enzymes that clear warfarin.", ["cimetidine INHIBITS warfarin metabolism"]
        ),
        ("Sucralfate reduces the absorption of levothyroxine.", ["sucralfate INHIBITS levothyroxine absorption"]),
        ("Fluconazole raises warfarin levels.", ["fluconazole AFFECTS warfarin level"]),
        ("Allopurinol lowers uric acid.", ["allopurinol INHIBITS uric acid"]),
    ]) func theWholePhraseIsTheObject(text: String, expected: [String]) throws {
        #expect(try Self.actions(text) == expected)
    }

    @Test func theSameReceptorIsTheOneNamedBefore() throws {
        let text = "CGRP widens vessels. Erenumab blocks the receptor."
        #expect(try Self.actions(text) == ["erenumab INHIBITS CGRP receptor"])
    }

    @Test func levelsOfAPronounAreThoseOfTheDrugSpokenOf() throws {
        let text = "Tizanidine is short-acting. Fluvoxamine can raise its level."
        #expect(try Self.actions(text) == ["fluvoxamine AFFECTS tizanidine level"])
    }

    @Test(arguments: ["Suppressed histamine release is common with cetirizine.", "Cetirizine blocks the same thing."])
    func whatNamesNothingIsNoMechanism(text: String) throws {
        #expect(try Self.actions(text).isEmpty)
    }
}
