import Foundation
import Intake
import LoopbackServer
import Synchronization
import Testing

@Suite struct PageFetcherTests {
    private static func options() -> PageFetcher.Options {
        var options = PageFetcher.Options(userAgent: "claimstream/9.9")
        options.allowsPrivateAddresses = true
        options.hostDelay = .zero
        options.firstWait = .milliseconds(1)
        return options
    }

    private static func fetch(
        _ address: String, _ options: PageFetcher.Options = options(), _ validators: PageValidators = PageValidators()
    ) async throws -> FetchedPage {
        try await PageFetcher(options).fetch(try #require(WebAddress(address)), validators: validators)
    }

    /// The failure that a fetch ends with.
    private static func failure(
        _ address: String, _ options: PageFetcher.Options = options()
    ) async throws -> FetchFailure {
        do {
            let page = try await fetch(address, options)
            Issue.record("\(address) was fetched: \(page.body.count) bytes")
            return FetchFailure(.status, "fetched")
        } catch let failure as FetchFailure {
            return failure
        }
    }

    @Test func aPageComesWithWhatItsServerSaysOfIt() async throws {
        let server = try LoopbackServer { request in
            request.path == "/robots.txt"
                ? .missing
                : .page(
                    "<p>x</p>", type: "text/html; charset=\"koi8-r\"",
                    headers: [
                        "ETag: \"a1\"", "Last-Modified: Mon, 06 Mar 2023 10:00:00 GMT",
                        "Cache-Control: public, max-age=90",
                    ])
        }
        defer { server.stop() }
        let page = try await Self.fetch(server.url + "/a?b=1#c")
        #expect(page.body == Array("<p>x</p>".utf8))
        #expect(page.charset == "koi8-r")
        #expect(page.validators == PageValidators(etag: "\"a1\"", lastModified: "Mon, 06 Mar 2023 10:00:00 GMT"))
        #expect(page.freshness == .seconds(90))
        #expect(server.requests().map(\.path) == ["/a?b=1"])
        #expect(server.requests(withRobots: true).allSatisfy { $0.headers["user-agent"] == "claimstream/9.9" })
    }

    @Test func aPageThatHasNotChangedIsNotSentAgain() async throws {
        let server = try LoopbackServer { request in
            guard request.path != "/robots.txt" else { return .missing }
            return request.headers["if-none-match"] == "\"a1\""
                && request.headers["if-modified-since"] == "Mon, 06 Mar 2023 10:00:00 GMT"
                ? .page("", status: "304 Not Modified", type: nil) : .page("whole")
        }
        defer { server.stop() }
        let known = PageValidators(etag: "\"a1\"", lastModified: "Mon, 06 Mar 2023 10:00:00 GMT")
        #expect(try await Self.fetch(server.url + "/a", Self.options(), known).isNotModified)
        #expect(try await !Self.fetch(server.url + "/a").isNotModified)
    }

    @Test func redirectionsAreFollowedUpToTheLimit() async throws {
        let server = try LoopbackServer { request in
            switch request.path {
            case "/robots.txt": .missing
            case "/a": .redirect("b/c")
            case "/b/c": .redirect("/end?x=1")
            case "/end?x=1": .page("there")
            case "/to-file": .redirect("file:///etc/passwd")
            case "/nowhere": .page("", status: "302 Found")
            default: .redirect(request.path + "0")
            }
        }
        defer { server.stop() }
        let page = try await Self.fetch(server.url + "/a")
        #expect(page.address.text == server.url + "/end?x=1")
        let endless = try await Self.failure(server.url + "/0")
        #expect(endless.kind == .redirects && endless.message.contains("more than 5 times"))
        let file = try await Self.failure(server.url + "/to-file")
        #expect(file.kind == .redirects && file.message.contains("file:///etc/passwd"))
        #expect(try await Self.failure(server.url + "/nowhere").kind == .redirects)
    }

    @Test("addresses that are not public are refused, in whatever spelling and behind whatever name")
    func refused() async throws {
        var options = Self.options()
        options.allowsPrivateAddresses = false
        let server = try LoopbackServer { _ in .page("secret") }
        defer { server.stop() }
        for host in [
            "127.0.0.1", "localhost", "0x7f.1", "2130706433", "127.1", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]",
        ] {
            let failure = try await Self.failure("http://\(host):\(server.port)/", options)
            #expect(failure.kind == .refusedAddress, "\(host): \(failure)")
            #expect(failure.message.contains("--allow-private-addresses"), "\(failure)")
        }
        #expect(server.requests(withRobots: true).isEmpty)
    }

