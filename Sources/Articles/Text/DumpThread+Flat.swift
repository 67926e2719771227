/// Boards whose marks are lost: a reposted article, then bare lines.
extension DumpThread {
    /// A reposted article under "Posted on … by …", then bare lines, one a comment. The border is a mark ("Read more at"), a
    /// citation, or else where the lines change from an article's prose to talk.
    static func flat(_ lines: [DumpLine], retrieved: String?) -> DumpThread? {
        guard
            let posted = lines.indices.prefix(4).first(where: {
                lines[$0].contains("posted") && DumpHead.at(lines, $0, retrieved: retrieved) != nil
            })
        else { return nil }
        let blanks = lines.filter(\.isAfterBlank).count
        guard blanks * 3 < lines.count, lines.count > posted + 4 else { return nil }
        var border: Int?
        for index in (posted + 1)..<lines.count {
            let line = lines[index]
            if isExcerptEnd(line) {
                border = index + 1
                break
            }
            if line.starts("reference:") || (line.contains("doi:") && Citations.isCitation(line.text[...])) {
                border = index + 1
                break
            }
        }
        let start = border ?? talkBorder(lines, posted + 1)
        guard start < lines.count else { return nil }
        var thread = DumpThread(isFlat: true, start: start)
        for index in start..<lines.count where !DumpChrome.isChrome(lines[index]) {
            thread.posts.append(Post(lines: index..<(index + 1), first: index))
        }
        return thread.posts.count >= 2 ? thread : nil
    }

    /// The line that says where the rest of a reposted article stands.
    static func isExcerptEnd(_ line: DumpLine) -> Bool {
        line.starts("(excerpt)") || line.contains("read more at") || line.starts("[snip]")
            || line.contains("rest of it at")
            || line.starts("excerpt,") || line.starts("source: http") || line.contains("full article at")
            || line.contains("rest of the article") || line.starts("(snip)") || line.starts("more at link")
    }

    /// The place that parts the lines best into prose before and talk behind.
    private static func talkBorder(_ lines: [DumpLine], _ first: Int) -> Int {
        let scores = lines.map(talk)
        var best = lines.count
        var bestSum = 0
        var sum = 0
        for index in (first..<lines.count).reversed() {
            sum += scores[index]
            if sum > bestSum {
                bestSum = sum
                best = index
            }
        }
        return bestSum >= 3 ? best : lines.count
    }

    /// Above zero for a line of talk, below for prose of an article.
    private static func talk(_ line: DumpLine) -> Int {
        var score = 0
        let padded = " " + Bytes.string(line.lower.map { Bytes.isWord($0) || $0 == 0x27 ? $0 : 0x20 }) + " "
        for word in [" i ", " my ", " me ", " lol ", " you ", " your ", " i'm ", " i've ", " bump ", " yep ", " nope "]
        where padded.contains(word) { score += 1 }
        if line.text.contains(UInt8(ascii: "!")) { score += 1 }
        if Bytes.find("...", in: line.text[...]) != nil { score += 1 }
        if line.text.count < 80 { score += 1 }
        if line.text.count > 200, score < 2 { score -= 3 }
        if line.contains(" said ") || line.contains("researchers") || line.contains("according to")
            || line.contains("study")
        {
            score -= 2
        }
        return score == 0 ? -1 : min(score, 3)
    }
}
