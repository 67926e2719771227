/// Sorts hashes: they lie evenly over all their values, so that their top bits say nearly where each belongs.
enum HashSort {
    /// Brings the values into ascending order and leaves each once.
    static func makeDistinct<Value: FixedWidthInteger & UnsignedInteger>(_ values: inout [Value]) {
        guard values.count > 1 else { return }
        sort(&values)
        var kept = 1
        var span = values.mutableSpan
        for index in 1..<span.count where span[index] != span[kept &- 1] {
            span[kept] = span[index]
            kept &+= 1
        }
        values.removeLast(values.count - kept)
    }

    /// Into as many buckets as there are values, or more, by the top bits; what lies wrong inside a bucket is put right one by one.
    private static func sort<Value: FixedWidthInteger & UnsignedInteger>(_ values: inout [Value]) {
        if values.count <= few {
            if values.count > 8 { spreadFew(&values) }
        } else {
            guard spread(&values) else {
                // Somebody chose them: so many hashes are never alike by chance.
                values.sort()
                return
            }
        }
        var span = values.mutableSpan
        for index in 1..<span.count {
            let value = span[index]
            var place = index
            while place > 0, span[place &- 1] > value {
                span[place] = span[place &- 1]
                place &-= 1
            }
            span[place] = value
        }
    }

    /// As many as the bigrams of most sentences.
    private static let few = 64

    /// Moves few values into the order of their buckets, without memory of their own.
    private static func spreadFew<Value: FixedWidthInteger & UnsignedInteger>(_ values: inout [Value]) {
        var places = [64 of UInt8](repeating: 0)
        var moved = [64 of Value](repeating: 0)
        let shift = Value(Value.bitWidth - 6)
        var span = values.mutableSpan
        for index in span.indices { places[Int(truncatingIfNeeded: span[index] &>> shift)] &+= 1 }
        var sum: UInt8 = 0
        for bucket in 0..<64 {
            let count = places[bucket]
            places[bucket] = sum
            sum &+= count
        }
        for index in span.indices {
            let bucket = Int(truncatingIfNeeded: span[index] &>> shift)
            moved[Int(places[bucket])] = span[index]
            places[bucket] &+= 1
        }
        for index in span.indices { span[index] = moved[index] }
    }

    /// Moves the values into the order of their buckets; false, and nothing moved, where one holds more than a few.
    private static func spread<Value: FixedWidthInteger & UnsignedInteger>(_ values: inout [Value]) -> Bool {
        var bits = 5
        while 1 << bits < values.count { bits += 1 }
        let shift = Value(Value.bitWidth - bits)
        var starts = [UInt32].filled(0, count: 1 << bits)
        let old = values
        do {
            var counts = starts.mutableSpan
            let values = old.span
            for index in values.indices { counts[Int(truncatingIfNeeded: values[index] &>> shift)] &+= 1 }
            var sum: UInt32 = 0
            for index in counts.indices {
                let count = counts[index]
                if count > 32 { return false }
                counts[index] = sum
                sum &+= count
            }
        }
        var places = starts.mutableSpan
        var moved = values.mutableSpan
        let source = old.span
        for index in source.indices {
            let bucket = Int(truncatingIfNeeded: source[index] &>> shift)
            moved[Int(places[bucket])] = source[index]
            places[bucket] &+= 1
        }
        return true
    }
}
