/// Why bytes from a topic are no record of this version.
package enum CodecError: Error, Equatable, CustomStringConvertible {
    /// Not protobuf, or cut short; the reason in the library's words.
    case malformed(String)
    /// Written by a newer version of the program.
    case newerSchema(UInt32)
    /// A required field is missing or has a number that this version does not know.
    case badField(String)
    /// A range that runs backwards, leaves the text or splits a character.
    case badRange(field: String, start: UInt32, end: UInt32)
    /// The article's text is not valid UTF-8.
    case invalidText

    package var description: String {
        switch self {
        case .malformed(let reason): "the record does not decode: \(reason)"
        case .newerSchema(let number): "the record has schema \(number), this program knows \(schemaVersion)"
        case .badField(let name): "the record's field \(name) is missing or unknown"
        case .badRange(let field, let start, let end): "the record's \(field) \(start)..<\(end) does not fit its text"
        case .invalidText: "the record's text is not valid UTF-8"
        }
    }
}

/// The version of the records on the topics and of the output files.
package let schemaVersion: UInt32 = 1
