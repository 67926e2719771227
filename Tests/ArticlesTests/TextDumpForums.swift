/// Threads of forums and mailing lists, saved as text; all invented.
enum TextDumpForums {
    static let all: [DumpCase] = [
        d03, d04, d09, d10, e03,
    ]

    static let d03 = DumpCase(
        name: "phpBB, the member below the words",
        text: """
            The Thyroid Corner
            Skip to content
            Board index ‹ Medication ‹ Levothyroxine

            Generic vs brand levothyroxine

            Post by hollyhock » Tue Feb 09, 2016 8:41 am

            After eight years on Synthroid 88 mcg my insurer moved me to the generic. Three weeks in and my hair is coming out in handfuls.

            TSH went from 1.1 to 5.9. Is that the generic or just bad luck?

            hollyhock
            Posts: 14
            Joined: Mon Jan 04, 2016 9:00 pm

            Re: Generic vs brand levothyroxine
            Post by Dr Mostly Retired » Tue Feb 09, 2016 10:15 am

            The two are not always absorbed alike. Ask for a repeat TSH six weeks after the switch, and take it with water only.

            Dr Mostly Retired
            Posts: 1204
            Joined: Sun Mar 15, 2009 1:12 pm
            Location: Oslo

            Re: Generic vs brand levothyroxine
            Post by pennyroyal » Wed Feb 10, 2016 7:02 pm

            hollyhock wrote:
            Is that the generic or just bad luck?

            For me it was coffee. I moved the tablet to 4 am and my TSH came down from 6 to 2.

            pennyroyal
            Posts: 88
            Joined: Fri Jul 10, 2015 3:33 pm

            Page 1 of 1
            Return to “Levothyroxine”
            Who is online
            Users browsing this forum: No registered users and 2 guests
            """,
        title: "Generic vs brand levothyroxine", published: "2016-02-09T08:41", authors: ["hollyhock"],
        article: [],
        comments: [
            DumpCase.Comment(
                1, nil, "hollyhock", "2016-02-09T08:41",
                "After eight years on Synthroid 88 mcg my insurer moved me to the generic. Three weeks in and my hair is coming out in handfuls.\n\nTSH went from 1.1 to 5.9. Is that the generic or just bad luck?"
            ),
            DumpCase.Comment(
                1, nil, "Dr Mostly Retired", "2016-02-09T10:15",
                "The two are not always absorbed alike. Ask for a repeat TSH six weeks after the switch, and take it with water only."
            ),
            DumpCase.Comment(
                1, nil, "pennyroyal", "2016-02-10T19:02",
                "Is that the generic or just bad luck?\n\nFor me it was coffee. I moved the tablet to 4 am and my TSH came down from 6 to 2."
            ),
        ])

    static let d04 = DumpCase(
        name: "levels printed as numbers, days as years ago",
        text: """
            r/migraine
            Posted by u/foggy_lantern 3 years ago

            Topiramate made me forget my own phone number

            Started topiramate 25 mg in March, went up to 100 mg by May. Migraines dropped from 14 days a month to 5. But I lose words in the middle of a sentence, and carbonated drinks taste like metal.

            Did the fog lift for anyone after staying at a dose for a while?

            41 Comments

            Sort by: best

            level 1
            quietkettle · 3 yr. ago

            They call it Dopamax for a reason. Mine lifted a bit at month four, never fully.

            12
            Reply
            Share

            level 2
            foggy_lantern OP · 3 yr. ago

            Month four, ok. I am at week nine now.

            3
            Reply
            Share

            level 1
            BrassMonkey88 · 3 yr. ago

            I got kidney stones on 200 mg. Drink water like it is your job.

            27
            Reply
            Share

            level 2
            [deleted] · 3 yr. ago

            [removed]

            level 1
            sparrow_hawk · 3 yr. ago

            Switched to propranolol. No fog but my hands are freezing.

            Reply
            Share
            """,
        title: "Topiramate made me forget my own phone number", published: nil, authors: ["foggy_lantern"],
        article: [],
        comments: [
            DumpCase.Comment(
                1, nil, "foggy_lantern", nil,
                "Started topiramate 25 mg in March, went up to 100 mg by May. Migraines dropped from 14 days a month to 5. But I lose words in the middle of a sentence, and carbonated drinks taste like metal.\n\nDid the fog lift for anyone after staying at a dose for a while?"
            ),
            DumpCase.Comment(
                1, nil, "quietkettle", nil,
                "They call it Dopamax for a reason. Mine lifted a bit at month four, never fully."),
            DumpCase.Comment(2, 1, "foggy_lantern", nil, "Month four, ok. I am at week nine now."),
            DumpCase.Comment(
                1, nil, "BrassMonkey88", nil, "I got kidney stones on 200 mg. Drink water like it is your job."),
            DumpCase.Comment(1, nil, "sparrow_hawk", nil, "Switched to propranolol. No fog but my hands are freezing."),
        ])

