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
        let claim = try #require(ClaimReading.shared.get().claims(text).first)
        #expect(claim.check?.verdict == verdict)
    }

    @Test(arguments: [
        (Amount(200), "mg", CheckVerdict.consistent), (Amount(5000), "mg", .contradicts),
        (Amount(50), "ug", .contradicts),
    ]) func dosesAreCheckedAgainstTheRow(amount: Amount, unit: String, verdict: CheckVerdict) throws {
        var dose = Dose(range: TextRange(0, 3))
        dose.ingredient = "sertraline"
        dose.amount = amount
        dose.unit = unit
        let article = ClaimReading.article([(.comment, .user, "sertraline")])
        let output = try ClaimReading.shared.get().read(article, doses: [dose])
        #expect(output.doses.first?.check?.verdict == verdict)
        #expect(output.doses.first?.amount == amount)
    }

    @Test func aDrugWithoutARowIsNotJudged() throws {
        var dose = Dose(range: TextRange(0, 3))
        dose.ingredient = "unobtainium"
        dose.amount = Amount(9999)
        dose.unit = "mg"
        let output = try ClaimReading.shared.get().read(
            ClaimReading.article([(.comment, .user, "none")]), doses: [dose])
        #expect(output.doses.first?.check == nil)
    }
}
