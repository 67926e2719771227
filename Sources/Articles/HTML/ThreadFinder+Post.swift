/// One post taken apart: who wrote it, when, and which element holds its words.
extension ThreadFinder {
    // MARK: one post

    func extract(_ root: Int, _ members: [Bool]) -> ThreadPost {
        let author = author(of: root, members)
        let content = content(of: root, members)
        let date = postDate(root, content, members)
        var post = ThreadPost(
            node: root, level: 1, isNested: false, parent: nil, author: author.name, date: date?.iso, number: nil,
            paragraphs: [])
        let walker = ParagraphWalker(map: map)
        let target = content ?? root
        var paragraphs = walker.paragraphs(target) { node in
            if node != target, members[node] { return true }
            if map.flags[node].contains(.signature) || map.flags[node].contains(.quoteHeader) { return true }
            if isHeader(node, inContent: content != nil, author.node) { return true }
            return false
        }
        if post.author == nil, content == nil, let first = paragraphs.first, first.text.count < 100,
            let found = dateText(first.text[...]), found.low > 1
        {
            post.author = DumpThread.name(first.text[..<found.low]).flatMap { cleanedName($0) }
        }
        if content == nil { dropHeaderLines(&paragraphs, post.author) }
        // A post's own heading is a link to the post, or repeats the topic.
        while let first = paragraphs.first, first.tag.headingLevel > 0, paragraphs.count > 1,
            first.linkLength * 10 > first.text.count * 8
                || Bytes.lowered(first.text.prefix(3)).elementsEqual("re:".utf8)
        {
            paragraphs.removeFirst()
        }
        if let signature = paragraphs.firstIndex(where: { $0.text.starts(with: [0x5F, 0x5F, 0x5F, 0x5F, 0x5F]) }) {
            paragraphs.removeSubrange(signature...)
        }
        paragraphs.removeAll { isQuoteHeader($0.text) || isButton($0.text) }
        post.paragraphs = paragraphs
        return post
    }

    /// "Quote:", "Originally Posted by X", "X said:" (the line above a quotation).
    func isQuoteHeader(_ text: [UInt8]) -> Bool {
        guard text.count < 100 else { return false }
        let lower = Bytes.lowered(text)
        return lower.starts(with: Array("originally posted by".utf8)) || lower.elementsEqual("quote:".utf8)
            || lower.elementsEqual("quote".utf8)
            || lower.elementsEqual("zitat:".utf8) || lower.elementsEqual("code:".utf8)
            || (lower.count < 50
                && (Bytes.find(" said:", in: lower[...]) == lower.count - 6
                    || Bytes.find(" wrote:", in: lower[...]) == lower.count - 7))
            || lower.starts(with: Array("click to expand".utf8))
    }

    func isButton(_ text: [UInt8]) -> Bool {
        guard text.count < 24 else { return false }
        let lower = Bytes.string(Bytes.lowered(text)).collapsed
        return [
            "reply", "antworten", "quote", "share", "report", "like", "permalink", "link", "top", "edit",
            "reply with quote", "reply to this", "flag",
            "upvote", "downvote", "log in to reply", "reply ↓", "répondre", "responder", "delete", "report abuse",
            "save", "embed", "award", "hide", "give award",
            "level 1", "level 2", "level 3",
        ].contains(lower)
    }

    func isHeader(_ node: Int, inContent: Bool, _ author: Int?) -> Bool {
        let tag = tree.tag(node)
        if tag == .text { return false }
        if tag == .button || tag == .form || tag == .textarea || tag == .input || tag == .footer || tag == .nav
            || tag == .select
        {
            return true
        }
        let flags = map.flags[node]
        if flags.contains(.actions), map.textLength[node] < 200, flags.isDisjoint(with: [.message]) { return true }
        if inContent { return false }
        if node == author { return true }
        if tag == .time || tag == .header { return true }
        if !flags.isDisjoint(with: [.profile, .date, .byline, .navigation, .sharing]), map.textLength[node] < 200,
            flags.isDisjoint(with: [.message])
        {
            return true
        }
        if !flags.isDisjoint(with: [.author, .userName]), flags.isDisjoint(with: [.message, .post, .content]),
            map.textLength[node] < 400
        {
            return true
        }
        return false
    }

    func dropHeaderLines(_ paragraphs: inout [Paragraph], _ author: String?) {
        paragraphs.removeAll { paragraph in
            let text = Bytes.string(paragraph.text)
            if let author, text.collapsed == author { return true }
            if paragraph.text.count < 60, let found = dateText(paragraph.text[...]), found.hasDay { return true }
            return paragraph.text.count < 40 && paragraph.linkLength * 10 > paragraph.text.count * 8
        }
    }

    func author(of root: Int, _ members: [Bool]) -> (name: String?, node: Int?) {
        for name in [HTMLAttribute.author, .dataAuthor, .dataUsername] {
            if let value = tree.value(root, name), !value.isEmpty { return (value, nil) }
        }
        var best: (rank: Int, name: String, node: Int)?
        var node = root
        while node < tree.end(root) {
            if node != root, members[node] {
                node = tree.end(node)
                continue
            }
            if map.flags[node].contains(.quote), tree.tag(node) != .text, node != root {
                node = tree.end(node)
                continue
            }
            let rank = tree.tag(node) == .text ? 0 : authorRank(node)
            if rank > (best?.rank ?? 0) || (rank >= 2 && best.map { tree.isInside(node, $0.node) } ?? false) {
                let name = cleanedName(tree.string(node))
                if let name {
                    best = (
                        max(rank, best?.rank ?? 0), name,
                        best.map { tree.isInside(node, $0.node) ? $0.node : node } ?? node
                    )
                }
            }
            node += 1
        }
        return (best?.name, best?.node)
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
            "posts", "send pm", "pm",
        ].contains(lower) {
            return nil
        }
        return name
    }

    func postDate(_ root: Int, _ content: Int?, _ members: [Bool]) -> DateScanner.Found? {
        for name in [HTMLAttribute.createdTimestamp, .dataTimestamp, .dataTime] {
            if let value = tree.bytes(root, name), let found = DateScanner.first(in: value) { return found }
        }
        var best: (rank: Int, found: DateScanner.Found)?
        var node = root
        while node < tree.end(root) {
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
                if let found, found.hasDay, !isProfileNode(node, root) { best = (rank, found) }
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

    /// "Join Date: Nov 2018", "Registered: …" tell of the member, not of the post.
    func isJoinDate(_ node: Int) -> Bool {
        let text = Bytes.lowered(tree.text(node).prefix(80))
        return ["join", "registered", "member since", "registriert", "dabei seit", "last edit", "edited", "posts:"]
            .contains {
                Bytes.find($0, in: text[...]) != nil
            }
    }

    /// The element that holds the post's words, apart from its head and foot.
    func content(of root: Int, _ members: [Bool]) -> Int? {
        var own = Int(map.textLength[root])
        var node = root + 1
        while node < tree.end(root) {
            if members[node] {
                own -= Int(map.textLength[node])
                node = tree.end(node)
                continue
            }
            node += 1
        }
        var best: (score: Double, node: Int)?
        node = root + 1
        while node < tree.end(root) {
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
        return best?.node
    }

    func holdsMember(_ node: Int, _ members: [Bool]) -> Bool {
        var inner = node + 1
        while inner < tree.end(node) {
            if members[inner] { return true }
            inner += 1
        }
        return false
    }

    static let contentNames: Set<UInt64> = Set(
        [
            "commentcontent", "commentbody", "commenttext", "postcontent", "postbody", "posttext", "messagetext",
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
