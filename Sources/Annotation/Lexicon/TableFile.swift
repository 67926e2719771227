/// A text table of the room: UTF-8, one row a line, fields separated by tabs, `#` lines and empty lines are comments.
struct TableFile: Sendable {
    struct Row: Sendable {
        /// 1-based, for messages.
        let line: Int
        let fields: [ArraySlice<UInt8>]

        func string(_ column: Int) -> String {
            column < fields.count ? String(decoding: fields[column], as: UTF8.self) : ""
        }

        /// The items of a field that is a list joined by `separator`, empty ones left out.
        func list(_ column: Int, separator: UInt8 = UInt8(ascii: "|")) -> [ArraySlice<UInt8>] {
            column < fields.count ? fields[column].split(separator: separator) : []
        }
    }

    let name: String
    let rows: [Row]

    /// - Throws: `malformed` when a row has fewer fields than `columns`.
    init(name: String, bytes: [UInt8], columns: Int) throws(ResourceError) {
        self.name = name
        var rows: [Row] = []
        var line = 0
        for text in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            line += 1
            var text = text
            if text.last == 0x0D { text = text.dropLast() }
            guard let first = text.first, first != UInt8(ascii: "#") else { continue }
            let fields = text.split(separator: 0x09, omittingEmptySubsequences: false)
            guard fields.count >= columns else {
                throw .malformed(file: name, line: line, reason: "\(fields.count) columns where \(columns) are needed")
            }
            rows.append(Row(line: line, fields: fields))
        }
        self.rows = rows
    }
}
