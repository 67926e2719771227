/// One comment or forum post of a page.
struct ThreadPost {
    /// The element that holds all of it.
    var node: Int
    /// 1 at the top.
    var level: Int
    /// Whether the markup shows nesting at all.
    var isNested: Bool
    /// Position of the post that this one answers.
    var parent: Int?
    var author: String?
    var date: String?
    var number: String?
    var paragraphs: [Paragraph]
}

/// Finds comments and posts by their repetition: elements that share a class word or an id pattern, each with a text and with
/// an author or a date of its own.
///
/// A key is a tag with one class word, or with an id whose digits are taken out. Of all keys that recur, the one wins whose
/// elements look most like posts; elements of that key inside one another are answers.
struct ThreadFinder {
    let map: PageMap
    let isForum: Bool
    let retrieved: String?

    private var tree: HTMLTree { map.tree }

    struct Result {
        var posts: [ThreadPost] = []
        /// Nodes that belong to the thread and its surroundings.
        var isThread: [Bool]
        /// Share of the page's prose that is in the posts.
        var share = 0.0
    }

    func find() -> Result {
        var result = Result(isThread: [Bool](repeating: false, count: tree.count))
        guard let best = bestGroup() else {
            markContainers(&result)
            return result
        }
        let members = best.nodes
        var memberSet = [Bool](repeating: false, count: tree.count)
        for node in members { memberSet[node] = true }
        var open: [(end: Int, index: Int)] = []
        var text = 0
        for node in members {
            while let top = open.last, node >= top.end { open.removeLast() }
            let post = extract(node, memberSet)
            for inner in node..<tree.end(node) { result.isThread[inner] = true }
            text += post.paragraphs.reduce(0) { $0 + $1.text.count }
            guard !post.paragraphs.isEmpty else { continue }
            var kept = post
            kept.parent = open.last?.index
            kept.level = open.count + 1
            kept.isNested = !open.isEmpty
            if open.isEmpty, let level = markedLevel(node) ?? markedLevel(tree.parent(node)), level > 1 {
                kept.level = level
                kept.isNested = true
                kept.parent = result.posts.lastIndex { $0.level < level }
            }
            result.posts.append(kept)
            open.append((tree.end(node), result.posts.count - 1))
        }
        nestByLists(&result.posts)
        if result.posts.allSatisfy({ $0.level == 1 }) { linkParents(&result.posts) }
        result.share = Double(text) / Double(max(1, Int(map.textLength[0])))
        markContainers(&result)
        return result
    }

    /// Comment sections as a whole (forms, counts, headings around the posts) are no article either.
    private func markContainers(_ result: inout Result) {
        let total = Int(map.proseLength[0])
        var node = 1
        while node < tree.count {
            let tag = tree.tag(node)
            if tag != .text, tag != .body, tag != .html, tag != .a, !result.isThread[node],
                map.flags[node].contains(.comment),
                Int(map.proseLength[node]) * 2 < total || isNamedContainer(node), tag != .article, tag != .main
            {
                for inner in node..<tree.end(node) { result.isThread[inner] = true }
                node = tree.end(node)
                continue
            }
            node += 1
        }
    }

    private func isNamedContainer(_ node: Int) -> Bool {
        guard let id = tree.value(node, .id)?.asciiLower else { return false }
        return ["comments", "disqus_thread", "respond", "comment-list", "commentlist"].contains(id)
    }

    // MARK: groups

    private struct Group {
        var nodes: [Int]
        var score: Double
    }

