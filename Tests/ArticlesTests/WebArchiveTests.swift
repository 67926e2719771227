import Articles
import Events
import Foundation
import Testing

@Suite struct WebArchiveTests {
    static func response(_ body: String, headers: [String] = [], type: String = "text/html") -> [UInt8] {
        response(Array(body.utf8), headers: headers, type: type)
    }

    static func response(_ body: [UInt8], headers: [String] = [], type: String = "text/html") -> [UInt8] {
        Array((["HTTP/1.1 200 OK", "Content-Type: \(type)"] + headers).joined(separator: "\r\n").utf8)
            + Array("\r\n\r\n".utf8) + body
    }

    /// One record; `length` where it is to be wrong.
    static func record(_ url: String, _ block: [UInt8], type: String = "response", length: Int? = nil) -> [UInt8] {
        Array(
            "WARC/1.0\r\nWARC-Type: \(type)\r\nWARC-Target-URI: \(url)\r\nWARC-Date: 2023-03-09T00:00:00Z\r\nContent-Type: application/http\r\nContent-Length: \(length ?? block.count)\r\n\r\n"
                .utf8) + block + Array("\r\n\r\n".utf8)
    }

    static func page(_ words: String) -> String {
        "<html><body><p>The patients took warfarin for a year, and what was seen of \(words) is told here.</p></body></html>"
    }

    private static func urls(_ bytes: [UInt8]) -> [String?] {
        Reading.outcomes(bytes).compactMap(Reading.article).map(\.document.url)
    }

    @Test("bodies of every coding come out the same")
    func codings() {
        let page = Self.page("ankles")
        // Brotli: an uncompressed block, then an empty last one.
        let brotli: [UInt8] = Self.brotli(Array(page.utf8))
        let archive =
            Self.record("https://a.example/plain", Self.response(page))
            + Self.record(
                "https://a.example/gzip",
                Self.response(Gzip.member(Array(page.utf8)), headers: ["Content-Encoding: gzip"]))
            + Self.record("https://a.example/br", Self.response(brotli, headers: ["Content-Encoding: br"]))
            + Self.record(
                "https://a.example/chunked",
                Self.response(
                    "\(String(page.utf8.count, radix: 16))\r\n\(page)\r\n0\r\n\r\n",
                    headers: ["Transfer-Encoding: chunked"]))
            + Self.record("https://a.example/not-chunked", Self.response(page, headers: ["Transfer-Encoding: chunked"]))
            + Self.record("https://a.example/not-gzip", Self.response(page, headers: ["Content-Encoding: gzip"]))
        let articles = Reading.outcomes(archive).compactMap(Reading.article)
        #expect(articles.count == 6)
        #expect(Set(articles.map(\.text)).count == 1)
        // The same by member, and as one whole file.
        let byMember = (0..<2).flatMap { Gzip.member(Self.record("https://a.example/\($0)", Self.response(page))) }
        #expect(Self.urls(byMember).count == 2)
        #expect(Self.urls(Gzip.member(archive)).count == 6)
    }

    /// RFC 7932: window bits, one stored block of up to 65,536 bytes, an empty last block.
    private static func brotli(_ bytes: [UInt8]) -> [UInt8] {
        // WBITS 16 is the bit 0; ISLAST 0, MNIBBLES 0 (four), MLEN - 1 in 16 bits, ISUNCOMPRESSED 1.
        let head = UInt32(bytes.count - 1) << 4 | 1 << 20
        return [
            UInt8(truncatingIfNeeded: head), UInt8(truncatingIfNeeded: head >> 8),
            UInt8(truncatingIfNeeded: head >> 16),
        ]
            + bytes + [0b11]
    }

    @Test("a record whose length is wrong does not take the next one with it", arguments: [-40, -1, 1, 60, 400])
    func wrongLengths(_ error: Int) {
        let block = Self.response(Self.page("ankles"))
        let archive =
            Self.record("https://a.example/1", block, length: block.count + error)
            + Self.record("https://a.example/2", Self.response(Self.page("calves")))
            + Self.record("https://a.example/3", Self.response(Self.page("knees")))
        #expect(Self.urls(archive) == ["https://a.example/1", "https://a.example/2", "https://a.example/3"])
    }

