import Events

/// The drugs' two files.
enum DrugTable {
    static func jsonl(_ drugs: [DrugSummary]) -> [UInt8] {
        var writer = JSONWriter()
        for drug in drugs {
            drug.writeJSON(to: &writer)
            writer.newline()
        }
        return writer.bytes
    }

    /// RFC 4180, with lists as `name:count` joined by semicolons.
    static func csv(_ drugs: [DrugSummary]) -> [UInt8] {
        var text =
            "ingredient,rxcui,atc,articles,mentions,mentions_t1,mentions_t2,mentions_t3,mentions_t4,mentions_t5,surfaces,doses\r\n"
        for drug in drugs {
            let surfaces = drug.surfaces.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }.joined(
                separator: "; ")
            let fields =
                [
                    drug.ingredient, drug.rxcui ?? "", drug.atc.joined(separator: " "), String(drug.articles),
                    String(drug.mentions),
                ]
                + drug.mentionsByTier.map(String.init) + [surfaces, String(drug.doses)]
            text += fields.map(field).joined(separator: ",") + "\r\n"
        }
        return Array(text.utf8)
    }

    /// Quotes what needs it; a field that a spreadsheet would run as a formula gets an apostrophe before it.
    static func field(_ text: String) -> String {
        var text = text
        if let first = text.first, "=+-@\t\r".contains(first), Double(text) == nil { text = "'" + text }
        guard text.contains(where: { ",\"\n\r\r\n;".contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
