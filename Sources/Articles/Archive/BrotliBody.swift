import CBrotli

/// Brotli's decoder for the body of one archived answer.
enum BrotliBody {
    /// What was decoded, up to the limit or to where the data are damaged.
    static func decoded(_ bytes: [UInt8], limit: Int) -> [UInt8] {
        guard let state = unsafe BrotliDecoderCreateInstance(nil, nil, nil) else { return [] }
        defer { unsafe BrotliDecoderDestroyInstance(state) }
        var out: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        let room = chunk.count
        unsafe bytes.withUnsafeBufferPointer { input in
            var next = input.baseAddress
            var left = input.count
            while out.count < limit {
                var written = 0
                let result = unsafe chunk.withUnsafeMutableBufferPointer { buffer in
                    var target = buffer.baseAddress
                    var free = room
                    let result = unsafe BrotliDecoderDecompressStream(state, &left, &next, &free, &target, nil)
                    written = room - free
                    return result
                }
                out += chunk[..<written]
                guard result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT else { break }
            }
        }
        return out.count > limit ? Array(out.prefix(limit)) : out
    }
}
