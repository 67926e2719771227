/// Threads of two kinds of posts: a question above its answers in other markup, and comments below each answer.
extension ThreadFinder {
    /// The post above the others, in a markup of its own: the nearest element before the first of them that holds a text with
    /// a writer and a date.
    func leadPost(_ group: Group, inside: Set<Int>) -> Int? {
        guard let first = group.nodes.first else { return nil }
        var node = first
        for _ in 0..<10 {
            let parent = tree.parent(node)
            guard parent > 0 else { return nil }
            var best: Int?
            for child in tree.children(parent) {
                if child >= node { break }
                guard isLead(child, inside, first) else { continue }
                if best.map({ map.proseLength[$0] < map.proseLength[child] }) ?? true { best = child }
            }
            if let best { return best }
            if tree.tag(parent) == .body || tree.tag(parent) == .html { return nil }
            node = parent
        }
        return nil
    }

    private func isLead(_ node: Int, _ inside: Set<Int>, _ first: Int) -> Bool {
        switch tree.tag(node) {
        case .text, .head, .header, .nav, .aside, .footer, .form: return false
        default: break
        }
        guard !map.isRemoved[node], map.textLength[node] >= 40, map.linkDensity(node) < 0.5 else { return false }
        guard map.proseLength[node] >= 60 || holdsContent(node) else { return false }
        let facts = facts(node, tree.end(node), inside)
        let isMarked =
            facts.hasAuthor && facts.hasDate || (facts.hasAuthor || facts.hasDate) && sharesClass(node, first)
        return isMarked && facts.dates <= 5 && facts.authors <= 6
    }

    private func sharesClass(_ node: Int, _ other: Int) -> Bool {
        guard let value = tree.bytes(node, .class), let second = tree.bytes(other, .class) else { return false }
        let words = second.split(whereSeparator: Bytes.isSpace)
        return value.split(whereSeparator: Bytes.isSpace).contains { word in
            word.count >= 4 && words.contains { $0.elementsEqual(word) }
        }
    }

    private func holdsContent(_ node: Int) -> Bool {
        (node..<tree.end(node)).contains {
            tree.tag($0) != .text && map.textLength[$0] >= 20 && isExactContent($0)
        }
    }

    /// The posts that most of a group's elements stand inside of, as comments do below answers: where each has words, a
    /// writer and a date beside those of the comments.
    func postsAround(_ group: Group, _ candidates: [Candidate]) -> Group? {
        guard group.ends.isEmpty, group.nodes.count >= 2 else { return nil }
        let inner = Set(group.nodes)
        var best: Group?
        for candidate in candidates where candidate.isNamed && candidate.nodes.count <= 500 {
            let nodes = candidate.nodes
            guard !nodes.contains(where: inner.contains) else { continue }
            var holds = 0
            var last = -1
            for node in nodes where node >= last {
                holds += group.nodes.count { tree.isInside($0, node) }
                last = tree.end(node)
            }
            guard holds >= 1 else { continue }
            var text = 0
            let whole = nodes.count { node in
                let rest = facts(node, tree.end(node), inner)
                text += rest.textLength
                return rest.textLength >= 40 && rest.hasAuthor && rest.hasDate && rest.dates <= 6
            }
            let innerText = group.nodes.reduce(0) { $0 + Int(map.textLength[$1]) }
            guard whole * 10 >= nodes.count * 8, nodes.count >= 2 || isForum,
                holds * 2 >= group.nodes.count || text > innerText,
                let score = score(Group(nodes: nodes, score: 0), candidate.flags), score > (best?.score ?? 0)
            else { continue }
            best = Group(nodes: nodes, score: score)
        }
        return best
    }

