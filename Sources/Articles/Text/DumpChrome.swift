/// Lines that stand around articles on many sites and are part of none.
enum DumpChrome {
    private static let starts: [String] = [
        "skip to", "©", "(c) 20", "copyright", "all rights reserved", "comments are closed", "share this", "share   ",
        "share:", "tweet", "leave a reply", "leave a comment",
        "post a comment", "add reply", "add comment", "join our newsletter", "subscribe", "sign up", "advertisement",
        "shopping cart", "book a free", "book an app", "powered by",
        "we will be happy to hear", "log in", "login", "sign in", "register", "you must be logged in",
        "your email address", "required fields", "save my name", "back to top",
        "loading", "like loading", "notify me", "terms of", "privacy policy", "cookie",
        "this page is for information only", "menu", "search", "click to share", "print this",
        "email this", "read more at", "(excerpt) read more", "add to cart", "checkout", "your cart", "free shipping",
        "call us", "call now", "follow us", "next post", "previous post",
        "older comments", "newer comments", "you may not post", "similar threads", "report abuse",
        "reply to this topic", "reply to this question", "reply to this thread", "this site uses", "no part of this",
        "disclaimer",
        "[snip]", "rest of it at", "toggle", "close menu", "home »", "home >", "home •", "home |", "home /", "home ›",
        "published by", "loading...", "submit", "cancel reply", "share page",
        "likes received", "trophy points", "join date", "joined:", "posts:", "location:", "member since", "registered:",
        "view all", "load more", "show more", "centered image",
        "select page", "contact us", "about us", "our team", "newsletter", "get the free", "download", "opt out",
        "manage consent", "accept", "page 1 of", "click here", "buy now", "view cart",
        "book your", "schedule your", "wishlist", "your basket", "basket", "compare items", "request an appointment",
        "schedule a", "make an appointment", "get help now", "verify insurance", "speak to",
        "who is online", "users browsing", "return to “", "return to \"", "board index", "posting permissions",
        "comments on this article", "this discussion is now closed", "this discussion is closed", "filed under",
        "tagged:", "tags:", "keywords:", "topics:", "pingback:", "trackback:", "[ post reply", "name *", "email *",
        "website", "save my name", "← ", "« prev", "« previous", "‹ prev", "sections ", "skip navigation", "jump to",
        "read the rules", "community guidelines", "please be respectful", "post reply", "new topic", "reply to thread",
        "view previous topic", "view next topic", "display posts", "quick reply", "thread tools", "subscribe to",
        "all times are", "powered by", "users found this", "what do you think?", "like this:", "(you must log in",
        "no comments", "more posts you may like", "related posts",
    ]

    /// Whole lines of menus and forms.
    private static let lines: Set<String> = [
        "first name", "last name", "full name", "name", "phone", "phone number", "email", "email address", "message",
        "send", "send message", "zip code", "categories", "archives", "tags", "recent comments", "blogroll", "meta",
        "home",
        "about", "services", "programs", "admissions", "contact", "blog", "logo", "verify insurance",
        "table of contents",
        "contents", "in this article", "on this page", "explore further", "feedback to editors", "have an answer?",
        "have an answer", "advertisement", "sponsored", "sponsored content", "share", "read more", "follow",
        "following",
    ]

    static func isChrome(_ line: DumpLine) -> Bool {
        if line.text.count < 24, lines.contains(Bytes.string(line.lower)) { return true }
        // A site's disclaimer may be as long as a paragraph.
        if line.starts("disclaimer: opinions") || line.contains("opinions are those of the")
            || (line.starts("disclaimer:") && line.contains("copyright"))
        {
            return true
        }
        if line.contains("is subject to copyright") || line.contains("reproduced without") {
            return line.text.count < 400
        }
        guard line.text.count < 220 else { return false }
        if line.starts("follow "), line.contains("twitter") || line.contains("facebook") || line.contains("@") {
            return true
        }
        if line.isRule { return true }
        for start in starts where line.starts(start) {
            // A sentence of an article may begin with such a word.
            return line.words <= 12 || line.starts("©") || line.starts("copyright") || line.starts("(excerpt)")
                || line.starts("this page is for") || line.starts("disclaimer:")
                || line.starts("page 1 of")
        }
        if line.contains("all rights reserved") || line.contains("not medical advice")
            || line.contains("opinions of the folks")
        {
            return true
        }
        if line.contains("cancel your subscription") || line.contains("we hate spam")
            || line.contains("sign up to receive")
            || line.contains("personal information transferred") || line.contains("unsubscribe at any time")
        {
            return true
        }
        if line.contains("is not a doctor") || line.contains("other subscribers") { return true }
        return isMenu(line)
    }

    /// Short lines behind which, in a thread, something else than posts begins.
    static func startsOther(_ line: DumpLine) -> Bool {
        guard line.text.count < 80, !line.endsSentence || line.starts("comments on this") else { return false }
        return [
            "further information", "similar questions", "related questions", "related articles", "related stories",
            "related threads", "similar threads", "more about ", "more from ", "more in ", "most read", "trending",
            "recommended", "recent posts", "popular posts", "you may also", "who is online", "posting permissions",
            "comments on this", "this discussion is", "about the author", "read next", "see also", "advertisement",
            "page 1 of", "return to ", "leave a", "post a comment", "sponsored", "newsletter", "sign up", "about us",
            "archives", "categories", "blogroll", "tags", "« ", "‹ ", "previous thread", "next thread",
            "related topics",
        ].contains { line.starts($0) }
    }

    /// Lines behind which, at the end of a page, nothing but its furniture follows.
    static func endsPage(_ line: DumpLine) -> Bool {
        [
            "leave a reply", "leave a comment", "we will be happy", "post a comment", "add a comment", "wishlist",
            "shopping cart",
            "your cart", "your basket", "comments are closed", "join our newsletter", "add reply", "share this page",
        ].contains { line.starts($0) }
    }

    /// Short items between separators: "Home • Our doctors • Insurance".
    static func isMenu(_ line: DumpLine) -> Bool {
        guard line.text.count < 200 else { return false }
        if line.contains(" » "), let first = Bytes.find(" » ", in: line.lower[...]),
            Bytes.find(" » ", in: line.lower[(first + 3)...]) != nil
        {
            return true
        }
        guard !line.endsSentence else { return false }
        for separator in [" • ", " > ", " » ", " | ", "   ", " · ", " › ", " / "] {
            var parts = 0
            var rest = line.text[...]
            var longest = 0
            while let found = Bytes.find(separator, in: rest) {
                parts += 1
                longest = max(longest, Bytes.wordCount(rest[rest.startIndex..<found]))
                rest = rest[(found + separator.utf8.count)...]
            }
            longest = max(longest, Bytes.wordCount(rest))
            if parts >= 2, longest <= 4, DateScanner.first(in: line.text[...]) == nil { return true }
        }
        return false
    }
}
