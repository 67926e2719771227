import Annotation
import Testing

@Suite struct TokenStreamTests {
    private static func cut(_ text: String) -> [String] {
        let stream = TokenStream(text)
        return (0..<stream.count).map { stream.string($0..<$0 + 1) }
    }

    @Test(arguments: [
        ("took .5 at night", ["took", ".5", "at", "night"]),
        ("klonopin.5mg", ["klonopin", ".5", "mg"]),
        ("10mgPaxil", ["10", "mgPaxil"]),
        ("1,000.5 mg/kg", ["1,000.5", "mg", "/", "kg"]),
        ("don\u{2019}t", ["don", "'", "t"]),
        ("CYP3A4 and 5-HT2A", ["CYP3A4", "and", "5", "-", "HT2A"]),
        ("wait... what?!", ["wait", "...", "what", "?", "!"]),
        ("\u{B5}g \u{3BC}g", ["ug", "ug"]),
        ("caf\u{E9} na\u{AD}ive\u{200B}", ["cafe", "naive"]),
        ("Xanax\u{AE} 2\u{A0}mg", ["Xanax", "2", "mg"]),
        ("10\u{2013}20", ["10", "-", "20"]),
        ("\u{3B2}-blocker", ["beta", "-", "blocker"]),
        ("1..5 v1.2", ["1", "..", "5", "v1", ".", "2"]),
    ])
    func textIsCutIntoTokens(text: String, expected: [String]) {
        #expect(Self.cut(text) == expected)
    }

    @Test func flagsTellCaseAndSpacing() {
        let stream = TokenStream("Xanax SAMe effexorXR b12 SSRI\nnext\n\nlast")
        let flags = stream.tokens.map(\.flags)
        #expect(flags[0].contains(.capitalised) && !flags[0].contains(.innerCapital))
        #expect(flags[1].contains(.innerCapital) && !flags[1].contains(.allCaps))
        #expect(flags[2].contains(.innerCapital) && !flags[2].contains(.capitalised))
        #expect(flags[3].contains(.hasDigit))
        #expect(flags[4].contains(.allCaps))
        #expect(flags[5].contains(.newlineBefore) && !flags[5].contains(.paragraphBefore))
        #expect(flags[6].contains(.paragraphBefore))
    }

    @Test func hashesFoldCaseAndNothingElse() {
        let stream = TokenStream("Ibuprofen ibuprofen IBUPROFEN ibuprofem hydroxychloroquine HydroxyChloroquine")
        let hashes = stream.tokens.map(\.hash)
        #expect(hashes[0] == hashes[1] && hashes[1] == hashes[2])
        #expect(hashes[3] != hashes[0])
        #expect(hashes[4] == hashes[5])
    }

    @Test func offsetsLeadBackToTheStoredText() {
        let text =
            "\u{201C}Caf\u{E9}\u{201D} \u{2014} 5\u{A0}\u{B5}g of \u{3B2}-carotene, na\u{AD}ive \u{1F600} \u{434}\u{430} ok"
        let stored = Array(text.utf8)
        let stream = TokenStream(text)
        let surfaces = (0..<stream.count).map { index in
            String(decoding: stored[stream.start(index)..<stream.end(index)], as: UTF8.self)
        }
        #expect(
            surfaces == [
                "\u{201C}", "Caf\u{E9}", "\u{201D}", "\u{2014}", "5", "\u{B5}g", "of", "\u{3B2}", "-", "carotene", ",",
                "na\u{AD}ive", "\u{1F600}", "\u{434}\u{430}", "ok",
            ])
        for index in 0..<stream.count {
            #expect(stream.firstToken(endingAfter: stream.start(index)) == index)
        }
    }

    @Test func noTokenCrossesABreakAndSentencesStartThere() {
        let text = Array("headlineThe text goes on".utf8)
        let stream = TokenStream(text: text.span, breaks: [8])
        #expect(stream.string(0..<1) == "headline")
        #expect(stream.string(1..<2) == "The")
        #expect(stream.sentenceStarts == [0, 1])
        #expect(stream.tokens[1].flags.contains(.paragraphBefore))
    }

    @Test(arguments: [UInt64](1...40))
    func anyBytesGiveTokensInOrderInsideTheText(seed: UInt64) {
        var state = seed &* 0x9E37_79B9_7F4A_7C15
        var bytes: [UInt8] = []
        for _ in 0..<400 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let choice = UInt8(truncatingIfNeeded: state >> 33)
            bytes.append(
                seed % 2 == 0 ? choice : [0x20, 0x41, 0x62, 0x2E, 0x31, 0xC3, 0xA9, 0x0A, 0x01, 0xE2][Int(choice % 10)])
        }
        let stream = TokenStream(text: bytes.span, breaks: [17, 100, 101])
        var last = 0
        for index in 0..<stream.count {
            #expect(stream.start(index) >= last)
            #expect(stream.end(index) > stream.start(index))
            last = stream.end(index)
        }
        #expect(last <= bytes.count)
    }
}

@Suite struct SentenceTests {
    private static func split(_ text: String) -> [String] {
        let stream = TokenStream(text)
        return stream.sentenceStarts.indices.map { stream.string(stream.sentenceTokens($0)) }
    }

    @Test(arguments: [
        ["Hello World.", "My name is Jonas."],
        ["What is your name?", "My name is Jonas."],
        ["My name is Jonas E. Smith."],
        ["Please see Dr. Smith in approx. 2 weeks."],
        ["I took 0.5 mg. daily for years."],
        ["i took it.", "it was bad!", "never again"],
        ["Take it b.i.d. with food."],
        ["It rose to 1.5 mg.", "The rest stayed."],
        ["She said \"Stop it!\" and left."],
        ["He stopped (cold turkey).", "Then he fell."],
        ["Vitamin C.", "The other was E. coli."],
        ["He asked, e.g. about Prozac."],
    ])
    func sentencesEndWhereAReaderEndsThem(sentences: [String]) {
        #expect(Self.split(sentences.joined(separator: " ")) == sentences)
    }

    @Test func lineBreaksEndSentencesUnlessTheTextIsHardWrapped() {
        #expect(Self.split("weight gain\nno libido\ntired").count == 3)
        let wrapped = """
            The patients were treated with a dose of the drug that was much
            higher than the one that had been given before, and all of the
            patients in Paris recovered within some days. Others were not so
            lucky at all.
            """
        #expect(Self.split(wrapped).count == 2)
    }

    @Test func aForgottenSpaceStillEndsASentence() {
        #expect(Self.split("I went home.The pain was gone.").count == 2)
        #expect(Self.split("See truehope.com or U.S.Food").count == 1)
    }
}