    /// Puts the comments of a list in its place where some elements of a group are posts and others, in the same markup, the
    /// lists of comments below them; returns those comments.
    func replaceLists(_ group: inout Group, _ candidates: [Candidate]) -> Set<Int> {
        guard group.ends.isEmpty, group.nodes.count >= 3 else { return [] }
        let members = Set(group.nodes)
        // Pages of many names are not searched for all of them.
        let named = candidates.lazy.filter { $0.flags.contains(.comment) && $0.nodes.count >= 3 }.prefix(40)
        for candidate in named {
            guard candidate.nodes.count <= 2000, !candidate.nodes.contains(where: members.contains) else { continue }
            var lists: [Int: ArraySlice<Int>] = [:]
            for node in group.nodes {
                let inner = nodes(candidate.nodes, inside: node)
                let text = inner.reduce(0) { $0 + Int(map.textLength[$1]) }
                guard !inner.isEmpty, text * 10 >= Int(map.textLength[node]) * 6 else { continue }
                let valid = inner.count { item in
                    let facts = facts(item, tree.end(item), [])
                    return facts.hasAuthor && facts.hasDate && facts.textLength >= 15 && facts.dates <= 2
                }
                // What has words, a writer and a day beside those of its comments is a post.
                let rest = facts(node, tree.end(node), Set(inner))
                let isPost = rest.textLength >= 40 && rest.hasAuthor && rest.hasDate
                if valid * 10 >= inner.count * 8, !isPost { lists[node] = inner }
            }
            guard lists.count >= 2, group.nodes.count - lists.count >= 2,
                lists.values.contains(where: { $0.count > 1 })
            else { continue }
            group.nodes = group.nodes.flatMap { lists[$0].map(Array.init) ?? [$0] }
            return Set(lists.values.joined())
        }
        return []
    }

    /// Of nodes in page order those inside of an element.
    private func nodes(_ nodes: [Int], inside node: Int) -> ArraySlice<Int> {
        var low = 0
        var high = nodes.count
        while low < high {
            let middle = (low + high) / 2
            if nodes[middle] > node { high = middle } else { low = middle + 1 }
        }
        return nodes[low...].prefix { tree.isInside($0, node) }
    }

    /// Whether elements named as reviews are those of readers: each with a writer or a day, none led by a link to elsewhere.
    func areReviews(_ nodes: [Int]) -> Bool {
        guard nodes.count >= 2, nodes.count <= 500 else { return false }
        var text = 0
        for node in nodes.prefix(30) {
            let facts = facts(node, tree.end(node), [])
            guard facts.hasAuthor || (facts.hasDate && nodes.count > 2), facts.dates <= 2, facts.textLength >= 15 else {
                return false
            }
            let leads = (node..<min(tree.end(node), node + 400)).contains {
                tree.tag($0) == .h1 || (tree.tag($0).headingLevel > 0 && map.linkLength[$0] > 0)
            }
            if leads { return false }
            text += Int(map.proseLength[node])
        }
        return text * 3 < Int(map.proseLength[0]) * 2
    }

    /// Elements named as comments inside of the posts, each with a writer and a date, that leave the posts around them words of
    /// their own.
    func answersInside(_ group: Group, _ candidates: [Candidate]) -> [Int] {
        guard group.ends.isEmpty else { return [] }
        var isPost = [Bool](repeating: false, count: tree.count)
        for node in group.nodes { isPost[node] = true }
        func post(around node: Int) -> Int? {
            var current = tree.parent(node)
            while current > 0 {
                if isPost[current] { return current }
                current = tree.parent(current)
            }
            return nil
        }
        var best: Group?
        for candidate in candidates where candidate.isNamed && candidate.nodes.count <= 2000 {
            let inside = candidate.nodes.filter { !isPost[$0] && post(around: $0) != nil }
            guard inside.count >= 2, inside.count * 2 > candidate.nodes.count else { continue }
            let set = Set(inside)
            let around = Set(inside.compactMap { post(around: $0) }).sorted()
            let areWhole = around.allSatisfy { node in
                let rest = facts(node, tree.end(node), set)
                return rest.textLength >= 40 && rest.hasAuthor && rest.hasDate
            }
            guard areWhole else { continue }
            // What every post has once is a part of it, unless somebody else wrote it.
            if inside.count == group.nodes.count, around.count == group.nodes.count {
                let others = zip(inside, around).count { firstName($0, []) != firstName($1, set) }
                guard candidate.flags.contains(.comment), others * 2 > inside.count else { continue }
            }
            let valid = inside.count { node in
                let facts = facts(node, tree.end(node), [])
                return facts.hasAuthor && facts.hasDate && facts.textLength >= 15
            }
            guard valid * 10 >= inside.count * 8, let score = score(Group(nodes: inside, score: 0), candidate.flags),
                score > (best?.score ?? 0)
            else { continue }
            best = Group(nodes: inside, score: score)
        }
        return best?.nodes ?? []
    }

    /// The first name printed in an element, outside of those of `skipped`.
    private func firstName(_ root: Int, _ skipped: Set<Int>) -> String? {
        var node = root
        while node < tree.end(root) {
            if skipped.contains(node) {
                node = tree.end(node)
                continue
            }
            if tree.tag(node) != .text, authorRank(node) > 0 { return tree.string(node) }
            node += 1
        }
        return nil
    }
}
