import Annotation
import Events
import Testing

/// Vaccines by their brands, makers and everyday names.
@Suite struct VaccineNameTests {
    @Test(arguments: [
        ("He got Shingrix.", "zoster vaccine"), ("Gardasil 9 prevents warts.", "human papillomavirus vaccine"),
        ("The Pfizer vaccine made her tired.", "tozinameran"), ("After the Moderna shot she slept.", "elasomeran"),
        ("The AstraZeneca vaccine was paused.", "ChAdOx1 nCoV-19"), ("Her flu jab hurt.", "influenza vaccine"),
        ("The DTaP shot is given at two months.", "Tdap vaccine"), ("COVID boosters are free.", "COVID-19 vaccine"),
        ("HPV vaccination cut cancers.", "HPV vaccine"), ("Arexvy is for the old.", "RSV vaccine"),
    ])
    func areFound(text: String, name: String) throws {
        let lexicon = try #require(LexiconTests.lexicon)
        let found = DrugFinder(lexicon: lexicon).mentions(in: TokenStream(text))
            .map { lexicon.substances[Int($0.substance)].name }
        #expect(found == [name])
    }

    @Test(arguments: ["Pfizer said profits rose.", "Moderna shares fell.", "AstraZeneca is based in Cambridge."])
    func firmsAreNone(text: String) throws {
        let lexicon = try #require(LexiconTests.lexicon)
        #expect(DrugFinder(lexicon: lexicon).mentions(in: TokenStream(text)).isEmpty)
    }
}
