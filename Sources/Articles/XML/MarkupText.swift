import Events

/// Turns a piece of HTML (a feed's content) into paragraphs of a draft.
enum MarkupText {
    /// Appends paragraphs: headings and list items as such, the rest as `kind`.
    static func append(_ paragraphs: [Paragraph], to draft: inout ArticleDraft, kind: SegmentKind, tier: Tier) {
        for paragraph in paragraphs {
            let own: SegmentKind = paragraph.tag.headingLevel > 0 ? .heading : paragraph.tag == .li ? .listItem : kind
            draft.append(paragraph.text[...], own, tier)
        }
    }

    /// The paragraphs of markup, without the chrome that feeds add; of plain text, one a line.
    static func paragraphs(_ markup: [UInt8], limits: ReaderLimits) -> [Paragraph] {
        guard markup.contains(UInt8(ascii: "<")) || markup.contains(UInt8(ascii: "&")) else { return lines(markup) }
        let map = PageMap(HTMLParser.tree(of: markup, limits: limits), byName: false)
        return ParagraphWalker(map: map).paragraphs(0) { map.isRemoved[$0] }.filter { !ChromeLines.isChrome($0.text) }
    }

    /// Each line of a plain text as a paragraph.
    static func lines(_ text: [UInt8]) -> [Paragraph] {
        text.split(separator: 0x0A).compactMap { line in
            let text = Bytes.collapsed(line)
            return text.isEmpty
                ? nil
                : Paragraph(text: text, node: 0, tag: .p, linkLength: 0, isQuoted: false, isEmphasised: false, first: 0)
        }
    }

    /// Text of a title or name that may hold markup and references.
    static func plain(_ text: String?) -> String? {
        guard let text else { return nil }
        var current = text
        if current.utf8.contains(UInt8(ascii: "<")) || current.utf8.contains(UInt8(ascii: "&")) {
            let tree = HTMLParser.tree(of: Array(current.utf8), limits: .standard)
            current = Bytes.string(tree.allText(0))
        }
        let folded = current.collapsed
        return folded.isEmpty ? nil : folded
    }
}
