import Events
import Foundation
import Reporting
import Testing

/// The scanner of change lines against `JSONDecoder`, which knows nothing of it.
@Suite struct ChangeScannerTests {
    /// Lines as the sink writes them, with every hostile name there is, and as a newer sink may write them.
    private static let lines: [String] = {
        var lines: [String] = []
        let names = SampleContents.hostile + ["warfarin", "\u{1F600} \u{10FFFF}", "tab\tquote\" back\\slash /", ""]
        for (index, name) in names.enumerated() {
            var change = TailTests.change(index + 1, subject: name, kind: [.new, .changed, .gone][index % 3])
            change.object = names[(index * 5 + 1) % names.count]
            if index % 3 == 0 { change.before = nil }
            if index % 3 == 2 { change.after = nil }
            change.because = (0..<index % 4).map { .init(article: names[$0], what: "withdrawn") }
            var writer = JSONWriter()
            change.writeJSON(to: &writer)
            lines.append(writer.string)
        }
        return lines + [
            #" { "seq" : 3 , "at":"","claim":"","kind":"new","subject":"\u00e9\ud83d\ude00\/\b\f","predicate":"","object":"","because":[ ] } "#,
            #"{"seq":9,"later":{"a":[1,{"b":null}],"c":-1.5e3},"at":"","claim":"","kind":"gone","subject":"","predicate":"","object":"","because":[{"article":"a","what":"x","why":[true]}],"more":"\"]}"}"#,
        ]
    }()

    @Test(arguments: lines.indices) func aLineIsReadAsJSONDecoderReadsIt(_ index: Int) throws {
        let line = Self.lines[index]
        let expected = try JSONDecoder().decode(ChangeLine.self, from: Data(line.utf8))
        #expect(try ChangeScanner.change(line) == expected)
    }

    /// Cut or changed at every byte, a line is refused or read, and nothing traps.
    @Test func anyBytesAreReadOrRefused() throws {
        for line in Self.lines where line.utf8.count < 2_000 {
            let bytes = Array(line.utf8)
            let length = bytes.lastIndex(of: UInt8(ascii: "}")) ?? 0
            for place in bytes.indices {
                if place <= length {
                    #expect(throws: ChangeScanner.Malformed.self) { try ChangeScanner.change(bytes, 0..<place) }
                }
                for byte in [UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "}"), UInt8(ascii: "]"), 0, 0xFF] {
                    var changed = bytes
                    changed[place] = byte
                    do {
                        _ = try ChangeScanner.change(changed, changed.indices)
                    } catch {
                        #expect(error.offset <= changed.count)
                    }
                }
            }
        }
    }

    @Test(arguments: ["", "{", "[]", "{}", "null", #"{"seq":"1"}"#, #"{"seq":1,"kind":"odd"}"#, "{\"seq\":1}{"])
    func whatIsNoChangeIsRefused(line: String) {
        #expect(throws: ChangeScanner.Malformed.self) { try ChangeScanner.change(line) }
    }
}
