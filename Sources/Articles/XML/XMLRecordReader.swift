import CLibXML
import Glibc

/// Pulls elements of given names out of an XML stream, one at a time and in constant memory: libxml2's text reader in
/// recover mode, without network, without entities of the document's own.
///
/// Elements deeper than `depthLimit` are flattened into their ancestor: their text stays.
@safe final class XMLRecordReader {
    static let depthLimit = 120

    private let input: Input
    private let reader: xmlTextReaderPtr?
    /// Bytes of text that one record may hold.
    private let recordLimit: Int
    private(set) var isTooLarge = false

    /// What the C side reads from: it asks by a callback, so the supplier lives in a class of its own.
    private final class Input {
        var supply: (Int) throws -> [UInt8]
        var pending: [UInt8] = []
        var failure: (any Error)?

        init(_ supply: @escaping (Int) throws -> [UInt8]) { self.supply = supply }
    }

    /// - Parameter supply: gives the next bytes, at most as many as asked for, none at the end.
    init(recordLimit: Int, supply: @escaping (Int) throws -> [UInt8], isUTF8: Bool) {
        self.recordLimit = recordLimit
        input = Input(supply)
        let options =
            XML_PARSE_RECOVER.rawValue | XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue
            | XML_PARSE_NOWARNING.rawValue
            | XML_PARSE_NOCDATA.rawValue
        unsafe reader = unsafe xmlReaderForIO(
            { context, buffer, length in
                guard let context = unsafe context, let buffer = unsafe buffer, length > 0 else { return -1 }
                let input = unsafe Unmanaged<Input>.fromOpaque(context).takeUnretainedValue()
                do {
                    if input.pending.isEmpty { input.pending = try input.supply(Int(length)) }
                } catch {
                    input.failure = error
                    return -1
                }
                let count = min(Int(length), input.pending.count)
                for index in 0..<count { unsafe buffer[index] = CChar(bitPattern: input.pending[index]) }
                input.pending.removeFirst(count)
                return Int32(count)
            },
            { _ in 0 }, Unmanaged.passUnretained(input).toOpaque(), nil, isUTF8 ? "UTF-8" : nil, Int32(options))
    }

    deinit {
        if let reader = unsafe reader { unsafe xmlFreeTextReader(reader) }
    }

    /// The next element of one of the names; nil at the end or where the document cannot be read on.
    ///
    /// - Throws: what the supplier threw.
    func next(_ names: Set<String>) throws -> XMLNode? {
        guard let reader = unsafe reader else { return nil }
        while unsafe xmlTextReaderRead(reader) == 1 {
            guard unsafe xmlTextReaderNodeType(reader) == Int32(XML_READER_TYPE_ELEMENT.rawValue) else { continue }
            let element = element()
            if names.contains(element.name) {
                fill(element)
                return element
            }
        }
        if let failure = input.failure { throw failure }
        return nil
    }

    private func element() -> XMLNode {
        guard let reader = unsafe reader else { return XMLNode(name: "", prefix: "") }
        let node = XMLNode(
            name: unsafe string(xmlTextReaderConstLocalName(reader)).asciiLower,
            prefix: unsafe string(xmlTextReaderConstPrefix(reader)).asciiLower)
        if unsafe xmlTextReaderHasAttributes(reader) == 1 {
            var count = 0
            while count < 64, unsafe xmlTextReaderMoveToNextAttribute(reader) == 1 {
                node.attributes.append(
                    (
                        unsafe string(xmlTextReaderConstLocalName(reader)).asciiLower,
                        unsafe string(xmlTextReaderConstValue(reader))
                    ))
                count += 1
            }
            _ = unsafe xmlTextReaderMoveToElement(reader)
        }
        return node
    }

    /// Reads up to the end of the element that was just opened.
    private func fill(_ root: XMLNode) {
        guard let reader = unsafe reader, unsafe xmlTextReaderIsEmptyElement(reader) != 1 else { return }
        let base = unsafe xmlTextReaderDepth(reader)
        var stack: [(node: XMLNode, depth: Int32)] = [(root, base)]
        var size = 0
        isTooLarge = false
        while unsafe xmlTextReaderRead(reader) == 1 {
            let depth = unsafe xmlTextReaderDepth(reader)
            let type = unsafe xmlTextReaderNodeType(reader)
            if depth <= base { return }
            while let top = stack.last, stack.count > 1, top.depth >= depth { stack.removeLast() }
            guard let top = stack.last?.node, size <= recordLimit else {
                isTooLarge = true
                continue
            }
            switch type {
            case Int32(XML_READER_TYPE_ELEMENT.rawValue):
                let node = element()
                size += 64
                guard stack.count < Self.depthLimit else { continue }
                top.children.append(.element(node))
                if unsafe xmlTextReaderIsEmptyElement(reader) != 1 { stack.append((node, depth)) }
            case Int32(XML_READER_TYPE_TEXT.rawValue), Int32(XML_READER_TYPE_CDATA.rawValue),
                Int32(XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue),
                Int32(XML_READER_TYPE_WHITESPACE.rawValue):
                let text = unsafe bytes(xmlTextReaderConstValue(reader))
                size += text.count
                top.children.append(.text(text))
            case Int32(XML_READER_TYPE_ENTITY_REFERENCE.rawValue):
                let name = unsafe string(xmlTextReaderConstName(reader))
                top.children.append(.text(Array((HTMLEntities.decoded("&\(name);") ?? "").utf8)))
            default: continue
            }
        }
    }

    private func string(_ text: UnsafePointer<xmlChar>?) -> String { unsafe Bytes.string(bytes(text)) }

    private func bytes(_ text: UnsafePointer<xmlChar>?) -> [UInt8] {
        guard let text = unsafe text else { return [] }
        return unsafe Array(UnsafeBufferPointer(start: text, count: Int(strlen(text))))
    }
}

/// Bytes in memory as a supplier for `XMLRecordReader`.
final class MemorySupply {
    private let bytes: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func next(_ count: Int) -> [UInt8] {
        let end = min(bytes.count, index + count)
        defer { index = end }
        return Array(bytes[index..<end])
    }
}
