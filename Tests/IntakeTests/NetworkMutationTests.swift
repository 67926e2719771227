import Foundation
import Intake
import SeededNumbers
import Testing

/// Bytes that strangers' servers send besides pages, mutated by a seeded generator: nothing traps, and the same bytes give
/// the same answer.
@Suite struct NetworkMutationTests {
    /// `CLAIMSTREAM_FUZZ_SECONDS`, as `make fuzz` sets it.
    static let fuzzTime = ProcessInfo.processInfo.environment["CLAIMSTREAM_FUZZ_SECONDS"].flatMap(Int.init)
        .map { Duration.seconds($0) }

    private static func rounds(_ seed: String, _ body: ([UInt8]) -> Void) {
        var generator = SeededGenerator(seed: 88_172_645_463_325_252 ^ UInt64(seed.utf8.count))
        let deadline = ContinuousClock.now + (fuzzTime ?? .zero)
        var rounds = 0
        while rounds < 400 || ContinuousClock.now < deadline {
            rounds += 1
            var bytes = Array(seed.utf8)
            for _ in 0..<Int.random(in: 1...12, using: &generator) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
                default:
                    let piece = Array(bytes[place..<min(bytes.count, place + 40)])
                    bytes.insert(contentsOf: piece, at: Int.random(in: 0...bytes.count, using: &generator))
                }
            }
            body(bytes)
        }
    }

    @Test func robotsOfAnyBytesAreRead() {
        let seed =
            "\u{FEFF}User-agent: *\r\nDisallow: /a*b$ # x\nAllow: /%7Ea/%C3%BC?c=d\nCrawl-delay: 1.5\nUser-agent: claimstream\nDisallow: /\n"
        Self.rounds(seed) { bytes in
            let rules = RobotsRules(bytes, agent: "claimstream")
            for path in [
                "/", "/aXb", "/~a/%c3%bc?c=d", "/robots.txt", String(decoding: bytes.prefix(80), as: UTF8.self),
            ] {
                #expect(rules.allows(path) == RobotsRules(bytes, agent: "claimstream").allows(path))
            }
            #expect(rules.allows("/robots.txt"))
        }
    }

    @Test func addressesOfAnyBytesAreReadOnce() {
        Self.rounds("https://a.example:8080/b/../c%20d?e=f#g") { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            guard let address = WebAddress(text) else { return }
            // One spelling: what was written out reads back as itself.
            #expect(WebAddress(address.text) == address, "\(text)")
            #expect(address.resolved("x")?.origin == address.origin)
            _ = address.resolved(text)
        }
    }
}
