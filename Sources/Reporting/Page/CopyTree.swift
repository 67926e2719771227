import Events

/// Who copied whom among the articles of one story that carry a claim.
///
/// The root is the most upstream article: by tier, then date, then id. The others hang below it along the strongest
/// edges (containment), so that a copy of a copy stands below the copy it is closest to.
struct CopyTree {
    struct Node {
        let article: String
        /// How it is tied to its parent; nil at the root and where only articles without this claim join the two.
        var edge: StorySummary.Edge?
        var children: [Int] = []
    }

    /// The root first; a parent before its children.
    private(set) var nodes: [Node] = []

    /// - Parameter order: articles of the claim in this story, most upstream first; not empty.
    init(order: [String], edges: [StorySummary.Edge]) {
        guard let root = order.first else { return }
        nodes = [Node(article: root)]
        var placed = [root: 0]
        var waiting = Array(order.dropFirst())
        while !waiting.isEmpty {
            var best: (article: Int, parent: Int, edge: StorySummary.Edge)?
            for edge in edges {
                let ends = [(edge.a, edge.b), (edge.b, edge.a)]
                for (from, to) in ends {
                    guard let parent = placed[from], let index = waiting.firstIndex(of: to) else { continue }
                    if let found = best, found.edge.containment >= edge.containment { continue }
                    best = (index, parent, edge)
                }
            }
            let next = best?.article ?? 0
            let article = waiting.remove(at: next)
            placed[article] = nodes.count
            nodes[best?.parent ?? 0].children.append(nodes.count)
            nodes.append(Node(article: article, edge: best?.edge))
        }
    }
}
