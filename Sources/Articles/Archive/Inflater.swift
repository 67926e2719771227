import CZlib

/// zlib's inflation of one stream after another: gzip members that follow each other, zlib or raw deflate.
@safe final class Inflater {
    enum Format: Int32 {
        /// 15 + 32: gzip or zlib, told by its head.
        case automatic = 47
        case raw = -15
    }

    private let stream: UnsafeMutablePointer<z_stream>
    private var isOpen = false
    /// Whether the last bytes ended a stream.
    private(set) var isAtEnd = false

    init(_ format: Format) {
        unsafe stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        isOpen = unsafe inflateInit2_(stream, format.rawValue, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    }

    deinit {
        if isOpen { unsafe inflateEnd(stream) }
        unsafe stream.deallocate()
    }

    /// Begins a new stream (the next member).
    func restart() {
        if isOpen { unsafe inflateReset(stream) }
        isAtEnd = false
    }

    /// Inflates from `input`, at most `limit` bytes, and says how much of the input was used; nil when the data are damaged.
    func inflate(_ input: ArraySlice<UInt8>, limit: Int) -> (output: [UInt8], used: Int)? {
        guard isOpen else { return nil }
        var bytes = Array(input)
        var output = [UInt8](repeating: 0, count: limit)
        var produced = 0
        var left = 0
        let total = bytes.count
        let result = unsafe bytes.withUnsafeMutableBufferPointer { source in
            unsafe output.withUnsafeMutableBufferPointer { target in
                unsafe stream.pointee.next_in = source.baseAddress
                unsafe stream.pointee.avail_in = UInt32(total)
                unsafe stream.pointee.next_out = target.baseAddress
                unsafe stream.pointee.avail_out = UInt32(limit)
                let result = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
                produced = limit - Int(unsafe stream.pointee.avail_out)
                left = Int(unsafe stream.pointee.avail_in)
                return result
            }
        }
        isAtEnd = result == Z_STREAM_END
        guard result == Z_OK || result == Z_STREAM_END || (result == Z_BUF_ERROR && produced + total - left >= 0) else {
            return produced > 0 ? (Array(output[..<produced]), total - left) : nil
        }
        return (Array(output[..<produced]), total - left)
    }

    /// A whole body; what was inflated before the damage or the limit when it breaks off.
    static func all(_ bytes: [UInt8], _ format: Format, limit: Int) -> [UInt8] {
        let inflater = Inflater(format)
        var out: [UInt8] = []
        var index = 0
        while index < bytes.count, out.count < limit {
            guard let step = inflater.inflate(bytes[index..<min(bytes.count, index + 65_536)], limit: 65_536) else {
                break
            }
            out += step.output
            index += step.used
            if inflater.isAtEnd {
                guard index < bytes.count else { break }
                inflater.restart()
            } else if step.output.isEmpty, step.used == 0 {
                break
            }
        }
        return out
    }
}
