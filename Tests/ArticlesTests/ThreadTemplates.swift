/// Pages in the markup of common comment systems and forums, made from one list of posts of our own invention.
enum ThreadTemplates: String, CaseIterable, CustomStringConvertible {
    case wordpress, disqus, discourse, xenforo, vbulletin, phpbb, oldReddit

    var description: String { rawValue }

    struct Post {
        var author: String
        var date: String
        var text: String
        var level: Int
    }

    static let posts = [
        Post(
            author: "marrowbone", date: "2023-03-04",
            text: "Four weeks on the new tablets and my ankles swell every evening, has anyone else had that?", level: 1
        ),
        Post(
            author: "Quill Ostrander", date: "2023-03-05",
            text: "Same here. Mine went down after the dose was halved, ask your pharmacist about it.", level: 2),
        Post(
            author: "tidepool_9", date: "2023-03-05",
            text: "It never bothered me, but it gave my brother a dry cough that lasted all spring.", level: 1),
        Post(
            author: "Benedikta R", date: "2023-03-07",
            text: "Do not just stop them. I did, and my blood pressure was through the roof within two days.", level: 1),
        Post(
            author: "marrowbone", date: "2023-03-08",
            text: "Thanks all, I have an appointment on Friday and will report back to you then.", level: 1),
    ]

    /// Whether the markup shows who answers whom.
    var showsNesting: Bool {
        switch self {
        case .wordpress, .disqus, .oldReddit: true
        case .discourse, .xenforo, .vbulletin, .phpbb: false
        }
    }

    var isForum: Bool {
        switch self {
        case .wordpress, .disqus: false
        case .discourse, .xenforo, .vbulletin, .phpbb, .oldReddit: true
        }
    }

    static let article = """
        <article class="post"><h1 class="entry-title">Water tablets and swollen ankles: what readers should know</h1>
        <div class="entry-content"><p>Swelling of the ankles is among the most common complaints that people bring to the practice nurse, and it has many causes, \
        from long flights to the heart.</p>
        <p>A survey of 312 patients by the invented Hollowmere Institute found that a quarter of them had changed their tablets without asking anybody first, \
        and that most had regretted it.</p><p>The nurse’s advice, she said, is always the same: write down when it began, and bring the packets along.</p></div></article>
        """

