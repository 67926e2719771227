extension Range<Int> {
    /// From `start` up to `end`; empty where `end` lies before it, as where a match reaches over the end of its sentence.
    init(from start: Int, to end: Int) {
        self = start..<Swift.max(start, end)
    }
}