    @Test("what is no page is passed over, and what cannot be read is told")
    func others() {
        let archive =
            Self.record("https://a.example/1", Self.response(Self.page("ankles")), type: "request")
            + Self.record("metadata://gnu.org/software/wget/wget.log", Array("Opening the file".utf8), type: "resource")
            + Self.record("https://a.example/2", Self.response([0x89, 0x50], type: "image/png"))
            + Self.record("https://a.example/3", Array("HTTP/1.1 404 No\r\n\r\nNot there, sorry.".utf8))
            + Self.record("https://a.example/4", Self.response(Self.page("x"), headers: ["Content-Encoding: zstd"]))
        let outcomes = Reading.outcomes(archive)
        #expect(outcomes.compactMap(Reading.article).isEmpty)
        #expect(outcomes.compactMap(Reading.rejection).map(\.reason) == [.unsupported])
        #expect(
            Reading.rejection(Reading.outcomes([0x04, 0x22, 0x4D, 0x18, 0, 0]).first)?.message.contains("lz4 -d")
                == true)
        #expect(Reading.rejection(Reading.outcomes(Array("WARC/".utf8)).first)?.reason == .malformed)
    }

    @Test("bombs are bounded, and the record behind them is read")
    func bombs() {
        let good = Self.record("https://a.example/good", Self.response(Self.page("ankles")))
        let head = Self.response("<html><body><p>", headers: [])
        let size = 200 << 20
        // A record of 200 MB in one member of 1.3 MB; a body of 200 MB behind a content coding.
        let member = Gzip.member(
            Array(Self.record("https://a.example/large", head).dropLast(4)), then: 0x61, times: size)
        let lengthened = Self.record("https://a.example/large", head, length: head.count + 1 + size / 258 * 258)
            .dropLast(4)
        let large = Gzip.member(Array(lengthened), then: 0x61, times: size)
        let coded = Self.record(
            "https://a.example/coded",
            Self.response(Gzip.member(Array("<p>".utf8), then: 0x61, times: size), headers: ["Content-Encoding: gzip"]))
        for archive in [large + Gzip.member(good), coded + good, member + Gzip.member([0x0A] + good)] {
            let outcomes = Reading.outcomes(archive)
            #expect(outcomes.compactMap(Reading.article).map(\.document.url).last == "https://a.example/good")
        }
        #expect(Reading.rejection(Reading.outcomes(large).first)?.reason == .tooLarge)
        #expect(Reading.rejection(Reading.outcomes(coded).first)?.reason == .tooLarge)
    }

    /// Pages of the public samples, as an independent reader counts them: responses of status 200 and resources that are
    /// text. What is read of a page is HTML's matter; that it is reached is this room's.
    @Test("every readable page of the public samples is reached")
    func samples() throws {
        let archive = Reading.shared.appendingPathComponent("corpora/html/warc-samples.tar.xz")
        guard FileManager.default.fileExists(atPath: archive.path) else {
            print("SKIPPED: no ../shared/corpora/html/warc-samples.tar.xz beside the checkout")
            return
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("warc-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer {
            do { try FileManager.default.removeItem(at: folder) } catch { print("left behind: \(folder.path)") }
        }
        let tar = Process()
        tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        tar.arguments = ["tar", "-xJf", archive.path, "-C", folder.path]
        try tar.run()
        tar.waitUntilExit()
        try #require(tar.terminationStatus == 0, "tar and xz unpack the archive")
        let expected = [
            "jwarc-cc.warc.gz": 1, "example-bad-non-chunked.warc.gz": 1, "example-bad.warc.gz.bad": 1,
            "example-iana.org-chunked.warc": 1, "example-resource.warc.gz": 1, "example-space-in-url.arc": 1,
            "example-trunc.warc": 1, "example-wget-bad-target-uri.warc.gz": 1, "example-wrong-chunks.warc.gz": 1,
            "example.arc": 1, "example.arc.gz": 1, "example.warc": 1, "example.warc.gz": 1, "clipped.warc.gz": 1,
            "clueweb-quirk.warc.gz": 29, "warcfile.warc": 16, "warcfile.warc.gz": 16,
        ]
        var found: [String: Int] = [:]
        let walk = try #require(FileManager.default.enumerator(atPath: folder.path))
        for name in walk.compactMap({ $0 as? String }) where name.contains(".warc") || name.contains(".arc") {
            let bytes = try [UInt8](Data(contentsOf: folder.appendingPathComponent(name)))
            // A page counts when it was read as an article, or as HTML without a text.
            let pages = Reading.outcomes(bytes, source: name).filter {
                Reading.article($0) != nil || Reading.rejection($0)?.reason == .noText
            }
            if !pages.isEmpty { found[(name as NSString).lastPathComponent] = pages.count }
        }
        for (name, count) in expected.sorted(by: { $0.key < $1.key }) {
            #expect(found[name] == count, "\(name): \(found[name] ?? 0) of \(count)")
        }
        print(
            "web archives: \(found.values.reduce(0, +)) pages of \(expected.values.reduce(0, +)) in \(found.count) files"
        )
    }
}
