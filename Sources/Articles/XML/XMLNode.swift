/// An element of one XML record with all below it. Names are local names in lower case.
final class XMLNode {
    enum Child {
        case element(XMLNode)
        case text([UInt8])
    }

    let name: String
    /// The prefix as printed, to tell `media:title` from `title`.
    let prefix: String
    var attributes: [(name: String, value: String)] = []
    var children: [Child] = []

    init(name: String, prefix: String) {
        self.name = name
        self.prefix = prefix
    }

    var elements: [XMLNode] {
        children.compactMap {
            if case .element(let node) = $0 { return node }
            return nil
        }
    }

    func attribute(_ name: String) -> String? { attributes.first { $0.name == name }?.value }

    func first(_ name: String) -> XMLNode? { elements.first { $0.name == name } }

    func all(_ name: String) -> [XMLNode] { elements.filter { $0.name == name } }

    /// The element at the end of a path of names.
    func first(_ path: [String]) -> XMLNode? {
        var node: XMLNode? = self
        for name in path { node = node?.first(name) }
        return node
    }

    /// Every element below with that name, in document order.
    func descendants(_ name: String) -> [XMLNode] {
        elements.flatMap { ($0.name == name ? [$0] : []) + $0.descendants(name) }
    }

    /// All text below, as it is.
    var rawText: [UInt8] {
        var out: [UInt8] = []
        for child in children {
            switch child {
            case .text(let text): out += text
            case .element(let node): out += node.rawText
            }
        }
        return out
    }

    /// All text below with white space folded.
    var text: String { Bytes.string(Bytes.collapsed(rawText)) }

    /// Written back as markup, for content that is itself HTML.
    var innerMarkup: [UInt8] {
        var out: [UInt8] = []
        for child in children {
            switch child {
            case .text(let text):
                for byte in text {
                    switch byte {
                    case UInt8(ascii: "<"): out += Array("&lt;".utf8)
                    case UInt8(ascii: "&"): out += Array("&amp;".utf8)
                    default: out.append(byte)
                    }
                }
            case .element(let node):
                out += Array("<\(node.name)>".utf8)
                out += node.innerMarkup
                out += Array("</\(node.name)>".utf8)
            }
        }
        return out
    }
}
