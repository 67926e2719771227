import Annotation
import Testing

@Suite struct PhraseTableTests {
    private static func found(_ forms: [(String, Int32)], _ text: String) -> [String] {
        var builder = PhraseTable.Builder()
        for (form, id) in forms { builder.add(form: form, id: id) }
        let table = builder.build()
        let stream = TokenStream(text)
        var result: [String] = []
        table.matches(in: stream) { match in
            result.append("\(match.id):\(stream.string(match.tokens))")
        }
        return result
    }

    @Test func theLongestFormFromTheLeftWins() {
        let forms: [(String, Int32)] = [
            ("st. john's wort", 1), ("st. john", 2), ("john", 3), ("wort", 4), ("valproic acid", 5),
        ]
        #expect(
            Self.found(forms, "St. John\u{2019}s Wort, John and VALPROIC  ACID") == [
                "1:St. John's Wort", "3:John", "5:VALPROIC  ACID",
            ])
    }

    @Test func bordersAreTokenBorders() {
        #expect(
            Self.found([("xanax", 1)], "xanaxbar Xanax's non-xanax XANAX,xanax") == [
                "1:Xanax", "1:xanax", "1:XANAX", "1:xanax",
            ])
        #expect(Self.found([("5-htp", 1)], "5 - HTP and 5-HTP") == ["1:5-HTP"])
    }

    /// Bytes decide, eight at a time: only capitals of ASCII are folded, and every byte counts.
    @Test func hashesFindAndBytesDecide() {
        // Hashes fold bit 5 of every byte, which makes these two letters one.
        #expect(Self.found([("\u{434}", 1)], "\u{434} \u{414}") == ["1:\u{434}"])
        #expect(
            Self.found(
                [("hydroxychloroquine", 1), ("abcdefgh", 2)], "HydroxyChloroquine hydroxychloroquinx ABCDEFGH abcdefgi")
                == ["1:HydroxyChloroquine", "2:ABCDEFGH"])
    }

    /// The same as in the whole text where the places hold all that forms begin at, and nothing where they hold none of it.
    @Test func formsBeginAtTheGivenTokensAlone() {
        var builder = PhraseTable.Builder()
        for (id, form) in ["iron", "iron salts", "salts of lithium", "lithium"].enumerated() {
            builder.add(form: form, id: Int32(id))
        }
        let table = builder.build()
        let stream = TokenStream("Iron salts of lithium, iron and lithium")
        func found(_ places: [Int32]) -> [Int32] {
            var ids: [Int32] = []
            table.matches(in: stream, beginningAt: places) { ids.append($0.id) }
            return ids
        }
        var all: [Int32] = []
        table.matches(in: stream) { all.append($0.id) }
        #expect(all == [1, 3, 0, 3])
        #expect(found(Array(0..<Int32(stream.count))) == all)
        #expect(found([0, 1, 3, 7]) == [1, 3, 3])
        #expect(found([1, 3]) == [2])
        #expect(found([]) == [])
    }

    @Test func aFormMayHaveSeveralIdentities() {
        #expect(Self.found([("ms", 1), ("MS", 2), ("ms", 1)], "MS") == ["1:MS", "2:MS"])
    }

    @Test func noPhraseCrossesAParagraph() {
        #expect(Self.found([("valproic acid", 1)], "valproic\n\nacid, valproic\nacid") == ["1:valproic\nacid"])
    }

    @Test func emptyFormsAreRefused() {
        var builder = PhraseTable.Builder()
        let added = builder.add(form: " \n", id: 1)
        #expect(!added)
        #expect(builder.build().ids(of: TokenStream("x")).isEmpty)
    }

    @Test func agreesWithANaiveSearchOnGeneratedTexts() {
        var state: UInt64 = 42
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(truncatingIfNeeded: state >> 33) % bound
        }
        let words = ["a", "b", "ab", "ba", "aab", "bbb", "longerthaneight", "longerthaneighu"]
        for _ in 0..<200 {
            let forms = (0..<12).map { _ in (0...random(3)).map { _ in words[random(words.count)] } }
            let text = (0..<60).map { _ in words[random(words.count)] }
            var expected: [String] = []
            var index = 0
            while index < text.count {
                let best = forms.filter { text[index...].starts(with: $0) }.max { $0.count < $1.count }
                if let best {
                    expected.append(best.joined(separator: " "))
                    index += best.count
                } else {
                    index += 1
                }
            }
            var builder = PhraseTable.Builder()
            for form in forms { builder.add(form: form.joined(separator: " "), id: 0) }
            let table = builder.build()
            let stream = TokenStream(text.joined(separator: " "))
            var actual: [String] = []
            table.matches(in: stream) { actual.append(stream.string($0.tokens)) }
            #expect(actual == expected)
            // What lies inside a match, asked of one place at a time.
            var matches: [Range<Int>] = []
            table.matches(in: stream) { matches.append($0.tokens) }
            for first in 0..<stream.count {
                for last in first..<min(first + 3, stream.count) {
                    let isInside = matches.contains { $0.lowerBound <= first && $0.upperBound > last }
                    #expect(table.covers(first..<last + 1, in: stream) == isInside)
                }
            }
        }
    }
}
