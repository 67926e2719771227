import Intake
import Testing

@Suite struct AddressRulesTests {
    @Test(
        "addresses that are not public are refused",
        arguments: [
            [0, 0, 0, 0], [10, 1, 2, 3], [100, 64, 0, 1], [100, 127, 255, 255], [127, 0, 0, 1], [127, 255, 0, 9],
            [169, 254, 169, 254], [169, 254, 0, 1], [172, 16, 0, 1], [172, 31, 255, 255], [192, 168, 1, 1],
            [192, 0, 2, 1], [198, 18, 0, 1], [224, 0, 0, 1], [255, 255, 255, 255],
            v6(15, 1), v6(15, 0), [0xFE, 0x80] + zeros(14), [0xFE, 0xBF] + zeros(14), [0xFC] + zeros(15),
            [0xFD, 0, 0x0E, 0xC2] + zeros(10) + [2, 0x54], [0xFF, 2] + zeros(14),
            // An IPv4 address within: mapped, compatible, NAT64, 6to4.
            zeros(10) + [0xFF, 0xFF, 127, 0, 0, 1], zeros(10) + [0xFF, 0xFF, 10, 0, 0, 1], zeros(12) + [10, 0, 0, 1],
            [0, 0x64, 0xFF, 0x9B] + zeros(8) + [169, 254, 169, 254], [0x20, 0x02, 192, 168, 0, 1] + zeros(10),
            [1, 2, 3],
        ] as [[UInt8]])
    func refused(_ bytes: [UInt8]) { #expect(AddressRules.reasonToRefuse(bytes) != nil) }

    @Test(
        "public addresses are not",
        arguments: [
            [1, 1, 1, 1], [9, 255, 255, 255], [11, 0, 0, 0], [100, 63, 255, 255], [100, 128, 0, 0], [126, 0, 0, 1],
            [128, 0, 0, 1], [172, 15, 0, 1], [172, 32, 0, 1], [192, 167, 0, 1], [193, 0, 0, 1], [223, 255, 255, 255],
            [0x26, 0x06, 0x47] + zeros(12) + [1], [0x2A] + zeros(14) + [1],
            zeros(10) + [0xFF, 0xFF, 8, 8, 8, 8], [0, 0x64, 0xFF, 0x9B] + zeros(8) + [8, 8, 8, 8],
        ] as [[UInt8]])
    func allowed(_ bytes: [UInt8]) { #expect(AddressRules.reasonToRefuse(bytes) == nil) }

    private static func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }

    private static func v6(_ index: Int, _ value: UInt8) -> [UInt8] {
        var bytes = zeros(16)
        bytes[index] = value
        return bytes
    }

    @Test(
        "an address has one spelling, and numbers that mean a host are written out",
        arguments: [
            ("HTTP://Example.ORG:80/a b?q=ü#x", "http://example.org/a%20b?q=%c3%bc"),
            ("https://example.org:443", "https://example.org/"), ("http://0x7f.1/x", "http://127.0.0.1/x"),
            ("http://2130706433/", "http://127.0.0.1/"), ("http://[::1]:8080/a/../b", "http://[::1]:8080/b"),
        ])
    func spelling(_ text: String, _ expected: String) { #expect(WebAddress(text)?.text == expected) }

    @Test(
        "what is no http or https address, or carries a password, is none",
        arguments: ["ftp://example.org/", "file:///etc/passwd", "http://", "http://user:secret@example.org/", "inbox"])
    func none(_ text: String) { #expect(WebAddress(text) == nil) }

    @Test func aReferenceIsSeenFromItsPage() throws {
        let page = try #require(WebAddress("https://example.org/a/b?c=1"))
        #expect(page.resolved("d")?.text == "https://example.org/a/d")
        #expect(page.resolved("//other.example/x")?.text == "https://other.example/x")
        #expect(page.resolved("file:///etc/passwd") == nil)
        #expect(WebAddress.isMeant("ftp://x") && !WebAddress.isMeant("inbox/page.html"))
    }
}
