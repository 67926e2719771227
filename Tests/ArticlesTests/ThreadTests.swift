import Articles
import Events
import Testing

@Suite struct ThreadTests {
    @Test(
        "every post of a known template comes out with its text, author, date and level",
        arguments: ThreadTemplates.allCases)
    func template(_ template: ThreadTemplates) throws {
        let url =
            template.isForum ? "https://forum.hollowmere.example/threads/ankles" : "https://hollowmere.example/ankles"
        let article = try #require(Reading.articles(template.page, .html, url: url).first)
        let comments = article.segments(.comment)
        #expect(article.texts(.comment) == ThreadTemplates.posts.map(\.text))
        #expect(comments.map(\.author) == ThreadTemplates.posts.map(\.author))
        #expect(comments.map { $0.date.map { String($0.prefix(10)) } } == ThreadTemplates.posts.map(\.date))
        #expect(comments.allSatisfy { $0.tier == .user })
        if template.showsNesting {
            #expect(comments.map(\.level) == ThreadTemplates.posts.map(\.level))
            #expect(comments[1].parent == comments[0].id)
            #expect(comments[2].parent == nil)
        }
    }

    @Test(
        "comments stay out of the body, and the body out of the comments",
        arguments: [ThreadTemplates.wordpress, .disqus])
    func apart(_ template: ThreadTemplates) throws {
        let article = try #require(
            Reading.articles(template.page, .html, url: "https://hollowmere.example/ankles").first)
        #expect(article.texts(.body).count == 3)
        #expect(article.texts(.title) == ["Water tablets and swollen ankles: what readers should know"])
        let text = String(decoding: article.text, as: UTF8.self)
        for chrome in ["Leave a Reply", "says:", "Home", "Copyright", "permalink"] { #expect(!text.contains(chrome)) }
    }

    @Test(
        "one comment is a comment, be the article shorter than it or not",
        arguments: [
            "", "Nobody was sure what it did, and the trial ended early, long before the last of them had come. ",
        ])
    func alone(_ more: String) throws {
        let comment =
            "It gave me a headache for weeks, and I could not sleep. I stopped it in March, and a week later all was well again."
        let page = """
            <!DOCTYPE html><html lang="en"><head><title>Ankles</title></head><body><main><article class="post"><div class="entry-content">
            <h1 class="entry-title">Ankles</h1><p>What do readers know of ankles? \(more)\(more)</p></div></article>
            <div id="comments" class="comments-area"><h2>1 comment</h2><ol class="comment-list"><li class="comment" id="comment-7">
            <article class="comment-body"><footer class="comment-meta"><b class="fn">Odile</b></footer>
            <div class="comment-content"><p>\(comment)</p></div></article></li></ol></div></main></body></html>
            """
        let article = try #require(Reading.articles(page, .html, url: "https://hollowmere.example/ankles").first)
        #expect(article.texts(.comment) == [comment])
        #expect(article.segments(.comment).map(\.author) == ["Odile"])
        #expect(article.texts(.body).count == 1)
    }

    @Test("what a post quotes is marked as quoted and its head line is left out")
    func quotation() throws {
        let page = ThreadTemplates.vbulletin.page.replacing(
            "Same here.",
            with:
                "<blockquote><div>Originally Posted by <strong>marrowbone</strong></div><div>my ankles swell every evening</div></blockquote>Same here."
        )
        let article = try #require(
            Reading.articles(page, .html, url: "https://forum.hollowmere.example/showthread.php?t=1").first)
        let post = try #require(article.segments(.comment).dropFirst().first)
        #expect(!article.string(post.range).contains("Originally"))
        let quoted = try #require(post.quotes.first?.range)
        #expect(article.string(quoted) == "my ankles swell every evening")
    }
}
