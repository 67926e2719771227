import CLibXML

/// Undoes the commonest faults of feeds before parsing.
///
/// - The declaration of an encoding goes, since the text is UTF-8 by now and the parser would believe it.
/// - A bare ampersand becomes a reference, a name that only HTML knows (`&eacute;`) its character.
/// - Controls that stand for characters of windows-1252, as bytes or as `&#146;`, become those.
///
/// CDATA keeps its ampersands.
enum FeedRepair {
    static func repaired(_ text: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(text.count + 64)
        var index = 0
        let (cdata, declaration) = (Array("<![CDATA[".utf8), Array("<?xml ".utf8))
        var cdataEnd = 0
        // Once there is no end any more, no other beginning needs to look for one.
        var declarationsEnd = true
        while index < text.count {
            let byte = text[index]
            if byte == 0xC2, index + 1 < text.count, text[index + 1] < 0xA0 {
                out += TextDecoding.windows1252([text[index + 1]])
                index += 2
            } else if index < cdataEnd {
                out.append(byte)
                index += 1
            } else if byte == UInt8(ascii: "&") {
                index = reference(text, index, into: &out)
            } else if byte == UInt8(ascii: "<"), declarationsEnd, text[index...].starts(with: declaration) {
                let end = Bytes.find("?>", in: text[index...])
                declarationsEnd = end != nil
                index = end.map { $0 + 2 } ?? index + declaration.count
            } else {
                if byte == UInt8(ascii: "<"), text[index...].starts(with: cdata) {
                    cdataEnd = Bytes.find("]]>", in: text[index...]) ?? text.count
                }
                out.append(byte)
                index += 1
            }
        }
        return out
    }

    /// Copies the reference at an ampersand, made readable; gives where to go on.
    private static func reference(_ text: [UInt8], _ start: Int, into out: inout [UInt8]) -> Int {
        var end = start + 1
        while end < text.count, end - start < 32, Bytes.isWord(text[end]) || text[end] == UInt8(ascii: "#") { end += 1 }
        guard end > start + 1, end < text.count, text[end] == UInt8(ascii: ";") else {
            out += Array("&amp;".utf8)
            return start + 1
        }
        let name = text[(start + 1)..<end]
        if name.first == UInt8(ascii: "#") {
            let code = control(name.dropFirst())
            out += code.map { TextDecoding.windows1252([$0]) } ?? Array(text[start...end])
        } else if ["amp", "lt", "gt", "quot", "apos"].contains(Bytes.string(name)) {
            out += text[start...end]
        } else if let character = NamedCharacter.of(Bytes.string(name)) {
            out += character
        } else {
            out += text[start...end]
        }
        return end + 1
    }

    /// The number of a character reference that means a C1 control.
    private static func control(_ digits: ArraySlice<UInt8>) -> UInt8? {
        let isHexadecimal = digits.first.map { $0 | 0x20 } == UInt8(ascii: "x")
        let number =
            isHexadecimal
            ? Int(Bytes.string(digits.dropFirst()), radix: 16) : Int(Bytes.string(digits))
        guard let number, (0x80..<0xA0).contains(number) else { return nil }
        return UInt8(number)
    }
}

/// The names that HTML 4 gives to characters.
enum NamedCharacter {
    /// In UTF-8; nil for a name that HTML does not know, and for those that XML has too.
    static func of(_ name: String) -> [UInt8]? {
        guard let entry = unsafe htmlEntityLookup(name), let scalar = Unicode.Scalar(unsafe entry.pointee.value),
            !["&", "<"].contains(scalar)
        else { return nil }
        return Array(String(Character(scalar)).utf8)
    }
}
