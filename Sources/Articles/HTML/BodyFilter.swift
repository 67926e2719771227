import Events

/// A paragraph of the article with its role.
struct BodyPart {
    var paragraph: Paragraph
    var kind: SegmentKind
}

/// Decides paragraph by paragraph what of the main element is the text.
struct BodyFilter {
    let map: PageMap
    let root: Int
    let title: String?

    func parts(_ all: [Paragraph]) -> [BodyPart] {
        var keep = all.map { isText($0) }
        dropLinkLists(all, &keep)
        dropTeasers(all, &keep)
        dropEdges(all, &keep)
        dropEmptyHeadings(all, &keep)
        var parts: [BodyPart] = []
        for (paragraph, isKept) in zip(all, keep) {
            if isKept {
                parts.append(BodyPart(paragraph: paragraph, kind: paragraph.kind))
            } else if isCaption(paragraph) {
                parts.append(BodyPart(paragraph: paragraph, kind: .caption))
            }
        }
        return parts
    }

    private func isCaption(_ paragraph: Paragraph) -> Bool {
        let length = paragraph.text.count
        guard length >= 12, length < 600, paragraph.linkLength * 2 < length, Bytes.wordCount(paragraph.text[...]) >= 3
        else {
            return false
        }
        return paragraph.tag == .figcaption || paragraph.tag == .caption
            || nearFlags(paragraph).contains(.caption)
    }

    private func isText(_ paragraph: Paragraph) -> Bool {
        let length = paragraph.text.count
        let density = Double(paragraph.linkLength) / Double(max(1, length))
        if paragraph.tag.headingLevel > 0 {
            if let title, Bytes.string(paragraph.text).asciiLower == title.asciiLower { return false }
            return paragraph.tag.headingLevel > 1 && density < 0.9 && !ChromeLines.isChrome(paragraph.text)
        }
        if paragraph.tag == .figcaption || paragraph.tag == .caption { return false }
        let around = nearFlags(paragraph)
        if around.contains(.caption), length < 400 { return false }
        if around.contains(.byline) || around.contains(.author), length < 200 { return false }
        if !around.isDisjoint(with: .chrome), length < 300 { return false }
        if density > 0.9, length < 500 { return false }
        if density > 0.5, length < 60 { return false }
        return !ChromeLines.isChrome(paragraph.text)
    }

    /// Flags of the block and the two elements above, inside the main element, and of what runs inside the block as far as it
    /// holds the whole paragraph.
    private func nearFlags(_ paragraph: Paragraph) -> ClassFlags {
        var flags: ClassFlags = []
        var current = map.tree.parent(paragraph.first)
        while current > paragraph.node {
            if Int(map.textLength[current]) * 10 >= Int(map.textLength[paragraph.node]) * 9 {
                flags.formUnion(map.flags[current])
            }
            current = map.tree.parent(current)
        }
        current = paragraph.node
        var steps = 0
        while current > root, steps < 3 {
            // A quoted post of a social network is a quotation, whatever it is called.
            if map.tree.tag(current) == .blockquote { break }
            flags.formUnion(map.flags[current])
            current = map.tree.parent(current)
            steps += 1
        }
        return flags
    }

    /// A heading that is a link leads to another page, and what stands in one small element with it belongs to it.
    private func dropTeasers(_ all: [Paragraph], _ keep: inout [Bool]) {
        let own = title.map(TitleFold.folded)
        for index in all.indices
        where all[index].tag.headingLevel > 0 && all[index].linkLength * 10 > all[index].text.count * 8 {
            // The title above the text may link to the page itself.
            if TitleFold.folded(Bytes.string(all[index].text)) == own { continue }
            keep[index] = false
            var container = all[index].node
            while map.tree.parent(container) > root, map.textLength[map.tree.parent(container)] < 600 {
                container = map.tree.parent(container)
            }
            guard container != all[index].node else { continue }
            for other in all.indices where map.tree.isInside(all[other].first, container) { keep[other] = false }
        }
    }

    /// A list whose text is mostly links is a list of other pages.
    private func dropLinkLists(_ all: [Paragraph], _ keep: inout [Bool]) {
        var index = 0
        while index < all.count {
            guard all[index].tag == .li else {
                index += 1
                continue
            }
            var end = index
            var length = 0
            var links = 0
            while end < all.count, all[end].tag == .li {
                length += all[end].text.count
                links += all[end].linkLength
                end += 1
            }
            if links * 2 > length { for item in index..<end { keep[item] = false } }
            index = end
        }
    }

    /// Short lines before the first and behind the last real paragraph are bylines, dates, credits.
    private func dropEdges(_ all: [Paragraph], _ keep: inout [Bool]) {
        func isReal(_ index: Int) -> Bool {
            keep[index] && all[index].tag.headingLevel == 0 && all[index].text.count >= 80
                && all[index].linkLength * 2 < all[index].text.count
        }
        guard let first = all.indices.first(where: isReal), let last = all.indices.last(where: isReal) else { return }
        for index in 0..<first
        where all[index].tag.headingLevel == 0 && !endsSentence(all[index].text) && all[index].text.count < 80 {
            keep[index] = false
        }
        for index in all.indices where index > last {
            if all[index].tag.headingLevel > 0 || !(endsSentence(all[index].text) || all[index].tag == .li) {
                keep[index] = false
            }
        }
    }

    private func endsSentence(_ text: [UInt8]) -> Bool {
        guard text.count > 12 else { return false }
        var index = text.count - 1
        while index > 0, [0x22, 0x29, 0x27, 0x9D, 0x80, 0xE2, 0x99].contains(text[index]) { index -= 1 }
        return text[index] == 0x2E || text[index] == 0x21 || text[index] == 0x3F || text[index] == 0xA6
    }

    /// A heading stays when text follows before the next heading of its level.
    private func dropEmptyHeadings(_ all: [Paragraph], _ keep: inout [Bool]) {
        for index in all.indices where keep[index] && all[index].tag.headingLevel > 0 {
            var next = index + 1
            var hasText = false
            while next < all.count {
                if keep[next] {
                    if all[next].tag.headingLevel == 0 {
                        hasText = true
                        break
                    }
                    if all[next].tag.headingLevel <= all[index].tag.headingLevel { break }
                }
                next += 1
            }
            if !hasText { keep[index] = false }
        }
    }
}
