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
    /// Whether nothing says that the page is an article, so that its structure may show it to be a thread.
    let mayBeForum: Bool
    let title: String?
    let retrieved: String?
    /// Nodes under a heading that says that comments follow.
    private let isUnderCommentHeading: [Bool]

    init(map: PageMap, isForum: Bool, mayBeForum: Bool, title: String?, retrieved: String?) {
        self.map = map
        self.isForum = isForum
        self.mayBeForum = mayBeForum
        self.title = title
        self.retrieved = retrieved
        isUnderCommentHeading = CommentHeadings.below(map)
    }

    var tree: HTMLTree { map.tree }

    struct Result {
        var posts: [ThreadPost] = []
        /// Nodes that belong to the thread and its surroundings.
        var isThread: [Bool]
        /// Share of the page's prose that is in the posts.
        var share = 0.0
        /// Whether the structure alone shows that the page is a thread.
        var isForum = false
    }

    func find() -> Result {
        var result = Result(isThread: [Bool](repeating: false, count: tree.count))
        let candidates = candidates()
        var chosen = bestGroup(candidates)
        if chosen == nil, mayBeForum, !isForum, let thread = unnamedThread() {
            chosen = thread
            result.isForum = true
        }
        guard var best = chosen else {
            markContainers(&result)
            return result
        }
        dropTeasers(&best)
        var inside: [Int] = []
        if let outer = postsAround(best, candidates) {
            inside = best.nodes
            best = outer
        } else {
            inside = answersInside(best, candidates)
        }
        let answers = replaceLists(&best, candidates)
        var memberSet = Members(best, count: tree.count)
        for node in inside { memberSet.insert(node) }
        if isForum || result.isForum, let lead = leadPost(best, inside: Set(inside)) { memberSet.insert(lead) }
        let members = memberSet.nodes
        var open: [(end: Int, index: Int)] = []
        var text = 0
        for node in members {
            let end = memberSet.end(node, tree)
            while let top = open.last, node >= top.end { open.removeLast() }
            let post = extract(node, memberSet)
            for inner in node..<end { result.isThread[inner] = true }
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
            if answers.contains(node), let host = result.posts.lastIndex(where: { !answers.contains($0.node) }) {
                kept.level = result.posts[host].level + 1
                kept.isNested = true
                kept.parent = host
            }
            result.posts.append(kept)
            open.append((end, result.posts.count - 1))
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
        /// Where the posts end that go on in the next siblings of their element.
        var ends: [Int: Int] = [:]
        var score: Double
    }

    /// The elements chosen as posts, in document order, and how far each reaches.
    struct Members {
        private(set) var nodes: [Int]
        private var isMember: [Bool]
        private let ends: [Int: Int]

        init(_ group: Group, count: Int) {
            nodes = group.nodes
            ends = group.ends
            isMember = [Bool](repeating: false, count: count)
            for node in nodes { isMember[node] = true }
        }

        subscript(node: Int) -> Bool { isMember[node] }

        func end(_ node: Int, _ tree: HTMLTree) -> Int { ends[node] ?? tree.end(node) }

        mutating func insert(_ node: Int) {
            guard !isMember[node] else { return }
            isMember[node] = true
            nodes.insert(node, at: nodes.firstIndex { $0 > node } ?? nodes.count)
        }
    }

    /// Elements that share a key.
    struct Candidate {
        var nodes: [Int]
        var flags: ClassFlags

        var isNamed: Bool { !flags.isDisjoint(with: [.comment, .post]) }
    }

    /// All keys that occur, in page order.
    func candidates() -> [Candidate] {
        var places: [UInt64: Int] = [:]
        var candidates: [Candidate] = []
        for node in 1..<tree.count {
            let entry = tree.nodes[node]
            guard entry.tag != .text, entry.tag != .body, entry.tag != .html, entry.tag != .main,
                !entry.tag.isInline || entry.tag == .other, map.textLength[node] >= 2
            else {
                continue
            }
            if map.isRemoved[node], map.flags[node].isDisjoint(with: [.comment, .post]) { continue }
            for key in keys(node) {
                if let place = places[key.hash] {
                    // Two words of one class that differ in digits only are one key.
                    if candidates[place].nodes.last != node { candidates[place].nodes.append(node) }
                } else {
                    places[key.hash] = candidates.count
                    candidates.append(Candidate(nodes: [node], flags: key.flags))
                }
            }
        }
        return candidates
    }

    func bestGroup(_ candidates: [Candidate]) -> Group? {
        var best: Group?
        func offer(_ group: Group?, _ flags: ClassFlags) {
            guard let group, let score = score(group, flags), score > (best?.score ?? 0) else { return }
            best = Group(nodes: group.nodes, ends: group.ends, score: score)
        }
        for candidate in candidates where candidate.nodes.count <= 5000 {
            let nodes = candidate.nodes
            let flags = candidate.flags
            let named = candidate.isNamed
            guard nodes.count >= 2 || (named && flags.contains(.comment)) || (named && isForum) else { continue }
            guard named || isForum || flags.contains(.review) || nodes.allSatisfy({ isInComments($0) }) else {
                continue
            }
            if !isForum, !flags.contains(.comment), !nodes.allSatisfy({ isInComments($0) }) {
                guard flags.contains(.review), areReviews(nodes) else { continue }
            }
            // One alone must not be the article under a name like "comments-open".
            if nodes.count == 1, !isForum, Int(map.proseLength[nodes[0]]) * 2 > Int(map.proseLength[0]) { continue }
            offer(Group(nodes: nodes, score: 0), flags)
            offer(extended(nodes), flags)
        }
        if isForum { for group in anchoredGroups() { offer(group, []) } }
        return best
    }

    /// Where one key is that of posts and of links to other threads, those that name no content and are mostly links go.
    private func dropTeasers(_ group: inout Group) {
        let hasContent = group.nodes.map { node in
            let end = min(node + 400, group.ends[node] ?? tree.end(node))
            return (node..<end).contains { tree.tag($0) != .text && isExactContent($0) }
        }
        guard hasContent.count(where: { $0 }) >= 2 else { return }
        group.nodes = zip(group.nodes, hasContent).filter { $1 || map.linkDensity($0) < 0.4 }.map(\.0)
    }

    func isInComments(_ node: Int) -> Bool { map.isComment[node] || isUnderCommentHeading[node] }

    /// The keys of an element: one for each class word that is no state, one for an id with digits, one for its item type.
    func keys(_ node: Int) -> [(hash: UInt64, flags: ClassFlags)] {
        var out: [(UInt64, ClassFlags)] = []
        let tag = UInt64(tree.tag(node).rawValue) &* 0x9E37_79B9_7F4A_7C15
        if tree.tag(node) == .shredditComment { out.append((tag, .comment)) }
        if tree.tag(node) == .shredditPost { out.append((tag, .post)) }
        // The heads of pairs need no name where a heading says that they are comments.
        if tree.tag(node) == .dt { out.append((tag, [])) }
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
    func score(_ group: Group, _ flags: ClassFlags) -> Double? {
        let nodes = group.nodes
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
            let facts = facts(node, group.ends[node] ?? tree.end(node), memberSet)
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
        var score = total.squareRoot() * (Double(valid) / ratio)
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

    /// What stands from `root` up to `end`, without the posts of `members` inside.
    func facts(_ root: Int, _ end: Int, _ members: Set<Int>) -> Facts {
        var facts = Facts()
        var sibling = root
        while sibling < end {
            facts.textLength += Int(map.textLength[sibling])
            facts.linkLength += Int(map.linkLength[sibling])
            sibling = tree.end(sibling)
        }
        var node = root
        var looked = 0
        // The same day in two places of a post is one date.
        var days: Set<String> = []
        while node < end, looked < 400 {
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
                    if days.insert(tree.value(node, .datetime) ?? tree.value(node, .title) ?? "").inserted {
                        facts.dates += 1
                    }
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
        return dateText(tree.spacedText(node)[...])
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
