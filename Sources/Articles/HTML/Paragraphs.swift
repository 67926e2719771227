import Events

/// One paragraph of a page: text between two borders of blocks.
struct Paragraph {
    /// White space folded; line breaks of `br` and `pre` are kept.
    var text: [UInt8]
    /// The innermost block around it.
    var node: Int
    /// Element that names its role: a heading, list item, cell, caption, quotation, else `p`.
    var tag: HTMLTag
    /// Bytes of the text inside links.
    var linkLength: Int
    var isQuoted: Bool
    /// The whole of it is bold or emphasised.
    var isEmphasised: Bool
    /// First text node.
    var first: Int

    /// Its role in an article.
    var kind: SegmentKind { tag.headingLevel > 0 ? .heading : tag == .li ? .listItem : .body }
}

/// Walks part of a page and gives its paragraphs in reading order.
struct ParagraphWalker {
    let map: PageMap

    /// Paragraphs below `root`, and below its next siblings up to `end`, without the nodes that `skip` names (with all that
    /// is below them).
    func paragraphs(_ root: Int, end: Int? = nil, skip: (Int) -> Bool) -> [Paragraph] {
        let tree = map.tree
        let end = end ?? tree.end(root)
        var out: [Paragraph] = []
        var blocks: [(end: Int, node: Int)] = [(end, root)]
        var current = Paragraph(
            text: [], node: root, tag: .p, linkLength: 0, isQuoted: false, isEmphasised: true, first: -1)
        var pendingSpace = false
        var breaks = 0
        var linkEnd = 0
        var strongEnd = 0
        var preEnd = 0
        var quoteEnd = 0

        func flush() {
            pendingSpace = false
            breaks = 0
            guard current.first >= 0 else { return }
            while let last = current.text.last, last == 0x0A || last == 0x20 { current.text.removeLast() }
            if !current.text.isEmpty {
                current.node = blocks.last?.node ?? root
                current.tag = role(current.node, root)
                // Some pages set an introduction as a heading for its looks.
                if current.tag.headingLevel > 1, current.text.count >= 200 { current.tag = .p }
                current.isQuoted = current.first < quoteEnd
                out.append(current)
            }
            current = Paragraph(
                text: [], node: root, tag: .p, linkLength: 0, isQuoted: false, isEmphasised: true, first: -1)
        }

        var node = root
        while node < end {
            while let top = blocks.last, node >= top.end, blocks.count > 1 {
                flush()
                blocks.removeLast()
            }
            let entry = tree.nodes[node]
            if node != root, skip(node) {
                if !entry.tag.isInline { flush() }
                node = Int(entry.end)
                continue
            }
            switch entry.tag {
            case .text:
                var index = Int(entry.low)
                while index < Int(entry.high) {
                    let byte = tree.buffer[index]
                    index += 1
                    if Bytes.isSpace(byte) {
                        if node < preEnd, byte == 0x0A { breaks += 1 }
                        pendingSpace = true
                        continue
                    }
                    if byte == 0xC2, index < Int(entry.high), tree.buffer[index] == 0xA0 {
                        index += 1
                        pendingSpace = true
                        continue
                    }
                    if current.first < 0 { current.first = node }
                    if breaks > 0 {
                        if breaks > 1 {
                            flush()
                            current.first = node
                        } else if !current.text.isEmpty {
                            current.text.append(0x0A)
                        }
                        breaks = 0
                    } else if pendingSpace, !current.text.isEmpty {
                        current.text.append(0x20)
                    }
                    pendingSpace = false
                    current.text.append(byte)
                    if node < linkEnd { current.linkLength += 1 }
                    if node >= strongEnd { current.isEmphasised = false }
                }
            case .br: breaks += 1
            case .a: linkEnd = max(linkEnd, Int(entry.end))
            case .b, .strong, .em, .i: strongEnd = max(strongEnd, Int(entry.end))
            default:
                if !entry.tag.isInline {
                    flush()
                    blocks.append((Int(entry.end), node))
                    if entry.tag == .pre { preEnd = max(preEnd, Int(entry.end)) }
                    if entry.tag == .blockquote { quoteEnd = max(quoteEnd, Int(entry.end)) }
                }
            }
            node += 1
        }
        flush()
        return out
    }

    /// The nearest element above that names a role.
    private func role(_ block: Int, _ root: Int) -> HTMLTag {
        var node = block
        var steps = 0
        while node >= root, steps < 6 {
            switch map.tree.tag(node) {
            case .h1, .h2, .h3, .h4, .h5, .h6, .li, .dt, .dd, .td, .th, .figcaption, .caption, .pre:
                return map.tree.tag(node)
            case .p, .blockquote, .section, .article, .main, .body: return .p
            default: break
            }
            guard node > root else { break }
            node = map.tree.parent(node)
            steps += 1
        }
        return .p
    }
}
