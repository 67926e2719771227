/// Threads as forums of the XenForo kind print them: a number with the member's name, the profile, the words, and below them
/// "NAME, DATE" and "#2".
extension DumpThread {
    static func profiled(_ lines: [DumpLine], retrieved: String?) -> DumpThread? {
        let items = lines.indices.filter { isItem(lines, $0) }
        guard items.count >= 2 else { return nil }
        var thread = DumpThread(isForum: true, start: items[0])
        for (position, item) in items.enumerated() {
            guard let number = lines[item].number else { continue }
            let limit = position + 1 < items.count ? items[position + 1] : lines.count
            let name = Bytes.string(lines[item].text[number.offset...]).collapsed
            let low = profileEnd(lines, item + 1, limit, name)
            var post = Post(lines: low..<limit, first: item, author: name, number: String(number.value))
            if let foot = (low..<limit).first(where: { isFoot(lines[$0], name) }) {
                post.date = DateScanner.first(in: lines[foot].text[...], retrieved: retrieved)?.iso
                post.lines = low..<foot
            }
            post.lines = low..<trimEnd(lines, low, post.lines.upperBound)
            if !post.lines.isEmpty { thread.posts.append(post) }
        }
        return thread.posts.count >= 2 ? thread : nil
    }

    /// "2. NAME", followed by the name again or by the profile's first label.
    private static func isItem(_ lines: [DumpLine], _ index: Int) -> Bool {
        guard let number = lines[index].number, index + 1 < lines.count, lines[index].text.count < 50,
            !lines[index].endsSentence
        else { return false }
        let name = Bytes.string(lines[index].text[number.offset...]).collapsed.asciiLower
        guard !name.isEmpty, lines[index + 1].starts(name) || isLabel(lines[index + 1]) else { return false }
        return (index + 1..<min(lines.count, index + 6)).contains { isLabel(lines[$0]) }
    }

    private static func isLabel(_ line: DumpLine) -> Bool { DumpProfile.isLabel(line) }

    /// The line behind a profile: labels with their values, the name and its rank.
    private static func profileEnd(_ lines: [DumpLine], _ start: Int, _ limit: Int, _ name: String) -> Int {
        var end = start
        var last = start
        while end < limit, end < start + 20 {
            let line = lines[end]
            let isValue =
                end > start && isLabel(lines[end - 1]) && lines[end - 1].text.last == UInt8(ascii: ":")
                && line.words <= 4
            if isLabel(line) || isValue {
                last = end + 1
            } else if !(end == start && line.starts(name.asciiLower)) {
                break
            }
            end += 1
        }
        return last
    }

    /// "NAME, DATE" below the words.
    private static func isFoot(_ line: DumpLine, _ name: String) -> Bool {
        line.text.count < 100 && line.starts(name.asciiLower + ",") && DateScanner.first(in: line.text[...]) != nil
    }
}
