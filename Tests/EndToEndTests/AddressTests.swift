import Foundation
import LoopbackServer
import Synchronization
import Testing

/// `publish ADDRESS` as a user runs it, against a server on this machine.
@Suite struct AddressTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func publish(_ arguments: [String], allowed: Bool = true) -> [String] {
        ["publish", "--log", "embedded:\(folder("log"))", "--host-delay-seconds", "1"]
            + (allowed ? ["--allow-private-addresses"] : []) + arguments
    }

    private static func page(_ words: String) -> String {
        "<html><head><title>About \(words)</title></head><body><article><p>The patients took warfarin for a year, and what was seen of \(words) is told here at some length.</p></article></body></html>"
    }

    @Test func aPageIsPublishedAndThenUnchanged() async throws {
        let server = try LoopbackServer { request in
            request.path == "/robots.txt" ? .missing : .page(Self.page("ankles"), headers: ["ETag: \"1\""])
        }
        defer { server.stop() }
        let first = try await Program.run(publish([server.url + "/a"]))
        #expect(first.exitCode == 0 && first.errors.contains("published 1, unchanged 0, rejected 0"), "\(first.errors)")
        let second = try await Program.run(publish([server.url + "/a"]))
        #expect(
            second.exitCode == 0 && second.errors.contains("published 0, unchanged 1, rejected 0"), "\(second.errors)")
    }

    @Test func whatIsNoPublicAddressIsRefusedWithoutTheFlag() async throws {
        let server = try LoopbackServer { _ in .page("secret") }
        defer { server.stop() }
        let outcome = try await Program.run(publish([server.url + "/a"], allowed: false))
        #expect(outcome.exitCode == 1)
        #expect(
            outcome.errors.contains(
                "claimstream: rejected \(server.url)/a: 127.0.0.1 is 127.0.0.1, a loopback address; --allow-private-addresses permits"
            ), "\(outcome.errors)")
        #expect(server.requests(withRobots: true).isEmpty)
    }

    @Test func nobodyThereIsARejection() async throws {
        let outcome = try await Program.run(publish(["http://127.0.0.1:1/a"]))
        #expect(outcome.exitCode == 1)
        #expect(outcome.errors.contains("rejected http://127.0.0.1:1/a: cannot be reached"), "\(outcome.errors)")
    }

    @Test(arguments: [
        (["publish", "ftp://example.org/a"], "'ftp://example.org/a' cannot be fetched"),
        (["publish", "http://u:p@example.org/"], "cannot be fetched"),
        (["parse", "https://example.org/"], "only publish and run fetch addresses"),
        (["publish", "https://example.org/", "--poll-seconds", "0"], "pollSeconds must be a whole number above zero"),
    ])
    func wrongUsageIsNamed(_ arguments: [String], _ message: String) async throws {
        let log = arguments[0] == "publish" ? ["--log", "embedded:\(folder("log"))"] : []
        let outcome = try await Program.run(arguments + log)
        #expect(outcome.exitCode == 2 && outcome.errors.contains(message), "\(outcome.errors)")
    }

    @Test func aWatchedFeedsNewItemIsPublishedWithItsPage() async throws {
        let items = Mutex(["one"])
        let server = try LoopbackServer { request in
            switch request.path {
            case "/robots.txt": return .missing
            case "/feed":
                let feed = items.withLock { items in
                    items.map { "<item><title>About \($0)</title><link>/\($0)</link></item>" }.joined()
                }
                return .page(
                    "<rss version=\"2.0\"><channel><title>T</title>\(feed)</channel></rss>",
                    type: "application/rss+xml",
                    headers: ["Cache-Control: max-age=1"])
            default: return .page(Self.page(request.path))
            }
        }
        defer { server.stop() }
        let running = try RunningProgram(publish(["--watch", "--poll-seconds", "1", server.url + "/feed"]))
        #expect(await eventually(within: .seconds(60)) { server.requests().contains { $0.path == "/one" } })
        items.withLock { $0.append("two") }
        #expect(await eventually(within: .seconds(60)) { server.requests().contains { $0.path == "/two" } })
        // Once the feed is asked again the page is through.
        let looks = server.requests().filter { $0.path == "/feed" }.count
        #expect(
            await eventually(within: .seconds(60)) { server.requests().filter { $0.path == "/feed" }.count > looks })
        let outcome = await running.stop()
        #expect(outcome.exitCode == 0 && outcome.errors.contains("published 2,"), "\(outcome.errors)")
        #expect(server.requests().filter { $0.path == "/one" }.count == 1)
    }
}
