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
        var commercial = 0
        for line in lines.prefix(articleEnd) {
            for phrase in [
                "our patients", "our clinic", "book a free", "shopping cart", "prices start", "sessions start",
                "our program", "our doctors", "we usually", "our treatment", "schedule a consultation",
                "add to cart", "insurance • ", "patient portal", "our team of", "call us today", "contact us today",
                "our practice", "our center", "at our",
            ] where line.contains(phrase) { commercial += 1 }
        }
        for line in lines.suffix(max(0, min(12, lines.count - articleEnd + 12)))
        where line.contains("shopping cart") || line.contains("book a free") || line.contains("free call") {
            commercial += 1
        }
        if let site = site?.asciiLower ?? title?.asciiLower,
            [
                "clinic", "wellness", "associates", "rehab", "recovery center", "therapy center", "pharmacy", "shop",
                "treatment",
            ].contains(
                where: { site.contains($0) })
        {
            commercial += 2
        }
        if commercial < 2, isDiary() {
            tier = .user
            kind = kind ?? .blog
            return
        }
        if commercial >= 2 {
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
