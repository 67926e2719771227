/// Comma-separated values (RFC 4180): quoted fields may hold commas, doubled quotes and line breaks.
enum CommaSeparated {
    struct Record {
        var fields: [String]
        /// 1-based line on which it begins.
        var line: Int
    }

    /// The records, empty ones left out.
    /// - Throws: `malformed` when a quote is not closed or the bytes are not UTF-8.
    static func records(_ bytes: Span<UInt8>, file: String) throws(ResourceError) -> [Record] {
        var records: [Record] = []
        var fields: [String] = []
        var field: [UInt8] = []
        var quoted = false
        var line = 1
        var start = 1
        var index = 0
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { index = 3 }
        func take() throws(ResourceError) {
            guard let text = String(validating: field, as: UTF8.self) else {
                throw .malformed(file: file, line: start, reason: "a field is not UTF-8")
            }
            fields.append(text)
            field.removeAll(keepingCapacity: true)
        }
        while index < bytes.count {
            let byte = bytes[index]
            if quoted {
                if byte == UInt8(ascii: "\""), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\"") {
                    field.append(byte)
                    index += 1
                } else if byte == UInt8(ascii: "\"") {
                    quoted = false
                } else {
                    field.append(byte)
                }
            } else if byte == UInt8(ascii: "\""), field.isEmpty {
                quoted = true
            } else if byte == UInt8(ascii: ",") {
                try take()
            } else if byte == 0x0A {
                try take()
                if fields.contains(where: { !$0.isEmpty }) { records.append(Record(fields: fields, line: start)) }
                fields = []
                start = line + 1
            } else if byte != 0x0D {
                field.append(byte)
            }
            if byte == 0x0A { line += 1 }
            index += 1
        }
        if quoted { throw .malformed(file: file, line: start, reason: "a quoted field is not closed") }
        try take()
        if fields.contains(where: { !$0.isEmpty }) { records.append(Record(fields: fields, line: start)) }
        return records
    }

    /// A field as it is written.
    static func quoted(_ field: String) -> String {
        let needsQuotes = field.utf8.contains {
            $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D
        }
        guard needsQuotes else { return field }
        var text = "\""
        for character in field.unicodeScalars {
            if character == "\"" { text += "\"" }
            text.unicodeScalars.append(character)
        }
        return text + "\""
    }
}
