/// Lines of a post that are no words of its writer: heads, feet, buttons, marks of edits.
extension ThreadFinder {
    /// Of a post without an element for its words: the member's facts that stand above the line with the date.
    func dropAboveDate(_ paragraphs: inout [Paragraph], _ author: String?) {
        guard let line = paragraphs.prefix(8).lastIndex(where: { isDateLine($0.text, author) }),
            line + 1 < paragraphs.count, paragraphs[..<line].allSatisfy({ $0.text.count < 100 })
        else { return }
        paragraphs.removeSubrange(...line)
    }

    /// "– NAME" and the date below the words.
    func dropFoot(_ paragraphs: inout [Paragraph], _ author: String?) {
        while let last = paragraphs.last, paragraphs.count > 1 {
            let name = DumpHead.name(last.text[...])
            let isName = author != nil && name == author
            guard isName || (last.text.count < 60 && isDateLine(last.text, author)) else { return }
            paragraphs.removeLast()
        }
    }

    /// What stands above the words: a heading that links to the post or repeats the topic, the date, the writer.
    func dropHead(_ paragraphs: inout [Paragraph], _ author: String?) {
        if paragraphs.count == 1, isDateLine(paragraphs[0].text, author), dateText(paragraphs[0].text[...]) != nil {
            return paragraphs.removeAll()
        }
        let topic = title.map(TitleFold.folded) ?? ""
        while let first = paragraphs.first, paragraphs.count > 1 {
            let text = first.text
            let isHeading =
                first.tag.headingLevel > 0
                && (first.linkLength * 10 > text.count * 8 || Bytes.lowered(text.prefix(3)).elementsEqual("re:".utf8))
            let folded = TitleFold.folded(Bytes.string(text))
            let isTopic = folded.utf8.count >= 10 && folded == topic
            guard isHeading || isTopic || isDateLine(text, author) || !text.contains(where: Bytes.isWord) else {
                return
            }
            paragraphs.removeFirst()
        }
    }

    /// "Posted January 25, 2007", "by NAME » Sun Jul 28, 2013 1:34 pm": hardly a word beside the date and the name.
    func isDateLine(_ text: [UInt8], _ author: String?) -> Bool {
        guard text.count < 120 else { return false }
        if text.count < 50, Bytes.lowered(text.prefix(7)).elementsEqual("posted ".utf8),
            text.contains(where: Bytes.isDigit)
        {
            return true
        }
        guard let found = dateText(text[...]), found.hasDay else { return false }
        let beside = Bytes.wordCount(text[..<found.low]) + Bytes.wordCount(text[found.high...])
        var named = 0
        if let author, Bytes.find(author, in: text[...]) != nil { named = Bytes.wordCount(Array(author.utf8)[...]) }
        return beside - named <= 3
    }

    /// "Edited May 22, 2024 by NAME", "Last edited by …".
    func isEditLine(_ text: [UInt8]) -> Bool {
        guard text.count < 140 else { return false }
        let lower = Bytes.lowered(text)
        return Self.editMarks.contains { lower.starts(with: $0) } && text.contains(where: Bytes.isDigit)
    }

    /// "{{ comment.errors }}": what a script would have filled in.
    func isPlaceholder(_ text: [UInt8]) -> Bool {
        text.count < 100 && text.starts(with: [0x7B, 0x7B]) && text.suffix(2).elementsEqual([0x7D, 0x7D])
    }

    private static let editMarks: [[UInt8]] = [
        "edited ", "last edited", "(edited", "last modified", "post edited", "this post was edited",
        "this post has been edited",
        "zuletzt bearbeitet", "geändert von", "bearbeitet von", "dernière modification", "modifié par", "editado ",
    ].map { Array($0.utf8) }

    /// "Quote:", "Originally Posted by X", "X said:" (the line above a quotation).
    func isQuoteHeader(_ text: [UInt8]) -> Bool {
        guard text.count < 100 else { return false }
        let lower = Bytes.lowered(text)
        return lower.starts(with: Array("originally posted by".utf8)) || lower.elementsEqual("quote:".utf8)
            || lower.elementsEqual("quote".utf8)
            || lower.elementsEqual("zitat:".utf8) || lower.elementsEqual("code:".utf8)
            || (lower.count < 50
                && (Bytes.find(" said:", in: lower[...]) == lower.count - 6
                    || Bytes.find(" wrote:", in: lower[...]) == lower.count - 7))
            || lower.starts(with: Array("click to expand".utf8))
    }

    func isButton(_ text: [UInt8]) -> Bool {
        guard text.count < 30 else { return false }
        let lower = Bytes.string(Bytes.lowered(text)).collapsed
        return [
            "reply", "antworten", "quote", "share", "report", "like", "permalink", "link", "top", "edit",
            "reply with quote", "reply to this", "flag",
            "upvote", "downvote", "log in to reply", "reply ↓", "répondre", "responder", "delete", "report abuse",
            "save", "embed", "award", "hide", "give award",
            "level 1", "level 2", "level 3", "share this post", "link to post", "link to comment",
            "share on other sites",
            "copy link", "more options", "expand", "collapse", "zitieren", "melden", "teilen", "citer", "signaler",
        ].contains(lower)
    }

    func isHeader(_ node: Int, inContent: Bool, _ author: Int?) -> Bool {
        let tag = tree.tag(node)
        if tag == .text { return false }
        if tag == .button || tag == .form || tag == .textarea || tag == .input || tag == .footer || tag == .nav
            || tag == .select
        {
            return true
        }
        let flags = map.flags[node]
        if flags.contains(.actions), map.textLength[node] < 200, flags.isDisjoint(with: [.message]) { return true }
        if inContent { return false }
        if node == author { return true }
        if tag == .time || tag == .header { return true }
        if !flags.isDisjoint(with: [.profile, .date, .byline, .navigation, .sharing]), map.textLength[node] < 200,
            flags.isDisjoint(with: [.message]), map.proseLength[node] < 60
        {
            return true
        }
        if !flags.isDisjoint(with: [.author, .userName]), flags.isDisjoint(with: [.message, .post, .content]),
            map.textLength[node] < 400
        {
            return true
        }
        return false
    }

    func dropHeaderLines(_ paragraphs: inout [Paragraph], _ author: String?) {
        paragraphs.removeAll { paragraph in
            let text = Bytes.string(paragraph.text)
            if let author, text.collapsed == author { return true }
            if paragraph.text.count < 60, let found = dateText(paragraph.text[...]), found.hasDay { return true }
            return paragraph.text.count < 40 && paragraph.linkLength * 10 > paragraph.text.count * 8
        }
    }
}
