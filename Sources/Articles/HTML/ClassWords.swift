/// What the words of class, id and role attributes say of an element.
struct ClassFlags: OptionSet {
    let rawValue: UInt32

    static let navigation = ClassFlags(rawValue: 1 << 0)
    static let advertising = ClassFlags(rawValue: 1 << 1)
    static let sharing = ClassFlags(rawValue: 1 << 2)
    static let related = ClassFlags(rawValue: 1 << 3)
    static let footer = ClassFlags(rawValue: 1 << 4)
    static let sidebar = ClassFlags(rawValue: 1 << 5)
    static let comment = ClassFlags(rawValue: 1 << 6)
    static let content = ClassFlags(rawValue: 1 << 7)
    static let byline = ClassFlags(rawValue: 1 << 8)
    static let date = ClassFlags(rawValue: 1 << 9)
    static let form = ClassFlags(rawValue: 1 << 10)
    static let caption = ClassFlags(rawValue: 1 << 11)
    static let quote = ClassFlags(rawValue: 1 << 12)
    static let signature = ClassFlags(rawValue: 1 << 13)
    static let author = ClassFlags(rawValue: 1 << 14)
    static let userName = ClassFlags(rawValue: 1 << 15)
    static let message = ClassFlags(rawValue: 1 << 16)
    static let post = ClassFlags(rawValue: 1 << 17)
    static let legal = ClassFlags(rawValue: 1 << 18)
    static let tags = ClassFlags(rawValue: 1 << 19)
    static let hidden = ClassFlags(rawValue: 1 << 20)
    static let profile = ClassFlags(rawValue: 1 << 21)
    static let forum = ClassFlags(rawValue: 1 << 22)
    static let list = ClassFlags(rawValue: 1 << 23)
    static let articleBody = ClassFlags(rawValue: 1 << 24)
    static let header = ClassFlags(rawValue: 1 << 25)
    static let actions = ClassFlags(rawValue: 1 << 26)
    static let quoteHeader = ClassFlags(rawValue: 1 << 27)
    static let dek = ClassFlags(rawValue: 1 << 28)
    static let review = ClassFlags(rawValue: 1 << 29)

    /// What neither article nor comment contains.
    static let chrome: ClassFlags = [
        .navigation, .advertising, .sharing, .related, .footer, .sidebar, .form, .legal, .tags, .hidden,
    ]

