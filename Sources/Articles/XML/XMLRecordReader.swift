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
    /// The document broke off or is damaged so that it cannot be read on.
    var isBroken: Bool { input.isBroken }
    /// Attributes of the elements around the last one that was given, outermost first.
    private var around: [(depth: Int32, attributes: [(name: String, value: String)])] = []

    /// What the C side reads from: it asks by a callback, so the supplier lives in a class of its own.
    private final class Input {
        var supply: (Int) throws -> [UInt8]
        var pending: [UInt8] = []
        var failure: (any Error)?
        var isBroken = false

        private var filter = XMLGuard()

        init(_ supply: @escaping (Int) throws -> [UInt8]) { self.supply = supply }

        /// The next bytes that pass the guard; none only at the end.
        func fill(_ count: Int) throws {
            while pending.isEmpty {
                let piece = try supply(count)
                if piece.isEmpty {
                    pending = filter.finish()
                    isBroken = isBroken || filter.isInComment
                    return
                }
                pending = filter.pass(piece)
            }
        }
    }

    /// - Parameter supply: gives the next bytes, at most as many as asked for, none at the end.
    init(recordLimit: Int, supply: @escaping (Int) throws -> [UInt8], isUTF8: Bool) {
        self.recordLimit = recordLimit
        input = Input(supply)
        // What goes wrong shows in what is read; the library's own messages would go to standard error.
        unsafe xmlSetStructuredErrorFunc(nil) { _, _ in }
        let options =
            XML_PARSE_RECOVER.rawValue | XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue
            | XML_PARSE_NOWARNING.rawValue
            | XML_PARSE_NOCDATA.rawValue
        unsafe reader = unsafe xmlReaderForIO(
            { context, buffer, length in
                guard let context = unsafe context, let buffer = unsafe buffer, length > 0 else { return -1 }
                let input = unsafe Unmanaged<Input>.fromOpaque(context).takeUnretainedValue()
                do {
                    if input.pending.isEmpty { try input.fill(Int(length)) }
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
        if let reader = unsafe reader {
            unsafe xmlTextReaderSetStructuredErrorHandler(
                reader,
                { context, error in
                    guard let context = unsafe context, let error = unsafe error else { return }
                    if XMLRecordReader.lossCodes.contains(unsafe error.pointee.code) {
                        unsafe Unmanaged<Input>.fromOpaque(context).takeUnretainedValue().isBroken = true
                    }
                }, Unmanaged.passUnretained(input).toOpaque())
        }
    }

    /// Faults behind which something is lost: an end that never came, or a limit of the library's. All other faults are read
    /// over.
    private static let lossCodes: Set<Int32> = Set(
        [
            XML_ERR_INTERNAL_ERROR, XML_ERR_COMMENT_NOT_FINISHED, XML_ERR_PI_NOT_FINISHED, XML_ERR_CDATA_NOT_FINISHED,
            XML_ERR_TAG_NOT_FINISHED, XML_ERR_ENTITY_LOOP, XML_ERR_NAME_TOO_LONG,
        ].map { Int32($0.rawValue) })

    deinit {
        if let reader = unsafe reader { unsafe xmlFreeTextReader(reader) }
    }

    /// The next element of one of the names; nil at the end or where the document cannot be read on.
    ///
    /// - Throws: what the supplier threw.
    func next(_ names: Set<String>) throws -> XMLNode? {
        guard let reader = unsafe reader else { return nil }
        while unsafe read(reader) {
            guard unsafe xmlTextReaderNodeType(reader) == Int32(XML_READER_TYPE_ELEMENT.rawValue) else { continue }
            let element = element()
            let depth = unsafe xmlTextReaderDepth(reader)
            while let last = around.last, last.depth >= depth { around.removeLast() }
            if names.contains(element.name) {
                fill(element)
                return element
            }
            if !element.attributes.isEmpty, around.count < Self.depthLimit {
                around.append((depth, element.attributes))
            }
        }
        if let failure = input.failure { throw failure }
        return nil
    }

    /// As `next`, for a supplier that cannot fail.
    func nextFromMemory(_ names: Set<String>) -> XMLNode? {
        do {
            return try next(names)
        } catch {
            preconditionFailure("reading from memory does not fail: \(error)")
        }
    }

    /// The nearest value of an attribute on the elements around the last one that was given (`xml:base`, `xml:lang`).
    func inherited(_ name: String) -> String? {
        around.reversed().lazy.compactMap { $0.attributes.first { $0.name == name }?.value }.first
    }

    /// The next node; false at the end.
    private func read(_ reader: xmlTextReaderPtr) -> Bool {
        let result = unsafe xmlTextReaderRead(reader)
        if result < 0 { input.isBroken = true }
        return result == 1
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
        isTooLarge = false
        guard let reader = unsafe reader, unsafe xmlTextReaderIsEmptyElement(reader) != 1 else { return }
        let base = unsafe xmlTextReaderDepth(reader)
        var stack: [(node: XMLNode, depth: Int32)] = [(root, base)]
        var size = 0
        while unsafe read(reader) {
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
                top.children.append(
                    .text(NamedCharacter.of(name) ?? Array((HTMLEntities.decoded("&\(name);") ?? "").utf8)))
            default: continue
            }
        }
    }

    private func string(_ text: UnsafePointer<xmlChar>?) -> String { unsafe Bytes.string(bytes(text)) }

    private func bytes(_ text: UnsafePointer<xmlChar>?) -> [UInt8] {
        guard let text = unsafe text else { return [] }
        return unsafe Array(UnsafeBufferPointer(start: text, count: Int(strlen(text))))
    }

    /// The rejection of a set that breaks off behind its last record, which was read.
    ///
    /// - Parameter kind: what the set's records are called.
    static func cutOff(_ source: String, behind kind: String, _ count: Int) -> Rejection {
        Rejection(
            source: source, reason: .truncated,
            message: "\(source): the XML breaks off or is damaged behind \(kind) \(count); what came before was read",
            record: count)
    }
}
