package import Events

/// A document on its way through the stages: its tokens, its segments in tokens, and what the stages before have found.
package struct AnnotatedDocument: Sendable {
    package let article: Article
    package let stream: TokenStream
    /// The tokens of each of the article's segments, in the same order.
    package let segments: [Range<Int>]
    /// Drug mentions in text order, never overlapping.
    package var mentions: [Mention] = []
    /// Doses and exposures in text order, linked to their drugs.
    package internal(set) var doses: [Dose] = []
    package internal(set) var exposures: [Exposure] = []

    package init(article: Article) {
        self.article = article
        var breaks: [Int] = []
        for segment in article.segments {
            for offset in [segment.range.start, segment.range.end] where offset > (breaks.last ?? 0) {
                breaks.append(offset)
            }
        }
        stream = TokenStream(text: article.text.span, breaks: breaks)
        var ranges: [Range<Int>] = []
        ranges.reserveCapacity(article.segments.count)
        for segment in article.segments {
            ranges.append(stream.tokens(overlapping: segment.range.start..<segment.range.end))
        }
        segments = ranges
    }

    /// Index of the segment that token `index` is in; nil outside all segments.
    package func segment(ofToken index: Int) -> Int? {
        var low = 0
        var high = segments.count
        while low < high {
            let middle = (low + high) / 2
            if segments[middle].upperBound <= index { low = middle + 1 } else { high = middle }
        }
        return low < segments.count && segments[low].contains(index) ? low : nil
    }

    /// Id of the segment that token `index` is in.
    package func segmentID(ofToken index: Int) -> String? { segment(ofToken: index).map { article.segments[$0].id } }
}
