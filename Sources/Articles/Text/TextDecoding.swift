import Glibc

/// Bytes of any encoding made UTF-8, in the order of the WHATWG encoding standard: byte order mark, the transport's
/// charset, the page's own declaration, then detection (valid UTF-8, else windows-1252).
enum TextDecoding {
    /// - Parameters:
    ///   - declared: charset of the transport.
    ///   - isMarkup: whether a `meta` or an XML declaration in the first 1,024 bytes counts.
    static func decoded(_ bytes: [UInt8], declared: String?, isMarkup: Bool) -> [UInt8] {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return valid(Array(bytes.dropFirst(3))) }
        if bytes.starts(with: [0xFF, 0xFE]) { return utf16(bytes.dropFirst(2), isLittle: true) }
        if bytes.starts(with: [0xFE, 0xFF]) { return utf16(bytes.dropFirst(2), isLittle: false) }
        var label = declared
        if label == nil, isMarkup { label = declaration(bytes.prefix(1024)) }
        if isValid(bytes), !(label.map { isStateful($0) } ?? false) { return bytes }
        guard let label else { return isMostlyUTF8(bytes) ? valid(bytes) : windows1252(bytes) }
        return decode(bytes, label: label)
    }

    /// Decodes by the label; UTF-8 for one that nobody knows.
    static func decode(_ bytes: [UInt8], label: String) -> [UInt8] {
        let name = label.collapsed.asciiLower
        switch name {
        case "utf-8", "utf8", "unicode-1-1-utf-8", "unicode11utf8", "x-unicode20utf8":
            // A page that says UTF-8 and holds hardly any of it is a windows-1252 page with a wrong label.
            return isMostlyUTF8(bytes) ? valid(bytes) : windows1252(bytes)
        case "utf-16", "utf-16le", "unicode", "ucs-2", "iso-10646-ucs-2", "utf-16be":
            // A byte order mark was looked for before; a page in UTF-16 could not have declared itself in ASCII.
            return isValid(bytes) ? bytes : utf16(bytes[...], isLittle: name != "utf-16be")
        case "windows-1252", "cp1252", "x-cp1252", "iso-8859-1", "iso8859-1", "latin1", "latin-1", "l1", "us-ascii",
            "ascii",
            "iso_8859-1", "iso88591", "ansi_x3.4-1968", "cp819", "ibm819":
            return windows1252(bytes)
        default: break
        }
        guard let codec = iconvName(name) else { return isMostlyUTF8(bytes) ? valid(bytes) : windows1252(bytes) }
        return converted(bytes, from: codec) ?? (isMostlyUTF8(bytes) ? valid(bytes) : windows1252(bytes))
    }

    static func isValid(_ bytes: [UInt8]) -> Bool { String(validating: bytes, as: UTF8.self) != nil }

    /// The same bytes when they are UTF-8, else with U+FFFD for what is not.
    static func valid(_ bytes: [UInt8]) -> [UInt8] {
        isValid(bytes) ? bytes : Array(String(decoding: bytes, as: UTF8.self).utf8)
    }

    /// Whether, of the sequences beyond ASCII, at least as many are well formed as not.
    private static func isMostlyUTF8(_ bytes: [UInt8]) -> Bool {
        var good = 0
        var bad = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte < 0x80 { continue }
            let length =
                byte >= 0xF0 && byte < 0xF5 ? 3 : byte >= 0xE0 && byte < 0xF0 ? 2 : byte >= 0xC2 && byte < 0xE0 ? 1 : 0
            var seen = 0
            while seen < length, index + seen < bytes.count, bytes[index + seen] & 0xC0 == 0x80 { seen += 1 }
            if length > 0, seen == length {
                good += 1
                index += length
            } else {
                bad += 1
            }
        }
        return good >= bad
    }

    /// Encodings whose bytes can all be ASCII and still mean something else.
    private static func isStateful(_ label: String) -> Bool { label.asciiLower.contains("iso-2022") }

    /// The charset that a `meta` element or an XML declaration names.
    private static func declaration(_ head: ArraySlice<UInt8>) -> String? {
        let lower = Bytes.lowered(head)
        for key in ["charset", "encoding"] {
            var rest = lower[...]
            while let found = Bytes.find(key, in: rest) {
                var index = found + key.utf8.count
                rest = lower[index...]
                while index < lower.count, Bytes.isSpace(lower[index]) { index += 1 }
                guard index < lower.count, lower[index] == UInt8(ascii: "=") else { continue }
                index += 1
                while index < lower.count, Bytes.isSpace(lower[index]) || lower[index] == 0x22 || lower[index] == 0x27 {
                    index += 1
                }
                let start = index
                while index < lower.count, Bytes.isWord(lower[index]) || lower[index] == 0x2D || lower[index] == 0x5F {
                    index += 1
                }
                if index > start { return Bytes.string(lower[start..<index]) }
            }
        }
        return nil
    }

    /// The C library's name for a label; nil for labels outside of the standard's list.
    private static func iconvName(_ label: String) -> String? {
        switch label {
        case "shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "windows-31j": "CP932"
        case "euc-jp", "x-euc-jp": "EUC-JP"
        case "iso-2022-jp": "ISO-2022-JP"
        case "euc-kr", "ks_c_5601-1987", "ksc5601", "windows-949", "korean": "CP949"
        case "gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "chinese": "GB18030"
        case "big5", "big5-hkscs", "x-x-big5", "cn-big5": "BIG5-HKSCS"
        case "koi8-r", "koi8", "koi": "KOI8-R"
        case "koi8-u", "koi8-ru": "KOI8-U"
        case "iso-8859-9", "iso8859-9", "latin5": "CP1254"
        case "iso-8859-11", "tis-620", "windows-874": "CP874"
        case "macintosh", "mac", "x-mac-roman": "MACINTOSH"
        case "x-mac-cyrillic": "MAC-CYRILLIC"
        case "ibm866", "cp866": "CP866"
        default: numbered(label)
        }
    }

    /// windows-125x and ISO 8859 by their numbers.
    private static func numbered(_ label: String) -> String? {
        for (prefix, name) in [
            ("windows-125", "CP125"), ("cp125", "CP125"), ("x-cp125", "CP125"), ("iso-8859-", "ISO-8859-"),
            ("iso8859-", "ISO-8859-"),
            ("iso_8859-", "ISO-8859-"),
        ] where label.hasPrefix(prefix) {
            let digits = label.dropFirst(prefix.count)
            if !digits.isEmpty, digits.count <= 2, digits.allSatisfy(\.isNumber) { return name + digits }
        }
        return nil
    }

    /// Windows-1252 as the standard has it: the five unassigned bytes are C1 controls.
    static func windows1252(_ bytes: [UInt8]) -> [UInt8] {
        let high: [UInt32] = [
            0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D,
            0x17D, 0x8F,
            0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D,
            0x17E, 0x178,
        ]
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes {
            if byte < 0x80 {
                out.append(byte)
            } else {
                append(byte < 0xA0 ? high[Int(byte) - 0x80] : UInt32(byte), to: &out)
            }
        }
        return out
    }

    /// One scalar below U+10000 in UTF-8.
    private static func append(_ scalar: UInt32, to out: inout [UInt8]) {
        if scalar < 0x800 {
            out.append(UInt8(0xC0 | scalar >> 6))
        } else {
            out.append(UInt8(0xE0 | scalar >> 12))
            out.append(UInt8(0x80 | (scalar >> 6) & 0x3F))
        }
        out.append(UInt8(0x80 | scalar & 0x3F))
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, isLittle: Bool) -> [UInt8] {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        var index = bytes.startIndex
        while index + 1 < bytes.endIndex {
            let first = UInt16(bytes[index])
            let second = UInt16(bytes[index + 1])
            units.append(isLittle ? second << 8 | first : first << 8 | second)
            index += 2
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }

    /// By the C library's converter, with U+FFFD for each byte that it refuses; nil where it lacks the encoding.
    private static func converted(_ bytes: [UInt8], from name: String) -> [UInt8]? {
        guard let codec = unsafe iconv_open("UTF-8", name), Int(bitPattern: codec) != -1 else { return nil }
        defer { unsafe iconv_close(codec) }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count * 3 / 2)
        var input = bytes.map { CChar(bitPattern: $0) }
        let total = input.count
        var chunk = [CChar](repeating: 0, count: 16384)
        let size = chunk.count
        unsafe input.withUnsafeMutableBufferPointer { inputBuffer in
            var position = inputBuffer.baseAddress
            var left = total
            while left > 0 {
                var written = 0
                var failure: Int32 = 0
                unsafe chunk.withUnsafeMutableBufferPointer { buffer in
                    var target = buffer.baseAddress
                    var room = size
                    let result = unsafe iconv(codec, &position, &left, &target, &room)
                    failure = result == Int.max || result == -1 ? errno : 0
                    written = size - room
                }
                for byte in chunk[..<written] { out.append(UInt8(bitPattern: byte)) }
                if failure == E2BIG { continue }
                if left > 0 {
                    out.append(contentsOf: [0xEF, 0xBF, 0xBD])
                    unsafe position = position?.advanced(by: 1)
                    left -= 1
                }
            }
        }
        return valid(out)
    }
}
