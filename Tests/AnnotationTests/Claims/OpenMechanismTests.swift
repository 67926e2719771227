import Annotation
import Events
import Testing

/// Mechanisms whose object or subject stands in no table: the words themselves are read.
@Suite struct OpenMechanismTests {
    private static func actions(_ text: String) throws -> [String] {
        let mechanisms: Set<Predicate> = [.inhibits, .stimulates, .interactsWith, .affects, .disrupts]
        return try ClaimReading.shared.get().claims(text).filter { mechanisms.contains($0.predicate) }
            .map { "\($0.subject) \($0.predicate.rawValue) \($0.object)" }.sorted()
    }

    @Test(arguments: [
        ("Nintedanib silences the pituitary.", ["nintedanib INHIBITS pituitary"]),
        ("Nintedanib switched off the gene for keratin 17.", ["nintedanib INHIBITS gene for keratin 17"]),
        ("Nintedanib raises lipoxin in the blood.", ["nintedanib STIMULATES lipoxin"]),
        ("Nintedanib increases kynurenine.", ["nintedanib STIMULATES kynurenine"]),
        (
            "Nintedanib lowers levels of trimethylamine oxide.",
            ["nintedanib INHIBITS trimethylamine oxide level"]
        ),
        ("Nintedanib binds sphingosine.", ["nintedanib INTERACTS_WITH sphingosine"]),
        (
            "Nintedanib works by blocking kinesin motors and dynein motors.",
            ["nintedanib INHIBITS dynein motors", "nintedanib INHIBITS kinesin motors"]
        ),
    ]) func theWordsThemselvesAreTheObject(text: String, expected: [String]) throws {
        #expect(try Self.actions(text) == expected)
    }

    @Test(arguments: [
        (
            "Ecallantide blocks plasma kallikrein, the enzyme that makes bradykinin.",
            ["ecallantide INHIBITS plasma kallikrein", "plasma kallikrein STIMULATES bradykinin"]
        ),
        (
            "Ecallantide blocks kallikrein, which releases bradykinin.",
            ["ecallantide INHIBITS kallikrein", "kallikrein STIMULATES bradykinin"]
        ),
        (
            "Ecallantide is taken at night. Lumican raises fibrin production.",
            ["lumican STIMULATES fibrin production"]
        ),
    ]) func aThingOfTheBodyActsItself(text: String, expected: [String]) throws {
        #expect(try Self.actions(text) == expected)
    }

    @Test func whatIsLessWellAbsorbedIsHinderedByTheOther() throws {
        #expect(
            try Self.actions("Rasagiline is less well absorbed with iron.")
                == ["iron INHIBITS rasagiline absorption"])
    }

    @Test(arguments: [
        "Nintedanib blocked progress for years.", "Nintedanib lowers costs and raises questions.",
        "Nintedanib reduces the need for surgery.", "Nintedanib has increased sales.", "Nintedanib slows everything.",
        "Nintedanib switches brand names.", "Nintedanib blunts the response.", "Nintedanib damages trust.",
        "Nintedanib is sold here. Hospitals raise funds, and unions block a merger.",
        "Nintedanib comes from a firm that makes prostaglandins.", "The maker of nintedanib boosts output.",
    ]) func whatIsNoThingOfTheBodyIsSilent(text: String) throws {
        #expect(try Self.actions(text).isEmpty)
    }
}
