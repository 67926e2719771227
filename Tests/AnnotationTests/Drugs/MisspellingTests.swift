import Annotation
import Events
import Foundation
import Testing

@Suite struct MisspellingTests {
    /// The mentions of a sentence as "surface=ingredient", those found by edit distance marked with "~".
    private static func found(_ text: String) throws -> [String] {
        let lexicon = try #require(LexiconTests.lexicon)
        let bytes = Array(text.utf8)
        return DrugFinder(lexicon: lexicon).mentions(in: TokenStream(text: bytes.span)).map { mention in
            let mark = mention.kind == .misspelling ? "~" : ""
            let surface = String(decoding: bytes[mention.range], as: UTF8.self)
            return "\(mark)\(surface)=\(lexicon.substances[Int(mention.substance)].name)"
        }
    }

    @Test(arguments: [
        ("the doctor gave me seratraline", ["~seratraline=sertraline"]),
        ("alprazolem and clonozapam", ["~alprazolem=alprazolam", "~clonozapam=clonazepam"]),
        // Five letters: only beside a word of use.
        ("I have been on paxal for years", ["~paxal=paroxetine"]),
        ("we met a man named paxal there", []),
        // Plurals of names are names.
        ("he stopped his Valiums and took more Percocets", ["Valiums=diazepam", "Percocets=oxycodone/acetaminophen"]),
        // Words that are close to a name and English.
        ("the ability of the advisor to recover and to relax", []),
        ("inflamed pancreases and heroines", []),
        // Other words made of a name.
        ("nicotinic neurons, the atropinic effect, N-acetyl glucosaminase, ethanolic extracts", []),
        ("the transgene beside clorazepate", ["clorazepate=clorazepate"]),
        // A name that a rule has turned away is no misspelling of another.
        ("the insulin secretion of the cells", []),
    ])
    func wordsNearNames(text: String, expected: [String]) throws { #expect(try Self.found(text) == expected) }

    @Test func aTieGivesNoAnswer() throws {
        // One edit from both prednisone and prednisolone would be a tie; so is a word between two names.
        let lexicon = try #require(LexiconTests.lexicon)
        #expect(lexicon.lookup("chlorpromamide").count <= 1)
        #expect(lexicon.lookup("xyzzyamine").isEmpty)
    }
}

/// Misspelt drugs in 470 forum posts of PsyTAR, collected by reading every word of the posts that is neither English nor listed.
@Suite(.enabled(if: Shared.isThere, "the shared corpora are not here"))
struct ForumMisspellingTests {
    /// Word and the ingredient that is meant.
    private static let wanted: [String: String] = [
        "adivan": "lorazepam", "clonozpam": "clonazepam", "cybalta": "duloxetine", "levoxol": "levothyroxine",
        "lexipro": "escitalopram", "paxcil": "paroxetine", "paxill": "paroxetine", "pazil": "paroxetine",
        "prosac": "fluoxetine", "prozach": "fluoxetine", "seratraline": "sertraline", "trazadone": "trazodone",
        "welbutrin": "bupropion", "alcohal": "alcohol", "benazapril": "benazepril", "clariton": "loratadine",
        "clonezipam": "clonazepam", "coccaine": "cocaine", "glyberide": "glyburide", "herion": "heroin",
        "klonapin": "clonazepam", "meclobemide": "moclobemide", "neurotin": "gabapentin", "stillnox": "zolpidem",
        "citropalapram": "citalopram", "extasy": "MDMA", "extacy": "MDMA",
    ]

    @Test func misspeltDrugsAreFoundAndNothingElseIsTakenForOne() throws {
        let lexicon = try #require(Shared.lexicon)
        let finder = DrugFinder(lexicon: lexicon)
        var hits = 0
        var all = 0
        var friends: [String] = []
        for row in try Shared.rows("psytar_posts") {
            let bytes = Array(try #require(row["text"] as? String).utf8)
            let stream = TokenStream(text: bytes.span)
            let mentions = finder.mentions(in: stream)
            for index in 0..<stream.count {
                guard let name = Self.wanted[stream.lowerString(index)] else { continue }
                all += 1
                if mentions.contains(where: {
                    $0.tokens.contains(index) && lexicon.substances[Int($0.substance)].name == name
                }) {
                    hits += 1
                }
            }
            for mention in mentions where mention.kind == .misspelling {
                let word = String(decoding: bytes[mention.range], as: UTF8.self).lowercased()
                if Self.wanted[word] == nil { friends.append(word) }
            }
        }
        print("quality psytar misspellings: \(hits) of \(all), false friends \(friends)")
        #expect(Double(hits) >= 0.85 * Double(all))
        #expect(friends.isEmpty)
    }
}
