/// Searches of strings for short ASCII texts, byte by byte. They take the place of the library's for strings, which go by characters and spend
/// most of their time on the borders of these: labels and phrases are searched for every claim.
extension String {
    /// Whether another text stands in this one.
    func contains(_ part: String) -> Bool { utf8Span.span.firstPlace(of: part.utf8Span.span, from: 0) != nil }

    /// Where another text stands first.
    func firstRange(of part: String) -> Range<String.Index>? { self[...].firstRange(of: part) }

    /// The stretches between a text, those of no length left out.
    func split(separator: String) -> [Substring] { self[...].split(separator: separator) }
}

extension Substring {
    /// Whether another text stands in this one.
    func contains(_ part: String) -> Bool { utf8Span.span.firstPlace(of: part.utf8Span.span, from: 0) != nil }

    /// Where another text stands first.
    func firstRange(of part: String) -> Range<Substring.Index>? {
        guard let place = utf8Span.span.firstPlace(of: part.utf8Span.span, from: 0) else { return nil }
        let start = utf8.index(startIndex, offsetBy: place)
        return start..<utf8.index(start, offsetBy: part.utf8.count)
    }

    /// The stretches between a text, those of no length left out.
    func split(separator: String) -> [Substring] {
        let (all, sign) = (utf8Span.span, separator.utf8Span.span)
        var parts: [Substring] = []
        var start = 0
        while start <= all.count {
            let end = all.firstPlace(of: sign, from: start) ?? all.count
            if end > start {
                parts.append(self[utf8.index(startIndex, offsetBy: start)..<utf8.index(startIndex, offsetBy: end)])
            }
            start = end + sign.count
        }
        return parts
    }
}

extension Span<UInt8> {
    /// The first place from `start` on where `part`, which has a byte at least, stands.
    fileprivate func firstPlace(of part: Span<UInt8>, from start: Int) -> Int? {
        guard let first = part.indices.isEmpty ? nil : part[0] else { return nil }
        var place = start
        while place + part.count <= count {
            if self[place] == first {
                var length = 1
                while length < part.count, self[place + length] == part[length] { length += 1 }
                if length == part.count { return place }
            }
            place += 1
        }
        return nil
    }
}
