/// Objects outside the lexicon: the noun phrase behind a rule's trigger.
extension ClaimFinder {
    /// Words that may begin a phrase and are no part of its head.
    private static let openers = hashes(
        "the a an some any its their his her your my our such certain several many these those new other more both")
    /// Words at which a phrase ends.
    private static let enders = hashes(
        """
        and or but when while as in on at for from with by to than that which who if because after before during since until via through into \
        over under among between without within is are was were be been has have had can could may might will would should do does did not no \
        also so then too although though whereas where nor either neither if unless it he she they we you i me him them us caused causes this
        """)
    /// Heads that say nothing.
    private static let empty = hashes(
        """
        problems problem people patients things thing harm issues issue trouble effects effect way ways concern concerns questions question use \
        changes change results result lot lots doctors users one ones everything anything something nothing more less well rise confusion symptoms \
        symptom conditions condition disease diseases disorder disorders reaction reactions adults women men children
        """)

    private static func hashes(_ words: String) -> Set<UInt64> {
        Set(words.split(separator: " ").compactMap { TokenStream.hash(of: String($0)) })
    }

    /// One to four words that can be an object; nil when the phrase is none.
    func openObject(after position: Int, _ reading: Reading) -> Range<Int>? {
        var start = position
        while start < reading.sentence.tokens.upperBound, Self.openers.contains(page.stream.tokens[start].hash) {
            start += 1
        }
        var end = start
        while end < reading.sentence.tokens.upperBound, end - start < 5 {
            let token = page.stream.tokens[end]
            let isHyphen = page.stream.punctuation(end) == 0x2D && !token.flags.contains(.spaceBefore)
            guard token.isWord || isHyphen, !Self.enders.contains(token.hash) else { break }
            if reading.groups.contains(where: { $0.tokens.contains(end) }) { return nil }
            end += 1
        }
        guard end > start, end - start <= 4 else { return nil }
        if end - start == 1, Self.empty.contains(page.stream.tokens[start].hash) || page.stream.tokens[start].length < 5
        {
            return nil
        }
        if Self.empty.contains(page.stream.tokens[end - 1].hash), end - start < 2 { return nil }
        // "…ly" and "…ing" alone are no thing.
        let last = page.stream.lowerString(end - 1)
        if last.hasSuffix("ly") || (end - start == 1 && last.hasSuffix("ing")) { return nil }
        return start..<end
    }
}