    @Test func aBodyOverTheLimitIsCutBehindIt() async throws {
        let server = try LoopbackServer { request in
            switch request.path {
            case "/robots.txt": return .missing
            case "/plain": return .page([UInt8](repeating: 0x61, count: 300_000))
            // 100 MB of blanks in 100 kB, as deflate's stored form of one byte would never be asked for.
            default: return .page(Self.bomb, headers: ["Content-Encoding: gzip"])
            }
        }
        defer { server.stop() }
        var options = Self.options()
        options.bodyLimit = 200_000
        #expect(try await Self.fetch(server.url + "/plain", options).body.count == 200_001)
        #expect(try await Self.fetch(server.url + "/bomb", options).body.count == 200_001)
    }

    /// A gzip stream of about 100 MB of one byte: blocks of fixed codes, each a literal and many copies of it.
    private static let bomb: [UInt8] = {
        var bits: [UInt8] = []
        var (held, count) = (UInt32(0), UInt32(0))
        func put(_ value: UInt32, _ length: UInt32) {
            held |= value << count
            count += length
            while count >= 8 {
                bits.append(UInt8(truncatingIfNeeded: held))
                held >>= 8
                count -= 8
            }
        }
        func reversed(_ value: UInt32, _ length: UInt32) -> UInt32 {
            (0..<length).reduce(0) { $0 | ((value >> $1) & 1) << (length - 1 - $1) }
        }
        put(0b011, 3)  // last block, fixed codes
        put(reversed(0x30 + 0x61, 8), 8)  // the literal 'a'
        for _ in 0..<400_000 {
            put(reversed(0b1100_0101, 8), 8)  // length 258
            put(0, 5)  // distance 1
        }
        put(0, 7)
        put(0, 7)
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + bits + [0, 0, 0, 0, 0, 0, 0, 0]
    }()

    @Test func aHostThatNeverAnswersIsGivenUp() async throws {
        let server = try LoopbackServer { request in
            switch request.path {
            case "/robots.txt": .missing
            // A body that never ends.
            case "/slow":
                .bytes(Array("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\nabc".utf8))
            default: .silence
            }
        }
        defer { server.stop() }
        var options = Self.options()
        options.timeout = .milliseconds(200)
        let failure = try await Self.failure(server.url + "/never", options)
        #expect(failure.kind == .timedOut && failure.isTransient && failure.message.contains("0.2 s"), "\(failure)")
        #expect(try await Self.failure(server.url + "/slow", options).isTransient)
    }

