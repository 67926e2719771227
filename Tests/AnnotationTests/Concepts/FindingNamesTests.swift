import Annotation
import Events
import Testing

/// Conditions that no table names, by how clinical terms are built.
@Suite struct FindingNamesTests {
    @Test(arguments: [
        ("Captopril can cause thrombocytosis.", "captopril CAUSES thrombocytosis"),
        ("Captopril may cause pericardial effusions.", "captopril CAUSES pericardial effusion"),
        ("Captopril can cause severe vestibular disorders.", "captopril CAUSES vestibular disorder"),
        ("Phenobarbital can cause urethral strictures.", "phenobarbital CAUSES urethral stricture"),
        ("We describe captopril-induced radiculopathy.", "captopril CAUSES radiculopathy"),
    ]) func aNameTellsACondition(text: String, expected: String) throws {
        #expect(try ClaimReading.statements(text).contains { $0.hasPrefix(expected) })
    }

    /// A head alone, with words that do not tell which, or a word that ends so by chance.
    @Test(arguments: [
        "Captopril can cause a clinical syndrome.", "Captopril can cause several lesions.",
        "Captopril can cause endocytosis.", "Captopril may cause some sympathy.",
    ]) func otherWordsAreNone(text: String) throws {
        #expect(try ClaimReading.statements(text) == [])
    }

    /// The name of a drug is no part of a condition's.
    @Test func drugsStayOutOfTheName() throws {
        let reading = try ClaimReading.shared.get()
        let claims = reading.claims("Phenobarbital hepatic lesions were seen in three children.")
        #expect(claims.allSatisfy { !$0.object.contains("phenobarbital") })
    }

    @Test func theWordsOfTheTableGoFirst() throws {
        #expect(try ClaimReading.statements("Captopril can cause viral hepatitis.").count == 1)
        #expect(try ClaimReading.statements("Captopril can cause hepatitis.") == ["captopril CAUSES hepatitis"])
    }

    @Test func anUnknownKindNamesTheLine() {
        #expect {
            try ConceptLexicon(
                concepts: [], composites: [], findings: Array("head\tlesion\nbody\tskin\n".utf8))
        } throws: { "\($0)" == "concepts/findings.tsv:2: no kind of word is called body" }
    }

    @Test(arguments: [
        ("pleural effusions", "pleural effusion"), ("lumbar radiculopathies", "lumbar radiculopathy"),
        ("actinic dermatoses", "actinic dermatosis"), ("ocular palsies", "ocular palsy"),
        ("splenic abscesses", "splenic abscess"), ("adrenal crises", "adrenal crisis"),
    ]) func aNameIsToldInTheSingular(text: String, expected: String) throws {
        #expect(try ClaimReading.statements("Captopril can cause \(text).") == ["captopril CAUSES \(expected)"])
    }
}
