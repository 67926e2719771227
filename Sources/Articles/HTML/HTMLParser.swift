import CLibXML
import Glibc

/// libxml2's HTML parser driven by its events into an `HTMLTree`; no other file of the HTML part sees a C type.
///
/// Taking the events and not the library's own tree saves its allocations, and its limit of 256 levels, below which the
/// library drops all that follows.
enum HTMLParser {
    /// - Parameter page: UTF-8.
    static func tree(of page: [UInt8], limits: ReaderLimits) -> HTMLTree {
        var scan = HTMLPrescan(page)
        let cleaned = scan.run()
        let builder = HTMLTreeBuilder(capacity: cleaned.count, nodeLimit: limits.treeNodes)
        if !cleaned.isEmpty { parse(cleaned, into: builder) }
        builder.finish()
        builder.tree.linkedData = scan.linkedData
        return builder.tree
    }

    private static func parse(_ page: [UInt8], into builder: HTMLTreeBuilder) {
        guard let context = unsafe htmlNewParserCtxt() else { return }
        defer { unsafe htmlFreeParserCtxt(context) }
        guard let handlers = unsafe context.pointee.sax else { return }
        unsafe memset(handlers, 0, MemoryLayout<htmlSAXHandler>.size)
        unsafe handlers.pointee.initialized = 1
        unsafe handlers.pointee.startElement = { data, name, attributes in
            unsafe HTMLParser.builder(data)?.start(name, attributes)
        }
        unsafe handlers.pointee.endElement = { data, name in unsafe HTMLParser.builder(data)?.close(name) }
        unsafe handlers.pointee.characters = { data, text, length in
            unsafe HTMLParser.builder(data)?.characters(text, length)
        }
        unsafe handlers.pointee.ignorableWhitespace = { data, text, length in
            unsafe HTMLParser.builder(data)?.characters(text, length)
        }
        unsafe handlers.pointee.cdataBlock = { data, text, length in
            unsafe HTMLParser.builder(data)?.characters(text, length)
        }
        unsafe context.pointee.userData = unsafe Unmanaged.passUnretained(builder).toOpaque()
        let options =
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
            | HTML_PARSE_NONET.rawValue
            | HTML_PARSE_IGNORE_ENC.rawValue
        unsafe page.withUnsafeBytes { bytes in
            let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            _ = unsafe htmlCtxtReadMemory(context, start, Int32(bytes.count), nil, "UTF-8", Int32(options))
        }
    }

    private static func builder(_ data: UnsafeMutableRawPointer?) -> HTMLTreeBuilder? {
        guard let data = unsafe data else { return nil }
        return unsafe Unmanaged<HTMLTreeBuilder>.fromOpaque(data).takeUnretainedValue()
    }
}

/// Takes the parser's events; a class, since the C side holds a pointer to it.
final class HTMLTreeBuilder {
    var tree = HTMLTree()
    /// Open elements: node and the hash of its name; beyond the deepest kept level only the name.
    private var open: [(node: Int32, name: UInt64)] = []
    private let nodeLimit: Int

    /// Deeper elements hang on the last level; rules look at neighbours, not at absolute depth.
    private static let deepest = 2000

    init(capacity: Int, nodeLimit: Int) {
        self.nodeLimit = nodeLimit
        tree.buffer.reserveCapacity(capacity)
        tree.nodes.reserveCapacity(capacity / 16)
        tree.attributes.reserveCapacity(capacity / 24)
        tree.nodes.append(HTMLTree.Node(tag: .other, depth: 0, parent: -1, end: 0, low: 0, high: 0))
        open.append((0, 0))
    }

    func finish() {
        while let top = open.popLast() { tree.nodes[Int(top.node)].end = Int32(tree.nodes.count) }
    }

    private func add(_ tag: HTMLTag, low: Int, high: Int) -> Int32 {
        let index = tree.nodes.count
        let parent = open.last?.node ?? 0
        tree.nodes.append(
            HTMLTree.Node(
                tag: tag, depth: UInt16(min(open.count, 65_535)), parent: parent, end: Int32(index + 1),
                low: Int32(low),
                high: Int32(high)))
        return Int32(index)
    }

    func start(_ name: UnsafePointer<xmlChar>?, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) {
        guard let name = unsafe name else { return }
        let hash = unsafe hash(name)
        guard tree.nodes.count < nodeLimit, open.count < Self.deepest else {
            open.append((open.last?.node ?? 0, hash))
            return
        }
        let tag = HTMLTag.byHash[hash] ?? .other
        let low = tree.attributes.count
        if let attributes = unsafe attributes {
            var index = 0
            while let key = unsafe attributes[index] {
                if let known = HTMLAttribute.byHash[unsafe self.hash(key)] {
                    let start = tree.buffer.count
                    if let value = unsafe attributes[index + 1] { unsafe append(value, Int(strlen(value))) }
                    tree.attributes.append(.init(name: known, low: Int32(start), high: Int32(tree.buffer.count)))
                }
                index += 2
            }
        }
        let node = add(tag, low: low, high: tree.attributes.count)
        open.append((node, hash))
    }

    func close(_ name: UnsafePointer<xmlChar>?) {
        guard let name = unsafe name else { return }
        let hash = unsafe hash(name)
        // The parser closes in order; the check keeps a surprise from unbalancing the tree.
        guard let match = open.lastIndex(where: { $0.name == hash }), match > 0 else { return }
        while open.count > match, let top = open.popLast() { tree.nodes[Int(top.node)].end = Int32(tree.nodes.count) }
    }

    func characters(_ text: UnsafePointer<xmlChar>?, _ length: Int32) {
        guard let text = unsafe text, length > 0 else { return }
        // Pieces of one run of text follow one another in the buffer and become one node.
        if let last = tree.nodes.last, last.tag == .text, last.parent == open.last?.node,
            Int(last.high) == tree.buffer.count
        {
            unsafe append(text, Int(length))
            tree.nodes[tree.nodes.count - 1].high = Int32(tree.buffer.count)
            return
        }
        guard tree.nodes.count < nodeLimit else { return }
        let start = tree.buffer.count
        unsafe append(text, Int(length))
        _ = add(.text, low: start, high: tree.buffer.count)
    }

    private func append(_ text: UnsafePointer<xmlChar>, _ length: Int) {
        unsafe tree.buffer.append(contentsOf: UnsafeBufferPointer(start: text, count: length))
    }

    private func hash(_ name: UnsafePointer<xmlChar>) -> UInt64 {
        unsafe NameHash.of(UnsafeBufferPointer(start: name, count: Int(strlen(name))))
    }
}
