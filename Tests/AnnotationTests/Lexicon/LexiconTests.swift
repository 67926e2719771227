import Annotation
import Events
import Foundation
import Testing

@Suite struct LexiconTests {
    static let lexicon: Lexicon? = {
        do { return try LexiconReader.read(Shared.data) } catch {
            Issue.record("the lexicon does not load: \(error)")
            return nil
        }
    }()

    /// The drugs of a text, each as it is written with its substance behind "=".
    static func found(_ text: String) throws -> [String] {
        let lexicon = try #require(lexicon)
        let bytes = Array(text.utf8)
        let stream = TokenStream(text: bytes.span)
        return DrugFinder(lexicon: lexicon).mentions(in: stream).map { mention in
            let surface = String(decoding: bytes[mention.range], as: UTF8.self)
            return "\(surface)=\(lexicon.substances[Int(mention.substance)].name)"
        }
    }

    @Test(arguments: [
        ("I took Xanax and klonipin", ["Xanax=alprazolam", "klonipin=clonazepam"]),
        ("switched to effexorXR, 10mgPaxil", ["effexorXR=venlafaxine", "Paxil=paroxetine"]),
        ("#prozac saved me", ["prozac=fluoxetine"]),
        ("lithium carbonate and codeine phosphate", ["lithium carbonate=lithium", "codeine phosphate=codeine"]),
        ("SSRIs, thiazides and opiates", ["SSRIs=SSRI", "thiazides=thiazide", "opiates=opioid"]),
        ("the opioid receptor and alcohol dehydrogenase", []),
        ("join us at benzobuddies.org or r/prozac, mail xanax@example.com", []),
        ("He has the ability to advise", []),
        (
            "azathioprine (AZP) and later AZP again",
            ["azathioprine=azathioprine", "AZP=azathioprine", "AZP=azathioprine"]
        ),
        ("an adverse drug reaction (ADR); the ADR was mild after 5 mg", []),
        (
            "Yaz and St. John\u{2019}s wort",
            ["Yaz=drospirenone/ethinyl estradiol", "St. John\u{2019}s wort=St. John's wort"]
        ),
        ("a soma of the cell; Soma 350 mg at night", ["Soma=carisoprodol"]),
        ("he won gold and silver; gold therapy failed", ["gold=gold"]),
        ("lithium batteries and lithium ion cells", []),
        ("they smoked weed and did lines of coke", ["weed=cannabis", "coke=cocaine"]),
        ("the weed in the garden", []),
        ("SAMe is the same", ["SAMe=ademetionine"]),
        ("Effexor XR 75 mg and Ambien CR", ["Effexor XR=venlafaxine", "Ambien CR=zolpidem"]),
        (
            "beta\u{2011}blockers, \u{3B2}-blockers and beta blockers",
            ["beta\u{2011}blockers=beta blocker", "\u{3B2}-blockers=beta blocker", "beta blockers=beta blocker"]
        ),
        ("insulin resistance but insulin 20 units", ["insulin=insulin"]),
    ])
    func namesAreFoundAndLookalikesAreNot(text: String, expected: [String]) throws {
        #expect(try Self.found(text) == expected)
    }

    @Test func misspellingsNameWhatTheyMean() throws {
        let annotator = try #require(DoseCaseTests.annotator)
        var article = Article(id: "a", revision: "r", source: "s")
        article.text = Array("I was on sertralin and alprazolem. She takes jantovn daily.".utf8)
        let drugs = annotator.annotate(article).drugs
        #expect(drugs.map(\.ingredient) == ["sertraline", "alprazolam", "warfarin"])
        #expect(drugs.allSatisfy { $0.kind == .misspelling && $0.baseKind != nil })
        #expect(drugs.map(\.match) == [.edit1, .edit1, .edit1])
    }

    @Test func lookupExplains() throws {
        let lexicon = try #require(Self.lexicon)
        #expect(lexicon.lookup("Suboxone").map(\.substance.ingredients) == [["buprenorphine", "naloxone"]])
        #expect(lexicon.lookup("olanzapine and samidorphan").map(\.substance.name) == ["olanzapine/samidorphan"])
        #expect(lexicon.lookup("weed").map(\.rule) == [.slang])
        #expect(lexicon.lookup("no such thing").isEmpty)
        #expect(lexicon.statistics().forms > 20_000)
    }
}
