import Events

/// Finds the main text of a page: the element that holds it, then which of its paragraphs belong to it.
struct BodyFinder {
    let map: PageMap
    /// Nodes that belong to a thread of comments, with all below them.
    let isThread: [Bool]

    private var tree: HTMLTree { map.tree }

    func isSkipped(_ node: Int) -> Bool { map.isRemoved[node] || isThread[node] }

    /// The element with the main text.
    func root() -> Int {
        let good = prose()
        var node = 0
        for candidate in 0..<tree.count where tree.tag(candidate) == .body {
            node = candidate
            break
        }
        let total = good[node]
        guard total > 0 else { return node }
        if let explicit = explicitRoot(good, total) {
            node = explicit
            // Columns inside of a body that the page names as such are all of it.
            if map.flags[node].contains(.articleBody) || tree.bytes(node, .itemprop) != nil { return node }
        }
        while true {
            var best = -1
            var next = -1
            for child in tree.children(node) where good[child] > 0 {
                if best < 0 || good[child] > good[best] {
                    next = best
                    best = child
                } else if next < 0 || good[child] > good[next] {
                    next = child
                }
            }
            let second = next < 0 ? 0 : good[next]
            guard best >= 0, tree.tag(best) != .text, tree.tag(best) != .p, tree.tag(best) != .li else { return node }
            let share = Double(good[best]) / Double(good[node])
            if share >= 0.9 || (share >= 0.5 && isMarked(best) && second * 3 < good[best]) {
                node = best
                continue
            }
            return node
        }
    }

    /// Text lengths of prose below each node, without chrome and threads.
    private func prose() -> [Int32] {
        var good = [Int32](repeating: 0, count: tree.count)
        var node = tree.count - 1
        while node > 0 {
            if !isSkipped(node) {
                switch tree.tag(node) {
                case .p, .pre, .blockquote, .li, .dd, .text:
                    if map.proseLength[node] > 0 { good[node] = max(good[node], map.proseLength[node]) }
                default: break
                }
                if tree.tag(node) != .text || !isInsideParagraph(node) { good[tree.parent(node)] += good[node] }
            }
            node -= 1
        }
        return good
    }

    private func isInsideParagraph(_ node: Int) -> Bool {
        switch tree.tag(tree.parent(node)) {
        case .p, .pre, .blockquote, .li, .dd: true
        default: false
        }
    }

    private func isMarked(_ node: Int) -> Bool {
        tree.tag(node) == .article || tree.tag(node) == .main || map.flags[node].contains(.articleBody)
            || (map.flags[node].contains(.content) && map.flags[node].isDisjoint(with: [.related, .sidebar]))
    }

    /// The element that the page itself names as the article's body, where it holds most of the prose.
    private func explicitRoot(_ good: [Int32], _ total: Int32) -> Int? {
        var best: Int?
        var bestScore = 0.0
        for node in 0..<tree.count where good[node] * 5 > total * 2 && !isSkipped(node) {
            var weight = 0.0
            if let property = tree.bytes(node, .itemprop), Bytes.find("articleBody", in: property) != nil {
                weight = 2
            } else if map.flags[node].contains(.articleBody) {
                weight = 1.6
            } else if tree.tag(node) == .article {
                weight = 1.3
            } else if tree.tag(node) == .main {
                weight = 1
            }
            guard weight > 0 else { continue }
            if weight < 2, holdsSeveralArticles(node, good) { continue }
            let score = weight * Double(good[node]) / Double(total)
            if score > bestScore {
                best = node
                bestScore = score
            }
        }
        if let best, bestScore > 0.9 { return best }
        return onlyArticle(good)
    }

    /// A list of articles is none.
    private func holdsSeveralArticles(_ node: Int, _ good: [Int32]) -> Bool {
        guard tree.tag(node) == .article else { return false }
        return ((node + 1)..<tree.end(node)).count { tree.tag($0) == .article && good[$0] >= 60 } >= 2
    }

    /// The one element that the page marks as its article or as the article's body, where it holds a text, however small beside
    /// the texts of other articles on the page.
    private func onlyArticle(_ good: [Int32]) -> Int? {
        var found: Int?
        for node in 0..<tree.count where good[node] >= 250 && !isSkipped(node) {
            let isBody = tree.bytes(node, .itemprop).map { Bytes.find("articleBody", in: $0) != nil } ?? false
            guard isBody || isMarkedArticle(node) else { continue }
            if let outer = found {
                guard tree.isInside(node, outer) else { return nil }
                if isBody { found = node }
            } else {
                found = node
            }
        }
        return found
    }

    private func isMarkedArticle(_ node: Int) -> Bool {
        guard let type = tree.bytes(node, .itemtype), tree.tag(node) != .body, tree.tag(node) != .html else {
            return false
        }
        return Self.articleTypes.contains { Bytes.find($0, in: type) != nil }
    }

    private static let articleTypes: [[UInt8]] = ["/Article", "/NewsArticle", "/BlogPosting", "/Report"].map {
        Array($0.utf8)
    }

