/// Articles on studies, and a diary, with numbered and named comments, saved as text; all invented.
enum TextDumpStudies {
    static let all: [DumpCase] = [
        d07, d22, e01, e02,
    ]

    static let d07 = DumpCase(
        name: "a diary with comments and a pingback",
        text: """
            Needles and Nettles
            A diary of one woman and her rheumatoid arthritis

            Home   About   Archive

            Six months on methotrexate
            Posted on January 17, 2014 by Winifred

            Six months ago I swallowed my first 15 mg of methotrexate, and I promised to write down what it did to me. So here it is.

            The good: my knuckles went down in week seven. I can open jars. The CRP fell from 48 to 9.

            The bad: Fridays. I take it on Thursday night and Friday is lost to nausea, even with folic acid on the other days.

            Filed under: Medication, Methotrexate
            Tagged: folic acid, nausea

            ← Older post   Newer post →

            5 Responses to Six months on methotrexate

            Carla says:
            January 17, 2014 at 9:20 pm

            Injections! The nausea went away for me when I moved from tablets to the pen.

            Reply

            Winifred says:
            January 18, 2014 at 7:45 am

            Noted, I shall ask on Tuesday.

            Reply

            Pingback: Weekly round-up | The Creaking Gate

            Umesh says:
            February 2, 2014 at 1:13 pm

            My liver enzymes tripled at 20 mg. Do you have yours checked?

            They told me no wine at all.

            Reply

            Anonymous says:
            March 30, 2014 at 11:59 am

            Lost a third of my hair. It grew back after I stopped.

            Reply

            Leave a Reply
            Your email address will not be published. Required fields are marked *
            Name *
            Email *
            Website
            """,
        title: "Six months on methotrexate", published: "2014-01-17", authors: ["Winifred"],
        article: [
            "Six months ago I swallowed my fi",
            "The good: my knuckles went down ",
            "The bad: Fridays. I take it on T",
        ],
        comments: [
            DumpCase.Comment(
                1, nil, "Carla", "2014-01-17T21:20",
                "Injections! The nausea went away for me when I moved from tablets to the pen."),
            DumpCase.Comment(1, nil, "Winifred", "2014-01-18T07:45", "Noted, I shall ask on Tuesday."),
            DumpCase.Comment(
                1, nil, "Umesh", "2014-02-02T13:13",
                "My liver enzymes tripled at 20 mg. Do you have yours checked?\n\nThey told me no wine at all."),
            DumpCase.Comment(
                1, nil, "Anonymous", "2014-03-30T11:59", "Lost a third of my hair. It grew back after I stopped."),
        ])

    static let d22 = DumpCase(
        name: "numbered at the margin",
        text: """
            Is your thyroid pill stealing your bone?

            Posted on May 5th, 2010 by Dr. Ellen Marsh

            Too much levothyroxine thins the bone, and most women over sixty are never told. In our practice we check the TSH twice a year.

            A large study of 213,000 people found that the risk of a fracture rose with the dose.

            3 Responses to “Is your thyroid pill stealing your bone?”

            1. Glenda says:
            May 6, 2010 at 8:01 am

            I am on 150 mcg and just broke my hip at 58!

            2. Dr. Ellen Marsh says:
            May 6, 2010 at 10:30 am

            Glenda, please ask for a TSH.

            3. tom b says:
            May 9, 2010 at 11:15 pm

            what about men
            """,
        title: "Is your thyroid pill stealing your bone?", published: "2010-05-05", authors: ["Dr. Ellen Marsh"],
        article: [
            "Too much levothyroxine thins the",
            "A large study of 213,000 people ",
        ],
        comments: [
            DumpCase.Comment(1, nil, "Glenda", "2010-05-06T08:01", "I am on 150 mcg and just broke my hip at 58!"),
            DumpCase.Comment(1, nil, "Dr. Ellen Marsh", "2010-05-06T10:30", "Glenda, please ask for a TSH."),
            DumpCase.Comment(1, nil, "tom b", "2010-05-09T23:15", "what about men"),
        ])