    private func bestGroup() -> Group? {
        var groups: [UInt64: [Int]] = [:]
        var order: [UInt64] = []
        var isNamed: [UInt64: ClassFlags] = [:]
        for node in 1..<tree.count {
            let entry = tree.nodes[node]
            guard entry.tag != .text, !entry.tag.isInline || entry.tag == .other, map.textLength[node] >= 2 else {
                continue
            }
            if map.isRemoved[node], map.flags[node].isDisjoint(with: [.comment, .post]) { continue }
            for key in keys(node) {
                if groups[key.hash] == nil {
                    order.append(key.hash)
                    isNamed[key.hash] = key.flags
                }
                groups[key.hash, default: []].append(node)
            }
        }
        var best: Group?
        for hash in order {
            guard let nodes = groups[hash], nodes.count <= 5000 else { continue }
            let flags = isNamed[hash] ?? []
            let named = !flags.isDisjoint(with: [.comment, .post])
            guard nodes.count >= 2 || (named && flags.contains(.comment)) || (named && isForum) else { continue }
            guard named || isForum || nodes.allSatisfy({ isInComments($0) }) else { continue }
            if !isForum, !flags.contains(.comment), !nodes.allSatisfy({ isInComments($0) }) { continue }
            guard let score = score(nodes, flags) else { continue }
            if best == nil || score > (best?.score ?? 0) { best = Group(nodes: nodes, score: score) }
        }
        return best
    }

    private func isInComments(_ node: Int) -> Bool {
        var current = node
        while current > 0 {
            let tag = tree.tag(current)
            if map.flags[current].contains(.comment), tag != .body, tag != .html { return true }
            current = tree.parent(current)
        }
        return false
    }

    /// The keys of an element: one for each class word that is no state, one for an id with digits, one for its item type.
    private func keys(_ node: Int) -> [(hash: UInt64, flags: ClassFlags)] {
        var out: [(UInt64, ClassFlags)] = []
        let tag = UInt64(tree.tag(node).rawValue) &* 0x9E37_79B9_7F4A_7C15
        if tree.tag(node) == .shredditComment { out.append((tag, .comment)) }
        if let classes = tree.bytes(node, .class) {
            for word in classes.split(whereSeparator: Bytes.isSpace) where word.count < 60 {
                let letters = word.filter { !Bytes.isDigit($0) }
                guard letters.count >= 3 else { continue }
                out.append((NameHash.of(letters) &+ tag, ClassFlags.of(word)))
            }
        }
        if let id = tree.bytes(node, .id), id.contains(where: Bytes.isDigit), id.count < 60 {
            let letters = id.filter { !Bytes.isDigit($0) }
            if letters.count >= 2 { out.append((NameHash.of(letters) &+ tag &+ 1, ClassFlags.of(id))) }
        }
        if let type = tree.bytes(node, .itemtype),
            Bytes.find("Comment", in: type) != nil || Bytes.find("Answer", in: type) != nil
        {
            out.append((NameHash.of(type) &+ tag &+ 2, .comment))
        }
        return out
    }

    /// How much the elements look like posts: each has text of its own and most an author or a date.
    private func score(_ nodes: [Int], _ flags: ClassFlags) -> Double? {
        var memberSet: Set<Int> = []
        if nodes.count < 400 { memberSet = Set(nodes) }
        var valid = 0
        var both = 0
        var text = 0.0
        var links = 0.0
        var index = 0
        let step = max(1, nodes.count / 30)
        var seen = 0
        while index < nodes.count {
            let node = nodes[index]
            index += step
            seen += 1
            let facts = facts(node, memberSet)
            // What holds several dates and several names is a list of posts, not one.
            let isList = facts.dates > 6 || (facts.dates > 2 && facts.authors > 3)
            if facts.textLength >= 2, facts.hasDate || facts.hasAuthor, !isList {
                valid += 1
                if facts.hasDate, facts.hasAuthor { both += 1 }
            }
            text += min(3000, Double(facts.textLength))
            links += min(3000, Double(facts.linkLength))
        }
        guard seen > 0, valid * 2 >= seen, links < text * 0.6 else { return nil }
        let ratio = Double(seen)
        let total = text / ratio * Double(nodes.count)
        var score = (total).squareRoot() * (Double(valid) / ratio)
        score *= 0.3 + Double(both) / ratio
        if !flags.isDisjoint(with: [.comment, .post]) { score *= 1.6 }
        if flags.contains(.list) { score *= 0.5 }
        if flags.contains(.profile) { score *= 0.3 }
        if flags.contains(.quote) { score *= 0.3 }
        // Pieces that tile the page are better than one element around all of them.
        score *= Double(min(nodes.count, 20)).squareRoot()
        return score
    }

