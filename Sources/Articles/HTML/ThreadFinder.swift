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
            if nodes.count == 1, !isForum, !mayBeOneComment(nodes[0]) { continue }
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

    /// The section of all comments is none; one that is longer than the rest must be announced as a comment, behind a text of the page's own.
    private func mayBeOneComment(_ node: Int) -> Bool {
        if isNamedContainer(node) { return false }
        if Int(map.proseLength[node]) * 2 <= Int(map.proseLength[0]) { return true }
        guard map.proseLength[node] < map.proseLength[0] else { return false }
        if isUnderCommentHeading[node] { return true }
        var outer = tree.parent(node)
        while outer > 0 {
            if isNamedContainer(outer) { return true }
            outer = tree.parent(outer)
        }
        return false
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
}
