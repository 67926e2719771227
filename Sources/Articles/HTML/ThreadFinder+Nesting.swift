/// Who answers whom, where the markup shows it otherwise than by posts inside posts.
extension ThreadFinder {
    // MARK: nesting

    /// A level that the markup states as a number: `depth-2`, `depth="1"`, `comment-depth`.
    func markedLevel(_ node: Int) -> Int? {
        if let depth = tree.value(node, .depth) ?? tree.value(node, .dataDepth), let level = Int(depth), level >= 0,
            level < 100
        {
            return level + 1
        }
        if let classes = tree.bytes(node, .class) {
            for word in classes.split(whereSeparator: Bytes.isSpace) {
                for prefix in ["depth-", "level-", "comment-depth-", "indent-", "threadlevel-"]
                where word.starts(with: prefix.utf8) {
                    if let level = Int(Bytes.string(word.dropFirst(prefix.utf8.count))), level > 0, level < 100 {
                        return level
                    }
                }
            }
        }
        return nil
    }

    /// Posts that do not contain one another may still sit at different depths of nested lists of answers.
    func nestByLists(_ posts: inout [ThreadPost]) {
        guard posts.count > 1, posts.allSatisfy({ $0.level == 1 }) else { return }
        func depth(_ node: Int) -> Int {
            var count = 0
            var current = tree.parent(node)
            while current > 0 {
                let tag = tree.tag(current)
                let flags = map.flags[current]
                if tag == .ul || tag == .ol || (tag == .div && isAnswers(current))
                    || (tag == .blockquote && flags.contains(.comment))
                {
                    count += 1
                }
                current = tree.parent(current)
            }
            return count
        }
        let depths = posts.map { depth($0.node) }
        guard let lowest = depths.min(), let highest = depths.max(), highest > lowest, highest - lowest < 30 else {
            return
        }
        for index in posts.indices {
            posts[index].level = depths[index] - lowest + 1
            posts[index].isNested = true
            posts[index].parent = posts[..<index].lastIndex { $0.level < posts[index].level }
        }
    }

    func isAnswers(_ node: Int) -> Bool {
        guard let value = tree.bytes(node, .class) else { return false }
        return value.split(whereSeparator: Bytes.isSpace).contains { word in
            [
                "children", "replies", "comment-replies", "child", "answers", "post-list", "subcomments", "indented",
                "nested",
            ].contains(Bytes.string(word))
        }
    }

    /// Parents named by an attribute (`parentid`).
    func linkParents(_ posts: inout [ThreadPost]) {
        var places: [String: Int] = [:]
        for index in posts.indices {
            let node = posts[index].node
            if let id = tree.value(node, .thingid) ?? tree.value(node, .dataFullname) ?? tree.value(node, .id) {
                places[id] = index
            }
            if let parent = tree.value(node, .parentid), let place = places[parent], place < index {
                posts[index].parent = place
                posts[index].level = posts[place].level + 1
                posts[index].isNested = true
            }
        }
    }
}