    private struct Facts {
        var hasDate = false
        var hasAuthor = false
        var dates = 0
        var authors = 0
        var textLength = 0
        var linkLength = 0
    }

    private func facts(_ root: Int, _ members: Set<Int>) -> Facts {
        var facts = Facts()
        facts.textLength = Int(map.textLength[root])
        facts.linkLength = Int(map.linkLength[root])
        var node = root
        var looked = 0
        while node < tree.end(root), looked < 400 {
            if node != root, members.contains(node) {
                facts.textLength -= Int(map.textLength[node])
                facts.linkLength -= Int(map.linkLength[node])
                node = tree.end(node)
                continue
            }
            looked += 1
            let tag = tree.tag(node)
            if tag != .text {
                if tag == .time || tag == .abbr, tree.bytes(node, .datetime) != nil || tree.bytes(node, .title) != nil {
                    facts.hasDate = true
                    facts.dates += 1
                } else if authorRank(node) > 0 {
                    facts.hasAuthor = true
                    facts.authors += 1
                } else if map.flags[node].contains(.date), map.textLength[node] < 80, date(in: node) != nil {
                    facts.hasDate = true
                    facts.dates += 1
                }
            } else if !facts.hasDate, map.textLength[node] >= 6, map.textLength[node] < 80,
                dateText(tree.text(node)) != nil
            {
                facts.hasDate = true
            }
            node += 1
        }
        if tree.bytes(root, .author) != nil || tree.bytes(root, .dataAuthor) != nil { facts.hasAuthor = true }
        return facts
    }

    private func dateText(_ text: ArraySlice<UInt8>) -> DateScanner.Found? {
        guard text.contains(where: Bytes.isDigit) || retrieved != nil else { return nil }
        return DateScanner.first(in: text, retrieved: retrieved, limit: 120)
    }

    private func date(in node: Int) -> DateScanner.Found? {
        for name in [
            HTMLAttribute.datetime, .title, .dataTimestamp, .dataTime, .dataUtime, .createdTimestamp, .dataDate,
        ] {
            guard let value = tree.bytes(node, name) else { continue }
            if let found = DateScanner.first(in: value, retrieved: retrieved), found.hasDay { return found }
            if value.count >= 10, value.count <= 13, value.allSatisfy(Bytes.isDigit),
                let seconds = Int(Bytes.string(value.prefix(10))),
                seconds > 788_000_000, seconds < 4_102_444_800
            {
                return DateScanner.Found(
                    iso: Day.iso(unixSeconds: seconds), low: 0, high: 0, hasDay: true, hasTime: true)
            }
        }
        guard map.textLength[node] < 120 else { return nil }
        return dateText(tree.allText(node)[...])
    }

    /// How surely an element names the writer: 3 by its own mark, 2 by a user's page or a name class, 1 by an author class.
    private func authorRank(_ node: Int) -> Int {
        let length = map.textLength[node]
        guard length >= 1, length <= 50 else { return 0 }
        let flags = map.flags[node]
        if let property = tree.bytes(node, .itemprop),
            property.elementsEqual("author".utf8) || property.elementsEqual("creator".utf8)
        {
            return 3
        }
        if tree.tag(node) == .cite, flags.contains(.userName) { return 3 }
        if flags.contains(.userName), flags.isDisjoint(with: [.profile, .comment, .post, .actions]) { return 3 }
        if tree.tag(node) == .a, let link = tree.bytes(node, .href), isProfile(link) { return 2 }
        if flags.contains(.userName), flags.isDisjoint(with: [.post, .actions]) { return 2 }
        if flags.contains(.author), flags.isDisjoint(with: [.actions]) { return length < 40 ? 1 : 0 }
        return 0
    }

    private func isProfile(_ link: ArraySlice<UInt8>) -> Bool {
        let lower = Bytes.lowered(link.prefix(200))
        return Self.profileLinks.contains { Bytes.find($0, in: lower[...]) != nil }
    }

