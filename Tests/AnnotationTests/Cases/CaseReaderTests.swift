import Annotation
import Events
import Testing

@Suite struct CaseReaderTests {
    private static func cases(_ comments: [FindingReading.Comment]) throws -> [CaseCandidate] {
        try FindingReading.shared.get().read(comments: comments).cases
    }

    private static func valid(_ text: String) throws -> [CaseCandidate] {
        try FindingReading.shared.get().cases(text).filter { $0.status == .valid }
    }

    @Test func oneCommenterOneCase() throws {
        let found = try Self.cases([
            .init("I got a rash on lamotrigine.", by: "ann"),
            .init("My lamotrigine rash got worse and I ended up in hospital.", by: "ann"),
        ])
        #expect(found.count == 1)
        #expect(found.first?.segments == ["s1", "s2"])
        #expect(found.first?.seriousness.contains(.hospitalisation) == true)
    }

    @Test func aCommentPostedTwiceIsOneCase() throws {
        let text = "I took Cipro for five days and got horrible tendon pain in both legs."
        #expect(try Self.cases([.init(text, by: "ann"), .init(text, by: "ben")]).count == 1)
    }

    @Test func theRelativeIsThePatient() throws {
        let found = try FindingReading.shared.get().cases("My mother got a rash on Xarelto.")
        #expect(found.first?.patient == .family)
        #expect(found.first?.reporter == .family)
        #expect(found.first?.drugs == ["rivaroxaban"])
        #expect(found.first?.status == .valid)
        #expect(found.first?.elements == CaseElement.allCases)
    }

    /// A relative who only owns something is no patient, and a death that is another's is no outcome of the writer's.
    @Test(arguments: [
        "I couldn't cry at my own dad's funeral. Quit sertraline cold turkey and got the brain zaps for a month.",
        "I took my wife's Xanax and got a rash.", "My dad died last year. Sertraline gave me hives.",
    ]) func theWriterStaysThePatient(text: String) throws {
        let found = try Self.valid(text)
        #expect(found.map(\.patient) == [.me])
        #expect(found.allSatisfy { !$0.seriousness.contains(.death) })
    }

    @Test func theRelativesOwnBodyIsTheirs() throws {
        #expect(try Self.valid("My dad's legs swelled up on amlodipine.").map(\.patient) == [.family])
        #expect(try Self.valid("My uncle got a rash on Lamictal and died.").first?.seriousness.contains(.death) == true)
    }

    @Test func twoPatientsOfOneCommentAreTwoCases() throws {
        let found = try Self.valid("I got a rash on lamotrigine. My brother had a seizure on bupropion.")
        #expect(found.map(\.patient) == [.me, .family])
        #expect(found.map(\.drugs) == [["lamotrigine"], ["bupropion"]])
    }

    @Test(arguments: [
        "I am afraid of a stroke on Xarelto.", "Does Xarelto cause strokes?", "Sertraline cured my anxiety.",
        "No rash at all on lamotrigine for me.",
        // General statements, hearsay about nobody in particular, what "you" get.
        "Azithromycin can stretch the QT interval.", "Yes. Pancreatitis from Ozempic, it is in the leaflet.",
        "Prednisone makes you fat and gives you moon face.", "I think Xarelto causes bleeding in old people.",
        "Come in and see me! Bleeding on Xarelto can have other causes.", "I read that Lipitor causes memory loss.",
        // Animals, winks.
        "My cat got a rash on amoxicillin.", "We give enrofloxacin to dogs, at high doses it blinds cats.",
        "Oh great, my ankle hurts just from reading this. Must be the Cipro \u{1F644}",
        // The event is the reason for the drug, or was there before it, or has another cause, or is what it helps with.
        "I had a stroke and they put me on Xarelto.",
        "I take Klonopin and have ADHD.", "I have been battling with depression and take Xanax.",
        "My son shakes all day and the Xanax helps him very much.",
        "I take clonazepam because I started sleepwalking.",
        "I'm taking clonazepam because about 7 years ago I suddenly started sleepwalking.",
        "My mother was out of breath due to emphysema and took Xanax.",
        // Counterfactual, or not about the drug that the article is about.
        "If I'm 85, still on Valium, and I'm forgetful, I don't care.",
        "Somebody in my dorm went psychotic on some ADHD med, no idea which one.",
    ]) func whatIsNoCaseIsNotValid(text: String) throws {
        #expect(try Self.valid(text).isEmpty)
    }

    @Test(arguments: [
        "I had a seizure after they put me on bupropion.", "Got a rash when I started lamotrigine.",
        "On 80 mg of Lipitor since May. Muscle pain every single day.", "Lamictal gave me a rash.",
        "My doctor says it is my age, but I have had memory loss since I started Lipitor.",
    ]) func whatSomebodyTellsOfTheirOwnIsValid(text: String) throws {
        #expect(try Self.valid(text).count == 1)
    }

    @Test(arguments: [
        "Cymbalta turned me into a zombie. Threw up every morning for a month.",
        "My husband had a seizure on Wellbutrin 300 mg and spent two nights in hospital.",
        "Lisinopril gave me a cough that wouldn't quit. Switched to losartan and it went away.",
        "I can't remember anything since I went on topiramate.", "I ended up with C diff after clindamycin.",
        "Metoprolol makes me so tired I can hardly climb the stairs.",
        "Chantix gave me the wildest nightmares of my life.",
        "My roommate broke out in a rash from Lamictal and had to go to the burn unit.",
        "I've been on Abilify for 3 months and gained 25 pounds.", "Accutane dried my lips out until they bled.",
        "Singulair gave my 6 yo terrible mood swings.", "Prednisone blew my sugar up to 400, ended up in the ER.",
    ]) func everydayWordsForACase(text: String) throws {
        let found = try Self.valid(text)
        #expect(found.count == 1)
    }

