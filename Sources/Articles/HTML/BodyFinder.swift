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
