import Foundation
import Testing

@Suite struct OperationsSecurityTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func run(_ input: String, name: String) async throws -> Program.Outcome {
        let file = try folder.write(input, to: "in/\(name)")
        return try await Program.run(["run", file, "--output", folder("out"), "--quiet"])
    }

    @Test func whatIsCreatedIsClosedToOthers() async throws {
        let outcome = try await run("Warfarin causes bleeding.\n", name: "a.txt")
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        let walk = try #require(FileManager.default.enumerator(atPath: folder("out")))
        var count = 0
        for case let name as String in walk {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder("out/" + name))
            let mode = try #require(attributes[.posixPermissions] as? Int)
            #expect(mode & 0o027 == 0, "\(name) has mode \(String(mode, radix: 8))")
            count += 1
        }
        #expect(count > 10)
    }

    /// Names inside inputs never become paths.
    @Test func noInputWritesOutsideTheOutputFolder() async throws {
        let lines = ["../../escaped", "/tmp/escaped", "..", "a/../../b", "x\\u0000y"].map {
            "{\"id\":\"\($0)\",\"text\":\"Warfarin causes bleeding.\"}\n"
        }
        let before = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/..")
            .filter { $0.contains("escaped") }
        let outcome = try await run(lines.joined(), name: "b.jsonl")
        #expect(outcome.exitCode <= 1, "\(outcome.errors)")
        #expect(Set(try FileManager.default.contentsOfDirectory(atPath: folder.path)) == ["in", "out"])
        let after = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/..").filter {
            $0.contains("escaped")
        }
        #expect(before == after)
    }

    /// Commenters' names leave only as hashes unless asked for.
    @Test func noCommentersNameIsInTheFiles() async throws {
        let page = """
            {"id":"page","text":"Warfarin news. I bled a lot on warfarin.","segments":[\
            {"id":"s1","kind":"body","tier":"T3_news","start":0,"end":14},\
            {"id":"s2","kind":"comment","tier":"T5_user","start":15,"end":40,"level":1,"author":"Zebulon Quackenbush"}]}

            """
        #expect(try await run(page, name: "c.jsonl").exitCode == 0)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder("out"))
        where name.hasSuffix(".jsonl") || name.hasSuffix(".csv") || name.hasSuffix(".html") {
            #expect(
                !(try String(contentsOfFile: folder("out/" + name), encoding: .utf8)).contains("Quackenbush"), "\(name)"
            )
        }
    }
}
