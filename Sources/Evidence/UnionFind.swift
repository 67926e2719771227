/// Disjoint sets of the numbers 0 ..< count; the smallest member names its set, so that the outcome never depends on order.
struct UnionFind {
    private var parent: [Int]

    init(count: Int) { parent = Array(0..<count) }

    mutating func root(_ index: Int) -> Int {
        var root = index
        while parent[root] != root { root = parent[root] }
        var walk = index
        while parent[walk] != root { (walk, parent[walk]) = (parent[walk], root) }
        return root
    }

    mutating func join(_ a: Int, _ b: Int) {
        let (left, right) = (root(a), root(b))
        if left != right { parent[max(left, right)] = min(left, right) }
    }
}
