/// A half-open range of UTF-8 byte offsets into an article's text.
///
/// Both ends lie on the border of a Unicode scalar. Only the JSON writers turn it into code points.
package struct TextRange: Hashable, Sendable, Comparable {
    /// Offset of the first byte.
    package var start: Int
    /// Offset behind the last byte; never below `start`.
    package var end: Int

    package init(_ start: Int, _ end: Int) {
        precondition(start >= 0 && end >= start, "a text range runs forward")
        self.start = start
        self.end = end
    }

    package var count: Int { end - start }
    package var isEmpty: Bool { end == start }

    package func contains(_ offset: Int) -> Bool { offset >= start && offset < end }
    package func contains(_ other: TextRange) -> Bool { other.start >= start && other.end <= end }
    package func overlaps(_ other: TextRange) -> Bool { start < other.end && other.start < end }

    /// By start, then by end: the order of all lists of spans in the output.
    package static func < (left: TextRange, right: TextRange) -> Bool {
        (left.start, left.end) < (right.start, right.end)
    }
}
