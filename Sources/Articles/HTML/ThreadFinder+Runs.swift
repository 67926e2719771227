/// Posts that are spread over several sibling elements: a row with the writer and a row with the words, a `dt` and its `dd`.
extension ThreadFinder {
    /// The group in which each post goes on up to the next one's element, where the words stand in between.
    ///
    /// Nil where the elements are whole posts already, or where what stands in between is a post of its own.
    func extended(_ nodes: [Int]) -> Group? {
        guard nodes.count >= 2, nodes.count <= 2000, let starts = siblings(nodes) else { return nil }
        let group = run(starts)
        var own = 0
        var between = 0
        var posts = 0
        for (index, start) in starts.enumerated() {
            own += Int(map.textLength[start])
            guard let end = group.ends[start], end > tree.end(start) else { return nil }
            guard index < 12 else { continue }
            let rest = facts(tree.end(start), end, [])
            between += rest.textLength
            if rest.hasAuthor, rest.hasDate { posts += 1 }
        }
        let looked = min(12, starts.count)
        return between * starts.count >= own * looked / 2 && posts * 2 < looked ? group : nil
    }

    /// The nodes, or what is up to two levels above each, where these are distinct children of one element.
    private func siblings(_ nodes: [Int]) -> [Int]? {
        var level = nodes
        for _ in 0..<3 {
            let parent = tree.parent(level[0])
            guard parent > 0 else { return nil }
            if level.allSatisfy({ tree.parent($0) == parent }) {
                return zip(level, level.dropFirst()).allSatisfy { $0 < $1 } ? level : nil
            }
            level = level.map { tree.parent($0) }
            guard level.allSatisfy({ $0 > 0 }) else { return nil }
        }
        return nil
    }

    /// A group whose posts begin at these children of one element; the last one is as many elements long as the longest before.
    private func run(_ starts: [Int]) -> Group {
        var group = Group(nodes: starts, score: 0)
        var longest = 1
        for (start, next) in zip(starts, starts.dropFirst()) {
            group.ends[start] = next
            var length = 0
            var node = start
            while node < next {
                length += 1
                node = tree.end(node)
            }
            longest = max(longest, length)
        }
        guard let last = starts.last else { return group }
        var end = last
        var length = 0
        while length < longest, end < tree.end(tree.parent(last)) {
            end = tree.end(end)
            length += 1
        }
        group.ends[last] = end
        return group
    }

    /// Groups of posts that no class or id names: at each place of the structure where users' names recur, the children
    /// of the element around all of them, each from one such name to the next.
    func anchoredGroups() -> [Group] {
        var places: [UInt64: Int] = [:]
        var anchors: [[Int]] = []
        for node in 1..<tree.count where tree.tag(node) != .text && !map.isRemoved[node] {
            guard authorRank(node) >= 2 else { continue }
            var hash: UInt64 = 0
            var current = node
            for _ in 0..<4 where current > 0 {
                hash = hash &* 31 &+ UInt64(tree.tag(current).rawValue)
                current = tree.parent(current)
            }
            if let place = places[hash] {
                anchors[place].append(node)
            } else {
                places[hash] = anchors.count
                anchors.append([node])
            }
        }
        return anchors.compactMap { nodes in
            guard nodes.count >= 3, nodes.count <= 2000, let first = nodes.first, let last = nodes.last else {
                return nil
            }
            var around = first
            while around > 0, !tree.isInside(last, around) { around = tree.parent(around) }
            guard around > 0 else { return nil }
            var starts: [Int] = []
            for node in nodes where node >= starts.last.map(tree.end) ?? 0 {
                var child = node
                while child > 0, tree.parent(child) != around { child = tree.parent(child) }
                if child > 0 { starts.append(child) }
            }
            guard starts.count >= 3, starts.count * 2 >= nodes.count else { return nil }
            return run(starts)
        }
    }

    /// A thread that no name, address or generator gives away: users' names and dates that recur through most of the page's
    /// text, without the headings that teasers of articles have.
    func unnamedThread() -> Group? {
        var best: Group?
        for group in anchoredGroups() where group.nodes.count >= 4 {
            var text = 0
            var full = 0
            var headings = 0
            for start in group.nodes {
                let end = group.ends[start] ?? tree.end(start)
                let facts = facts(start, end, [])
                text += facts.textLength - facts.linkLength
                if facts.hasAuthor, facts.hasDate || group.nodes.count >= 8, facts.dates <= 6 { full += 1 }
                headings += (start..<end).count { tree.tag($0).headingLevel > 0 }
            }
            let count = group.nodes.count
            guard full * 10 >= count * 8, headings * 5 <= count, text * 2 >= Int(map.textLength[0] - map.linkLength[0]),
                let score = score(group, []), score > (best?.score ?? 0)
            else { continue }
            best = Group(nodes: group.nodes, ends: group.ends, score: score)
        }
        return best
    }
}
