/// Lines of a page's own between the words of its readers: buttons, votes, how to sort.
enum DumpControls {
    private static let strong: Set<String> = [
        "reply", "replies", "like", "likes", "unlike", "dislike", "share", "report", "quote", "permalink", "flag",
        "vote", "votes", "upvote", "downvote", "upvotes", "downvotes", "helpful", "recommend", "recommends", "sort",
        "newest", "oldest", "embed", "reblog", "points", "point", "karma", "tweet", "edit", "delete", "login", "rate",
        "rated", "replyrecommend", "recommended",
    ]
    private static let weak: Set<String> = [
        "to", "this", "that", "was", "is", "yes", "no", "post", "private", "view", "with", "comment", "comments",
        "save", "give", "award", "follow", "more", "options", "link", "parent", "top", "log", "in", "hide", "show",
        "load", "most", "liked", "by", "best", "thanks", "up", "down", "v", "a", "user", "abuse", "for", "you", "on",
        "facebook", "twitter", "pin", "email", "print", "s", "and", "or", "all", "popular", "latest", "first", "score",
        "review", "found", "people", "out", "of", "users", "members", "level", "the", "message", "pm", "op", "back",
        "x", "y", "w", "d", "h", "mo", "yr", "wk", "edited", "ago", "question", "thread", "topic", "discussion",
        "conversation", "worst", "purchase", "reactions", "answer",
        "select", "add", "subscribe", "rating", "replying", "click", "context", "full",
    ]
    /// Of these one alone is a button, though it is no strong word.
    private static let alone: Set<String> = [
        "subscribe", "permalink", "comment", "top", "share ›", "more", "save", "award",
    ]

    static func isControl(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.count < 110, !text.isEmpty else { return false }
        let lower = Bytes.string(Bytes.lowered(text))
        let words = lower.split { !$0.isLetter }.map(String.init)
        if words.isEmpty {
            // Counts and marks: "12", "2 3", "7 / 10", "^ | v", but no smiley and no "!!!".
            return text.count <= 14 && text.contains { Bytes.isDigit($0) || $0 == UInt8(ascii: "^") }
                && text.allSatisfy { $0 < 0x80 } && !text.contains(UInt8(ascii: "%"))
                && !text.contains(UInt8(ascii: "$"))
        }
        guard words.count <= 14 else { return false }
        if lower.contains("found this"), lower.contains("helpful") { return true }
        if words.allSatisfy({ strong.contains($0) || weak.contains($0) }), words.contains(where: strong.contains) {
            // "Like this!" is somebody's word; a row of buttons has no full stop.
            guard let last = text.last, last != UInt8(ascii: "."), last != UInt8(ascii: "!") else { return false }
            return last != UInt8(ascii: "?") || words.contains("helpful")
        }
        return alone.contains(lower.collapsed)
    }
}

/// What boards print of a member beside each post.
enum DumpProfile {
    static let labels = [
        "joined:", "joined ", "join date:", "messages:", "posts:", "likes received:", "likes:", "trophy points:",
        "location:", "gender:", "occupation:", "reputation:", "practicing medicine in:", "specialty:", "age:",
        "reaction score:", "registered:", "member since", "thanks:", "thanked", "status:", "karma:", "threads:",
        "points:", "rank:", "verified purchase", "verified buyer", "verified reviewer", "top contributor", "country:",
        "diagnosis:", "medications:", "blog entries:", "rep power:",
    ]
    private static let ranks: Set<String> = [
        "member", "moderator", "administrator", "guest", "newbie", "regular", "veteran", "contributor", "expert",
        "user", "op", "admin", "staff", "verified", "subscriber", "community",
    ]

    static func isLabel(_ line: DumpLine) -> Bool {
        line.text.count < 100 && !line.endsSentence && labels.contains { line.starts($0) }
    }

    /// "Senior Member", "Registered User", "Well-Known Member".
    static func isRank(_ line: DumpLine) -> Bool {
        guard line.words >= 1, line.words <= 4, line.text.count < 40, !line.endsSentence else { return false }
        guard let last = Bytes.string(line.lower).split(whereSeparator: { !$0.isLetter }).last else { return false }
        return ranks.contains(String(last)) && (line.words > 1 || line.text.first.map { $0 < 0x60 } ?? false)
    }

    static func isLine(_ line: DumpLine) -> Bool { isLabel(line) || isRank(line) }
}
