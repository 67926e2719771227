/// The element that holds a post's words.
extension ThreadFinder {
    /// Of a post spread over siblings the first one behind a row that only names the writer and the day.
    func firstWithWords(_ root: Int, _ members: Members, _ author: Int?) -> Int {
        let end = members.end(root, tree)
        guard end > tree.end(root), let author, tree.isInside(author, root) else { return root }
        let rest = tree.end(root)
        guard map.proseLength[root] < 60, map.textLength[root] < 250, tree.tag(rest) != .text, map.textLength[rest] > 0
        else {
            return root
        }
        return rest
    }

    /// The element that holds the post's words, apart from its head and foot.
    func content(of root: Int, _ members: Members) -> Int? {
        let end = members.end(root, tree)
        var own = 0
        var sibling = root
        while sibling < end {
            own += Int(map.textLength[sibling])
            sibling = tree.end(sibling)
        }
        var node = root + 1
        while node < end {
            if members[node] {
                own -= Int(map.textLength[node])
                node = tree.end(node)
                continue
            }
            node += 1
        }
        var best: (score: Double, node: Int)?
        node = root + 1
        while node < end {
            if members[node] {
                node = tree.end(node)
                continue
            }
            let tag = tree.tag(node)
            if tag != .text, map.textLength[node] > 0, !tag.isInline || tag == .span {
                var weight = 0.0
                let flags = map.flags[node]
                if let property = tree.bytes(node, .itemprop),
                    Bytes.find("text", in: Bytes.lowered(property)[...]) != nil
                {
                    weight = 4
                } else if !holdsMember(node, members) {
                    if isExactContent(node) {
                        weight = 3
                    } else if flags.contains(.message),
                        flags.isDisjoint(with: [.author, .userName, .profile, .actions, .date])
                    {
                        weight = 1.5
                    }
                }
                if weight > 0 {
                    // Narrow is better, as long as it holds most of the words.
                    let share = Double(map.textLength[node]) / Double(max(1, own))
                    let score = weight * (0.3 + min(share, 0.85))
                    if let outer = best, tree.isInside(node, outer.node) {
                        // Inside of the one found: better when it is a known name and leaves no prose outside.
                        if weight >= 3, map.proseLength[outer.node] - map.proseLength[node] < 60 {
                            best = (max(score, outer.score), node)
                        }
                    } else if score > (best?.score ?? 0) * 1.02 {
                        best = (score, node)
                    }
                }
            }
            node += 1
        }
        return best?.node ?? proseHolder(root, end, members)
    }

    /// The narrowest element that holds nearly all of a post's prose, where none is named as its content.
    func proseHolder(_ root: Int, _ end: Int, _ members: Members) -> Int? {
        func prose(_ node: Int) -> Int { Int(map.proseLength[node]) }
        var total = 0
        var sibling = root
        while sibling < end {
            total += prose(sibling)
            sibling = tree.end(sibling)
        }
        // A short post may have less prose than what thanks for it.
        guard total >= 200 else { return nil }
        var holder: Int?
        var node = root
        var limit = end
        while node < limit {
            if node != root, members[node] {
                node = tree.end(node)
                continue
            }
            switch tree.tag(node) {
            case .div, .section, .article, .td, .dd, .main:
                if prose(node) * 10 >= total * 9, node != root || end > tree.end(root), !holdsMember(node, members) {
                    holder = node
                    limit = tree.end(node)
                } else if prose(node) * 10 < total {
                    node = tree.end(node)
                    continue
                }
            default: break
            }
            node += 1
        }
        return holder
    }

    func holdsMember(_ node: Int, _ members: Members) -> Bool {
        var inner = node + 1
        while inner < tree.end(node) {
            if members[inner] { return true }
            inner += 1
        }
        return false
    }

    static let contentNames: Set<UInt64> = Set(
        [
            "commentcontent", "commentbody", "commenttext", "commentcopy", "postcontent", "postbody", "posttext",
            "messagetext",
            "messagecontent", "messagebody", "postmessage",
            "cooked", "bbwrapper", "usertextbody", "tdpost", "postmessage", "comtext", "content", "commentmessage",
            "entrycontent", "msgbody", "message",
            "messageinner", "postentry", "bodytext", "commentcontenttext", "innerpost", "postmsg", "text", "body",
            "posttd", "msg",
        ].map { NameHash.of($0.utf8) })

    /// An id or class word that, without digits and separators, is a known name of the content.
    func isExactContent(_ node: Int) -> Bool {
        for name in [HTMLAttribute.class, .id] {
            guard let value = tree.bytes(node, name) else { continue }
            for word in value.split(whereSeparator: Bytes.isSpace) {
                if Self.contentNames.contains(NameHash.of(word.filter(Bytes.isLetter))) { return true }
            }
        }
        return false
    }
}
