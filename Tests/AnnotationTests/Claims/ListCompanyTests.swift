import Annotation
import Events
import Testing

/// Effects that no table knows in a list with one that does: the known one says what the list is of.
@Suite struct ListCompanyTests {
    @Test(arguments: [
        ("Quinapril accounts for the thumb flutter, the headache and the crusty thumb.", "thumb flutter"),
        ("Quinapril accounts for the thumb flutter, the headache and the crusty thumb.", "crusty thumb"),
        (
            "Quinapril lowers pressure. Doctors avoid it in the old, because splayed elbow and nausea follow.",
            "splayed elbow"
        ),
        ("Quinapril lowers pressure. Splayed elbow and headache are the commonest complaints.", "splayed elbow"),
        ("Quinapril lowers pressure. It invites splayed elbow and headache.", "splayed elbow"),
        ("Quinapril can cause nausea, headache and, in rare cases, splayed elbow.", "splayed elbow"),
        ("Quinapril can cause nausea, headache and, rarely, splayed elbow.", "splayed elbow"),
        ("Quinapril eases pain, at the price of headache, nausea and splayed elbow.", "splayed elbow"),
    ])
    func whatStandsBesideAKnownEffectIsOne(text: String, effect: String) throws {
        let claims = try ClaimReading.lines(text)
        #expect(claims.contains { $0.hasPrefix("quinapril CAUSES \(effect) ") }, "\(claims)")
    }

    @Test(arguments: [
        ("Quinapril gave two in ten a headache, and regulators in Oslo have warned of it.", "regulators"),
        ("Quinapril may itch and flake.", "flake"),
        ("On quinapril she vomited and shook.", "shook"),
        ("Quinapril accounts for the headache and the drawer that refuses to close.", "drawer"),
        ("We kept the price of quinapril, blister packs and passport photos.", "photos"),
        ("Quinapril left many with headache, and an excess can scar the elbow.", "excess"),
    ])
    func whatBelongsToAnotherClauseIsNone(text: String, word: String) throws {
        let claims = try ClaimReading.lines(text)
        #expect(!claims.contains { $0.contains(" \(word)") }, "\(claims)")
    }
}
