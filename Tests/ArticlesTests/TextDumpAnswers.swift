/// Questions with answers, and reviews, saved as text; all invented.
enum TextDumpAnswers {
    static let all: [DumpCase] = [
        d05, d08, d17, d24, d28, e04,
    ]

    static let d05 = DumpCase(
        name: "a question of a member and its answers",
        text: """
            Can I drink grapefruit juice with amlodipine?

            Asked 2 May 2018 by pomelofan

            I have been on amlodipine 10 mg for two years. My neighbour says that grapefruit juice is poison with it, but the leaflet of my pharmacy does not mention it at all.

            Answers (3)

            CR
            Crispin Vale 3 May 2018
            Pharmacist for 21 years

            Grapefruit slows the breakdown of many calcium channel blockers. With amlodipine the effect is small, with felodipine it is large. A glass now and then should be safe.

            Votes: +14
            Was this helpful? Yes No Report

            MA
            Margit Aune 4 May 2018

            My ankles swelled like balloons after a week of grapefruit for breakfast. Could be chance, but I have stopped.

            Votes: +3
            Was this helpful? Yes No Report

            TO
            tobias_r 9 May 2018

            Ask your own doctor.

            Votes: 0
            Was this helpful? Yes No Report

            Further information
            • Amlodipine uses and safety info
            • Amlodipine prescribing info & package insert (for Health Professionals)

            Similar questions
            Can I take ibuprofen with amlodipine?
            Does amlodipine cause hair loss?

            Disclaimer: This information is not intended as medical advice. © 2018 Askerby Ltd.
            """,
        title: "Can I drink grapefruit juice with amlodipine?", published: "2018-05-02", authors: ["pomelofan"],
        article: [],
        comments: [
            DumpCase.Comment(
                1, nil, "pomelofan", "2018-05-02",
                "I have been on amlodipine 10 mg for two years. My neighbour says that grapefruit juice is poison with it, but the leaflet of my pharmacy does not mention it at all."
            ),
            DumpCase.Comment(
                1, nil, "Crispin Vale", "2018-05-03",
                "Pharmacist for 21 years\n\nGrapefruit slows the breakdown of many calcium channel blockers. With amlodipine the effect is small, with felodipine it is large. A glass now and then should be safe."
            ),
            DumpCase.Comment(
                1, nil, "Margit Aune", "2018-05-04",
                "My ankles swelled like balloons after a week of grapefruit for breakfast. Could be chance, but I have stopped."
            ),
            DumpCase.Comment(1, nil, "tobias_r", "2018-05-09", "Ask your own doctor."),
        ])

    static let d08 = DumpCase(
        name: "reviews of a drug",
        text: """
            User Reviews for Duloxetine

            Home > Drugs A to Z > Duloxetine > User reviews

            Duloxetine has an average rating of 6.1 out of 10 from a total of 812 ratings.

            Reviews for Duloxetine

            Marlow
            June 14, 2022
            "I was put on 30 mg for nerve pain in my feet. The burning went down by half in two weeks, but I sweat through my shirts by noon."
            7 / 10
            22 users found this comment helpful.

            Annika · Taken for 1 to 2 years
            February 3, 2022
            "Worked well for my mood. Coming off it was hell: brain zaps for six weeks even though I tapered by 10 mg a month."
            4 / 10
            51 users found this comment helpful.

            Anonymous
            November 30, 2021
            "No effect on my fibromyalgia and I gained 6 kg."
            2 / 10
            3 users found this comment helpful.

            More about duloxetine
            Check interactions
            Compare alternatives
            """,
        title: "User Reviews for Duloxetine", published: nil, authors: [],
        article: [
            "Duloxetine has an average rating"
        ],
        comments: [
            DumpCase.Comment(
                1, nil, "Marlow", "2022-06-14",
                "\"I was put on 30 mg for nerve pain in my feet. The burning went down by half in two weeks, but I sweat through my shirts by noon.\""
            ),
            DumpCase.Comment(
                1, nil, "Annika", "2022-02-03",
                "\"Worked well for my mood. Coming off it was hell: brain zaps for six weeks even though I tapered by 10 mg a month.\""
            ),
            DumpCase.Comment(1, nil, "Anonymous", "2021-11-30", "\"No effect on my fibromyalgia and I gained 6 kg.\""),
        ])

    static let d17 = DumpCase(
        name: "reviews of a shop",
        text: """
            MelaSleep 5 mg melatonin tablets, 90 count

            Customer reviews

            Top reviews from the United States

            Jolene Carver
            5.0 out of 5 stars Finally slept through
            Reviewed in the United States on May 3, 2020
            Verified Purchase

            Took one an hour before bed and slept for seven hours. No grogginess.

            4 people found this helpful
            Helpful
            Report

            old_sailor
            1.0 out of 5 stars Nightmares
            Reviewed in the United States on March 19, 2020
            Verified Purchase

            Worst nightmares of my life, three nights in a row. Stopped and they were gone.

            Helpful
            Report
            """,
        title: "MelaSleep 5 mg melatonin tablets, 90 count", published: nil, authors: [],
        article: [],
        comments: [
            DumpCase.Comment(
                1, nil, "Jolene Carver", "2020-05-03",
                "Took one an hour before bed and slept for seven hours. No grogginess."),
            DumpCase.Comment(
                1, nil, "old_sailor", "2020-03-19",
                "Worst nightmares of my life, three nights in a row. Stopped and they were gone."),
        ])

