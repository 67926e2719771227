/// Articles with the comments of their readers, saved as text; all invented.
enum TextDumpNews {
    static let all: [DumpCase] = [
        d06, d11, d15, d20, d21, d26,
    ]

    static let d06 = DumpCase(
        name: "name and date on two lines, an answer indented",
        text: """
            Skip to main content
            Sections   Search   Sign in

            The Ferrymouth Herald

            Health

            Blood thinner recalled over wrong strength on label

            By Oona Lascelles, Health correspondent
            Updated 14:05 GMT, 9 October 2020
            First published 8 October 2020

            Share

            A batch of rivaroxaban tablets is being recalled because bottles labelled 10 mg may hold tablets of 20 mg, the medicines agency said on Thursday.

            About 2,300 bottles were sent to pharmacies in the north of the country between July and September.

            “Patients should not stop taking their medicine, but should check the marking on the tablet,” the agency's spokeswoman Dagny Rolfe said. “A doubled dose raises the risk of bleeding.”

            Advertisement

            The maker, Pellworm Pharma, said that it had received four reports of nosebleeds and one of a stomach bleed.

            Related stories
            Heart failure drug price doubles
            What to do when you miss a pill

            Comments (4)

            Newest | Oldest | Most liked

            Barnaby Crewe
            9 October 2020 at 09:11
            My mother was on these. Nosebleed for six hours on the 1st, and nobody could say why. Now we know.
            Like (18)  Reply

              Lettie H
              9 October 2020 at 09:40
              Report it with the yellow card, please.
              Like (7)  Reply

            seventhson
            9 October 2020 at 11:26
            How does a factory mix up two strengths in the first place?
            Like (2)  Reply

            Ferryman
            10 October 2020 at 07:55
            I check every bottle since the valsartan business.
            Like  Reply

            Comments on this article are now closed.
            About us  Contact  Privacy policy
            © 2020 Ferrymouth Herald Media
            """,
        title: "Blood thinner recalled over wrong strength on label", published: "2020-10-08",
        authors: ["Oona Lascelles"],
        article: [
            "A batch of rivaroxaban tablets i",
            "About 2,300 bottles were sent to",
            "“Patients should not stop taking",
            "The maker, Pellworm Pharma, said",
        ],
        comments: [
            DumpCase.Comment(
                1, nil, "Barnaby Crewe", "2020-10-09T09:11",
                "My mother was on these. Nosebleed for six hours on the 1st, and nobody could say why. Now we know."),
            DumpCase.Comment(2, 0, "Lettie H", "2020-10-09T09:40", "Report it with the yellow card, please."),
            DumpCase.Comment(
                1, nil, "seventhson", "2020-10-09T11:26", "How does a factory mix up two strengths in the first place?"),
            DumpCase.Comment(
                1, nil, "Ferryman", "2020-10-10T07:55", "I check every bottle since the valsartan business."),
        ])

    static let d11 = DumpCase(
        name: "Disqus, answers named by an arrow",
        text: """
            New antibiotic clears stubborn bladder infections in trial

            Published: 22 March 2024

            A single course of gepotidacin cleared uncomplicated urinary infections in half of 620 women, about as often as nitrofurantoin, according to a trial reported at a meeting in Lund.

            Diarrhoea was the most common side effect and was seen in 14 percent of those on the new drug.

            12 Comments   Lund Tribune   Login
            Recommend 3   Tweet   Share   Sort by Best

            Petronella • 2 years ago
            Nitrofurantoin turned everything brown but it worked in a day.
            3 ^ | v • Reply • Share ›

            Gus Whitlock > Petronella • 2 years ago
            Brown is harmless. The leaflet says so.
            1 ^ | v • Reply • Share ›

            Oskar • 2 years ago
            Half?? So a coin would have done as well.
            ^ | v • Reply • Share ›

            Load more comments
            """,
        title: "New antibiotic clears stubborn bladder infections in trial", published: "2024-03-22", authors: [],
        article: [
            "A single course of gepotidacin c",
            "Diarrhoea was the most common si",
        ],
        comments: [
            DumpCase.Comment(
                1, nil, "Petronella", nil, "Nitrofurantoin turned everything brown but it worked in a day."),
            DumpCase.Comment(2, 0, "Gus Whitlock", nil, "Brown is harmless. The leaflet says so."),
            DumpCase.Comment(1, nil, "Oskar", nil, "Half?? So a coin would have done as well."),
        ])