    var page: String {
        switch self {
        case .wordpress:
            return frame(
                Self.article
                    + "<div id=\"comments\" class=\"comments-area\"><h2>5 thoughts</h2><ol class=\"comment-list\">\(nested(0, wordpressItem, open: "<ol class=\"children\">", close: "</ol>", end: "</li>"))</ol><div id=\"respond\"><h3>Leave a Reply</h3></div></div>"
            )
        case .disqus:
            return frame(
                Self.article
                    + "<section id=\"disqus_thread\"><ul id=\"post-list\" class=\"post-list\">\(nested(0, disqusItem, open: "<ul class=\"children\">", close: "</ul>", end: "</li>"))</ul></section>"
            )
        case .oldReddit:
            return frame(
                "<div class=\"commentarea\"><div class=\"sitetable nestedlisting\">\(nested(0, redditItem, open: "<div class=\"child\"><div class=\"sitetable listing\">", close: "</div></div>", end: "</div>"))</div></div>",
                generator: nil)
        case .discourse:
            return frame(
                flat {
                    "<div id=\"post_\($1)\" itemprop=\"comment\" itemscope itemtype=\"http://schema.org/Comment\" class=\"topic-body crawler-post\"><div class=\"crawler-post-meta\"><span class=\"creator\" itemprop=\"author\" itemscope><a itemprop=\"url\" href=\"https://board.example/u/x\"><span itemprop=\"name\">\($0.author)</span></a></span><time itemprop=\"datePublished\" datetime=\"\($0.date)T09:00:00Z\" class=\"post-time\">\($0.date)</time></div><div class=\"post\" itemprop=\"text\"><p>\($0.text)</p></div></div>"
                }, generator: "Discourse 3.2")
        case .xenforo:
            return frame(
                flat {
                    "<article class=\"message message--post\" data-author=\"\($0.author)\" id=\"js-post-\($1)\"><div class=\"message-inner\"><div class=\"message-cell message-cell--user\"><h4 class=\"message-name\"><a href=\"/members/x.\($1)/\" class=\"username\">\($0.author)</a></h4><h5 class=\"userTitle\">Active member</h5></div><div class=\"message-cell message-cell--main\"><header class=\"message-attribution\"><time class=\"u-dt\" datetime=\"\($0.date)T10:00:00+0000\">\($0.date)</time><ul><li><a href=\"/threads/x/post-\($1)\">#\($1)</a></li></ul></header><div class=\"message-content\"><article class=\"message-body\"><div class=\"bbWrapper\">\($0.text)</div></article></div></div></div></article>"
                }, generator: "XenForo")
        case .vbulletin:
            return frame(
                flat {
                    "<table id=\"post\($1)\" class=\"tborder\"><tr><td class=\"thead\">\(Self.american($0.date)), 09:12 PM</td><td class=\"thead\">#\($1)</td></tr><tr><td class=\"alt2\"><a class=\"bigusername\" href=\"member.php?u=\($1)\">\($0.author)</a><div class=\"smallfont\">Join Date: Nov 2018</div></td><td class=\"alt1\" id=\"td_post_\($1)\"><div id=\"post_message_\($1)\">\($0.text)</div></td></tr></table>"
                }, generator: "vBulletin 3.8")
        case .phpbb:
            return frame(
                flat {
                    "<div id=\"p\($1)\" class=\"post bg\($1 % 2 + 1)\"><div class=\"inner\"><div class=\"postbody\"><h3><a href=\"#p\($1)\">Re: Swollen ankles</a></h3><p class=\"author\">by <strong><a href=\"./memberlist.php?mode=viewprofile&amp;u=\($1)\">\($0.author)</a></strong> &raquo; <time datetime=\"\($0.date)T08:00:00+00:00\">\($0.date)</time></p><div class=\"content\">\($0.text)</div></div><dl class=\"postprofile\"><dt>\($0.author)</dt><dd>Posts: 3</dd><dd>Joined: Mon Jan 30, 2017 9:15 am</dd></dl></div></div>"
                }, generator: nil, bodyID: "phpbb")
        }
    }

    private func frame(_ content: String, generator: String? = nil, bodyID: String = "page") -> String {
        """
        <!DOCTYPE html><html lang="en"><head><title>Swollen ankles - Hollowmere</title>\(generator.map { "<meta name=\"generator\" content=\"\($0)\">" } ?? "")</head>
        <body id="\(bodyID)"><header><nav><a href="/">Home</a> <a href="/health">Health</a></nav></header>\(isForum ? "<h1>Swollen ankles</h1>" : "")\(content)
        <footer>Copyright Hollowmere</footer></body></html>
        """
    }

    private func flat(_ item: (Post, Int) -> String) -> String {
        "<div id=\"posts\">" + Self.posts.enumerated().map { item($1, $0 + 101) }.joined() + "</div>"
    }

    private func nested(_ start: Int, _ item: (Post, Int) -> String, open: String, close: String, end: String) -> String
    {
        var out = ""
        var level = 0
        for (index, post) in Self.posts.enumerated() {
            if post.level > level, level > 0 {
                out += open
            } else {
                while level >= post.level, level > 0 {
                    out += end
                    if level > post.level { out += close }
                    level -= 1
                }
            }
            out += item(post, index + 101)
            level = post.level
        }
        while level > 0 {
            out += end
            if level > 1 { out += close }
            level -= 1
        }
        return out
    }

    private func wordpressItem(_ post: Post, _ number: Int) -> String {
        "<li id=\"comment-\(number)\" class=\"comment depth-\(post.level)\"><article class=\"comment-body\"><footer class=\"comment-meta\"><div class=\"comment-author vcard\"><b class=\"fn\">\(post.author)</b> <span class=\"says\">says:</span></div><div class=\"comment-metadata\"><time datetime=\"\(post.date)T11:05:00+00:00\">\(post.date)</time></div></footer><div class=\"comment-content\"><p>\(post.text)</p></div><div class=\"reply\"><a class=\"comment-reply-link\" href=\"#\">Reply</a></div></article>"
    }

    private func disqusItem(_ post: Post, _ number: Int) -> String {
        "<li class=\"post\" id=\"post-\(number)\"><div class=\"post-content\"><header class=\"post__header\"><span class=\"post-byline\"><span class=\"author publisher-anchor-color\"><a href=\"/by/x\">\(post.author)</a></span></span> <a class=\"time-ago\" href=\"#c\" title=\"\(post.date) 8:14 AM\">2 years ago</a></header><div class=\"post-body-inner\"><div class=\"post-message\"><p>\(post.text)</p></div></div><footer class=\"comment__footer\"><menu><li class=\"reply\">Reply</li></menu></footer></div>"
    }

    private func redditItem(_ post: Post, _ number: Int) -> String {
        "<div class=\"thing comment\" id=\"t1_\(number)\"><div class=\"entry\"><p class=\"tagline\"><a class=\"author\" href=\"/user/x\">\(post.author)</a> <span class=\"score\">4 points</span> <time datetime=\"\(post.date)T15:58:40+00:00\">2 years ago</time></p><form class=\"usertext\"><div class=\"usertext-body\"><div class=\"md\"><p>\(post.text)</p></div></div></form><ul class=\"flat-list buttons\"><li>permalink</li><li>reply</li></ul></div>"
    }

    private static func american(_ iso: String) -> String {
        let parts = iso.split(separator: "-")
        return "\(parts[1])-\(parts[2])-\(parts[0])"
    }
}
