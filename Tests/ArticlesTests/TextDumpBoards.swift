/// Threads of boards and link sites that discuss an article, saved as text; all invented.
enum TextDumpBoards {
    static let all: [DumpCase] = [
        d02, e07, e05, d19, d23,
    ]

    static let d02 = DumpCase(
        name: "posts above their writer's line, with the one answered named",
        text: """
            Statins May Blunt Benefit Of Exercise, Trial Suggests
            Copperfield Daily ^ | June 4, 2019 | Ines Halloway

            Posted on 06/05/2019 5:12:40 AM PDT by Gravel Road

            People who begin an exercise program while taking simvastatin gain less fitness than those who take no pill, a trial from the University of Arden suggests.

            The researchers followed 37 overweight adults for 12 weeks. Fitness rose by 10 percent in those who exercised alone and by 1.5 percent in those who also took 40 mg of simvastatin a day.

            (Excerpt) Read more at copperfielddaily.example ...

            TOPICS: Health/Medicine; Science
            KEYWORDS: exercise; statins

            1 posted on 06/05/2019 5:12:40 AM PDT by Gravel Road
            [ Post Reply | Private Reply | View Replies]

            To: Gravel Road

            I quit simvastatin after my calves cramped every night. Gone within ten days.

            2 posted on 06/05/2019 5:20:11 AM PDT by tinwhistle (The older I get, the better I was.)
            [ Post Reply | Private Reply | To 1 | View Replies]

            To: tinwhistle

            Same here, but on Lipitor 20 mg.

            My doctor then put me on ezetimibe and I have had no cramps since.

            3 posted on 06/05/2019 6:02:33 AM PDT by Old Ferry (Sail on)
            [ Post Reply | Private Reply | To 2 | View Replies]

            To: Gravel Road

            Bump for later.

            4 posted on 06/05/2019 9:47:00 AM PDT by MarshWiggle
            [ Post Reply | Private Reply | To 1 | View Replies]

            Disclaimer: Opinions posted on this board are those of the individual posters and do not necessarily represent the opinion of the board or its management.
            """,
        title: "Statins May Blunt Benefit Of Exercise, Trial Suggests", published: "2019-06-05T05:12:40-07:00",
        authors: ["Gravel Road"],
        article: [
            "People who begin an exercise pro",
            "The researchers followed 37 over",
        ],
        comments: [
            DumpCase.Comment(
                1, nil, "tinwhistle", "2019-06-05T05:20:11-07:00",
                "I quit simvastatin after my calves cramped every night. Gone within ten days."),
            DumpCase.Comment(
                2, 0, "Old Ferry", "2019-06-05T06:02:33-07:00",
                "Same here, but on Lipitor 20 mg.\n\nMy doctor then put me on ezetimibe and I have had no cramps since."
            ),
            DumpCase.Comment(1, nil, "MarshWiggle", "2019-06-05T09:47:00-07:00", "Bump for later."),
        ])

    static let e07 = DumpCase(
        name: "posts below their writer's line, under a reposted article",
        text: """
            Sleeping pill users drive into trees, insurer says
            insurerwatch.example ^ | 5/5/2017
            Posted on 05/06/2017 7:00:01 AM PDT by NightOwl
            Drivers who take zolpidem have twice as many crashes as others, an insurer reports.
            The study covered 400,000 policies over five years.

            2 posted on 05/06/2017 7:04:10 AM PDT by BarnDoor
            To: NightOwl

            I drove to work on Ambien once. Don't remember any of it.

            3 posted on 05/06/2017 7:10:55 AM PDT by Slim
            To: BarnDoor

            My neighbor cooked a turkey on it.

            And then slept through the fire alarm.

            4 posted on 05/06/2017 8:45:00 AM PDT by NightOwl
            To: Slim

            LOL
            """,
        title: "Sleeping pill users drive into trees, insurer says", published: "2017-05-06T07:00:01-07:00",
        authors: ["NightOwl"],
        article: [
            "Drivers who take zolpidem have t",
            "The study covered 400,000 polici",
        ],
        comments: [
            DumpCase.Comment(
                1, nil, "BarnDoor", "2017-05-06T07:04:10-07:00",
                "I drove to work on Ambien once. Don't remember any of it."),
            DumpCase.Comment(
                2, 0, "Slim", "2017-05-06T07:10:55-07:00",
                "My neighbor cooked a turkey on it.\n\nAnd then slept through the fire alarm."),
            DumpCase.Comment(3, 1, "NightOwl", "2017-05-06T08:45:00-07:00", "LOL"),
        ])

