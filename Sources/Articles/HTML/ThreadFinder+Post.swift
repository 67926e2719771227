/// One post taken apart: who wrote it, when, and which element holds its words.
extension ThreadFinder {
    // MARK: one post

    func extract(_ root: Int, _ members: Members) -> ThreadPost {
        let author = author(of: root, members)
        let content = content(of: root, members)
        let date = postDate(root, content, members)
        var post = ThreadPost(
            node: root, level: 1, isNested: false, parent: nil, author: author.name, date: date?.iso, number: nil,
            paragraphs: [])
        let walker = ParagraphWalker(map: map)
        let target = content ?? firstWithWords(root, members, author.node)
        var paragraphs = walker.paragraphs(target, end: content.map(tree.end) ?? members.end(root, tree)) { node in
            if node != target, members[node] { return true }
            if map.flags[node].contains(.signature) || map.flags[node].contains(.quoteHeader) { return true }
            if isHeader(node, inContent: content != nil, author.node) { return true }
            return false
        }
        if post.author == nil, content == nil, let first = paragraphs.first, first.text.count < 100,
            let found = dateText(first.text[...]), found.low > 1
        {
            post.author = DumpHead.name(first.text[..<found.low]).flatMap { cleanedName($0) }
        }
        if content == nil {
            dropAboveDate(&paragraphs, post.author)
            dropHeaderLines(&paragraphs, post.author)
        }
        dropHead(&paragraphs, post.author)
        dropFoot(&paragraphs, post.author)
        if let signature = paragraphs.firstIndex(where: { $0.text.starts(with: [0x5F, 0x5F, 0x5F, 0x5F, 0x5F]) }) {
            paragraphs.removeSubrange(signature...)
        }
        paragraphs.removeAll {
            isQuoteHeader($0.text) || isButton($0.text) || isEditLine($0.text) || isPlaceholder($0.text)
        }
        if !isForum, let content, let subject = subject(root, content, author.node), !paragraphs.isEmpty {
            paragraphs.insert(subject, at: 0)
        }
        post.paragraphs = paragraphs
        return post
    }

    /// The line that the writer put above the words: a short heading, or an element named as the title, that is not the topic.
    private func subject(_ root: Int, _ content: Int, _ author: Int?) -> Paragraph? {
        guard content > root else { return nil }
        for node in root..<content where !tree.isInside(content, node) && node != author {
            let isTitled = tree.bytes(node, .class).map { Bytes.find(Self.titleMark, in: $0) != nil } ?? false
            guard tree.tag(node) != .text, tree.tag(node).headingLevel > 0 || isTitled,
                map.flags[node].isDisjoint(with: [.profile, .author, .userName, .date, .actions]),
                map.textLength[node] >= 4, map.textLength[node] <= 120, map.linkLength[node] == 0
            else { continue }
            let text = tree.spacedText(node)
            guard Bytes.wordCount(text[...]) >= 2, dateText(text[...]) == nil, !isButton(text),
                title.map(TitleFold.folded) != TitleFold.folded(Bytes.string(text))
            else { continue }
            return Paragraph(
                text: Bytes.collapsed(text[...]), node: node, tag: .p, linkLength: 0, isQuoted: false,
                isEmphasised: true,
                first: node)
        }
        return nil
    }

    private static let titleMark = Array("title".utf8)

    /// Of a post without an element for its words: the member's facts that stand above the line with the date.
    private func dropAboveDate(_ paragraphs: inout [Paragraph], _ author: String?) {
        guard let line = paragraphs.prefix(8).lastIndex(where: { isDateLine($0.text, author) }),
            line + 1 < paragraphs.count, paragraphs[..<line].allSatisfy({ $0.text.count < 100 })
        else { return }
        paragraphs.removeSubrange(...line)
    }

    /// "– NAME" and the date below the words.
    private func dropFoot(_ paragraphs: inout [Paragraph], _ author: String?) {
        while let last = paragraphs.last, paragraphs.count > 1 {
            let name = DumpHead.name(last.text[...])
            let isName = author != nil && name == author
            guard isName || (last.text.count < 60 && isDateLine(last.text, author)) else { return }
            paragraphs.removeLast()
        }
    }

    /// Of a post spread over siblings the first one behind a row that only names the writer and the day.
    private func firstWithWords(_ root: Int, _ members: Members, _ author: Int?) -> Int {
        let end = members.end(root, tree)
        guard end > tree.end(root), let author, tree.isInside(author, root) else { return root }
        let rest = tree.end(root)
        guard map.proseLength[root] < 60, map.textLength[root] < 250, tree.tag(rest) != .text, map.textLength[rest] > 0
        else {
            return root
        }
        return rest
    }

