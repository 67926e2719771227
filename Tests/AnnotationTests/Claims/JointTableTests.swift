import Annotation
import SeededNumbers
import Testing

@Suite struct JointTableTests {
    /// Few words, so that forms share beginnings, overlap and stand in several tables.
    private static let words = ["loss", "of", "the", "appetite", "5", "-", "htp", "no", "risk", ",", "weight", "Long"]

    private static func phrase(_ numbers: inout SeededGenerator, words count: Int) -> String {
        var text = ""
        for _ in 0..<count {
            if !text.isEmpty, Int.random(in: 0..<5, using: &numbers) > 0 { text += " " }
            text += words[Int.random(in: 0..<words.count, using: &numbers)]
        }
        return text
    }

    private static func tables(_ numbers: inout SeededGenerator) -> [PhraseTable] {
        (0..<Int.random(in: 1...8, using: &numbers)).map { _ in
            var builder = PhraseTable.Builder()
            for id in 0..<Int32.random(in: 0...30, using: &numbers) {
                builder.add(form: phrase(&numbers, words: Int.random(in: 1...4, using: &numbers)), id: id)
            }
            return builder.build()
        }
    }

    @Test(arguments: 0..<60)
    func onePassFindsWhatEachTableFindsAlone(seed: Int) {
        var numbers = SeededGenerator(seed: UInt64(seed))
        let tables = Self.tables(&numbers)
        let joint = JointTable(tables)
        for _ in 0..<20 {
            var text = Self.phrase(&numbers, words: Int.random(in: 0...40, using: &numbers))
            if Bool.random(using: &numbers) { text += "\n\n" + Self.phrase(&numbers, words: 10) }
            let stream = TokenStream(text)
            let found = joint.read(stream)
            for (index, table) in tables.enumerated() {
                var alone: [PhraseTable.Match] = []
                table.matches(in: stream) { alone.append($0) }
                #expect(found.hits.filter { Int($0.table) == index }.map(\.match) == alone, "\(text)")
            }
        }
    }

    @Test func noWordsGiveNoHits() {
        #expect(JointTable([]).read(TokenStream("loss of appetite")).hits.isEmpty)
        #expect(JointTable([PhraseTable.Builder().build()]).read(TokenStream("")).hits.isEmpty)
    }

    /// "is approved" and "approved for": where a table's forms may run into each other both are found, and a shorter one within them as inner.
    @Test func formsOfACrossingTableRunIntoEachOther() {
        var rules = PhraseTable.Builder()
        for (id, form) in ["is approved", "approved for", "approved", "for the", "set phrase for"].enumerated() {
            rules.add(form: form, id: id == 4 ? 100 : Int32(id))
        }
        let table = rules.build()
        let joint = JointTable([table], crossing: (table: 0, below: 50))
        let hits = joint.read(TokenStream("it is approved for the cough")).hits
        #expect(hits.map(\.match.id) == [0, 1, 2, 3])
        #expect(hits.map(\.isInner) == [false, false, true, false])
        #expect(joint.read(TokenStream("a set phrase for the cough")).hits.map(\.match.id) == [100])
        #expect(JointTable([table]).read(TokenStream("it is approved for the cough")).hits.map(\.match.id) == [0, 3])
    }
}
