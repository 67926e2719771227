/// Element names that some rule looks at; all others are `other`.
enum HTMLTag: UInt8, CaseIterable {
    case text, other
    case html, head, body, title, meta, link, base
    case div, section, article, main, header, footer, nav, aside, figure, figcaption, details, summary, dialog, center,
        hgroup
    case p, h1, h2, h3, h4, h5, h6, blockquote, q, pre, code, address, hr, br
    case ul, ol, li, dl, dt, dd
    case table, thead, tbody, tfoot, tr, td, th, caption
    case a, b, i, em, strong, u, s, del, ins, small, sub, sup, span, font, cite, abbr, time, label, mark, tt, big,
        strike
    case img, picture, video, audio, source, iframe, object, embed, canvas
    case form, input, button, select, option, textarea, fieldset, legend
    case shredditComment, shredditPost

    /// Elements without an end tag.
    var isVoid: Bool {
        switch self {
        case .meta, .link, .base, .br, .hr, .img, .input, .source, .embed: true
        default: false
        }
    }

    /// Elements that flow inside a line of text: their borders are no borders of a paragraph.
    var isInline: Bool {
        switch self {
        case .text, .other, .a, .b, .i, .em, .strong, .u, .s, .del, .ins, .small, .sub, .sup, .span, .font, .cite,
            .abbr, .time, .label,
            .mark, .tt, .big, .strike, .q, .code, .img, .picture, .input, .button:
            true
        default: false
        }
    }

    /// 1 to 6, 0 for what is no heading.
    var headingLevel: Int {
        switch self {
        case .h1: 1
        case .h2: 2
        case .h3: 3
        case .h4: 4
        case .h5: 5
        case .h6: 6
        default: 0
        }
    }

    /// Names by a hash of their letters, since every element of a page is looked up.
    static let byHash: [UInt64: HTMLTag] = {
        var table: [UInt64: HTMLTag] = [:]
        for tag in allCases where tag != .text && tag != .other {
            let name =
                switch tag {
                case .shredditComment: "shreddit-comment"
                case .shredditPost: "shreddit-post"
                default: "\(tag)"
                }
            table[NameHash.of(name.utf8)] = tag
        }
        return table
    }()
}

/// Attributes that some rule looks at.
enum HTMLAttribute: UInt8, CaseIterable {
    case `class`, id, itemprop, itemtype, itemscope, rel, href, src, content, property, name, datetime, title, alt,
        role, style, hidden
    case ariaHidden, ariaLevel, type, lang, cite, httpEquiv, author, permalink, createdTimestamp, depth, parentid,
        thingid
    case dataAuthor, dataTime, dataTimestamp, dataUsername, dataDate, dataShortcut, dataPostNumber, dataUserCard,
        dataQuote, dataUtime
    case dataPermalink, dataTestid, dataComponent, dataFullname, value, charset, dataDepth, ariaLabel, postTitle,
        dataType

    static let byHash: [UInt64: HTMLAttribute] = {
        var table: [UInt64: HTMLAttribute] = [:]
        for attribute in allCases {
            var name = ""
            for character in "\(attribute)" {
                name += character.isUppercase ? "-" + character.lowercased() : String(character)
            }
            table[NameHash.of(name.utf8)] = attribute
        }
        return table
    }()
}

/// FNV-1a over the lower-case letters of a name.
enum NameHash {
    static func of(_ name: some Sequence<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name { hash = (hash ^ UInt64(Bytes.lower(byte))) &* 0x100_0000_01B3 }
        return hash
    }
}
