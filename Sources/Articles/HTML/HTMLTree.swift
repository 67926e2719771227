/// A parsed page as one array of nodes in document order.
///
/// The subtree of node n is n..<end(n), so the first child of n is n + 1 and the next sibling is end(n); a loop over a range
/// of indices is a walk, and no walk needs a stack. All text and attribute values lie in `buffer`.
struct HTMLTree {
    struct Node {
        var tag: HTMLTag
        var depth: UInt16
        /// −1 for the root.
        var parent: Int32
        /// One past the subtree.
        var end: Int32
        /// Text node: its bytes in `buffer`. Element: its attributes in `attributes`.
        var low: Int32
        var high: Int32
    }

    struct Attribute {
        var name: HTMLAttribute
        var low: Int32
        var high: Int32
    }

    var nodes: [Node] = []
    var attributes: [Attribute] = []
    var buffer: [UInt8] = []
    /// The contents of `script type="application/ld+json"`, in page order.
    var linkedData: [[UInt8]] = []

    var count: Int { nodes.count }

    @inline(__always)
    func tag(_ node: Int) -> HTMLTag { nodes[node].tag }

    @inline(__always)
    func end(_ node: Int) -> Int { Int(nodes[node].end) }

    @inline(__always)
    func parent(_ node: Int) -> Int { Int(nodes[node].parent) }

    /// Raw text of a text node, empty for an element.
    func text(_ node: Int) -> ArraySlice<UInt8> {
        guard nodes[node].tag == .text else { return [] }
        return buffer[Int(nodes[node].low)..<Int(nodes[node].high)]
    }

    func bytes(_ node: Int, _ name: HTMLAttribute) -> ArraySlice<UInt8>? {
        let entry = nodes[node]
        guard entry.tag != .text else { return nil }
        for index in Int(entry.low)..<Int(entry.high) where attributes[index].name == name {
            return buffer[Int(attributes[index].low)..<Int(attributes[index].high)]
        }
        return nil
    }

    /// An attribute as printed, white space folded.
    func value(_ node: Int, _ name: HTMLAttribute) -> String? {
        bytes(node, name).map { Bytes.string(Bytes.collapsed($0)) }
    }

    func children(_ node: Int) -> Children { Children(tree: self, index: node + 1, end: end(node)) }

    /// The elements and texts directly below a node.
    struct Children: Sequence, IteratorProtocol {
        let tree: HTMLTree
        var index: Int
        let end: Int

        mutating func next() -> Int? {
            guard index < end else { return nil }
            defer { index = tree.end(index) }
            return index
        }
    }

    /// All text below a node with white space folded, a blank between blocks.
    func allText(_ node: Int) -> [UInt8] {
        var out: [UInt8] = []
        for index in node..<end(node) {
            if nodes[index].tag == .text {
                out.append(contentsOf: text(index))
            } else if !nodes[index].tag.isInline {
                out.append(0x20)
            }
        }
        return Bytes.collapsed(out)
    }

    /// The same with a blank between all pieces of text: "<span>28.09.19</span><span>12:47</span>" is a date and a time.
    func spacedText(_ node: Int) -> [UInt8] {
        var out: [UInt8] = []
        for index in node..<end(node) where nodes[index].tag == .text {
            out.append(contentsOf: text(index))
            out.append(0x20)
        }
        return Bytes.collapsed(out)
    }

    func string(_ node: Int) -> String { Bytes.string(allText(node)) }

    /// Whether `ancestor` is above `node` or the node itself.
    func isInside(_ node: Int, _ ancestor: Int) -> Bool { node >= ancestor && node < end(ancestor) }
}
