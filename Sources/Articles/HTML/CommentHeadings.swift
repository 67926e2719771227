/// Finds headings that say that readers' comments follow ("3 Comments", "Leserkommentare").
enum CommentHeadings {
    private static let names: Set<String> = [
        "comment", "comments", "reader comments", "readers comments", "user comments", "all comments",
        "latest comments",
        "responses", "replies", "reactions", "discussion", "join the discussion", "kommentar", "kommentare",
        "leserkommentare", "leserkommentar", "commentaires", "commentaire", "comentarios", "comentario", "commenti",
        "reacties", "reader reviews", "customer reviews", "thoughts", "what readers say",
    ]

    /// For each node whether it follows such a heading inside the element that the heading is of.
    static func below(_ map: PageMap) -> [Bool] {
        let tree = map.tree
        var marks = [Bool](repeating: false, count: tree.count)
        var reach = 0
        for node in 0..<tree.count {
            switch tree.tag(node) {
            case .h1, .h2, .h3, .h4, .h5, .h6, .legend: break
            default: continue
            }
            guard map.textLength[node] >= 7, map.textLength[node] < 60, says(tree.allText(node)) else { continue }
            // The element around the heading may hold nothing else; what it heads follows that element then.
            var last = node
            while tree.parent(last) > 0, tree.end(last) == tree.end(tree.parent(last)) { last = tree.parent(last) }
            for _ in 0..<3 where tree.parent(last) > 0 && tree.tag(tree.parent(last)) != .body {
                let rest = tree.end(last)..<tree.end(tree.parent(last))
                guard rest.reduce(0, { $0 + (tree.tag($1) == .text ? Int(map.textLength[$1]) : 0) }) < 40 else { break }
                last = tree.parent(last)
            }
            let end = tree.parent(last) >= 0 ? tree.end(tree.parent(last)) : tree.end(last)
            // What an earlier heading has marked is not marked again, so that many headings take no more time than one.
            let start = max(reach, tree.end(last))
            guard end > start else { continue }
            for below in start..<end { marks[below] = true }
            reach = end
        }
        return marks
    }

    private static func says(_ text: [UInt8]) -> Bool {
        let words = text.split { !(Bytes.isLetter($0) || $0 >= 0x80) }.map { Bytes.string(Bytes.lowered($0)) }
        guard let first = words.first else { return false }
        if names.contains(words.joined(separator: " ")) { return true }
        // "12 comments on “Title”", "5 thoughts on …", "3 responses to …".
        guard words.count >= 2, text.first.map(Bytes.isDigit) ?? false else { return false }
        return names.contains(first) && ["on", "to", "zu", "sur", "about"].contains(words[1])
    }
}