    static let d09 = DumpCase(
        name: "a mailing list",
        text: """
            [Parkinsn] Pramipexole and gambling

            From: Harriet Dunmore
            Date: Mon, 12 May 2008 10:22:31 -0400
            Subject: Pramipexole and gambling

            Dear list,

            My husband has been on pramipexole 1 mg three times a day since last autumn. Since Christmas he has lost 11,000 dollars on internet poker. He never gambled before.

            Has anyone else seen this?

            Harriet

            From: Piet Vos
            Date: Mon, 12 May 2008 16:05:10 +0200
            Subject: Re: Pramipexole and gambling

            Harriet,

            > He never gambled before.

            Neither had I. It was scratch cards with me, forty a day. My neurologist cut the dose in half and the urge was gone in three weeks.

            Piet

            From: Ruth Abernethy
            Date: Tue, 13 May 2008 08:47:00 -0500
            Subject: Re: Pramipexole and gambling

            Please call his doctor today. It is in the leaflet.
            """,
        title: "[Parkinsn] Pramipexole and gambling", published: "2008-05-12T10:22:31-04:00",
        authors: ["Harriet Dunmore"],
        article: [],
        comments: [
            DumpCase.Comment(
                1, nil, "Harriet Dunmore", "2008-05-12T10:22:31-04:00",
                "Dear list,\n\nMy husband has been on pramipexole 1 mg three times a day since last autumn. Since Christmas he has lost 11,000 dollars on internet poker. He never gambled before.\n\nHas anyone else seen this?\n\nHarriet"
            ),
            DumpCase.Comment(
                1, nil, "Piet Vos", "2008-05-12T16:05:10+02:00",
                "Harriet,\n\n> He never gambled before.\n\nNeither had I. It was scratch cards with me, forty a day. My neurologist cut the dose in half and the urge was gone in three weeks.\n\nPiet"
            ),
            DumpCase.Comment(
                1, nil, "Ruth Abernethy", "2008-05-13T08:47:00-05:00",
                "Please call his doctor today. It is in the leaflet."),
        ])

    static let d10 = DumpCase(
        name: "vBulletin, the date above the name",
        text: """
            Low Dose Naltrexone Forum
            Thread: LDN and vivid dreams

            05-02-2013, 10:14 AM  #1
            cloudberry
            Junior Member
            Join Date: Apr 2013
            Location: Maine
            Posts: 6

            LDN and vivid dreams

            Started LDN 1.5 mg at bedtime a week ago for fibro. The dreams are like movies, and I wake up at three every night.

            Reply With Quote

            05-02-2013, 01:37 PM  #2
            Mr. Tibbles
            Senior Member
            Join Date: Nov 2009
            Posts: 811

            Take it in the morning. Problem solved for me in two days.

            Reply With Quote

            05-03-2013, 08:09 AM  #3
            cloudberry
            Junior Member
            Join Date: Apr 2013
            Location: Maine
            Posts: 6

            Quote:
            Originally Posted by Mr. Tibbles
            Take it in the morning.

            Will try that tomorrow, thanks!

            Reply With Quote

            « Previous Thread | Next Thread »
            Posting Permissions
            You may not post new threads
            You may not post replies
            """,
        title: "LDN and vivid dreams", published: "2013-05-02T10:14", authors: ["cloudberry"],
        article: [],
        comments: [
            DumpCase.Comment(
                1, nil, "cloudberry", "2013-05-02T10:14",
                "Started LDN 1.5 mg at bedtime a week ago for fibro. The dreams are like movies, and I wake up at three every night."
            ),
            DumpCase.Comment(
                1, nil, "Mr. Tibbles", "2013-05-02T13:37", "Take it in the morning. Problem solved for me in two days."),
            DumpCase.Comment(
                1, nil, "cloudberry", "2013-05-03T08:09", "Take it in the morning.\n\nWill try that tomorrow, thanks!"),
        ])

    static let e03 = DumpCase(
        name: "XenForo, the first post is a member's own",
        text: """
            Nurses' Station
            Home   Forums   Pharmacology

            Gabapentin abuse is rising, poison centre warns

            Discussion in 'Pharmacology' started by charge_nurse_kit, Sep 2, 2019.

                1. charge_nurse_kit

            charge_nurse_kit Bronze Member

            Joined:
                Feb 11, 2017
            Messages:
                209
            Likes Received:
                18
            Gender:
                Female

            We had three overdoses with gabapentin in one week. Two of my patients took 3,600 mg on top of their methadone and stopped breathing.

            Does your ward count the tablets at discharge?

            charge_nurse_kit, Sep 2, 2019
            #1
            Pharm.Dee likes this.

                2. Pharm.Dee

            Pharm.Dee Well-Known Member

            Joined:
                May 30, 2012
            Messages:
                1,877

            We do since it became a controlled drug here in April.

            Pharm.Dee, Sep 2, 2019
            #2

                3. Old Ward Hand

            Old Ward Hand New Member

            Joined:
                Sep 1, 2019
            Messages:
                1

            charge_nurse_kit said: ↑
            Does your ward count the tablets at discharge?

            No, and we should. I got hooked on it myself after back surgery.

            Old Ward Hand, Sep 3, 2019
            #3

            (You must log in or sign up to reply here.)

            Share This Page
            """,
        title: "Gabapentin abuse is rising, poison centre warns", published: "2019-09-02",
        authors: ["charge_nurse_kit"],
        article: [],
        comments: [
            DumpCase.Comment(
                1, nil, "charge_nurse_kit", "2019-09-02",
                "We had three overdoses with gabapentin in one week. Two of my patients took 3,600 mg on top of their methadone and stopped breathing.\n\nDoes your ward count the tablets at discharge?"
            ),
            DumpCase.Comment(
                1, nil, "Pharm.Dee", "2019-09-02", "We do since it became a controlled drug here in April."),
            DumpCase.Comment(
                1, nil, "Old Ward Hand", "2019-09-03",
                "Does your ward count the tablets at discharge?\n\nNo, and we should. I got hooked on it myself after back surgery."
            ),
        ])
}