    /// Words and whole tokens (without digits and separators) with what they mean.
    private static let table: [UInt64: ClassFlags] = {
        let rows: [(ClassFlags, String)] = [
            (
                .navigation,
                "nav navbar navigation menu menus breadcrumb breadcrumbs pagination pager paging pagenav skip skiplink toolbar topbar "
                    + "masthead sitenav subnav mainmenu submenu jumplinks pagenavi"
            ),
            (
                .advertising,
                "ad ads advert advertisement advertising adsense adslot adbox adunit sponsor sponsored sponsors promo promos "
                    + "promotion promoted dfp outbrain taboola zergnet banner banners doubleclick commercial affiliate"
            ),
            (
                .sharing,
                "share sharing shares sharebar sharedaddy social socials sociallinks socialmedia addthis addtoany followus follow "
                    + "facebook twitter pinterest whatsapp sharethis jetpack shareline shareicons"
            ),
            (
                .related,
                "related relatedposts recommended recommendation recommendations recommend recirc recirculation trending popular "
                    + "mostread mostpopular morefrom readmore seealso suggested suggestions upnext teaser teasers ymal readnext alsolike "
                    + "moreon morestories latestnews toplist similar onward linklist inlinelinks rightrail"
            ),
            (.footer, "footer foot colophon copyright bottom footnav pagefooter sitefooter"),
            (
                .sidebar,
                "sidebar rail secondary aside complementary widget widgets sidecol rightcol leftcol rightcolumn leftcolumn"
            ),
            (
                .comment,
                "comment comments commentlist commentarea commentthread commentsection respond reply replies disqus kommentar "
                    + "kommentare commentaires commentaire comentarios comentario reaction reactions dsq discussion usercomment "
                    + "opinions commentbox livefyre talkback productreviews customerreviews userreviews reviewlist reviewslist leserkommentare"
            ),
            (
                .content,
                "article story entry content maincontent text post body hentry richtext copy prose primary main storybody articletext"
            ),
            (
                .articleBody,
                "articlebody storybody entrycontent postcontent articlecontent postbody articletext storycontent bodytext bodycopy "
                    + "articlecopy contentbody newsbody posttext mainstory articlemain storytext entrybody postentry articlebodytext"
            ),
            (
                .byline,
                "byline bylines dateline meta postmeta entrymeta postinfo articlemeta credits timestamp authorbox authorbio aboutauthor bio"
            ),
            (
                .date,
                "date time timestamp published posted datetime pubdate postdate created ago timeago publishdate dateline thead"
            ),
            (
                .form,
                "newsletter subscribe subscription signup login signin register form search searchform searchbox optin mailchimp donate "
                    + "donation contactform emailsignup cta modal popup overlay lightbox dialog"
            ),
            (.legal, "cookie cookies consent gdpr disclaimer ccpa privacy"),
            (.tags, "tags tag taglist tagcloud keywords topics categories category cattags posttags entrytags"),
            (
                .hidden,
                "hidden hide invisible visuallyhidden sronly screenreadertext screenreader offscreen noprint printonly displaynone "
                    + "audible assistive"
            ),
            (
                .caption,
                "caption captions figcaption wpcaptiontext imagecaption credit photocredit imagecredit legend cutline gallery slideshow"
            ),
            (.quote, "quote quotes blockquote bbquote quotecontent quotecontainer quotetext quotebox bbcodeblock"),
            (
                .quoteHeader,
                "quoteheader quotetitle quoteauthor quotemeta bbcodeblocktitle sourcejump attributiontype quoteby"
            ),
            (
                .dek,
                "dek deck standfirst lede subheadline subhead subtitle intro introduction excerpt kicker vorspann chapo bajada "
                    + "entrylead articlelead articleintro lead leadtext introtext teasertext articlesummary summary"
            ),
            (.review, "review reviews rev reviewitem bewertung bewertungen rezension rezensionen avis"),
            (.signature, "signature sig signatures postsignature usersig"),
            (.author, "author authors poster commenter vcard creator postedby writer"),
            (
                .userName,
                "username bigusername fn nickname nick commentauthor postauthor authorname displayname screenname userid user member "
                    + "messageauthor postername posterid commentername usernames cite handle"
            ),
            (
                .message,
                "message messages messagetext messagecontent postmessage postcontent commentcontent commentbody commenttext messagebody "
                    + "posttext postbody cooked bbwrapper bbcontent content body text md usertextbody comtext commtext entry inner "
                    + "msgbody posttd commentmessage usertext"
            ),
            (
                .post,
                "post posts message messages comment reply answer response review msg threadpost forumpost postcontainer postbit "
                    + "postwrapper topicpost replypost tweet qa question comments commentitem kommentar entry"
            ),
            (
                .profile,
                "profile avatar userinfo userdetails postprofile messageuserinfo userextras usertitle userstats joined usercard membertitle rank badges postuser karma reputation"
            ),
            (
                .forum,
                "forum forums viewtopic showthread messageboard phpbb vbulletin xenforo discourse phorum bbpress wpforo mybb smf"
            ),
            (.list, "list lists items listing archive archives results index feed"),
            (.header, "header head pageheader siteheader"),
            (
                .actions,
                "actions action controls buttons button permalink like likes vote votes voting upvote flag report edit edited lastedit "
                    + "editnote tools options postcontrols messagefooter attribution replylink commentactions postfoot postactions "
                    + "thanks reactions postcredits number postnumber counter print email"
            ),
        ]
        var table: [UInt64: ClassFlags] = [:]
        for (flag, words) in rows {
            for word in words.split(separator: " ") { table[NameHash.of(word.utf8), default: []].insert(flag) }
        }
        return table
    }()

    private static let entryMark = Array("hentry".utf8)
    private static let typeMark = Array("type-post".utf8)
    private static let entryLabels = ["tag-", "category-"].map { Array($0.utf8) }
    /// Words that tell what an element has beside it: "has-sidebar" is no sidebar.
    private static let states = ["has-", "no-", "with-", "without-"].map { Array($0.utf8) }

    /// Flags of one attribute value: each token as a whole without separators, and each word of it.
    static func of(_ value: ArraySlice<UInt8>) -> ClassFlags {
        var flags: ClassFlags = []
        let seed: UInt64 = 0xCBF2_9CE4_8422_2325
        let prime: UInt64 = 0x100_0000_01B3
        var whole = seed
        var part = seed
        var wasLower = false
        // The classes of a blog's entry name its categories and tags too: words of the text, not of its role.
        let isEntry = Bytes.find(entryMark, in: value) != nil || Bytes.find(typeMark, in: value) != nil
        var isLabel = false
        var isStart = true
        for (index, byte) in zip(value.indices, value) {
            if Bytes.isSpace(byte) {
                isStart = true
            } else if isStart {
                isStart = false
                isLabel =
                    (isEntry && entryLabels.contains { value[index...].starts(with: $0) })
                    || states.contains { value[index...].starts(with: $0) }
            }
            if isLabel {
                if Bytes.isSpace(byte) { isLabel = false } else { continue }
            }
            if Bytes.isLetter(byte) {
                let isUpper = byte < 0x60
                if isUpper, wasLower, part != seed {
                    if let found = table[part] { flags.formUnion(found) }
                    part = seed
                }
                wasLower = !isUpper
                let lower = UInt64(byte | 0x20)
                whole = (whole ^ lower) &* prime
                part = (part ^ lower) &* prime
                continue
            }
            wasLower = false
            if part != seed {
                if let found = table[part] { flags.formUnion(found) }
                part = seed
            }
            if Bytes.isSpace(byte) {
                if whole != seed, let found = table[whole] { flags.formUnion(found) }
                whole = seed
            }
        }
        if part != seed, let found = table[part] { flags.formUnion(found) }
        if whole != seed, let found = table[whole] { flags.formUnion(found) }
        return flags
    }
}
