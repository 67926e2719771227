/// Makes names of people out of what pages print as their authors.
enum AuthorNames {
    static func cleaned(_ printed: [String], site: String?) -> [String] {
        var names: [String] = []
        for text in printed {
            for piece in pieces(text) {
                guard let name = name(piece, site: site), !names.contains(name) else { continue }
                names.append(name)
            }
        }
        return Array(names.prefix(40))
    }

    private static let bylines = [
        "by ", "von ", "par ", "por ", "di ", "written by ", "posted by ", "author: ", "autor: ", "text: ", "words by ",
        "story by ", "text & fotos: ", "text und fotos: ", "text, interview: ", "text und interview: ", "redaktion: ",
        "© ", "geschrieben von ", "verfasst von ", "ein beitrag von ", "ein artikel von ", "door ", "av ",
    ]

    /// What stands between "by" and the date, the place or the next column of a byline; nil where it does not begin so.
    static func bylineStart(_ text: String) -> String? {
        let text = text.collapsed
        let lower = text.asciiLower
        guard let mark = bylines.first(where: { lower.hasPrefix($0) }) else { return nil }
        var rest = Array(text.utf8.dropFirst(mark.utf8.count))[...]
        if let date = DateScanner.first(in: rest) { rest = rest[..<date.low] }
        for end in [" on ", " am ", " | ", " • ", " · ", " — ", " – ", " - ", " in ", " at ", " / ", ", "] {
            if let found = Bytes.find(end, in: rest), found > rest.startIndex + 3 { rest = rest[..<found] }
        }
        let name = Bytes.string(rest).collapsed
        return name.isEmpty ? nil : name
    }

    /// What follows "by" in a line that tells a day as well: "Posted on September 21, 2020 by NAME", "Posted in X by NAME on …".
    static func bylineInside(_ text: String) -> String? {
        let text = text.collapsed
        let bytes = Array(text.utf8)
        guard bytes.count < 160, DateScanner.first(in: bytes[...]) != nil else { return nil }
        let lower = Bytes.lowered(bytes)
        for mark in [" by ", " von ", " par ", "redaktion: ", "autor: "] {
            if let found = Bytes.find(mark, in: lower[...]) {
                return bylineStart("by " + Bytes.string(bytes[(found + mark.utf8.count)...]))
            }
        }
        return nil
    }

    /// Two to four words that all begin with a capital letter, but for particles of names.
    static func looksLikePerson(_ text: String) -> Bool {
        let words = text.split(separator: " ")
        guard words.count >= 2, words.count <= 5 else { return false }
        return words.allSatisfy { word in
            word.first?.isUppercase == true
                || ["von", "van", "de", "der", "di", "da", "del", "la", "le", "and", "und", "&"].contains(word)
        }
    }

    private static func pieces(_ text: String) -> [String] {
        var text = text.collapsed
        for prefix in [
            "post author by ", "post author ", "author by ", "eingestellt von ", "geschrieben von ", "autor ",
            "author ", "erstellt von ", "zeige alle beiträge von ", "alle beiträge von ", "view all posts by ",
            "posts by ",
            "von: ", "interview: ",
            "text: ", "autor: ", "by ", "by: ", "von ", "text, interview: ", "text & fotos: ", "redaktion: ", "© ",
            "par ", "por ", "written by ", "posted by ", "author: ",
            "authors: ", "story by ",
            "words by ", "reviewed by ",
        ]
        where text.asciiLower.hasPrefix(prefix) {
            text = String(text.dropFirst(prefix.count))
            break
        }
        var parts = [text]
        for separator in [" and ", " & ", "; ", " | ", " und ", ", ", " · ", " • "] {
            parts = parts.flatMap { part -> [String] in
                var out: [String] = []
                var rest = Array(part.utf8)[...]
                let mark = Array(separator.utf8)
                while let found = Bytes.find(mark, in: rest) {
                    out.append(Bytes.string(rest[rest.startIndex..<found]))
                    rest = rest[(found + mark.count)...]
                }
                out.append(Bytes.string(rest))
                // "Lastname, F." and degrees stay in one piece.
                if separator == ", ", out.contains(where: { $0.collapsed.utf8.count <= 5 }) {
                    return out.count == 2 || out.dropFirst().allSatisfy({ $0.collapsed.utf8.count <= 5 })
                        ? [out[0]] : out
                }
                return out
            }
        }
        return parts
    }

