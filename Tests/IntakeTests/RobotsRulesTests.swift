import Intake
import Testing

/// RFC 9309, case by case.
@Suite struct RobotsRulesTests {
    private static func rules(_ text: String) -> RobotsRules { RobotsRules(Array(text.utf8), agent: "claimstream") }

    @Test(
        "the longest rule decides, allow wins a tie, and star and end are signs",
        arguments: [
            ("Disallow: /", "/x", false), ("Disallow:", "/x", true), ("Disallow: /a", "/b", true),
            ("Disallow: /a\nAllow: /a/b", "/a/b/c", true), ("Allow: /a\nDisallow: /a", "/a", true),
            ("Allow: /\nDisallow: /private", "/private/x", false), ("Disallow: /*.pdf$", "/a/b.pdf", false),
            ("Disallow: /*.pdf$", "/a/b.pdf?x", true), ("Disallow: /a*c", "/abbbc/d", false),
            ("Disallow: /*/x/*/y", "/1/x/2/3/y", false), ("Disallow: /a%3cd", "/a%3Cd", false),
            ("Disallow: /%7Ejoe", "/~joe/", false), ("Disallow: /ü", "/%C3%BC", false),
            ("Disallow: /A", "/a", true), ("Disallow: /a # and why", "/a", false), ("disallow : /a", "/a", false),
            ("Disallow: /", "/robots.txt", true), ("Disallow: /*?", "/a?b=1", false), ("Disallow: *", "/a", false),
        ])
    func rule(_ lines: String, _ path: String, _ isAllowed: Bool) {
        #expect(Self.rules("User-agent: *\n\(lines)\n").allows(path) == isAllowed)
    }

    @Test("groups that name us replace the general one, and are joined")
    func groups() {
        let rules = Self.rules(
            "User-agent: *\nDisallow: /\n\nuser-agent: OtherBot\nUser-Agent: ClaimStream/2\nDisallow: /a\r\n\r\n"
                + "User-agent: claimstreamer\nDisallow: /c\n\nUser-agent: claimstream\nDisallow: /b\nCrawl-delay: 7\n")
        #expect(rules.allows("/x") && rules.allows("/c") && !rules.allows("/a") && !rules.allows("/b"))
        #expect(rules.crawlDelay == 7)
    }

    @Test("rules before any group, unknown lines and a byte order mark are passed over")
    func faults() {
        let rules = Self.rules("\u{FEFF}Disallow: /a\nSitemap: https://x/\nnonsense\nUser-agent: *\nDisallow: /b")
        #expect(rules.allows("/a") && !rules.allows("/b"))
        #expect(RobotsRules.allowingAll.allows("/a") && !RobotsRules.allowingNothing.allows("/a"))
    }

    @Test("stars by the thousand cost no more than their number times the path's length")
    func stars() {
        let rules = Self.rules("User-agent: *\nDisallow: /" + String(repeating: "*a", count: 2_000) + "b$")
        #expect(rules.allows("/" + String(repeating: "a", count: 8_000)))
    }
}
