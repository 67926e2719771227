import Events

/// Tells which articles of one connected component are one story and which study each reports: a pure function of the set.
package struct ClusterResolver {
    package struct Node: Hashable, Sendable {
        package var article: String
        package var published: String?
        /// The study that the page itself names, and by what.
        package var work: UInt64?
        package var method: String?

        package init(article: String, published: String?, work: UInt64?, method: String?) {
            self.article = article
            self.published = published
            self.work = work
            self.method = method
        }
    }

    /// Between the nodes' articles, `a` before `b`.
    package struct Edge: Hashable, Sendable {
        package var a: String
        package var b: String
        package var overlap: TextOverlap

        package init(a: String, b: String, overlap: TextOverlap) {
            self.a = a
            self.b = b
            self.overlap = overlap
        }
    }

    /// What a person decided, by pairs of articles in ascending order.
    package struct Corrections: Hashable, Sendable {
        package var same: Set<[String]> = []
        package var notSame: Set<[String]> = []

        package init() {}
    }

    private let nodes: [Node]
    private let edges: [Edge]
    private let position: [String: Int]
    private let same: [(Int, Int)]

    package init(nodes: [Node], edges: [Edge], corrections: Corrections = Corrections()) {
        let sorted = nodes.sorted { $0.article < $1.article }
        let position = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1.article, $0) })
        self.nodes = sorted
        self.position = position
        self.edges = edges.filter { !corrections.notSame.contains([$0.a, $0.b]) }
            .sorted { ($0.a, $0.b) < ($1.a, $1.b) }
        same = corrections.same.sorted { $0.lexicographicallyPrecedes($1) }.compactMap { pair in
            guard let a = position[pair[0]], let b = position[pair[1]] else { return nil }
            return (a, b)
        }
    }

    /// The story, study and method of every node's article; `cited` and dates are the caller's to fill in.
    package func assignments() -> [Assignment] {
        var sets = UnionFind(count: nodes.count)
        for edge in textEdges(without: roundups()) { sets.join(edge.0, edge.1) }
        for (a, b) in same { sets.join(a, b) }
        let stories = nodes.indices.map { sets.root($0) }
        var sizes: [Int: Int] = [:]
        for story in stories { sizes[story, default: 0] += 1 }
        let works = storyWorks(stories)
        return nodes.indices.map { index in
            var assignment = Assignment(article: nodes[index].article)
            assignment.story = Assignment.story(smallest: nodes[stories[index]].article)
            assignment.isAlone = sizes[stories[index]] == 1
            assignment.published = nodes[index].published
            if let work = nodes[index].work {
                (assignment.work, assignment.method) = (work, nodes[index].method)
            } else if let inherited = works[stories[index]] {
                (assignment.work, assignment.method) = (inherited.work, inherited.method)
            }
            return assignment
        }
    }

    // MARK: Stories

    private func textEdges(without excluded: Set<Int>) -> [(Int, Int)] {
        edges.compactMap { edge in
            guard edge.overlap.relation != .quotes, let a = position[edge.a], let b = position[edge.b],
                !excluded.contains(a), !excluded.contains(b)
            else { return nil }
            return (a, b)
        }
    }

    /// Articles that take less than half of their text from each of several sources that have nothing to do with each other.
    ///
    /// A press release with two rewrites that took different parts of it looks the same but for time: so the sources must not be
    /// later than the roundup, and where dates are missing each must be a story of its own without it.
    private func roundups() -> Set<Int> {
        var neighbours: [Int: [(node: Int, share: Double)]] = [:]
        for edge in edges where edge.overlap.relation != .quotes {
            guard let a = position[edge.a], let b = position[edge.b] else { continue }
            neighbours[a, default: []].append((b, Double(edge.overlap.shared) / Double(max(1, edge.overlap.sizeA))))
            neighbours[b, default: []].append((a, Double(edge.overlap.shared) / Double(max(1, edge.overlap.sizeB))))
        }
        var found: Set<Int> = []
        for (node, around) in neighbours where around.count >= 2 && around.allSatisfy({ $0.share < 0.5 }) {
            var sets = UnionFind(count: nodes.count)
            for (a, b) in textEdges(without: [node]) { sets.join(a, b) }
            var sources: Set<Int> = []
            for (neighbour, _) in around where mayBeSource(neighbour, of: node, neighbours[neighbour] ?? []) {
                sources.insert(sets.root(neighbour))
            }
            if sources.count >= 2 { found.insert(node) }
        }
        return found
    }

    private func mayBeSource(_ source: Int, of node: Int, _ around: [(node: Int, share: Double)]) -> Bool {
        if let date = nodes[source].published, let own = nodes[node].published {
            let length = min(10, date.utf8.count, own.utf8.count)
            return date.prefix(length) <= own.prefix(length)
        }
        return around.contains { $0.node != node }
    }

    // MARK: Works

    private struct Inherited { var work: UInt64, method: String }

    /// The study of each story that has one: its members' most frequent (the smallest id among equals), else that of a story
    /// with which it shares quotations, else one of its own where several stories share quotations.
    private func storyWorks(_ stories: [Int]) -> [Int: Inherited] {
        var votes: [Int: [UInt64: Int]] = [:]
        for index in nodes.indices {
            if let work = nodes[index].work { votes[stories[index], default: [:]][work, default: 0] += 1 }
        }
        var works: [Int: Inherited] = [:]
        for (story, count) in votes {
            if let best = count.min(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
                works[story] = Inherited(work: best.key, method: "story")
            }
        }
        var quoteNeighbours: [Int: Set<Int>] = [:]
        for edge in edges where edge.overlap.quotations >= TextOverlap.minimalQuotations {
            guard let a = position[edge.a], let b = position[edge.b], stories[a] != stories[b] else { continue }
            quoteNeighbours[stories[a], default: []].insert(stories[b])
            quoteNeighbours[stories[b], default: []].insert(stories[a])
        }
        // Ring by ring from the stories with a study, the smallest id winning within a ring.
        var ring = works
        while !ring.isEmpty {
            var next: [Int: Inherited] = [:]
            for (story, inherited) in ring {
                for neighbour in quoteNeighbours[story] ?? [] where works[neighbour] == nil {
                    if let other = next[neighbour], other.work <= inherited.work { continue }
                    next[neighbour] = Inherited(work: inherited.work, method: "quotations")
                }
            }
            works.merge(next) { old, _ in old }
            ring = next
        }
        var sets = UnionFind(count: nodes.count)
        for (story, around) in quoteNeighbours where works[story] == nil {
            for other in around { sets.join(story, other) }
        }
        for story in quoteNeighbours.keys where works[story] == nil {
            let smallest = nodes[sets.root(story)].article
            works[story] = Inherited(work: StableHash.of(["quotations", smallest]), method: "quotations")
        }
        return works
    }
}