    static let e01 = DumpCase(
        name: "numbered with heads, answers as bullets",
        text: """
            Skip to content
            Menu

            Home » Health » Popular Antacid May Disturb the Gut’s Clock

            Popular Antacid May Disturb the Gut’s Clock
            By Lysander Institute of Physiology February 3, 2023No Comments5 Mins Read

            Clock Genes Concept

            The team found that famotidine shifted the daily rhythm of three gut bacteria.

            Famotidine, a drug that millions take against heartburn, shifts the daily rhythm of gut bacteria in mice, according to scientists of the Lysander Institute of Physiology.

            The animals were given the drug for 28 days. By the third week their gut bacteria woke up four hours late, as first author Noor Haddad puts it.

            “We do not know if this happens in people,” says Haddad, “and nobody should stop a prescribed drug because of a mouse.”

            For more on this research, see Gut Clocks Tick Differently in Shift Workers.

            Reference: “Famotidine shifts microbial rhythms in the murine colon” by Noor Haddad, Elke Sonntag, P. J. Lund and Mario Cerda, 30 January 2023, Chronobiology of the Gut.
            DOI: 10.5555/cg.2023.0130

            Funding: Nordmark Foundation

            Share. Facebook Twitter Pinterest LinkedIn Email Reddit

            RELATED ARTICLES
            Heartburn Pills and Bone
            Why Breakfast Matters

            6 COMMENTS

              1. Wendell on February 4, 2023 6:12 am

              I take Pepcid 20 mg twice a day and I wake up at four. Now I know why!
              REPLY

                • Dr. K. on February 4, 2023 9:30 am

                You are not a mouse, Wendell.
                REPLY

                  • Wendell on February 4, 2023 10:02 am

                  My wife says otherwise.
                  REPLY

              2. Ottoline on February 5, 2023 1:45 pm

              Was the dose comparable to that of people?

              28 days is a long time for a mouse.
              REPLY

              3. Anonymous on February 7, 2023 11:11 pm

              more junk science
              REPLY

            Leave A Reply Cancel Reply
            """,
        title: "Popular Antacid May Disturb the Gut’s Clock", published: "2023-02-03",
        authors: ["Lysander Institute of Physiology"],
        article: [
            "The team found that famotidine s",
            "Famotidine, a drug that millions",
            "The animals were given the drug ",
            "“We do not know if this happens ",
            "For more on this research, see G",
            "Reference: “Famotidine shifts mi",
        ],
        comments: [
            DumpCase.Comment(
                1, nil, "Wendell", "2023-02-04T06:12",
                "I take Pepcid 20 mg twice a day and I wake up at four. Now I know why!"),
            DumpCase.Comment(2, 0, "Dr. K.", "2023-02-04T09:30", "You are not a mouse, Wendell."),
            DumpCase.Comment(3, 1, "Wendell", "2023-02-04T10:02", "My wife says otherwise."),
            DumpCase.Comment(
                1, nil, "Ottoline", "2023-02-05T13:45",
                "Was the dose comparable to that of people?\n\n28 days is a long time for a mouse."),
            DumpCase.Comment(1, nil, "Anonymous", "2023-02-07T23:11", "more junk science"),
        ])

    static let e02 = DumpCase(
        name: "numbered, parents missing, a newsletter form below",
        text: """
            Anticholinergic Bladder Drugs and Memory: New Clues From Rats

            Summary: Rats given oxybutynin for six weeks made more errors in a maze, a new study reports. The errors vanished a month after the drug was stopped.

            Source: Tavistock Neuroscience Centre

            Oxybutynin calms an overactive bladder by blocking acetylcholine, a messenger that the brain also needs for memory.

            Until now it was not known how much of the drug reaches the hippocampus. Dr. Imre Vadas and colleagues measured it in 48 rats.

            This shows a rat in a maze
            The rats had to find a platform under water. Credit: NeuroDaily

            “We saw 30 percent more errors,” Vadas said.

            About this memory research news

            Author: Clara Whitlow
            Source: Tavistock Neuroscience Centre
            Contact: Clara Whitlow – Tavistock Neuroscience Centre
            Image: The image is credited to NeuroDaily

            Original Research: Open access.
            “Hippocampal oxybutynin and reversal learning in aged rats” by Imre Vadas et al. Journal of Behavioural Pharmacy

            Abstract

            Hippocampal oxybutynin and reversal learning in aged rats

            Antimuscarinic drugs are widely prescribed to older adults. Whether they reach the hippocampus in relevant amounts is disputed.

            We gave 48 aged rats oxybutynin for six weeks and tested reversal learning. Errors rose by 30 percent and returned to baseline within four weeks of withdrawal.

                  1. My mum was on Ditropan and could not find the kitchen.

                    2. Mine too, until they swapped it for mirabegron.

                      1. How long did it take to get better?

                        Asking because we stopped on Monday.

              1. Rats again.

              2. I have taken 5 mg for nine years.
              No problem whatsoever.

                1. 1. e4 e5. Sorry, wrong window.

            Join our Newsletter
            I agree to have my personal information transferred to AWeber for Neuroscience Newsletter ( more information )
            Sign up to receive our recent neuroscience headlines and summaries sent to your email once a day, totally free.
            We hate spam and only use your email to contact you about newsletters. You can cancel your subscription any time.
            """,
        title: "Anticholinergic Bladder Drugs and Memory: New Clues From Rats", published: nil,
        authors: ["Clara Whitlow"],
        article: [
            "Summary: Rats given oxybutynin f",
            "Oxybutynin calms an overactive b",
            "Until now it was not known how m",
            "The rats had to find a platform ",
            "“We saw 30 percent more errors,”",
            "Original Research: Open access. ",
            "Antimuscarinic drugs are widely ",
            "We gave 48 aged rats oxybutynin ",
        ],
        comments: [
            DumpCase.Comment(3, nil, nil, nil, "My mum was on Ditropan and could not find the kitchen."),
            DumpCase.Comment(4, 0, nil, nil, "Mine too, until they swapped it for mirabegron."),
            DumpCase.Comment(
                5, 1, nil, nil, "How long did it take to get better?\n\nAsking because we stopped on Monday."),
            DumpCase.Comment(1, nil, nil, nil, "Rats again."),
            DumpCase.Comment(1, nil, nil, nil, "I have taken 5 mg for nine years.\nNo problem whatsoever."),
            DumpCase.Comment(2, 4, nil, nil, "1. e4 e5. Sorry, wrong window."),
        ])
}