    /// "MARGO TELLER AP Health Writer": the name without the post behind it.
    private static func withoutPost(_ name: String) -> String {
        let words = name.split(separator: " ")
        guard words.count >= 4, let last = words.last,
            ["writer", "editor", "reporter", "correspondent", "columnist"].contains(last.lowercased())
        else { return name }
        return words[..<2].joined(separator: " ")
    }

    /// A name that is printed twice, as beside a picture and below it, once.
    private static func undoubled(_ name: String) -> String {
        let words = name.split(separator: " ")
        let half = words.count / 2
        guard words.count >= 4, words.count % 2 == 0, words[..<half].elementsEqual(words[half...]) else { return name }
        return words[..<half].joined(separator: " ")
    }

    private static func name(_ piece: String, site: String?) -> String? {
        var name = piece.collapsed
        while let last = name.unicodeScalars.last, ",.;:|-–—".unicodeScalars.contains(last), !name.hasSuffix("Jr."),
            !name.hasSuffix("Sr.")
        { name.removeLast() }
        for suffix in [
            " am montag", " am dienstag", " am mittwoch", " am donnerstag", " am freitag", " am samstag", " am sonntag",
            " staff writer", " staff", " posted on", " on", " contributor", " reporter", " correspondent",
        ] where name.asciiLower.hasSuffix(suffix) {
            name = String(name.dropLast(suffix.count))
            // "Health correspondent" is a post, not a person.
            if !name.contains(" "), piece.collapsed.split(separator: " ").count == 2,
                [" correspondent", " reporter", " contributor"].contains(suffix)
            {
                return nil
            }
        }
        name = withoutPost(undoubled(name.collapsed))
        let lower = name.asciiLower
        if ["foto:", "photo:", "bild:", "image:", "fotos:", "quelle:"].contains(where: lower.hasPrefix) { return nil }
        guard name.utf8.count >= 2, name.utf8.count <= 60, !lower.contains("http"), !lower.contains("www."),
            !lower.contains("@")
        else { return nil }
        if lower.hasSuffix(" ago") || DateScanner.first(in: name) != nil { return nil }
        if name.utf8.contains(where: Bytes.isDigit), Bytes.wordCount(Array(name.utf8)[...]) > 1 { return nil }
        let refused = [
            "admin", "administrator", "wordpressadmin", "wpadmin", "siteadmin", "website", "homepage", "sponsored",
            "gesponserte inhalte", "agencies", "by", "von", "zur artikelübersicht", "alle artikel", "mehr", "more",
            "all articles", "website besuchen", "profil", "zum profil", "editor", "staff", "guest", "unknown",
            "anonymous", "author", "none", "null",
            "webmaster", "updated",
            "press office", "press team", "media relations", "communications", "newsroom", "news desk",
            "public relations",
            "media office", "press release", "media team", "web desk", "a staff", "staff writers", "our own",
            "read more", "share", "follow", "posted", "print", "email", "view profile", "all posts", "comments",
        ]
        if refused.contains(lower) || lower.contains(".com") || lower.contains(".de-") || lower.hasSuffix(".de")
            || lower.contains(" gmbh")
        {
            return nil
        }
        guard Bytes.wordCount(Array(name.utf8)[...]) <= 6 else { return nil }
        if let site, TitleFold.folded(site) == TitleFold.folded(name) { return nil }
        return name
    }
}
