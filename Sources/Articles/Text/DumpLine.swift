/// A line of a page saved as text, with the tests that tell what kind of line it is.
struct DumpLine {
    /// Bytes of the line without white space at its ends.
    var low: Int
    var high: Int
    /// Columns of white space before it; a tab counts as four.
    var indent: Int
    /// Whether a blank line stands before it.
    var isAfterBlank: Bool
    /// The text itself, and in lower case.
    var text: [UInt8]
    var lower: [UInt8]

    static func lines(of text: [UInt8]) -> [DumpLine] {
        var lines: [DumpLine] = []
        var start = 0
        var blank = true
        while start < text.count {
            var end = start
            while end < text.count, text[end] != 0x0A { end += 1 }
            let trimmed = Bytes.trimmed(text[start..<end])
            if trimmed.isEmpty {
                blank = true
            } else {
                var indent = 0
                for byte in text[start..<trimmed.startIndex] { indent += byte == 0x09 ? 4 : byte == 0x0D ? 0 : 1 }
                lines.append(
                    DumpLine(
                        low: trimmed.startIndex, high: trimmed.endIndex, indent: indent, isAfterBlank: blank,
                        text: Array(trimmed),
                        lower: Bytes.lowered(trimmed)))
                blank = false
            }
            start = end + 1
        }
        return lines
    }

    var string: String { Bytes.string(text) }
    var words: Int { Bytes.wordCount(text[...]) }

    func starts(_ prefix: String) -> Bool { lower.starts(with: prefix.utf8) }

    func contains(_ phrase: String) -> Bool { Bytes.find(phrase, in: lower[...]) != nil }

    /// Ends like a sentence: a full stop, question or exclamation mark, before closing quotes and brackets.
    var endsSentence: Bool {
        var index = text.count - 1
        while index > 0, [0x22, 0x29, 0x27, 0x9D, 0x80, 0xE2, 0x99, 0x5D].contains(text[index]) { index -= 1 }
        return text[index] == 0x2E || text[index] == 0x21 || text[index] == 0x3F
            || (text[index] == 0xA6 && text.count > 3)
    }

    var isQuestion: Bool { text.last == UInt8(ascii: "?") }

    /// Prose of the kind an article has: long, or a sentence of ten words and more.
    var isProse: Bool { (text.count >= 100 && words >= 14) || (endsSentence && words >= 10) }

    /// A rule of dashes or the like.
    var isRule: Bool { text.count >= 4 && !text.contains { Bytes.isWord($0) && $0 < 0x80 } && Set(text).count <= 4 }

    /// A bullet and where the text behind it starts.
    var bullet: Int? {
        for mark in ["• ", "· ", "- ", "* ", "– ", "▪ ", "◦ ", "‣ ", "●"] where text.starts(with: mark.utf8) {
            var offset = mark.utf8.count
            while offset < text.count, Bytes.isSpace(text[offset]) { offset += 1 }
            return offset < text.count ? offset : nil
        }
        return nil
    }

    /// "12. " or "12) ": the number and where the text behind it starts.
    var number: (value: Int, offset: Int)? {
        var index = 0
        var value = 0
        while index < text.count, Bytes.isDigit(text[index]), index < 4 {
            value = value * 10 + Int(text[index] - 0x30)
            index += 1
        }
        guard index > 0, index < text.count, text[index] == 0x2E || text[index] == 0x29 else { return nil }
        index += 1
        guard index < text.count, Bytes.isSpace(text[index]) else { return nil }
        while index < text.count, Bytes.isSpace(text[index]) { index += 1 }
        return index < text.count ? (value, index) : nil
    }
}

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
        "reply to this topic", "this site uses", "no part of this", "disclaimer",
        "[snip]", "rest of it at", "toggle", "close menu", "home »", "home >", "home •", "home |", "home /", "home ›",
        "published by", "loading...", "submit", "cancel reply", "share page",
        "likes received", "trophy points", "join date", "joined:", "posts:", "location:", "member since", "registered:",
        "view all", "load more", "show more", "centered image",
        "select page", "contact us", "about us", "our team", "newsletter", "get the free", "download", "opt out",
        "manage consent", "accept", "page 1 of", "click here", "buy now", "view cart",
        "book your", "schedule your", "wishlist", "your basket", "basket", "compare items", "request an appointment",
        "schedule a", "make an appointment", "get help now", "verify insurance", "speak to",
    ]

    static func isChrome(_ line: DumpLine) -> Bool {
        // A site's disclaimer may be as long as a paragraph.
        if line.starts("disclaimer: opinions") || (line.starts("disclaimer:") && line.contains("copyright")) {
            return true
        }
        guard line.text.count < 220 else { return false }
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
        if line.contains("is not a doctor") || line.contains("other subscribers") { return true }
        return isMenu(line)
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
