/// A source whose first bytes were already taken for a look at the format.
struct PrefixedSource<Rest: ByteSource>: ByteSource {
    private var head: [UInt8]
    private var index = 0
    private var rest: Rest

    init(head: [UInt8], rest: Rest) {
        self.head = head
        self.rest = rest
    }

    mutating func read(upTo count: Int) throws -> [UInt8] {
        guard index < head.count else { return try rest.read(upTo: count) }
        let end = min(head.count, index + count)
        defer { index = end }
        return Array(head[index..<end])
    }
}

/// No bytes at all.
struct EmptySource: ByteSource {
    mutating func read(upTo: Int) throws -> [UInt8] { [] }
}

/// A source that a closure can read from.
final class SupplyBox<Source: ByteSource> {
    var source: Source

    init(_ source: Source) { self.source = source }
}
