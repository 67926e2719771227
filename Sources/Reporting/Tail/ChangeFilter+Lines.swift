package import Results

extension ChangeFilter {
    /// The lines that pass, byte for byte.
    package func lines(of block: ChangeBlock) throws(ChangeScanner.Malformed) -> [UInt8] {
        var out: [UInt8] = []
        for line in block.lines where matches(try ChangeScanner.change(block.bytes, line)) {
            // With its newline.
            out += block.bytes[line.lowerBound...line.upperBound]
        }
        return out
    }

    /// The lines that pass, as text for people.
    package func lines(of block: ChangeBlock, _ text: ChangeText) throws(ChangeScanner.Malformed) -> [UInt8] {
        var out: [UInt8] = []
        for line in block.lines {
            let change = try ChangeScanner.change(block.bytes, line)
            if matches(change) { out += text.text(change).utf8 }
        }
        return out
    }
}
