import Events

/// Markup that every row and every detail repeats. In the page's text islands each piece is one control byte, which makes a
/// page of 5,000 claims less than half as long; the page's script puts the markup back before it parses a line.
///
/// A control byte in an island can come from nowhere else: in text from outside `HTMLBuffer` replaces them all.
enum FrequentMarkup {
    /// The bytes that stand for the pieces, in their order. Not among them: what HTML itself changes or what ends a line.
    private static let codes: [UInt8] = Array(0x01...0x08) + [0x0B] + Array(0x0E...0x1F)

    /// The longest and most frequent pieces, whole literals as they are given to `raw`.
    static let pieces: [StaticString] = [
        "<th scope=row><button class=open aria-expanded=false>", "</button>",
        "<td class=bars><svg class=bar width=160 height=24 viewBox=\"0 0 160 24\" role=img", " y=\"1\" height=\"12\"",
        " y=\"15\" height=\"8\"",
        "<rect class=hatch", " y=11 text-anchor=middle>", "<td class=n data-name=works>",
        "<td class=n data-name=stories>",
        "<td class=n data-name=pages>", "<td class=n data-name=commenters>", "<td class=belief><b>",
        "</b> <span class=halves><span class=for>", "</span> for, <span class=against>",
        "</span> against</span><td class=date data-name=since>", "<td class=trend>",
        "<svg class=spark width=84 height=22 viewBox=\"0 0 84 22\" role=img", CountsTable.head, CountsTable.dispute,
        CountsTable.end, "<td class=n>", "<blockquote><p>", "</p><p class=quiet>", "</p></blockquote>",
        "<span class=quiet>",
        "<bdi>", "</bdi>",
    ]

    static func code(_ markup: StaticString) -> UInt8? {
        guard markup.utf8CodeUnitCount > 4 else { return nil }
        for (index, piece) in pieces.enumerated() where piece.utf8CodeUnitCount == markup.utf8CodeUnitCount {
            let isSame =
                unsafe piece.utf8Start == markup.utf8Start
                || UnsafeBufferPointer(start: piece.utf8Start, count: piece.utf8CodeUnitCount)
                    .elementsEqual(UnsafeBufferPointer(start: markup.utf8Start, count: markup.utf8CodeUnitCount))
            if isSame { return codes[index] }
        }
        return nil
    }

    /// The pieces by their bytes, as an object of the script.
    static let json: String = {
        var writer = JSONWriter()
        writer.object { writer in
            for (index, piece) in pieces.enumerated() {
                writer.key(data: String(codes[index]))
                writer.value("\(piece)")
            }
        }
        return writer.string
    }()
}
