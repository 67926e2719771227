/// When a post was written.
extension ThreadFinder {
    func postDate(_ root: Int, _ content: Int?, _ members: Members) -> DateScanner.Found? {
        for name in [HTMLAttribute.createdTimestamp, .dataTimestamp, .dataTime] {
            if let value = tree.bytes(root, name), let found = DateScanner.first(in: value) { return found }
        }
        var best: (rank: Int, found: DateScanner.Found)?
        let end = members.end(root, tree)
        var node = root
        while node < end {
            if node != root, members[node] {
                node = tree.end(node)
                continue
            }
            let tag = tree.tag(node)
            if node == content, best != nil {
                node = tree.end(node)
                continue
            }
            var rank = 0
            if tag == .time || tree.bytes(node, .itemprop)?.elementsEqual("datePublished".utf8) ?? false
                || tree.bytes(node, .dataTime) != nil
                || tree.bytes(node, .dataUtime) != nil || (tag == .abbr && tree.bytes(node, .title) != nil)
            {
                rank = 4
            } else if tag != .text, map.flags[node].contains(.date), map.textLength[node] < 100 {
                rank = 3
            } else if tag == .text, !(content.map { tree.isInside(node, $0) } ?? false), map.textLength[node] >= 6,
                map.textLength[node] < 120
            {
                rank = isJoinDate(node) ? 0 : 2
            }
            if rank > (best?.rank ?? 0) {
                let found = tag == .text ? dateText(tree.text(node)) : date(in: node)
                if let found, found.hasDay, !isProfileNode(node, root), !isOfLastPost(node, root) {
                    best = (rank, found)
                }
            }
            node += 1
        }
        return best?.found
    }

    func isProfileNode(_ node: Int, _ root: Int) -> Bool {
        var current = node
        while current > root {
            if map.flags[current].contains(.profile), map.textLength[current] < 400 { return true }
            current = tree.parent(current)
        }
        return false
    }

    /// Whether an element stands in a line about the whole thread: "23 replies, last post by NAME on DATE".
    func isOfLastPost(_ node: Int, _ root: Int) -> Bool {
        var current = tree.parent(node)
        for _ in 0..<4 where current > root && map.textLength[current] < 160 {
            let text = Bytes.lowered(tree.spacedText(current))
            if Self.lastPostMarks.contains(where: { Bytes.find($0, in: text[...]) != nil }) { return true }
            current = tree.parent(current)
        }
        return false
    }

    private static let lastPostMarks: [[UInt8]] = [
        "last post", "last reply", "latest reply", "letzter beitrag", "letzte antwort", "dernier message",
        "último mensaje", "last comment",
    ].map { Array($0.utf8) }

    /// "Join Date: Nov 2018", "Registered: …" tell of the member, not of the post.
    func isJoinDate(_ node: Int) -> Bool {
        let text = Bytes.lowered(tree.text(node).prefix(80))
        return ["join", "registered", "member since", "registriert", "dabei seit", "last edit", "edited", "posts:"]
            .contains {
                Bytes.find($0, in: text[...]) != nil
            }
    }
}