    static let e05 = DumpCase(
        name: "a flat board with its border at the source",
        text: """
            Posted on 2/7/2018, 9:15:44 PM by Quail Hollow
            Prescription bottles in a row Prescription bottles in a row. (Photo: Getty Images)
            ________________________________________________________________
            Opioid Maker Pays Doctors To Speak, Records Show by Tamar Lindqvist, Prairie Examiner
            OMAHA - A maker of a fentanyl spray paid 41 doctors more than $3 million over four years, court records show, and those doctors wrote half of all prescriptions in three states.
            The spray is approved only for cancer pain. Eight of ten patients who got it had no cancer, according to the complaint.
            “They turned my wife into an addict for a sore back,” said Dale Furst, whose wife Marlene died of an overdose in 2016.
            The company said that it had fired the managers who were responsible.
            Source: http://prairieexaminer.example/opioid-doctors
            Hang em high.
            My sister got that spray for migraines!! She was in rehab six months later.
            “Eight of ten patients who got it had no cancer”
            That tells you all you need to know.
            I had 3 years of Duragesic 50 mcg for my spine and never had a problem. Don't punish us for crooks.
            BTTT
            Same company, different name: they sell naloxone now.
            """,
        title: "Opioid Maker Pays Doctors To Speak, Records Show by Tamar Lindqvist, Prairie Examiner",
        published: "2018-02-07T21:15:44", authors: ["Quail Hollow"],
        article: [
            "Prescription bottles in a row Pr",
            "OMAHA - A maker of a fentanyl sp",
            "The spray is approved only for c",
            "“They turned my wife into an add",
            "The company said that it had fir",
        ],
        comments: [
            DumpCase.Comment(1, nil, nil, nil, "Hang em high."),
            DumpCase.Comment(
                1, nil, nil, nil, "My sister got that spray for migraines!! She was in rehab six months later."),
            DumpCase.Comment(1, nil, nil, nil, "“Eight of ten patients who got it had no cancer”"),
            DumpCase.Comment(1, nil, nil, nil, "That tells you all you need to know."),
            DumpCase.Comment(
                1, nil, nil, nil,
                "I had 3 years of Duragesic 50 mcg for my spine and never had a problem. Don't punish us for crooks."),
            DumpCase.Comment(1, nil, nil, nil, "BTTT"),
            DumpCase.Comment(1, nil, nil, nil, "Same company, different name: they sell naloxone now."),
        ])

    static let d19 = DumpCase(
        name: "a link site, answers by indentation",
        text: """
            Insulin price cap goes into effect (example.org)
            214 points by tern_flock 3 years ago | hide | past | favorite | 87 comments

            plumbline 3 years ago | next [–]

            I paid 340 dollars a vial for lispro in 2018 and rationed it. Ended up in the ICU with ketoacidosis.

                quietriver 3 years ago | parent | next [–]

                Rationing killed my cousin. He was 26.

                tern_flock 3 years ago | parent | prev | next [–]

                Sorry that you had to go through this.

            oldmill 3 years ago | prev [–]

            Does the cap cover the uninsured?
            """,
        title: "Insulin price cap goes into effect (example.org)", published: nil, authors: [],
        article: [],
        comments: [
            DumpCase.Comment(
                1, nil, "plumbline", nil,
                "I paid 340 dollars a vial for lispro in 2018 and rationed it. Ended up in the ICU with ketoacidosis."),
            DumpCase.Comment(2, 0, "quietriver", nil, "Rationing killed my cousin. He was 26."),
            DumpCase.Comment(2, 0, "tern_flock", nil, "Sorry that you had to go through this."),
            DumpCase.Comment(1, nil, "oldmill", nil, "Does the cap cover the uninsured?"),
        ])

    static let d23 = DumpCase(
        name: "subjects above the writer's line",
        text: """
            Antidepressants in the Drinking Water
            Posted by editor_kim on Tuesday March 11, 2008 @09:17AM
            from the prozac-nation dept.

            An anonymous reader writes "Traces of fluoxetine were found in the drinking water of 24 cities, according to a five-month survey. The amounts are far below a dose."

            Fish next (Score:4, Informative)
            by gillnet (918273) on Tuesday March 11, 2008 @09:31AM (#22714011)

            There is a study that shows that minnows lose their appetite on it.

            Re: Fish next (Score:2)
            by Anonymous Coward on Tuesday March 11, 2008 @09:44AM (#22714205)

            So they are happy and slim?

            dose (Score:3, Insightful)
            by quarkly (55512) on Tuesday March 11, 2008 @10:02AM (#22714398)

            I took 60 mg a day for years. You would have to drink a lake.
            """,
        title: "Antidepressants in the Drinking Water", published: "2008-03-11T09:17", authors: ["editor_kim"],
        article: [
            "from the prozac-nation dept.",
            "An anonymous reader writes \"Trac",
        ],
        comments: [
            DumpCase.Comment(
                1, nil, "gillnet", "2008-03-11T09:31",
                "There is a study that shows that minnows lose their appetite on it."),
            DumpCase.Comment(1, nil, "Anonymous Coward", "2008-03-11T09:44", "So they are happy and slim?"),
            DumpCase.Comment(
                1, nil, "quarkly", "2008-03-11T10:02", "I took 60 mg a day for years. You would have to drink a lake."),
        ])
}
