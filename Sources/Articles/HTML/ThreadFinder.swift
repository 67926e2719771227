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

    var tree: HTMLTree { map.tree }

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
    func markContainers(_ result: inout Result) {
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

    func isNamedContainer(_ node: Int) -> Bool {
        guard let id = tree.value(node, .id)?.asciiLower else { return false }
        return ["comments", "disqus_thread", "respond", "comment-list", "commentlist"].contains(id)
    }

    // MARK: groups

    struct Group {
        var nodes: [Int]
        var score: Double
    }

    func bestGroup() -> Group? {
        var groups: [UInt64: [Int]] = [:]
        var order: [UInt64] = []
        var isNamed: [UInt64: ClassFlags] = [:]
        for node in 1..<tree.count {
            let entry = tree.nodes[node]
            guard entry.tag != .text, entry.tag != .body, entry.tag != .html, entry.tag != .main,
                !entry.tag.isInline || entry.tag == .other, map.textLength[node] >= 2
            else {
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
            // One alone must not be the article under a name like "comments-open".
            if nodes.count == 1, !isForum, Int(map.proseLength[nodes[0]]) * 2 > Int(map.proseLength[0]) { continue }
            guard let score = score(nodes, flags) else { continue }
            if best == nil || score > (best?.score ?? 0) { best = Group(nodes: nodes, score: score) }
        }
        return best
    }

    func isInComments(_ node: Int) -> Bool {
        var current = node
        while current > 0 {
            let tag = tree.tag(current)
            if map.flags[current].contains(.comment), tag != .body, tag != .html { return true }
            current = tree.parent(current)
        }
        return false
    }

    /// The keys of an element: one for each class word that is no state, one for an id with digits, one for its item type.
    func keys(_ node: Int) -> [(hash: UInt64, flags: ClassFlags)] {
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
    func score(_ nodes: [Int], _ flags: ClassFlags) -> Double? {
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

    struct Facts {
        var hasDate = false
        var hasAuthor = false
        var dates = 0
        var authors = 0
        var textLength = 0
        var linkLength = 0
    }

    func facts(_ root: Int, _ members: Set<Int>) -> Facts {
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

    func dateText(_ text: ArraySlice<UInt8>) -> DateScanner.Found? {
        guard text.contains(where: Bytes.isDigit) || retrieved != nil else { return nil }
        return DateScanner.first(in: text, retrieved: retrieved, limit: 120)
    }

    func date(in node: Int) -> DateScanner.Found? {
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
    func authorRank(_ node: Int) -> Int {
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

    func isProfile(_ link: ArraySlice<UInt8>) -> Bool {
        let lower = Bytes.lowered(link.prefix(200))
        return Self.profileLinks.contains { Bytes.find($0, in: lower[...]) != nil }
    }

    static let profileLinks: [[UInt8]] = [
        "member.php", "/members/", "/member/", "profile.php", "/user/", "/users/", "/u/", "/profile/",
        "mode=viewprofile",
        "action=profile", "showuser", "userinfo", "/people/", "viewprofile", "/author/", "profile?", "u=", "userid=",
        "user_profile", "members/",
    ].map { Array($0.utf8) }
}