    /// What stands above the words: a heading that links to the post or repeats the topic, the date, the writer.
    private func dropHead(_ paragraphs: inout [Paragraph], _ author: String?) {
        if paragraphs.count == 1, isDateLine(paragraphs[0].text, author), dateText(paragraphs[0].text[...]) != nil {
            return paragraphs.removeAll()
        }
        let topic = title.map(TitleFold.folded) ?? ""
        while let first = paragraphs.first, paragraphs.count > 1 {
            let text = first.text
            let isHeading =
                first.tag.headingLevel > 0
                && (first.linkLength * 10 > text.count * 8 || Bytes.lowered(text.prefix(3)).elementsEqual("re:".utf8))
            let folded = TitleFold.folded(Bytes.string(text))
            let isTopic = folded.utf8.count >= 10 && folded == topic
            guard isHeading || isTopic || isDateLine(text, author) || !text.contains(where: Bytes.isWord) else {
                return
            }
            paragraphs.removeFirst()
        }
    }

    /// "Posted January 25, 2007", "by NAME » Sun Jul 28, 2013 1:34 pm": hardly a word beside the date and the name.
    private func isDateLine(_ text: [UInt8], _ author: String?) -> Bool {
        guard text.count < 120 else { return false }
        if text.count < 50, Bytes.lowered(text.prefix(7)).elementsEqual("posted ".utf8),
            text.contains(where: Bytes.isDigit)
        {
            return true
        }
        guard let found = dateText(text[...]), found.hasDay else { return false }
        let beside = Bytes.wordCount(text[..<found.low]) + Bytes.wordCount(text[found.high...])
        var named = 0
        if let author, Bytes.find(author, in: text[...]) != nil { named = Bytes.wordCount(Array(author.utf8)[...]) }
        return beside - named <= 3
    }

    /// "Edited May 22, 2024 by NAME", "Last edited by …".
    private func isEditLine(_ text: [UInt8]) -> Bool {
        guard text.count < 140 else { return false }
        let lower = Bytes.lowered(text)
        return Self.editMarks.contains { lower.starts(with: $0) } && text.contains(where: Bytes.isDigit)
    }

    /// "{{ comment.errors }}": what a script would have filled in.
    private func isPlaceholder(_ text: [UInt8]) -> Bool {
        text.count < 100 && text.starts(with: [0x7B, 0x7B]) && text.suffix(2).elementsEqual([0x7D, 0x7D])
    }

    private static let editMarks: [[UInt8]] = [
        "edited ", "last edited", "(edited", "last modified", "post edited", "this post was edited",
        "this post has been edited",
        "zuletzt bearbeitet", "geändert von", "bearbeitet von", "dernière modification", "modifié par", "editado ",
    ].map { Array($0.utf8) }

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
        guard text.count < 30 else { return false }
        let lower = Bytes.string(Bytes.lowered(text)).collapsed
        return [
            "reply", "antworten", "quote", "share", "report", "like", "permalink", "link", "top", "edit",
            "reply with quote", "reply to this", "flag",
            "upvote", "downvote", "log in to reply", "reply ↓", "répondre", "responder", "delete", "report abuse",
            "save", "embed", "award", "hide", "give award",
            "level 1", "level 2", "level 3", "share this post", "link to post", "link to comment",
            "share on other sites",
            "copy link", "more options", "expand", "collapse", "zitieren", "melden", "teilen", "citer", "signaler",
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
            flags.isDisjoint(with: [.message]), map.proseLength[node] < 60
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
            let rank = tree.tag(node) == .text || isOfLastPost(node, root) ? 0 : authorRank(node)
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
    private func unnamedAuthor(_ root: Int, _ end: Int, _ members: Members) -> (name: String?, node: Int?) {
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

    private func isFollowedBySays(_ node: Int) -> Bool {
        let next = tree.end(node)
        guard next < tree.count, tree.tag(next) == .text else { return false }
        let text = Bytes.string(Bytes.collapsed(tree.text(next))).asciiLower
        return Self.says.contains { (" " + text).hasPrefix($0) || (" " + text) == $0.dropLast() }
    }

    /// What an element of up to four words prints, where it can be a name: no button, no topic, no question.
    private func shortName(_ node: Int) -> String? {
        guard map.textLength[node] >= 2, map.textLength[node] <= 30 else { return nil }
        let printed = nameText(node)
        guard Bytes.wordCount(Array(printed.utf8)[...]) <= 4, !isButton(Array(printed.utf8)),
            !printed.asciiLower.hasPrefix("re:"), !printed.hasPrefix("#"), !printed.hasSuffix("?"),
            title.map({ TitleFold.folded($0).contains(TitleFold.folded(printed)) }) != true
        else { return nil }
        return cleanedName(printed)
    }

    /// The text of an element that names somebody, without the counts and badges beside the name.
    private func nameText(_ root: Int) -> String {
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
    private func isOfLastPost(_ node: Int, _ root: Int) -> Bool {
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
    private func proseHolder(_ root: Int, _ end: Int, _ members: Members) -> Int? {
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