    static let d15 = DumpCase(
        name: "names of two in one line",
        text: """
            Why I stopped taking the contraceptive pill

            Rosalind Achebe
            Tue 14 Jul 2015 12.30 BST

            Last modified on Thu 16 Jul 2015 09.12 BST

            I was 17 when a doctor first handed me a packet of Microgynon, and nobody asked about my migraines.

            It took eleven years, two scans and one very good neurologist to find out that with migraine with aura the combined pill raises the risk of stroke.

            • Rosalind Achebe is a writer based in Leeds

            Comments (312)

            This discussion is now closed for comments

            Mirabel 14 Jul 2015 13:02
            2 3

            Same story, but nobody told me until I was 35. Progestogen-only pill since then, no aura for a year.

            Report Share

                ChurchMouse Mirabel 14 Jul 2015 13:20
                0 1

                Which one if I may ask?

                Report Share

                Mirabel ChurchMouse 14 Jul 2015 13:31
                1 2

                Cerazette.

                Report Share

            Pedant1966 14 Jul 2015 14:44
            0 1

            It is "progestogen", so well done for that at least.

            Report Share
            """,
        title: "Why I stopped taking the contraceptive pill", published: "2015-07-14T12:30+01:00",
        authors: ["Rosalind Achebe"],
        article: [
            "I was 17 when a doctor first han",
            "It took eleven years, two scans ",
            "Rosalind Achebe is a writer base",
        ],
        comments: [
            DumpCase.Comment(
                1, nil, "Mirabel", "2015-07-14T13:02",
                "Same story, but nobody told me until I was 35. Progestogen-only pill since then, no aura for a year."),
            DumpCase.Comment(2, 0, "ChurchMouse", "2015-07-14T13:20", "Which one if I may ask?"),
            DumpCase.Comment(3, 1, "Mirabel", "2015-07-14T13:31", "Cerazette."),
            DumpCase.Comment(
                1, nil, "Pedant1966", "2015-07-14T14:44", "It is \"progestogen\", so well done for that at least."),
        ])

    static let d20 = DumpCase(
        name: "name, town and country before the day",
        text: """
            Daily cup of liquorice tea put pensioner in hospital

            By A Staff Reporter

            PUBLISHED: 08:12, 3 November 2019 | UPDATED: 09:40, 3 November 2019

            A pensioner who drank six cups of liquorice tea a day while on furosemide collapsed with dangerously low potassium, doctors report.

            The 82-year-old recovered within a week after he stopped the tea.

            Share or comment on this article

            Comments 3

            Newest Oldest Best rated Worst rated

            wurzel, Taunton, United Kingdom, 4 years ago

            My gran swore by it. She was on water tablets as well.

            Click to rate 12 3

            Jan the Man, Perth, Australia, 4 years ago

            Six cups a day of anything is silly.

            Click to rate 40 1

            Bella, Leeds, United Kingdom, 4 years ago

            Poor soul.

            Click to rate 5 0
            """,
        title: "Daily cup of liquorice tea put pensioner in hospital", published: "2019-11-03", authors: [],
        article: [
            "A pensioner who drank six cups o",
            "The 82-year-old recovered within",
        ],
        comments: [
            DumpCase.Comment(1, nil, "wurzel", nil, "My gran swore by it. She was on water tablets as well."),
            DumpCase.Comment(1, nil, "Jan the Man", nil, "Six cups a day of anything is silly."),
            DumpCase.Comment(1, nil, "Bella", nil, "Poor soul."),
        ])

    static let d21 = DumpCase(
        name: "name, town, day on three lines",
        text: """
            A Pill to Forget the Pain

            By Corwin Hale
            Aug. 9, 2016

            Ketamine, long a battlefield anesthetic, is being given for pain that nothing else will touch.

            Dr. Ilka Brandt of the Larch Hill Pain Center said that two of three patients felt better within a day. The effect rarely lasted longer than two weeks.

            COMMENTS 3

            Susan W.
            Portland, OR
            August 9, 2016

            I had six infusions for CRPS. The first gave me three weeks without pain, the sixth gave me nothing.

            Reply12 Recommend

            Ben
            Ohio
            August 10, 2016

            Why is nobody talking about the bladder?

            ReplyRecommend

            Maria T.
            New Mexico
            August 10, 2016

            As a nurse I have seen people come out of it terrified.

            Reply3 Recommend
            """,
        title: "A Pill to Forget the Pain", published: "2016-08-09", authors: ["Corwin Hale"],
        article: [
            "Ketamine, long a battlefield ane",
            "Dr. Ilka Brandt of the Larch Hil",
        ],
        comments: [
            DumpCase.Comment(
                1, nil, "Susan W.", "2016-08-09",
                "I had six infusions for CRPS. The first gave me three weeks without pain, the sixth gave me nothing."),
            DumpCase.Comment(1, nil, "Ben", "2016-08-10", "Why is nobody talking about the bladder?"),
            DumpCase.Comment(
                1, nil, "Maria T.", "2016-08-10", "As a nurse I have seen people come out of it terrified."),
        ])

    static let d26 = DumpCase(
        name: "pictures and the one answered above the day",
        text: """
            Nurse warns of fentanyl patches and heating pads

            March 2, 2017

            A hospice nurse from Kilbride has started a campaign after a patient on a fentanyl patch nearly died under an electric blanket.

            Heat makes the skin take up the drug faster, and the breathing slows.

            Discussion

            Avatar
            Harold Stamp
            a year ago
            This happened to my aunt. Heating pad on her back, patch on her shoulder. She was blue when we found her.

            Avatar
            Jo K
            Harold Stamp
            a year ago
            Did she make it?

            Avatar
            Harold Stamp
            Jo K
            a year ago
            Yes, thank God. Narcan.
            """,
        title: "Nurse warns of fentanyl patches and heating pads", published: "2017-03-02", authors: [],
        article: [
            "A hospice nurse from Kilbride ha",
            "Heat makes the skin take up the ",
        ],
        comments: [
            DumpCase.Comment(
                1, nil, "Harold Stamp", nil,
                "This happened to my aunt. Heating pad on her back, patch on her shoulder. She was blue when we found her."
            ),
            DumpCase.Comment(2, 0, "Jo K", nil, "Did she make it?"),
            DumpCase.Comment(3, 1, "Harold Stamp", nil, "Yes, thank God. Narcan."),
        ])
}
