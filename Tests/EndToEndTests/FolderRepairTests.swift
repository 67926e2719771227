import Foundation
import Testing

/// A sink's folder that was damaged from outside: found, explained, and made good by the command that the message names.
@Suite struct FolderRepairTests {
    private func filled() async throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for index in 0..<4 { try folder.write(DaemonTests.text(index), to: "in/\(index).txt") }
        let run = try await Program.run(["run", folder("in"), "--output", folder("out"), "--quiet"])
        #expect(run.exitCode == 0, "\(run.errors)")
        return folder
    }

    private func expectRepair(_ folder: TemporaryFolder, _ before: Snapshot, found: String) async throws {
        let verified = try await Program.run(["verify", folder("out")])
        #expect(verified.exitCode == 3)
        #expect(verified.output.contains(found), "\(verified.output)")
        #expect(verified.output.contains("claimstream rebuild"), "\(verified.output)")
        let rebuilt = try await Program.run(["rebuild", folder("out")])
        #expect(rebuilt.exitCode == 0, "\(rebuilt.errors)")
        #expect(try Snapshot(folder("out")) == before)
        let again = try await Program.run(["verify", folder("out")])
        #expect(again.exitCode == 0, "\(again.output)")
    }

    @Test func aDeletedDatabaseIsRefusedAndRebuilt() async throws {
        let folder = try await filled()
        let before = try Snapshot(folder("out"))
        try FileManager.default.removeItem(atPath: folder("out/claimstream.db"))
        let refused = try await Program.run(["run", folder("in"), "--output", folder("out"), "--quiet"])
        #expect(refused.exitCode == 3)
        #expect(refused.errors.contains("claimstream rebuild"), "\(refused.errors)")
        try await expectRepair(folder, before, found: "claimstream.db")
    }

    @Test func aDatabaseOfJunkIsRefusedAndRebuilt() async throws {
        let folder = try await filled()
        let before = try Snapshot(folder("out"))
        try Data(repeating: 0x6A, count: 20_000).write(to: URL(fileURLWithPath: folder("out/claimstream.db")))
        let refused = try await Program.run(["run", folder("in"), "--output", folder("out"), "--quiet"])
        #expect(refused.exitCode == 3)
        #expect(refused.errors.contains("claimstream rebuild"), "\(refused.errors)")
        try await expectRepair(folder, before, found: "damaged")
    }

    @Test func aSegmentCutByHandIsFoundAndRebuilt() async throws {
        let folder = try await filled()
        let before = try Snapshot(folder("out"))
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder("out/changes")).first)
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: folder("out/changes/\(name)")))
        try handle.truncate(atOffset: 40)
        try handle.close()
        try await expectRepair(folder, before, found: "changes/")
    }
}
