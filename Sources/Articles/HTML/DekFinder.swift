import Events

/// Finds the lines between title and text that introduce an article: the dek, standfirst or excerpt, where it stands outside
/// of the element that holds the text.
struct DekFinder {
    let map: PageMap
    let finder: BodyFinder
    let title: String?
    /// What the page gives as its description, where it gives one.
    let summary: String?

    private var tree: HTMLTree { map.tree }

    /// At most three paragraphs above `root`, in order.
    func dek(above root: Int) -> [BodyPart] {
        let described = TitleFold.folded(summary ?? "")
        let start = heading(above: root).map(tree.end) ?? surroundings(of: root)
        let walker = ParagraphWalker(map: map)
        var parts: [BodyPart] = []
        for paragraph in walker.paragraphs(start, end: root, skip: { isSkipped($0, described) }) {
            guard parts.count < 3, isDek(paragraph, described) else { continue }
            parts.append(BodyPart(paragraph: paragraph, kind: .dek))
        }
        return parts
    }

    /// The heading that prints the title, with no prose but the dek between it and the text.
    private func heading(above root: Int) -> Int? {
        guard let title else { return nil }
        let wanted = TitleFold.folded(title)
        var node = root - 1
        while node > 0 {
            let tag = tree.tag(node)
            if tag == .h1 || tag == .h2, tree.end(node) <= root, map.textLength[node] > 5 {
                let printed = TitleFold.folded(tree.string(node))
                if !printed.isEmpty, printed == wanted || (printed.utf8.count > 12 && wanted.contains(printed)) {
                    return node
                }
            }
            node -= 1
        }
        return nil
    }

    /// Where no heading prints the title: the start of the narrow elements around the text.
    private func surroundings(of root: Int) -> Int {
        var node = root
        for _ in 0..<4 {
            let parent = tree.parent(node)
            guard parent > 0, tree.tag(parent) != .body, map.proseLength[parent] * 2 < map.proseLength[root] * 3 else {
                break
            }
            node = parent
        }
        return node
    }

    private func isSkipped(_ node: Int, _ described: String) -> Bool {
        guard finder.isSkipped(node) else { return false }
        if finder.isThread[node] { return true }
        // A teaser is chrome, but not this article's own, nor what stands inside of it.
        var current = node
        for _ in 0..<4 where current > 0 {
            if isNamed(current), isDescription(current, described) { return false }
            current = tree.parent(current)
        }
        return true
    }

    private func isNamed(_ node: Int) -> Bool {
        tree.bytes(node, .itemprop).map { Bytes.find("description", in: $0) != nil } ?? false
            || map.flags[node].contains(.dek)
    }

    private func isDescription(_ node: Int, _ described: String) -> Bool {
        guard map.textLength[node] >= 40, map.textLength[node] < 1000 else { return false }
        return isDescribed(tree.allText(node), described) || map.linkLength[node] == 0
    }

    /// Whether page and description begin alike.
    private func isDescribed(_ text: [UInt8], _ described: String) -> Bool {
        let folded = TitleFold.folded(Bytes.string(text))
        let length = min(60, folded.utf8.count, described.utf8.count)
        return length >= 30 && folded.utf8.prefix(length).elementsEqual(described.utf8.prefix(length))
    }

    private func isDek(_ paragraph: Paragraph, _ described: String) -> Bool {
        let text = paragraph.text
        guard text.count >= 40, text.count < 1200, paragraph.linkLength * 3 < text.count,
            Bytes.wordCount(text[...]) >= 6,
            !ChromeLines.isChrome(text)
        else { return false }
        if isDescribed(text, described) { return true }
        var node = paragraph.node
        for _ in 0..<3 where node > 0 {
            if isNamed(node) { return true }
            if !map.flags[node].isDisjoint(with: [.caption, .byline, .date, .author, .sharing, .form]) { return false }
            node = tree.parent(node)
        }
        return false
    }
}
