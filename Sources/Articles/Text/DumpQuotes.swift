/// Finds in a post what it repeats of others: lines behind ">", behind "NAME wrote:", and lines in quotation marks that stand
/// word for word further up.
enum DumpQuotes {
    /// "Quote:", "Originally Posted by NAME", "NAME wrote:" on a line of its own.
    static func isHeader(_ line: DumpLine) -> Bool {
        guard line.text.count < 100 else { return false }
        if line.starts("originally posted by") || line.starts("quote from") || line.starts("quote originally") {
            return true
        }
        if line.starts("click to expand") || line.starts("↑") { return true }
        // "NAME said: ↑"
        if line.text.count < 60, line.contains(" said: ↑") || line.contains(" wrote: ↑") { return true }
        if ["quote:", "quote", "zitat:", "citation :", "quoted text"].contains(Bytes.string(line.lower)) {
            return true
        }
        return line.text.count < 60 && line.text.last == UInt8(ascii: ":")
            && [" wrote:", " said:"].contains { mark in
                Bytes.find(mark, in: line.lower[...]).map { $0 + mark.utf8.count == line.lower.count } ?? false
            }
    }
}

extension DumpThread {
    /// Texts longer than this are not searched for what their posts repeat.
    private static let searchedBytes = 400_000

    /// "NAME wrote:" at the start of a post is no word of it.
    mutating func dropQuoteHeads(_ lines: [DumpLine]) {
        for index in posts.indices {
            var low = posts[index].lines.lowerBound
            while low + 1 < posts[index].lines.upperBound, DumpQuotes.isHeader(lines[low]) { low += 1 }
            guard low > posts[index].lines.lowerBound else { continue }
            posts[index].lines = low..<posts[index].lines.upperBound
            posts[index].offset = 0
        }
    }

    mutating func markQuotes(_ lines: [DumpLine]) {
        var searches = 0
        var lengths = 0
        for line in lines { lengths += line.text.count }
        for index in posts.indices {
            let post = posts[index]
            for line in post.lines {
                if lines[line].text.first == UInt8(ascii: ">") {
                    posts[index].quoted.append(line)
                    continue
                }
                guard post.lines.count > 1 || isQuotation(lines[line]), lengths < Self.searchedBytes, searches < 500
                else {
                    continue
                }
                let follows =
                    line > post.first && (line - 1 >= 0) && DumpQuotes.isHeader(lines[line - 1])
                guard follows || isQuotation(lines[line]) else { continue }
                searches += 1
                if stands(unquoted(lines[line]), lines[..<post.first]) { posts[index].quoted.append(line) }
            }
            // What repeats another and says nothing of its own is no quotation of a post, but the post.
            if posts[index].quoted.count == post.lines.count, post.lines.count > 1 { posts[index].quoted = [] }
        }
    }

    private func isQuotation(_ line: DumpLine) -> Bool {
        line.text.first == 0x22 || line.text.starts(with: "“".utf8)
    }

    private func unquoted(_ line: DumpLine) -> ArraySlice<UInt8> {
        var low = 0
        var high = line.lower.count
        while low < high,
            line.lower[low] == 0x22 || line.lower[low] == 0xE2 || line.lower[low] == 0x80 || line.lower[low] == 0x9C
                || line.lower[low] == 0x2E || line.lower[low] == 0xA6
        { low += 1 }
        while high > low, [0x22, 0x2E, 0x2C, 0x9D, 0x80, 0xE2, 0xA6].contains(line.lower[high - 1]) { high -= 1 }
        return line.lower[low..<high]
    }

    private func stands(_ text: ArraySlice<UInt8>, _ above: ArraySlice<DumpLine>) -> Bool {
        guard text.count >= 12 else { return false }
        let wanted = Bytes.string(text)
        return above.contains { Bytes.find(wanted, in: $0.lower[...]) != nil }
    }
}