    /// The parts of the main text, in order: first what introduces it above the element that holds it.
    func parts(_ root: Int, title: String?, summary: String?) -> [BodyPart] {
        let walker = ParagraphWalker(map: map)
        let all = walker.paragraphs(root) { isSkipped($0) }
        let kept = BodyFilter(map: map, root: root, title: title).parts(all)
        let dek = DekFinder(map: map, finder: self, title: title, summary: summary).dek(above: root)
        let printed = Set(kept.map(\.paragraph.text))
        return dek.filter { !printed.contains($0.paragraph.text) } + kept
    }
}

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

/// Lines that stand in many pages and belong to none of their texts.
enum ChromeLines {
    private static let starts: [[UInt8]] = [
        "share this", "share on", "share:", "advertisement", "read more", "related:", "related article", "related stor",
        "also read",
        "see also:", "more:", "sign up", "subscribe", "follow us", "follow him", "follow her", "follow @", "click here",
        "copyright ",
        "©", "all rights reserved", "photo:", "image:", "photo by", "image credit", "getty images", "file photo",
        "view comments",
        "leave a comment", "leave a reply", "post a comment", "continue reading", "story continues", "scroll down",
        "loading",
        "tags:", "filed under", "posted in", "download our app", "print this", "email this", "watch:", "watch now",
        "recommended",
        "you may also like", "you might also like", "most read", "trending", "join our", "get our",
        "this article originally",
        "this story originally", "supported by", "skip to", "enable javascript", "please enable", "like us on",
        "editor's picks",
        "newsletter", "up next", "more from", "sponsored", "comments", "what's your reaction", "what are your thoughts",
        "thanks for reading",
        "add comment", "close", "see more", "don't miss", "don’t miss", "just in:", "read also",
        "if you enjoyed reading", "this entry was posted",
        "last modified", "last updated", "table of contents",
        // German
        "auch interessant", "auch spannend", "weitere informationen", "mehr zum thema", "lesen sie auch",
        "lesen sie hier",
        "lesen sie mehr", "lies auch", "weiterlesen", "das könnte sie", "das könnte dich", "das könnte ihnen", "foto:",
        "fotos:", "bild:", "bilder:", "bildquelle", "bildnachweis", "titelbild", "inhaltsverzeichnis", "siehe auch",
        "anzeige", "*werbung", "werbung", "rezept drucken", "drucken", "artikel drucken", "nach oben", "mehr dazu",
        "mehr lesen", "schlagwörter", "schlagworte", "wir respektieren", "folgen sie uns", "folge uns", "gefällt dir",
        "hat dir der", "hat ihnen der", "jetzt abonnieren", "teilen", "kommentare", "kommentar schreiben",
        "vorschau auf",
        "zum newsletter", "pressekontakt", "kontakt:", "pdf", "download", "schreibe einen kommentar",
        "ähnliche artikel",
        "verwandte artikel", "weitere artikel", "mehr aus",
        // French, Spanish, Italian, Polish, Dutch, Portuguese
        "lire aussi", "à lire aussi", "voir aussi", "à lire", "partager", "crédit photo", "photo :", "publicité",
        "en savoir plus", "lea también", "lee también", "leer más", "te puede interesar", "puedes ver", "puede ver",
        "mira también", "compartir", "publicidad", "suscríbete", "leggi anche", "condividi", "pubblicità",
        "czytaj także",
        "czytaj też", "czytaj więcej", "zobacz także", "zobacz też", "więcej]", "[więcej", "udostępnij", "reklama",
        "fot.",
        "lees ook", "lees meer", "deel dit", "leia também", "leia mais", "compartilhe",
    ].map { Array($0.utf8) }

    /// Phrases that give a line of up to 300 bytes away wherever they stand.
    private static let anywhere: [[UInt8]] = [
        "contributed to this report", "follow him on twitter", "follow her on twitter", "follow them on twitter",
        "follow us on twitter",
        "sign up for our", "sign up to our", "subscribe to our", "all rights reserved", "click here for more",
        "click here to", "get the latest updates right",
        "may be reached at", "can be reached at", "free newsletter", "<img ", "daily newsletter",
        "als pdf herunterladen",
        "zum newsletter", "unseren newsletter", "do subskrypcji", "subscribe to ",
        "contains references to products from",
    ].map { Array($0.utf8) }

    /// Whether a short line is such a line. Longer ones (over 100 bytes) never are.
    static func isChrome(_ text: [UInt8]) -> Bool {
        guard text.count <= 300 else { return false }
        let lower = Bytes.lowered(text)
        for phrase in anywhere where Bytes.find(phrase, in: lower[...]) != nil { return true }
        guard text.count <= 100 else { return false }
        for start in starts where lower.starts(with: start) {
            // A sentence that merely begins so is text.
            let ends = lower.last == 0x2E && Bytes.wordCount(lower[...]) > 9
            return !ends
        }
        return false
    }
}