    private static let profileLinks: [[UInt8]] = [
        "member.php", "/members/", "/member/", "profile.php", "/user/", "/users/", "/u/", "/profile/",
        "mode=viewprofile",
        "action=profile", "showuser", "userinfo", "/people/", "viewprofile", "/author/", "profile?", "u=", "userid=",
        "user_profile", "members/",
    ].map { Array($0.utf8) }

    // MARK: one post

    private func extract(_ root: Int, _ members: [Bool]) -> ThreadPost {
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
    private func isQuoteHeader(_ text: [UInt8]) -> Bool {
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

    private func isButton(_ text: [UInt8]) -> Bool {
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

    private func isHeader(_ node: Int, inContent: Bool, _ author: Int?) -> Bool {
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

    private func dropHeaderLines(_ paragraphs: inout [Paragraph], _ author: String?) {
        paragraphs.removeAll { paragraph in
            let text = Bytes.string(paragraph.text)
            if let author, text.collapsed == author { return true }
            if paragraph.text.count < 60, let found = dateText(paragraph.text[...]), found.hasDay { return true }
            return paragraph.text.count < 40 && paragraph.linkLength * 10 > paragraph.text.count * 8
        }
    }

    private func author(of root: Int, _ members: [Bool]) -> (name: String?, node: Int?) {
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

    private func cleanedName(_ printed: String) -> String? {
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

    private func postDate(_ root: Int, _ content: Int?, _ members: [Bool]) -> DateScanner.Found? {
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

    private func isProfileNode(_ node: Int, _ root: Int) -> Bool {
        var current = node
        while current > root {
            if map.flags[current].contains(.profile), map.textLength[current] < 400 { return true }
            current = tree.parent(current)
        }
        return false
    }

    /// "Join Date: Nov 2018", "Registered: …" tell of the member, not of the post.
    private func isJoinDate(_ node: Int) -> Bool {
        let text = Bytes.lowered(tree.text(node).prefix(80))
        return ["join", "registered", "member since", "registriert", "dabei seit", "last edit", "edited", "posts:"]
            .contains {
                Bytes.find($0, in: text[...]) != nil
            }
    }

    /// The element that holds the post's words, apart from its head and foot.
    private func content(of root: Int, _ members: [Bool]) -> Int? {
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

    private func holdsMember(_ node: Int, _ members: [Bool]) -> Bool {
        var inner = node + 1
        while inner < tree.end(node) {
            if members[inner] { return true }
            inner += 1
        }
        return false
    }

    private static let contentNames: Set<UInt64> = Set(
        [
            "commentcontent", "commentbody", "commenttext", "postcontent", "postbody", "posttext", "messagetext",
            "messagecontent", "messagebody", "postmessage",
            "cooked", "bbwrapper", "usertextbody", "tdpost", "postmessage", "comtext", "content", "commentmessage",
            "entrycontent", "msgbody", "message",
            "messageinner", "postentry", "bodytext", "commentcontenttext", "innerpost", "postmsg", "text", "body",
            "posttd", "msg",
        ].map { NameHash.of($0.utf8) })

    /// An id or class word that, without digits and separators, is a known name of the content.
    private func isExactContent(_ node: Int) -> Bool {
        for name in [HTMLAttribute.class, .id] {
            guard let value = tree.bytes(node, name) else { continue }
            for word in value.split(whereSeparator: Bytes.isSpace) {
                if Self.contentNames.contains(NameHash.of(word.filter(Bytes.isLetter))) { return true }
            }
        }
        return false
    }

    // MARK: nesting

    /// A level that the markup states as a number: `depth-2`, `depth="1"`, `comment-depth`.
    private func markedLevel(_ node: Int) -> Int? {
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
    private func nestByLists(_ posts: inout [ThreadPost]) {
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

    private func isAnswers(_ node: Int) -> Bool {
        guard let value = tree.bytes(node, .class) else { return false }
        return value.split(whereSeparator: Bytes.isSpace).contains { word in
            [
                "children", "replies", "comment-replies", "child", "answers", "post-list", "subcomments", "indented",
                "nested",
            ].contains(Bytes.string(word))
        }
    }

    /// Parents named by an attribute (`parentid`).
    private func linkParents(_ posts: inout [ThreadPost]) {
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