    @Test(arguments: [
        "I'm afraid Chantix will give me nightmares.", "My doctor says statins can cause muscle pain.",
        "People get rashes from Lamictal all the time.", "If I stopped Effexor I'd have brain zaps.",
        "I've heard Reglan can cause twitching.", "Eliquis for my clots, no problems so far.",
        "I will be asking him about Lamictal causing rashes.",
    ]) func fearsAndHearsayAreNoCases(text: String) throws {
        #expect(try Self.valid(text).isEmpty)
    }

    /// Somebody who writes an article of their own treatment is a patient; somebody whom an article quotes, and what is generally known, are not.
    @Test func anArticleByAPatientIsACase() throws {
        let annotator = try FindingReading.shared.get().annotator
        func read(_ paragraphs: [String]) -> [CaseCandidate] {
            var article = ClaimReading.article(paragraphs.map { (.body, .news, $0) })
            article.document.authors = ["Ann"]
            return annotator.annotate(article).cases.filter { $0.status == .valid }
        }
        let own = read([
            "I started prednisone in May. By week three I had acne and my mood was awful. I couldn't sleep.",
            "When I stopped prednisone I had a headache for a week. Licorice can raise blood pressure.",
        ])
        #expect(own.count == 1)
        #expect(own.first?.drugs.contains("prednisone") == true)
        #expect(own.first?.events.contains("insomnia") == true)
        #expect(own.first?.events.contains("hypertension") == false)
        #expect(
            read(["Prednisone can cause acne. It raises blood sugar.", "Stopping prednisone can cause headache."])
                .isEmpty)
        #expect(
            read(["\"I had acne on prednisone,\" says Joe.", "\"I had a headache on prednisone,\" says Moe."]).isEmpty)
    }

    @Test func withoutAPatientOrADrugACandidateIsIncomplete() throws {
        let reading = try FindingReading.shared.get()
        let stranger = try #require(reading.cases("Someone at the gym got pancreatitis on Ozempic.").first)
        #expect(stranger.status == .incomplete)
        #expect(stranger.elements == [.reporter, .drug, .event])
        let cleared = try #require(
            reading.cases("My aunt had memory loss on Prilosec. She is 88, so I doubt it's the pills.").first)
        #expect(cleared.status == .incomplete)
        #expect(cleared.elements == [.patient, .reporter, .event])
    }

    @Test(arguments: ["Sertraline 50 mg cured my anxiety.", "I take lamotrigine 200 mg and have no rash at all."])
    func aBenefitOrNoHarmIsNoEvent(text: String) throws {
        let found = try #require(FindingReading.shared.get().cases(text).first)
        #expect(found.status == .noEvent)
        #expect(found.elements == [.patient, .reporter, .drug])
    }

    @Test(arguments: [
        ("I got a rash on lamotrigine. Stopped it and it went away.", Challenge.positive),
        ("I got a rash on lamotrigine. It never went away, even after I quit.", .negative),
        ("I had a dry mouth on Vyvanse 70 mg. They cut me to 40 and it resolved.", .positive),
    ]) func whatStoppingDidIsRead(text: String, expected: Challenge) throws {
        #expect(try Self.valid(text).first?.dechallenge == expected)
    }

    @Test(arguments: [
        ("I got a rash on lamotrigine. It came back when I restarted it.", Challenge.positive),
        ("I got a rash on lamotrigine. Later I tried it again with no problems.", .negative),
    ]) func whatTakingItAgainDidIsRead(text: String, expected: Challenge) throws {
        #expect(try Self.valid(text).first?.rechallenge == expected)
    }

    @Test(arguments: [
        ("My son got a rash on methylphenidate ER 18 mg.", [Seriousness]()),
        ("I got a rash on Lamictal and I never went to the hospital.", []),
        ("I got a rash on Lamictal, says the hospital pharmacist.", []),
        ("I got a rash on Lamictal and spent two nights in the ICU.", [.lifeThreatening]),
        ("I took Cipro and had a tendon rupture.", [.medicallyImportant]),
    ]) func seriousnessIsReadFromWordsAndEvents(text: String, expected: [Seriousness]) throws {
        #expect(try Self.valid(text).first?.seriousness == expected)
    }

    @Test func concomitantDrugsAreTheOnesTaken() throws {
        let found = try #require(
            Self.valid("I take warfarin 5 mg. Advil gave me a nosebleed. Next time I use anything but not naproxen.")
                .first)
        #expect(found.drugs == ["ibuprofen"])
        #expect(found.concomitant == ["warfarin"])
    }

    /// In a long comment an effect counts near what was taken, not anywhere.
    @Test func farFromAnyDrugALongCommentTellsNoEvent() throws {
        let filler = String(repeating: "The people at the agency never listen to any of us here. ", count: 10)
        let far = "Xanax is sold everywhere. \(filler) I got a rash in the garden."
        #expect(try Self.valid(far).isEmpty)
        #expect(try Self.valid("\(filler) I took Xanax in May. I got a rash.").count == 1)
    }
}
