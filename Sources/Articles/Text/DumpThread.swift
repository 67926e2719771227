/// Comments found in a page saved as text.
///
/// Tried in this order: posts under their members' profiles; comments under lines with name and date, or above such lines;
/// numbered items whose indentation is the nesting; bare lines behind a reposted article. Where none is seen, there are no
/// comments.
struct DumpThread {
    struct Post {
        /// Lines of the post.
        var lines: Range<Int>
        /// Its first line, head and number included.
        var first: Int
        /// Bytes to skip in the first line: the list number.
        var offset = 0
        var level = 1
        var parent: Int?
        var author: String?
        var date: String?
        var number: String?
        /// Whom it answers, where its head or its foot says so.
        var addressee: DumpHead.Addressee?
        /// Lines of it that repeat what another wrote.
        var quoted: [Int] = []
    }

    var posts: [Post] = []
    /// Whether the posts are bare lines without a mark of their own.
    var isFlat = false
    /// Whether the posts stand under the members' profiles, as forums print them.
    var isForum = false
    /// Whether the first post opened the thread, so that no article stands before it.
    var isOpened = false
    /// First line that belongs to the thread; what stands before is the article.
    var start: Int
    /// Who opened the thread or wrote the article, and when, where the thread's marks say so and no line at the top does.
    var opening: DumpHead?

    /// Whether a line announces comments: "Comments (9)", "10 Responses", "13 Comments", "10 thoughts on …".
    static func isAnnouncement(_ line: DumpLine) -> Bool {
        guard line.text.count < 110, !line.endsSentence || line.text.first.map(Bytes.isDigit) ?? false else {
            return false
        }
        let lower = Bytes.string(line.lower)
        let words = lower.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        guard let first = words.first else { return false }
        let nouns: Set<String> = [
            "comments", "comment", "responses", "response", "replies", "reply", "thoughts", "answers", "answer",
            "reviews", "reactions", "kommentare", "commentaires", "comentarios",
        ]
        if words.count <= 3, nouns.contains(first), words.count == 1 || Int(words[1]) != nil {
            return first != "reply" || words.count > 1
        }
        if Int(first) != nil || first == "one", words.count >= 2 {
            let noun = ["reader", "user", "public", "visitor"].contains(words[1]) && words.count > 2 ? 2 : 1
            if nouns.contains(words[noun]) {
                return words.count == noun + 1 || ["on", "to", "so", "for"].contains(words[noun + 1])
                    || (words.count <= 8 && words.contains("login"))
            }
        }
        if lower.hasSuffix(" comments"), lower.contains(" points by ") { return true }
        return starts.contains(where: lower.hasPrefix) || exact.contains(Bytes.string(line.lower.filter { $0 != 0x3A }))
    }

    private static let starts = [
        "reader comments", "user comments", "user reviews", "reader reviews", "reviews for ", "showing comments",
    ]
    private static let exact: Set<String> = [
        "join the discussion", "join the conversation", "discussion", "what readers say", "have your say",
        "readers say",
        "all comments", "latest comments", "top comments", "patient reviews", "customer reviews", "user comments",
    ]

    static func find(_ lines: [DumpLine], retrieved: String?) -> DumpThread {
        guard var found = shape(lines, retrieved: retrieved) else { return DumpThread(start: lines.count) }
        found.dropQuoteHeads(lines)
        found.answer(lines)
        found.markQuotes(lines)
        return found
    }

    private static func shape(_ lines: [DumpLine], retrieved: String?) -> DumpThread? {
        if let thread = profiled(lines, retrieved: retrieved) { return thread }
        let headed = footed(lines, retrieved: retrieved) ?? headed(lines, retrieved: retrieved)
        // A few heads among many numbered comments are those of their answers.
        if let numbered = numbered(lines), numbered.posts.count > headed?.posts.count ?? 0 { return numbered }
        return headed ?? flat(lines, retrieved: retrieved) ?? closed(lines)
    }

    /// Leaves out buttons and page feet behind the last words of a post.
    static func trimEnd(_ lines: [DumpLine], _ low: Int, _ high: Int) -> Int {
        var end = high
        // A foot in the middle (copyright line) ends the post as well.
        for index in low..<high where index > low && lines[index].isAfterBlank {
            if DumpChrome.isChrome(lines[index]) || DumpChrome.startsOther(lines[index]) {
                end = index
                break
            }
        }
        while end > low + 1, isButton(lines[end - 1]) || DumpChrome.isChrome(lines[end - 1]) { end -= 1 }
        if end == low + 1, DumpChrome.isChrome(lines[low]) || isButton(lines[low]) { end = low }
        return end
    }

    static func isButton(_ line: DumpLine) -> Bool { DumpControls.isControl(line.text[...]) }
}
