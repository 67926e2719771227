import Articles
import Events
import Testing

@Suite struct TextDumpTests {
    static let body = """
        Swollen Ankles May Have More Than One Cause, Survey of Tablets Finds

        Source: Hollowmere University

        Swelling of the ankles is among the most common complaints that people bring to the practice nurse, and it has many causes.

        “We were surprised how many people had changed their tablets alone,” said Orla Fennimore, who led the survey of 312 patients.


        """

    @Test("numbered comments keep their level by indentation, also where numbers start anew and a parent is missing")
    func numbered() throws {
        let text =
            Self.body
                + """
                  1. Mine swell every night and nobody told me why.

                    1. Same here since April.

                    2. Ask your pharmacist about it.

                  2. Never had it.

                      1. Lucky you.

                Comments are closed.
                """.split(separator: "\n", omittingEmptySubsequences: false).map(String.init).joined(separator: "\n")
        let article = try #require(Reading.articles(text, .text).first)
        let comments = article.segments(.comment)
        #expect(
            article.texts(.comment) == [
                "Mine swell every night and nobody told me why.", "Same here since April.",
                "Ask your pharmacist about it.", "Never had it.", "Lucky you.",
            ])
        #expect(comments.map(\.level) == [1, 2, 2, 1, 3])
        #expect(comments[1].parent == comments[0].id)
        #expect(comments.allSatisfy { $0.author == nil && $0.date == nil })
        #expect(article.texts(.boilerplate) == ["Comments are closed."])
        #expect(article.document.published == nil)
    }

    @Test(
        "head lines give names and dates and are in no comment",
        arguments: [
            ("Quill Ostrander | March 4, 2023 at 6:51 am | Reply", "Quill Ostrander", "2023-03-04T06:51"),
            ("Quill Ostrander  •  March 4, 2023 at 6:51 am", "Quill Ostrander", "2023-03-04T06:51"),
            ("Quill Ostrander says:\nMarch 4, 2023 at 6:51 am", "Quill Ostrander", "2023-03-04T06:51"),
            ("Posted by Quill Ostrander on 4 March 2023", "Quill Ostrander", "2023-03-04"),
        ])
    func heads(_ head: String, _ author: String, _ date: String) throws {
        let text =
            Self.body + "3 Comments\n\n"
            + ["First of them swells.", "Second of them does not.", "Third cannot say."].map { "\(head)\n\($0)\n\n" }
            .joined()
        let article = try #require(Reading.articles(text, .text).first)
        let comments = article.segments(.comment)
        #expect(article.texts(.comment) == ["First of them swells.", "Second of them does not.", "Third cannot say."])
        #expect(comments.allSatisfy { $0.author == author && $0.date == date })
        #expect(article.document.published == nil)
    }

    @Test("an institution's own text is a press release, a line of it a source line, and nothing is lost of the text")
    func release() throws {
        let article = try #require(Reading.articles(Self.body, .text).first)
        #expect(String(decoding: article.text, as: UTF8.self) == Self.body)
        #expect(article.segments(.body).allSatisfy { $0.tier == .pressRelease })
        #expect(article.credits == [Credit(kind: .source, name: "Hollowmere University")])
        #expect(article.texts(.body).count == 2)
    }

    @Test("a board without marks has its border at the excerpt, each line a comment")
    func flatBoard() throws {
        let text = """
            Posted on 04/18/2023 7:52:33 AM CDT by ol_turnip
            Water Tablet Recall Worries Patients 41 lots of them pulled from shelves
            (Northline Wire) - A drugmaker is recalling 41 lots of tablets after tests found traces of an impurity that may harm animals.
            The agency put the added risk at one case among 8,000 people who took the highest dose for four years, and asked for calm.
            (Excerpt) Read more at northlinewire.example ...
            bump for the a.m. crowd
            I took them for two years. TWO YEARS.
            Where do I find the lot number?
            """
        let article = try #require(Reading.articles(text, .text).first)
        #expect(article.texts(.title) == ["Water Tablet Recall Worries Patients"])
        #expect(
            article.texts(.comment) == [
                "bump for the a.m. crowd", "I took them for two years. TWO YEARS.", "Where do I find the lot number?",
            ])
        #expect(article.document.published == "2023-04-18T07:52:33-05:00")
        #expect(article.document.authors == ["ol_turnip"])
    }

    @Test("questions with answers, references and links to other pages are told apart")
    func questions() throws {
        let text = """
            Water tablets: your questions | Brightmere Wellness Clinic

            How fast do water tablets work?

            They usually work within two hours, and most people notice it at once in the bathroom.

            Can they be taken at night?

            They can, but our patients rarely thank us for that advice on the morning after it.

            Do they cause cramps?

            Cramps of the calf are seen in some of our patients, mostly when they drink too little.

            Resources

            Fennimore O, Quarrie P. Diuretics and cramps: a diary study. J Everyday Physiol. 2019;8(4):211-224. doi: 10.5555/jep.2019.0211.

            Further reading

            Is salt a drug?
            """
        let article = try #require(Reading.articles(text, .text).first)
        #expect(
            article.texts(.question) == [
                "How fast do water tablets work?", "Can they be taken at night?", "Do they cause cramps?",
            ])
        #expect(article.texts(.answer).count == 3)
        #expect(article.texts(.relatedLink) == ["Is salt a drug?"])
        let reference = try #require(article.references.first)
        #expect(reference.title == "Diuretics and cramps: a diary study")
        #expect(reference.authors == ["Fennimore O", "Quarrie P"])
        #expect(reference.year == 2019)
        #expect(reference.doi == "10.5555/jep.2019.0211")
        #expect(article.document.site == "Brightmere Wellness Clinic")
        #expect(article.segments(.answer).allSatisfy { $0.tier == .commercial })
    }
}
