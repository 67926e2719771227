import Articles
import Events
import Testing

/// Pages of several kinds saved as text, all invented.
@Suite struct TextDumpKindsTests {
    @Test("numbered comments of which some have heads, and an answer with a head and no number")
    func mixedHeads() throws {
        let text = """
            Beta Blockers and Nightmares: What Sleep Researchers Found

            Some people who take beta blockers report vivid dreams and nightmares, according to a survey that was carried out in Aldersund.

            Propranolol crosses the blood-brain barrier more easily than atenolol does, which may explain why the dreams are more frequent.

            13 Comments on "Beta Blockers and Nightmares: What Sleep Researchers Found"

                1. Dora Finch | February 16, 2021 at 6:12 am | Reply

                I take propranolol 40 mg and I dream of spiders every night.

                    ♦ Max | February 16, 2021 at 9:40 am | Reply

                    Same, but with snakes.

                2. Took metoprolol for years without a single dream.

                3. Theo | March 1, 2021 at 11:03 pm | Reply

                Mine stopped after I switched to atenolol in the morning.

                4. why is there no control group

            Leave a comment

            Your email address will not be published. Required fields are marked *
            """
        let article = try #require(Reading.articles(text, .text).first)
        let comments = article.segments(.comment)
        #expect(
            article.texts(.comment) == [
                "I take propranolol 40 mg and I dream of spiders every night.", "Same, but with snakes.",
                "Took metoprolol for years without a single dream.",
                "Mine stopped after I switched to atenolol in the morning.", "why is there no control group",
            ])
        #expect(comments.map(\.author) == ["Dora Finch", "Max", nil, "Theo", nil])
        #expect(comments.map(\.level) == [1, 2, 1, 1, 1])
        #expect(comments.map(\.parent) == [nil, comments[0].id, nil, nil, nil])
        #expect(comments[3].date == "2021-03-01T23:03")
        #expect(article.document.published == nil)
        #expect(article.texts(.body).count == 2)
    }

    @Test("a forum's posts stand below their writers' profiles; the reposted article is the body")
    func profiles() throws {
        let text = """
            Metformin and Vitamin B12: Why Doctors Should Test

            Discussion in 'Endocrinology' started by nightshift_rn, Jun 3, 2021.

                1. nightshift_rn

            nightshift_rn Well-Known Member

            Joined:
                Mar 9, 2015
            Messages:
                412

            Long-term use of metformin lowers the level of vitamin B12 in one patient out of five, according to a new review of 31 trials.

            The review was led by Dr. Hanne Korf of the Institute of Metabolism, who said that most patients were never tested for it.

            “A simple blood test once a year would be enough for most patients,” she told reporters on Tuesday.

            The authors recommend that doctors test all patients who have taken metformin for more than four years.

            nightshift_rn, Jun 3, 2021
            #1

                2. pillcounter

            pillcounter Active Member

            Joined:
                Jan 2, 2019
            Messages:
                33

            We test everyone at our clinic after two years. Found three cases this spring alone.

            pillcounter, Jun 4, 2021
            #2

                3. DrOwl

            DrOwl Member

            Joined:
                Aug 20, 2020

            Is this the same review that was in the news last week?

            DrOwl, Jun 5, 2021
            #3

            Add Reply
            """
        let article = try #require(Reading.articles(text, .text).first)
        let comments = article.segments(.comment)
        #expect(article.texts(.body).count == 4)
        #expect(
            article.texts(.comment) == [
                "We test everyone at our clinic after two years. Found three cases this spring alone.",
                "Is this the same review that was in the news last week?",
            ])
        #expect(comments.map(\.author) == ["pillcounter", "DrOwl"])
        #expect(comments.map(\.date) == ["2021-06-04", "2021-06-05"])
        #expect(article.document.published == "2021-06-03")
        #expect(article.document.kind == .forum)
    }

    @Test("a clinic's shop and forms at the end of a page are in no answer and no list")
    func shop() throws {
        let text = """
            Ketamine for depression | Northlight Therapy Center

            How quickly does ketamine work?

            Many of our patients notice a change within hours of the first infusion, and the effect may fade after a week or two.

            Is ketamine addictive?

            Ketamine can be misused, and people with a history of substance use should talk to their doctor before they begin with it.

            What are the side effects?

            The most common ones are dizziness, nausea and a feeling of being detached, and they usually pass within two hours.

                • Dizziness
                • Nausea

            Related articles

            Can you drive after ketamine?
            Ketamine and blood pressure

            Book your free consultation

            Leave a comment

            Wishlist
                • Compare
                • Total: $0.00
            Checkout
            """
        let article = try #require(Reading.articles(text, .text).first)
        #expect(article.texts(.question).count == 3)
        #expect(article.texts(.answer).count == 3)
        #expect(article.texts(.listItem) == ["Dizziness", "Nausea"])
        #expect(article.texts(.relatedLink) == ["Can you drive after ketamine?", "Ketamine and blood pressure"])
        #expect(article.texts(.boilerplate).contains("• Total: $0.00"))
        #expect(article.segments(.comment).isEmpty)
    }

    @Test("a board's disclaimer is no comment")
    func disclaimer() throws {
        let text = """
            Posted on 06/12/2021 4:15:08 PM PDT by Gray Heron
            Aspirin For Healthy Seniors Not Worth The Risk a large trial has found
            A daily aspirin does not prevent a first heart attack in healthy people over 70, and it raises the risk of bleeding, a trial found.
            Some 19,000 people in two countries took part in the trial, which ran for almost five years, the researchers said on Friday.
            (Excerpt) Read more at fenwickdaily.example ...
            My cardiologist took me off it last year.
            Bruises like you would not believe!
            Disclaimer: Opinions posted on this board are those of the individual posters and do not necessarily represent the opinion of the board or its management. All materials posted herein are protected by copyright law.
            """
        let article = try #require(Reading.articles(text, .text).first)
        #expect(
            article.texts(.comment) == [
                "My cardiologist took me off it last year.", "Bruises like you would not believe!",
            ])
        #expect(article.document.published == "2021-06-12T16:15:08-07:00")
    }
}
