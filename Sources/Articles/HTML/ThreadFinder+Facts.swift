/// How much elements look like posts: what stands in them of words, writers and days.
extension ThreadFinder {
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
