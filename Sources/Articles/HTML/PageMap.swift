/// Per node of a page: what its names say, how much text and how much of it in links lies below, and whether it is chrome.
struct PageMap {
    let tree: HTMLTree
    /// Flags of class, id and role together.
    private(set) var flags: [ClassFlags]
    /// Bytes of text below that are no white space.
    private(set) var textLength: [Int32]
    /// The part of it inside links.
    private(set) var linkLength: [Int32]
    /// Of the text outside of links, what stands in paragraphs that look like prose.
    private(set) var proseLength: [Int32]
    /// Chrome, with everything below.
    private(set) var isRemoved: [Bool]
    /// Inside of an element named for comments that does not hold the article's heading as well.
    private(set) var isComment: [Bool]
    private let byName: Bool

    /// - Parameter byName: whether names alone can make an element chrome; off for a second try on a page that lost its text.
    init(_ tree: HTMLTree, byName: Bool = true) {
        self.tree = tree
        self.byName = byName
        let count = tree.count
        flags = [ClassFlags](repeating: [], count: count)
        textLength = [Int32](repeating: 0, count: count)
        linkLength = textLength
        proseLength = textLength
        isRemoved = [Bool](repeating: false, count: count)
        isComment = isRemoved
        measure()
        markComments()
        markChrome()
    }

    private mutating func measure() {
        var linkEnd = 0
        for node in 0..<tree.count {
            let entry = tree.nodes[node]
            if entry.tag == .text {
                var length: Int32 = 0
                for byte in tree.buffer[Int(entry.low)..<Int(entry.high)] where !Bytes.isSpace(byte) { length += 1 }
                textLength[node] = length
                if node < linkEnd { linkLength[node] = length }
                continue
            }
            if entry.tag == .a { linkEnd = max(linkEnd, Int(entry.end)) }
            var found: ClassFlags = []
            for index in Int(entry.low)..<Int(entry.high) {
                let attribute = tree.attributes[index]
                switch attribute.name {
                case .class, .id, .role, .dataComponent, .dataTestid, .ariaLabel:
                    if attribute.name == .ariaLabel, attribute.high - attribute.low > 30 { continue }
                    found.formUnion(ClassFlags.of(tree.buffer[Int(attribute.low)..<Int(attribute.high)]))
                default: continue
                }
            }
            flags[node] = found
        }
        var node = tree.count - 1
        while node > 0 {
            let parent = tree.parent(node)
            if isProse(node) { proseLength[node] = max(proseLength[node], textLength[node] - linkLength[node]) }
            textLength[parent] += textLength[node]
            linkLength[parent] += linkLength[node]
            proseLength[parent] += proseLength[node]
            node -= 1
        }
    }

    /// A paragraph of at least 60 bytes, hardly of links; or a text of that length right in a block.
    private func isProse(_ node: Int) -> Bool {
        guard textLength[node] >= 60 else { return false }
        switch tree.tag(node) {
        case .p, .li, .blockquote, .pre, .dd: return linkLength[node] * 3 < textLength[node]
        case .text:
            switch tree.tag(tree.parent(node)) {
            case .p, .a, .li, .blockquote, .pre, .dd, .title, .textarea, .button, .option: return false
            default: return linkLength[node] == 0
            }
        default: return false
        }
    }

    private mutating func markComments() {
        var node = 1
        while node < tree.count {
            let tag = tree.tag(node)
            if flags[node].contains(.comment), tag != .text, tag != .body, tag != .html, !holdsTitle(node) {
                for inner in node..<tree.end(node) { isComment[inner] = true }
                node = tree.end(node)
                continue
            }
            node += 1
        }
    }

    private mutating func markChrome() {
        let total = Int(proseLength[0])
        var node = 1
        while node < tree.count {
            if tree.tag(node) != .text, isChrome(node, total: total) {
                for inner in node..<tree.end(node) { isRemoved[inner] = true }
                node = tree.end(node)
                continue
            }
            node += 1
        }
    }

    private func isChrome(_ node: Int, total: Int) -> Bool {
        let tag = tree.tag(node)
        switch tag {
        case .nav, .footer, .button, .form, .input, .textarea, .dialog, .title, .meta, .link, .video, .audio, .canvas,
            .select, .head:
            return tag == .head || tag == .title || Int(proseLength[node]) * 2 < total || tag == .button
                || tag == .textarea
        case .aside, .header:
            if Int(proseLength[node]) * 2 < total, tag == .aside { return true }
        case .html, .body, .main, .blockquote: return false
        case .article where !flags[node].contains(.related): return false
        default: break
        }
        if isHidden(node) { return Int(proseLength[node]) * 2 < total }
        if tag == .span, isLinkPopup(node) { return true }
        let named = flags[node].intersection(.chrome)
        guard byName, !named.isEmpty else { return false }
        if named.contains(.footer), tag != .header, flags[node].isDisjoint(with: [.articleBody, .content]),
            total - Int(proseLength[node]) >= 250, isLast(node), !holdsTitle(node)
        {
            return true
        }
        // A name decides only where the element is no main part of the page.
        if named == .tags || named == .related || named == .sharing || named == .form,
            flags[node].contains(.articleBody)
        {
            return false
        }
        return Int(proseLength[node]) * 3 < total || (total == 0 && textLength[node] * 4 < textLength[0])
    }

    /// Whether hardly any text follows an element.
    private func isLast(_ node: Int) -> Bool {
        var after = 0
        var index = tree.end(node)
        while index < tree.count {
            after += tree.tag(index) == .text ? Int(textLength[index]) : 0
            if after > 200 { return false }
            index += 1
        }
        return true
    }

    private func holdsTitle(_ node: Int) -> Bool {
        (node..<tree.end(node)).contains { tree.tag($0) == .h1 && textLength[$0] > 0 }
    }

    /// A box of links to other pages that opens above a name in the text: several long links, hardly a word beside them.
    private func isLinkPopup(_ node: Int) -> Bool {
        guard textLength[node] >= 80, Int(linkLength[node]) * 10 >= Int(textLength[node]) * 7 else { return false }
        var links = 0
        for inner in node..<tree.end(node) where tree.tag(inner) == .a {
            // A link right inside is the name itself.
            if tree.parent(inner) == node { return false }
            if textLength[inner] >= 25 { links += 1 }
        }
        return links >= 2
    }

    private func isHidden(_ node: Int) -> Bool {
        let entry = tree.nodes[node]
        for index in Int(entry.low)..<Int(entry.high) {
            let attribute = tree.attributes[index]
            switch attribute.name {
            case .hidden: return true
            case .ariaHidden:
                if tree.buffer[Int(attribute.low)..<Int(attribute.high)].elementsEqual("true".utf8) { return true }
            case .style:
                let value = tree.buffer[Int(attribute.low)..<Int(attribute.high)].filter { !Bytes.isSpace($0) }.map(
                    Bytes.lower)
                if Bytes.find("display:none", in: value[...]) != nil
                    || Bytes.find("visibility:hidden", in: value[...]) != nil
                {
                    return true
                }
            default: continue
            }
        }
        return false
    }

    /// Share of the text that is in links, 0 to 1.
    func linkDensity(_ node: Int) -> Double {
        textLength[node] == 0 ? 0 : Double(linkLength[node]) / Double(textLength[node])
    }
}
