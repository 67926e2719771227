import Events

/// A growing piece of HTML in which text from outside cannot become markup.
///
/// Markup is written with `raw`, which takes literals only; everything else goes through `text` or `attribute`, which
/// escape it. A line break becomes a space, so that a piece is always one line.
struct HTMLBuffer {
    private(set) var bytes: [UInt8] = []
    /// Whether frequent markup is written as one byte each, for the page's script to unfold: see `FrequentMarkup`.
    var isPacked = false

    /// Markup of our own.
    mutating func raw(_ markup: StaticString) {
        if isPacked, let code = FrequentMarkup.code(markup) { return bytes.append(code) }
        unsafe bytes.append(
            contentsOf: UnsafeBufferPointer(start: markup.utf8Start, count: markup.utf8CodeUnitCount))
    }

    /// Another piece.
    mutating func append(_ other: HTMLBuffer) { bytes += other.bytes }

    /// Bytes that are safe where they are put: the caller answers for it.
    mutating func append(utf8 other: [UInt8]) { bytes += other }

    mutating func number(_ number: Int) { bytes.append(contentsOf: String(number).utf8) }

    /// A number with so many decimals, rounded as `claims.jsonl` rounds it.
    mutating func number(_ number: Double, decimals: Int) {
        var writer = JSONWriter()
        writer.value(number, decimals: decimals)
        bytes += writer.bytes
    }

    /// ` name="value"`.
    mutating func attribute(_ name: StaticString, _ value: String) {
        raw(" ")
        raw(name)
        raw("=\"")
        escape(value, limit: .max)
        raw("\"")
    }

    /// ` name="12"`.
    mutating func attribute(_ name: StaticString, _ value: Int) {
        raw(" ")
        raw(name)
        raw("=\"")
        number(value)
        raw("\"")
    }

    /// Text from outside. Past `limit` code points it ends with an ellipsis; the full text is in the data files.
    mutating func text(_ text: String, limit: Int = 1_200) { escape(text, limit: limit) }

    /// Text from outside that may run in another direction: set apart from what stands around it.
    mutating func isolated(_ text: String, limit: Int = 1_200) {
        raw("<bdi>")
        escape(text, limit: limit)
        raw("</bdi>")
    }

    private mutating func escape(_ text: String, limit: Int) {
        if text.utf8.count <= limit, text.utf8.allSatisfy(Self.isPlain) {
            bytes.append(contentsOf: text.utf8)
            return
        }
        var count = 0
        for scalar in text.unicodeScalars {
            count += 1
            if count > limit {
                bytes.append(contentsOf: "…".utf8)
                return
            }
            switch scalar {
            case "&": raw("&amp;")
            case "<": raw("&lt;")
            case ">": raw("&gt;")
            case "\"": raw("&quot;")
            case "'": raw("&#39;")
            case "\n", "\r", "\t", "\u{2028}", "\u{2029}": raw(" ")
            // Marks that reorder what a reader sees are shown, not obeyed.
            case "\u{200E}", "\u{200F}", "\u{061C}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}":
                bytes.append(contentsOf: "[U+\(String(scalar.value, radix: 16, uppercase: true))]".utf8)
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": bytes.append(contentsOf: "\u{FFFD}".utf8)
            default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
    }

    /// Whether a byte can be copied as it is: no markup, no control, not the lead of a control or direction mark.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0..<0x20, 0x7F, 0xC2, 0xD8, 0xE2: false
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): false
        default: true
        }
    }
}
