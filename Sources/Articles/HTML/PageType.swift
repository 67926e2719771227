import Events

/// What kind of page it is, told before its text is looked for, since each kind needs its own treatment.
enum PageType {
    /// Whether the page says itself that it is an article.
    static func isArticle(_ metadata: PageMetadata) -> Bool {
        let type = metadata.linked.type ?? ""
        return type.hasSuffix("article") || type == "blogposting" || type == "recipe" || metadata.isMarkedArticle
    }

    /// Whether the page's names and address are those of a forum or of questions and answers.
    static func isForum(_ map: PageMap, _ metadata: PageMetadata) -> Bool {
        let generators = [
            "vbulletin", "xenforo", "phpbb", "discourse", "mybb", "simple machines", "smf", "flarum", "vanilla",
            "ip.board", "invision", "fluxbb", "punbb",
        ]
        if generators.contains(where: { metadata.generator.contains($0) }) { return true }
        let type = metadata.linked.type ?? ""
        if type == "discussionforumposting" || type == "qapage" || type == "question" { return true }
        if type.hasSuffix("article") || type == "blogposting" { return false }
        if let url = metadata.document.url?.asciiLower {
            let marks = [
                "showthread", "viewtopic", "/forum", "/forums.", ".forums.", "/forum.", ".forum.", "/threads/",
                "/thread", "/topic", "/t/",
                "/boards.", ".boards.", "/board.", ".board.", "/community.", ".community.", "/discuss.", ".discuss.",
                "index.php?topic", "/questions/", "/comments/", "stackexchange", "stackoverflow", "/answers.",
                ".answers.",
                "reddit.com/r/", "showtopic", "/bbs.", ".bbs.", "/discussion", "/discuss/", "news.ycombinator",
                "/viewthread",
                "/community/", "messageboard", "/talk/", "/message",
            ]
            if marks.contains(where: { url.contains($0) }) { return true }
            // A folder named for it: "/patients-forum/…". The last part of a path is an article's title.
            let folders = (CanonicalURL.path(url) ?? "").split(separator: "/", omittingEmptySubsequences: false)
                .dropLast()
            if folders.contains(where: { $0.hasSuffix("forum") || $0.hasPrefix("forum") }) { return true }
        }
        let tree = map.tree
        for node in 0..<tree.count where tree.nodes[node].depth <= 4 && map.flags[node].contains(.forum) {
            if map.textLength[node] * 2 > map.textLength[0] { return true }
        }
        for node in 0..<tree.count {
            if let type = tree.bytes(node, .itemtype),
                Bytes.find("DiscussionForumPosting", in: type) != nil || Bytes.find("QAPage", in: type) != nil
            {
                return true
            }
            if tree.tag(node) == .shredditPost { return true }
            if let id = tree.bytes(node, .id),
                id.starts(with: Array("post_message_".utf8)) || id.starts(with: Array("td_post_".utf8))
            {
                return true
            }
        }
        return false
    }
}