    static let d24 = DumpCase(
        name: "question from, answer from",
        text: """
            Pharmacy Forum - Ask the Pharmacist

            Question from Delphine, 12 January 2012:
            Can I take St John's wort together with the pill? I started it for winter blues two weeks ago and now I have spotting.

            Answer from Pharmacist Ruben, 13 January 2012:
            Please don't. St John's wort makes the liver break the hormones down faster. Spotting is a sign that the level has dropped. Use a condom for the rest of this pack.

            Comment from Liv, 15 January 2012:
            That is how I got my daughter. She is four now.
            """,
        title: "Pharmacy Forum - Ask the Pharmacist", published: "2012-01-12", authors: ["Delphine"],
        article: [],
        comments: [
            DumpCase.Comment(
                1, nil, "Delphine", "2012-01-12",
                "Can I take St John's wort together with the pill? I started it for winter blues two weeks ago and now I have spotting."
            ),
            DumpCase.Comment(
                1, nil, "Pharmacist Ruben", "2012-01-13",
                "Please don't. St John's wort makes the liver break the hormones down faster. Spotting is a sign that the level has dropped. Use a condom for the rest of this pack."
            ),
            DumpCase.Comment(1, nil, "Liv", "2012-01-15", "That is how I got my daughter. She is four now."),
        ])

    static let d28 = DumpCase(
        name: "asked and replied",
        text: """
            HealthTalk Community > Diabetes > Metformin

            Metformin and the runs

            jaybird55 asked on 8/14/2011

            Two weeks on metformin 500 mg twice a day and I cannot leave the house. Does it stop?

            Replies (3)

            NurseDoreen replied on 8/14/2011:
            Ask for the extended-release form and take it in the middle of your biggest meal.

            jaybird55 replied on 8/15/2011:
            Will do, thanks.

            Hank_T2 replied on 8/20/2011:
            Mine stopped after a month. I lost 11 lb though, half of it in the bathroom.

            Reply to this question
            """,
        title: "Metformin and the runs", published: "2011-08-14", authors: ["jaybird55"],
        article: [],
        comments: [
            DumpCase.Comment(
                1, nil, "jaybird55", "2011-08-14",
                "Two weeks on metformin 500 mg twice a day and I cannot leave the house. Does it stop?"),
            DumpCase.Comment(
                1, nil, "NurseDoreen", "2011-08-14",
                "Ask for the extended-release form and take it in the middle of your biggest meal."),
            DumpCase.Comment(1, nil, "jaybird55", "2011-08-15", "Will do, thanks."),
            DumpCase.Comment(
                1, nil, "Hank_T2", "2011-08-20",
                "Mine stopped after a month. I lost 11 lb though, half of it in the bathroom."),
        ])

    static let e04 = DumpCase(
        name: "a clinic's questions, list and references",
        text: """
            Semaglutide FAQ | Bayside Weight & Wellness

            Home
            Treatments
            Book Now

            How does semaglutide work?

            Semaglutide mimics a hormone called GLP-1, which slows the stomach and tells the brain that you are full. Most of our patients eat about a third less.

            What are the side effects?

            The most common side effects of semaglutide are:

            • Nausea
            • Constipation
            • Reflux

            Rarely, it can cause pancreatitis. If you have severe belly pain, stop the injections and call us.

            Can I drink alcohol?

            In small amounts, yes.

            How much does it cost?

            Our program starts at $299 a month, including the medication.

            References

            1. Okafor B, Lindgren S. Once-weekly semaglutide in adults with overweight. N J Metab. 2021;384(11):989-1002. doi:10.5555/njm.2021.3849
            2. Harlow, P. (2022). Weight regain after withdrawal of semaglutide. Obesity Letters, 9(2), 44-51.

            Related posts

            Semaglutide vs tirzepatide
            5 foods to avoid on GLP-1s

            Book your free consultation today!
            Name
            Phone
            Submit
            © 2024 Bayside Weight & Wellness. All rights reserved.
            """,
        title: "Semaglutide FAQ", published: nil, authors: [],
        article: [
            "How does semaglutide work?",
            "Semaglutide mimics a hormone cal",
            "What are the side effects?",
            "The most common side effects of ",
            "Nausea",
            "Constipation",
            "Reflux",
            "Rarely, it can cause pancreatiti",
            "Can I drink alcohol?",
            "In small amounts, yes.",
            "How much does it cost?",
            "Our program starts at $299 a mon",
            "1. Okafor B, Lindgren S. Once-we",
            "2. Harlow, P. (2022). Weight reg",
        ],
        comments: [])
}
