/// One post taken apart: who wrote it, when, and which element holds its words.
extension ThreadFinder {
    func extract(_ root: Int, _ members: Members) -> ThreadPost {
        let author = author(of: root, members)
        let content = content(of: root, members)
        let date = postDate(root, content, members)
        var post = ThreadPost(
            node: root, level: 1, isNested: false, parent: nil, author: author.name, date: date?.iso, number: nil,
            paragraphs: [])
        let walker = ParagraphWalker(map: map)
        let target = content ?? firstWithWords(root, members, author.node)
        var paragraphs = walker.paragraphs(target, end: content.map(tree.end) ?? members.end(root, tree)) { node in
            if node != target, members[node] { return true }
            if map.flags[node].contains(.signature) || map.flags[node].contains(.quoteHeader) { return true }
            if isHeader(node, inContent: content != nil, author.node) { return true }
            return false
        }
        if post.author == nil, content == nil, let first = paragraphs.first, first.text.count < 100,
            let found = dateText(first.text[...]), found.low > 1
        {
            post.author = DumpHead.name(first.text[..<found.low]).flatMap { cleanedName($0) }
        }
        if content == nil {
            dropAboveDate(&paragraphs, post.author)
            dropHeaderLines(&paragraphs, post.author)
        }
        dropHead(&paragraphs, post.author)
        dropFoot(&paragraphs, post.author)
        if let signature = paragraphs.firstIndex(where: { $0.text.starts(with: [0x5F, 0x5F, 0x5F, 0x5F, 0x5F]) }) {
            paragraphs.removeSubrange(signature...)
        }
        paragraphs.removeAll {
            isQuoteHeader($0.text) || isButton($0.text) || isEditLine($0.text) || isPlaceholder($0.text)
        }
        if !isForum, let content, let subject = subject(root, content, author.node), !paragraphs.isEmpty {
            paragraphs.insert(subject, at: 0)
        }
        post.paragraphs = paragraphs
        return post
    }

    /// The line that the writer put above the words: a short heading, or an element named as the title, that is not the topic.
    private func subject(_ root: Int, _ content: Int, _ author: Int?) -> Paragraph? {
        guard content > root else { return nil }
        for node in root..<content where !tree.isInside(content, node) && node != author {
            let isTitled = tree.bytes(node, .class).map { Bytes.find(Self.titleMark, in: $0) != nil } ?? false
            guard tree.tag(node) != .text, tree.tag(node).headingLevel > 0 || isTitled,
                map.flags[node].isDisjoint(with: [.profile, .author, .userName, .date, .actions]),
                map.textLength[node] >= 4, map.textLength[node] <= 120, map.linkLength[node] == 0
            else { continue }
            let text = tree.spacedText(node)
            guard Bytes.wordCount(text[...]) >= 2, dateText(text[...]) == nil, !isButton(text),
                title.map(TitleFold.folded) != TitleFold.folded(Bytes.string(text))
            else { continue }
            return Paragraph(
                text: Bytes.collapsed(text[...]), node: node, tag: .p, linkLength: 0, isQuoted: false,
                isEmphasised: true,
                first: node)
        }
        return nil
    }

    private static let titleMark = Array("title".utf8)
}
