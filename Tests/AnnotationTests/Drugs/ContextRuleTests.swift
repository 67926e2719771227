import Annotation
import Events
import Testing

/// What the words around a name make of it.
@Suite struct ContextRuleTests {
    /// The mentions of a text as "surface=ingredient".
    private static func found(_ text: String) throws -> [String] {
        let lexicon = try #require(LexiconTests.lexicon)
        let bytes = Array(text.utf8)
        return DrugFinder(lexicon: lexicon).mentions(in: TokenStream(text: bytes.span)).map { mention in
            let surface = String(decoding: bytes[mention.range], as: UTF8.self)
            return "\(surface)=\(lexicon.substances[Int(mention.substance)].name)"
        }
    }

    @Test(arguments: [
        // An adjective is a class only with a head or as a noun.
        ("dopaminergic neurons and a dopaminergic drug", ["dopaminergic drug=dopaminergic agent"]),
        ("the antiemetic regimen; she took an antiemetic, then slept", ["antiemetic=antiemetic"]),
        (
            "anticholinergic or sympathomimetic drugs",
            ["anticholinergic=anticholinergic", "sympathomimetic drugs=sympathomimetic"]
        ),
        ("malignant neuroleptic syndrome and hypoglycaemic coma", []),
        ("a non-steroid ointment", []),
        // Organisms, diseases and proteins that hold a name.
        ("methicillin-resistant Staphylococcus aureus", []),
        ("insulin-dependent diabetes, treated with insulin", ["insulin=insulin"]),
        ("immunoglobulin G titers", []),
        ("CYP2B6 and CYP 2B6", []),
        // Levels and lack of a substance.
        ("fasting blood glucose 138 mg/dL", []),
        ("an iron deficiency, then iron 65 mg daily", ["iron=iron"]),
        ("encephalopathy during calcium hopatenoate and calcium carbonate", ["calcium carbonate=calcium carbonate"]),
    ])
    func wordsAround(text: String, expected: [String]) throws { #expect(try Self.found(text) == expected) }

    @Test(arguments: [
        ("lexapro has caused NO mania. I TAKE NO MEDICATION", ["lexapro=escitalopram"]),
        (
            "nitric oxide therapy: NO was inhaled, and NO helped",
            ["nitric oxide=nitric oxide", "NO=nitric oxide", "NO=nitric oxide"]
        ),
        ("my PCP took me off Wellbutrin", ["Wellbutrin=bupropion"]),
        // A document's own definition wins over the list, whether it is a drug or not.
        ("adenovirus pneumonia (AVP) after infliximab; AVP was severe", ["infliximab=infliximab"]),
        (
            "carbimazole (CBZ) 20 mg; CBZ was stopped",
            ["carbimazole=carbimazole", "CBZ=carbimazole", "CBZ=carbimazole"]
        ),
        ("antiepilepsy drugs (AEDs) such as lamotrigine", ["AEDs=anticonvulsant", "lamotrigine=lamotrigine"]),
    ])
    func abbreviations(text: String, expected: [String]) throws { #expect(try Self.found(text) == expected) }

    @Test(arguments: [
        (
            "trimethoprim-sulfamethoxazole and bupropion-naltrexone",
            [
                "trimethoprim-sulfamethoxazole=trimethoprim/sulfamethoxazole",
                "bupropion-naltrexone=bupropion/naltrexone",
            ]
        ),
        // No fixed combination; and names set beside each other.
        ("the warfarin-aspirin interaction", ["warfarin=warfarin", "aspirin=aspirin"]),
        ("lopinavir/ritonavir", ["lopinavir/ritonavir=lopinavir/ritonavir"]),
        // One product whatever the order.
        ("Yasmin and Loryna", ["Yasmin=drospirenone/ethinyl estradiol", "Loryna=drospirenone/ethinyl estradiol"]),
        ("ritodrine-hydrochloride", ["ritodrine-hydrochloride=ritodrine"]),
        ("chloramphenicol sodium succinate", ["chloramphenicol sodium succinate=chloramphenicol"]),
    ])
    func combinationsAndSalts(text: String, expected: [String]) throws { #expect(try Self.found(text) == expected) }
}
