import Events
import Evidence

/// Compact copies of texts as bytes: counts, then little-endian numbers.
enum PrintRow {
    static func encode(_ print: TextPrint) -> [UInt8] {
        var bytes: [UInt8] = []
        let bigrams = print.sentences.reduce(0) { $0 + $1.bigrams.count }
        bytes.reserveCapacity(
            12 + print.shingles.count * 4 + print.quotations.count * 8 + print.sentences.count * 12 + bigrams * 4)
        func put<T: FixedWidthInteger>(_ value: T) {
            unsafe withUnsafeBytes(of: value.littleEndian) { unsafe bytes.append(contentsOf: $0) }
        }
        put(UInt32(print.shingles.count))
        for shingle in print.shingles { put(shingle) }
        put(UInt32(print.quotations.count))
        for quotation in print.quotations { put(quotation) }
        put(UInt32(print.sentences.count))
        for sentence in print.sentences {
            put(sentence.hash)
            put(UInt32(sentence.bigrams.count))
            for bigram in sentence.bigrams { put(bigram) }
        }
        return bytes
    }

    static func encode(sampled: [UInt32]) -> [UInt8] {
        sampled.flatMap { hash in (0..<4).map { UInt8(truncatingIfNeeded: hash >> UInt32(8 * $0)) } }
    }

    static func sampled(_ bytes: [UInt8]) -> [UInt32] {
        stride(from: 0, to: bytes.count - bytes.count % 4, by: 4).map { start in
            (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[start + $1]) << UInt32(8 * $1) }
        }
    }

    static func decode(_ bytes: [UInt8]) throws -> TextPrint {
        var at = 0
        func take<T: FixedWidthInteger>(_: T.Type) throws -> T {
            let width = T.bitWidth / 8
            guard at + width <= bytes.count else {
                throw ResultsError(
                    .damaged,
                    "a text's print in the database is cut short; make the folder anew with 'claimstream rebuild'")
            }
            let value = unsafe bytes.withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: at, as: T.self) }
            at += width
            return T(littleEndian: value)
        }
        func list<T: FixedWidthInteger>(_: T.Type) throws -> [T] {
            let count = Int(try take(UInt32.self))
            var list: [T] = []
            list.reserveCapacity(min(count, bytes.count))
            for _ in 0..<count { list.append(try take(T.self)) }
            return list
        }
        let shingles = try list(UInt32.self)
        let quotations = try list(UInt64.self)
        let count = Int(try take(UInt32.self))
        var sentences: [SentencePrint] = []
        sentences.reserveCapacity(min(count, bytes.count))
        for _ in 0..<count {
            let hash = try take(UInt64.self)
            sentences.append(SentencePrint(hash: hash, bigrams: try list(UInt32.self)))
        }
        return TextPrint(shingles: shingles, sentences: sentences, quotations: quotations)
    }
}
