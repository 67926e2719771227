import Annotation
import Events
import Testing

/// How claims are read whose words no table knows: every second wording of every concept is taken away, as if the writer had used another one.
/// What is left is what the constructions tell ("side effects include …"). The floors are below what was measured (docs/quality.md).
@Suite struct UnknownWordTests {
    @Test(arguments: [
        ("DensePages", false, 0.34, 0.54), ("DensePages", true, 0.22, 0.45),
        ("LaterPages", false, 0.41, 0.60), ("LaterPages", true, 0.27, 0.50),
    ])
    func claimsInUnknownWordsStayAboveTheFloor(folder: String, comments: Bool, f1: Double, precision: Double) throws {
        let total = try ClaimPageFile.total(
            of: ClaimPageFile.dense(folder), by: Self.forgetful.get(), comments: comments)
        #expect(total.expected > 100)
        #expect(total.f1 >= f1, "\(total) F1 \(total.f1)")
        #expect(total.precision >= precision, "\(total) precision \(total.precision)")
    }

    private static let forgetful = Result { try ClaimReading(replacing: ["concepts/concepts.tsv": halved()]) }

    /// The concept table without the wordings whose letters add up to an even number. Names of concepts stay: other tables refer to them.
    private static func halved() throws -> [UInt8] {
        let table = String(decoding: try ClaimReading.folder.read("concepts/concepts.tsv"), as: UTF8.self)
        let lines = table.split(separator: "\n", omittingEmptySubsequences: false).compactMap { line -> String? in
            guard !line.hasPrefix("#") else { return String(line) }
            var columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard let forms = columns.indices.last(where: { columns[$0].contains("|") }) else { return String(line) }
            let kept = alternatives(columns[forms]).filter { $0.utf8.reduce(0) { $0 + Int($1) } % 2 == 1 }
            if kept.isEmpty, columns[0] == "+" { return nil }
            columns[forms] = kept.joined(separator: "|")
            return columns.joined(separator: "\t")
        }
        return Array(lines.joined(separator: "\n").utf8)
    }

    /// The wordings of a cell, split where no bracket is open.
    private static func alternatives(_ cell: String) -> [String] {
        var found = [""]
        var depth = 0
        for letter in cell {
            depth += letter == "(" ? 1 : letter == ")" ? -1 : 0
            if letter == "|", depth == 0 { found.append("") } else { found[found.count - 1].append(letter) }
        }
        return found
    }
}