    @Test func aTransferThatNobodyWaitsForIsBrokenOff() async throws {
        let server = try LoopbackServer { $0.path == "/robots.txt" ? .missing : .silence }
        defer { server.stop() }
        let address = server.url + "/never"
        let task = Task { try await Self.fetch(address) }
        while server.requests().isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func robotsAreAskedFirstAndOnceAndObeyed() async throws {
        let server = try LoopbackServer { request in
            request.path == "/robots.txt"
                ? .page("User-agent: claimstream\nDisallow: /private\n", type: "text/plain")
                : request.path == "/away" ? .redirect("/private/b") : .page("x")
        }
        defer { server.stop() }
        let fetcher = PageFetcher(Self.options())
        func address(_ path: String) throws -> WebAddress { try #require(WebAddress(server.url + path)) }
        _ = try await fetcher.fetch(address("/a"))
        for path in ["/private/a", "/away"] {
            await #expect(throws: FetchFailure(.robots, "the site's robots.txt forbids it")) {
                try await fetcher.fetch(address(path))
            }
        }
        #expect(server.requests(withRobots: true).map(\.path) == ["/robots.txt", "/a", "/away"])
    }

    @Test("a site whose robots.txt is ill is left alone; one without is open")
    func robotsStatus() async throws {
        let ill = try LoopbackServer {
            $0.path == "/robots.txt" ? .page("", status: "503 Service Unavailable") : .page("x")
        }
        defer { ill.stop() }
        let failure = try await Self.failure(ill.url + "/a")
        #expect(failure.kind == .robots && failure.isTransient)
        #expect(ill.requests().isEmpty)
        let open = try LoopbackServer { $0.path == "/robots.txt" ? .page("", status: "403 Forbidden") : .page("x") }
        defer { open.stop() }
        #expect(try await Self.fetch(open.url + "/a").body == Array("x".utf8))
    }

    @Test(
        "a busy host is asked again after the time it names, and left when it names too long a one",
        arguments: [429, 503])
    func busy(_ status: Int) async throws {
        let count = Mutex(0)
        let server = try LoopbackServer { request in
            guard request.path != "/robots.txt" else { return .missing }
            if request.path == "/long" { return .page("", status: "\(status) Busy", headers: ["Retry-After: 4000"]) }
            if request.path == "/date" {
                return .page("", status: "\(status) Busy", headers: ["Retry-After: Sat, 06 Nov 2094 08:49:37 GMT"])
            }
            let isFirst = count.withLock { count in
                count += 1
                return count < 3
            }
            return isFirst ? .page("", status: "\(status) Busy", headers: ["Retry-After: 0"]) : .page("x")
        }
        defer { server.stop() }
        #expect(try await Self.fetch(server.url + "/a").body == Array("x".utf8))
        #expect(server.requests().count == 3)
        let failure = try await Self.failure(server.url + "/long")
        #expect(failure.retryAfter == .seconds(4_000) && failure.isTransient)
        #expect(failure.message == "the host is busy (\(status)) and asks to wait 4000 s; try again later")
        #expect(server.requests().count == 4)
        #expect(try await Self.failure(server.url + "/date").retryAfter ?? .zero > .seconds(1_000_000_000))
    }

    @Test(
        "what a host will not give has a reason in one line",
        arguments: [
            ("404 Not Found", FetchFailure.Kind.status, "404"), ("403 Forbidden", .status, "403"),
            ("410 Gone", .gone, "410"), ("500 Oh", .status, "500"), ("418 Pot", .status, "418"),
        ])
    func statuses(_ status: String, _ kind: FetchFailure.Kind, _ text: String) async throws {
        let server = try LoopbackServer { $0.path == "/robots.txt" ? .missing : .page("", status: status) }
        defer { server.stop() }
        let failure = try await Self.failure(server.url + "/a")
        #expect(failure.kind == kind && failure.message.contains(text) && !failure.message.contains("\n"))
    }

    @Test func brokenAnswersHaveAReason() async throws {
        let server = try LoopbackServer { request in
            switch request.path {
            case "/robots.txt": .missing
            case "/nothing": .bytes([])
            case "/noise": .bytes(Array("SSH-2.0-OpenSSH\r\n\r\n".utf8))
            case "/gzip": .page("no gzip", headers: ["Content-Encoding: gzip"])
            case "/head":
                .page("x", headers: (0..<4_000).map { "X-\($0): " + String(repeating: "y", count: 100) })
            default: .page("%PDF", type: "application/pdf")
            }
        }
        defer { server.stop() }
        #expect(try await Self.failure(server.url + "/nothing").kind == .unreachable)
        #expect(try await Self.failure(server.url + "/noise").kind == .status)
        #expect(try await Self.failure(server.url + "/gzip").kind == .unsupported)
        #expect(try await Self.failure(server.url + "/head").kind == .status)
        let pdf = try await Self.failure(server.url + "/a.pdf")
        #expect(pdf.kind == .unsupported && pdf.message.contains("application/pdf"))
    }

    @Test func nobodyThereAndNoSecureConnectionAreTold() async throws {
        let server = try LoopbackServer { _ in .page("plain") }
        let tls = try await Self.failure("https://127.0.0.1:\(server.port)/")
        #expect(tls.kind == .tls && tls.message.contains("no secure connection"), "\(tls)")
        server.stop()
        let refused = try await Self.failure("http://127.0.0.1:1/")
        #expect(refused.kind == .unreachable && refused.isTransient && refused.message.contains("cannot be reached"))
        let unknown = try await Self.failure("http://host.invalid/")
        #expect(unknown.kind == .unknownHost, "\(unknown)")
    }

    @Test("one host gets one request at a time, others meanwhile")
    func turns() async throws {
        let open = Mutex((now: 0, most: 0))
        let server = try LoopbackServer { request in
            guard request.path != "/robots.txt" else { return .missing }
            open.withLock { open in
                open.now += 1
                open.most = max(open.most, open.now)
            }
            // Long enough for a second request to come in, if one did.
            for _ in 0..<50 { sched_yield() }
            open.withLock { $0.now -= 1 }
            return .page("x")
        }
        defer { server.stop() }
        let fetcher = PageFetcher(Self.options())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<12 {
                let address = try #require(WebAddress("\(server.url)/\(index)"))
                group.addTask { _ = try await fetcher.fetch(address) }
            }
            try await group.waitForAll()
        }
        #expect(open.withLock { $0.most } == 1)
        #expect(server.requests().count == 12)
    }
}
