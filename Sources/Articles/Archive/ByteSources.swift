/// Bytes that are all there already.
package struct BytesSource: ByteSource, Sendable {
    private let bytes: [UInt8]
    private var index = 0

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    package mutating func read(upTo count: Int) -> [UInt8] {
        let end = min(bytes.count, index + count)
        defer { index = end }
        return Array(bytes[index..<end])
    }
}

/// A source whose first bytes were already taken for a look at the format.
struct PrefixedSource<Rest: ByteSource>: ByteSource {
    private var head: BytesSource
    private var rest: Rest

    init(head: [UInt8], rest: Rest) {
        self.head = BytesSource(head)
        self.rest = rest
    }

    mutating func read(upTo count: Int) throws -> [UInt8] {
        let first = head.read(upTo: count)
        return first.isEmpty ? try rest.read(upTo: count) : first
    }
}

/// A source that a closure can read from.
final class SupplyBox<Source: ByteSource> {
    var source: Source

    init(_ source: Source) { self.source = source }
}

/// A source of any kind, so that one that inflates another has a type of its own.
struct AnyByteSource: ByteSource {
    private var base: any ByteSource

    init(_ base: some ByteSource) { self.base = base }

    mutating func read(upTo count: Int) throws -> [UInt8] { try base.read(upTo: count) }
}

/// What gzip members one after the other hold, inflated as it is asked for.
struct GunzipSource: ByteSource {
    private var source: AnyByteSource
    private let inflater = Inflater(.automatic)
    private var compressed: [UInt8] = []
    private var index = 0
    private var ratio = InflationRatio()
    private var isAtEnd = false
    /// The data broke off, are damaged, or are a bomb; what was read before is good.
    private(set) var isDamaged = false

    init(_ source: some ByteSource) { self.source = AnyByteSource(source) }

    mutating func read(upTo count: Int) throws -> [UInt8] {
        while !isAtEnd {
            if index >= compressed.count {
                compressed = try source.read(upTo: 65_536)
                index = 0
                ratio.taken += compressed.count
                guard !compressed.isEmpty else {
                    isAtEnd = true
                    isDamaged = !inflater.isAtEnd
                    return []
                }
            }
            if inflater.isAtEnd {
                // Padding between members is skipped.
                while index < compressed.count, compressed[index] == 0 { index += 1 }
                if index >= compressed.count { continue }
                inflater.restart()
            }
            guard let step = inflater.inflate(compressed[index...], limit: count) else { break }
            index += step.used
            ratio.produced += step.output.count
            if ratio.isBomb { break }
            if !step.output.isEmpty { return step.output }
            if step.used == 0, !inflater.isAtEnd { break }
        }
        isDamaged = isDamaged || !isAtEnd
        isAtEnd = true
        return []
    }
}

/// Bytes before and after inflation.
struct InflationRatio {
    var taken = 0
    var produced = 0

    /// A thousandfold (deflate's bound is 1,032) over hundreds of megabytes is no archive of pages.
    var isBomb: Bool { produced > 256 << 20 && produced / max(1, taken) > 500 }
}
