import Events

/// Where a page stands between evidence and rumour.
extension DumpMarker {
    mutating func decideTier() {
        let institution = [
            "university", "universität", "institut", "college", "hospital", "school of", "medical school", "academy",
            "medical center", "medical centre",
            "press office", "lmu", "mit", "nih", "center", "centre", "clinic", "society", "federation", "association",
            "council", "consortium", "cnrs", "inserm",
            "max planck", "karolinska", "ministry", "foundation", "laboratory",
        ]
        let outlets: Set<String> = [
            "ap", "afp", "bbc", "cnn", "npr", "pti", "ani", "dpa", "upi", "abc", "nbc", "cbs", "fox", "sky", "itv",
            "cnbc",
            "time", "pbs", "stat", "wired", "vox", "axios",
        ]
        let sources =
            credits.filter { $0.kind == .source || $0.kind == .contact }.map { $0.name.asciiLower }
            + authors.filter { $0.utf8.count > 6 }.map(\.asciiLower)
        if sources.contains(where: { source in
            institution.contains { source.contains($0) }
                || (source.utf8.count <= 6 && source.utf8.count >= 2 && !outlets.contains(source))
        }) {
            tier = .pressRelease
            kind = kind ?? .news
            return
        }
        // A thread of members is theirs, whatever its site sells.
        if tier == .user { return }
        var words = SellerWords()
        for line in lines.prefix(articleEnd) { words.read(line.text[...]) }
        let foot = lines.suffix(max(0, min(12, lines.count - articleEnd + 12)))
        for line in foot where ["shopping cart", "book a free", "free call"].contains(where: { line.contains($0) }) {
            words.read(line.text[...])
        }
        let hasAnswers = kinds.prefix(articleEnd).contains { $0 == .answer }
        let isSeller = words.isSeller(site: site ?? title, hasAnswers: hasAnswers)
        if !isSeller, isDiary() {
            tier = .user
            kind = kind ?? .blog
            return
        }
        if isSeller {
            tier = .commercial
            kind = kind ?? .commercial
        }
    }

    /// A text of somebody about themself under a byline of blogs ("Posted on DATE by NAME").
    private func isDiary() -> Bool {
        let isPosted = (0..<min(articleEnd, lines.count)).contains {
            kinds[$0] == .byline && lines[$0].starts("posted")
        }
        guard isPosted else { return false }
        let body = (0..<min(articleEnd, lines.count)).filter { kinds[$0] == .body }.map { lines[$0] }
        return DumpVoice.isPersonal(body[...])
    }
}
