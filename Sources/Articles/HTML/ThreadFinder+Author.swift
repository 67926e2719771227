/// Who wrote a post.
extension ThreadFinder {
    func author(of root: Int, _ members: Members) -> (name: String?, node: Int?) {
        for name in [HTMLAttribute.author, .dataAuthor, .dataUsername] {
            if let value = tree.value(root, name), !value.isEmpty { return (value, nil) }
        }
        var best: (rank: Int, name: String, node: Int)?
        let end = members.end(root, tree)
        var node = root
        while node < end {
            if node != root, members[node] {
                node = tree.end(node)
                continue
            }
            if map.flags[node].contains(.quote), tree.tag(node) != .text, node != root {
                node = tree.end(node)
                continue
            }
            var rank = tree.tag(node) == .text ? 0 : authorRank(node)
            if rank > 0, isOfLastPost(node, root) { rank = 0 }
            if rank > (best?.rank ?? 0) || (rank >= 2 && best.map { tree.isInside(node, $0.node) } ?? false) {
                let name = cleanedName(nameText(node))
                if let name {
                    best = (
                        max(rank, best?.rank ?? 0), name,
                        best.map { tree.isInside(node, $0.node) ? $0.node : node } ?? node
                    )
                }
            }
            node += 1
        }
        guard let best else { return unnamedAuthor(root, end, members) }
        return (best.name, best.node)
    }

    /// Where nothing names the writer: the first bold or linked name above the words, or "NAME says:" at their start.
    func unnamedAuthor(_ root: Int, _ end: Int, _ members: Members) -> (name: String?, node: Int?) {
        let content = content(of: root, members)
        var node = root
        var isInside = false
        var left = 12
        while node < end, left > 0 {
            if node != root, members[node] { break }
            if node == content { isInside = true }
            if isInside { left -= 1 }
            if map.flags[node].contains(.quote) {
                node = tree.end(node)
                continue
            }
            switch tree.tag(node) {
            case .b, .strong, .dt, .a, .h3, .h4, .h5, .h6:
                guard !isInside || isFollowedBySays(node), let name = shortName(node) else { break }
                return (name, tree.tag(node) == .b ? nil : node)
            case .text:
                let text = Bytes.string(Bytes.collapsed(tree.text(node)))
                guard text.utf8.count < 60, Self.says.contains(where: text.asciiLower.hasSuffix),
                    text.utf8.first != 0x20
                else { break }
                if let name = cleanedName(text) { return (name, nil) }
            default: break
            }
            node += 1
        }
        return (nil, nil)
    }

    private static let says = [" says:", " wrote:", " said:", " schrieb:", " sagt:"]

    func isFollowedBySays(_ node: Int) -> Bool {
        let next = tree.end(node)
        guard next < tree.count, tree.tag(next) == .text else { return false }
        let text = Bytes.string(Bytes.collapsed(tree.text(next))).asciiLower
        return Self.says.contains { (" " + text).hasPrefix($0) || (" " + text) == $0.dropLast() }
    }

    /// What an element of up to four words prints, where it can be a name: no button, no topic, no question.
    func shortName(_ node: Int) -> String? {
        guard map.textLength[node] >= 2, map.textLength[node] <= 30 else { return nil }
        let printed = nameText(node)
        guard Bytes.wordCount(Array(printed.utf8)[...]) <= 4, !isButton(Array(printed.utf8)),
            !printed.asciiLower.hasPrefix("re:"), !printed.hasPrefix("#"), !printed.hasSuffix("?"),
            title.map({ TitleFold.folded($0).contains(TitleFold.folded(printed)) }) != true
        else { return nil }
        return cleanedName(printed)
    }

    /// The text of an element that names somebody, without the counts and badges beside the name.
    func nameText(_ root: Int) -> String {
        var parts: [[UInt8]] = []
        var node = root
        while node < tree.end(root) {
            if node != root, tree.tag(node) != .text,
                !map.flags[node].isDisjoint(with: [.profile, .actions, .hidden, .sharing, .date])
            {
                node = tree.end(node)
                continue
            }
            if tree.tag(node) == .text {
                let text = Bytes.collapsed(tree.text(node))
                if !text.isEmpty { parts.append(text) }
            }
            node += 1
        }
        let words = parts.filter { $0.contains { Bytes.isLetter($0) || $0 >= 0x80 } }
        if !words.isEmpty { parts = words }
        return parts.isEmpty ? tree.string(root) : Bytes.string(parts.joined(separator: [0x20]))
    }

    func cleanedName(_ printed: String) -> String? {
        var name = printed.collapsed
        for prefix in ["by ", "posted by ", "von ", "author: ", "@"] where name.asciiLower.hasPrefix(prefix) {
            name.removeFirst(prefix.count)
        }
        for suffix in [
            " says:", " wrote:", " said:", " schrieb:", " sagt:", " says", ":", " (op)", " dit :", " meint:",
        ] where name.asciiLower.hasSuffix(suffix) {
            name.removeLast(suffix.count)
            break
        }
        name = name.collapsed
        guard !name.isEmpty, name.utf8.count <= 50, dateText(Array(name.utf8)[...]) == nil else { return nil }
        let lower = name.asciiLower
        if [
            "reply", "quote", "permalink", "profile", "report", "share", "view profile", "guest", "member", "author",
            "posts", "send pm", "pm", "view forum posts", "private message", "view public profile", "view articles",
            "offline", "online", "author", "op", "moderator", "administrator", "admin", "original poster", "new member",
            "senior member", "junior member", "contact", "username", "website", "top", "says", "wrote", "cite",
            "jump to latest", "over a year ago", "beiträge", "sign in", "log in", "replies", "discussion starter",
        ].contains(lower) {
            return nil
        }
        // The initial in place of a picture, a count, a question of the page's own.
        guard name.count > 1, name.contains(where: { !$0.isNumber }), !name.hasSuffix("?"), !lower.contains("posts:"),
            !lower.contains("sign in")
        else { return nil }
        return name
    }
}
