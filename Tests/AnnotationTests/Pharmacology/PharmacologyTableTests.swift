import Annotation
import Events
import Testing

@Suite struct PharmacologyTableTests {
    @Test func theShippedTableHasAHundredAndFiftyDrugsAndMore() throws {
        #expect(try ClaimReading.shared.get().stage.pharmacology.count >= 150)
    }

    @Test(arguments: [
        ("Lorazepam is a benzodiazepine.", CheckVerdict.consistent),
        ("Bupropion is a benzodiazepine.", CheckVerdict.contradicts),
        ("Quetiapine is not a benzodiazepine.", CheckVerdict.consistent),
    ]) func classesAreChecked(text: String, verdict: CheckVerdict) throws {
        let claim = try #require(FindingReading.shared.get().read(article: text).claims.first)
        #expect(claim.check?.verdict == verdict)
    }

    @Test(arguments: [
        ("I take sertraline 200 mg daily.", CheckVerdict.consistent),
        ("I take sertraline 5000 mg daily.", .contradicts),
        ("I take sertraline 50 mcg daily.", .contradicts),
    ]) func dosesAreCheckedAgainstTheRow(text: String, verdict: CheckVerdict) throws {
        let dose = try #require(FindingReading.shared.get().read(comments: [.init(text)]).doses.first)
        #expect(dose.check?.verdict == verdict)
    }

    @Test func aDrugWithoutARowIsNotJudged() throws {
        let read = try FindingReading.shared.get().read(comments: [.init("I take abacavir 9999 mg daily.")])
        #expect(read.doses.count == 1)
        #expect(read.doses.first?.check == nil)
    }
}
