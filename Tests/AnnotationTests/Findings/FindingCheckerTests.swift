import Annotation
import Testing

@Suite struct FindingCheckerTests {
    private static func shipped() throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in FindingChecker.files { files[name] = try ClaimReading.folder.read(name) }
        return files
    }

    @Test func theShippedTablesHaveNoProblem() throws {
        #expect(FindingChecker.check(files: try Self.shipped()).map(\.description) == [])
    }

    /// One broken line behind a good one, and what is said of line 2.
    @Test(arguments: [
        ("pharmacology/drugs.tsv", "x\tSSRI\t\t\tlongish\t\t\t\t\t\t\t* = y", "no half-life class longish"),
        ("pharmacology/drugs.tsv", "x\tSSRI\t\t\t\tsoon\t\t\t\t\t\t* = y", "no onset class soon"),
        ("pharmacology/drugs.tsv", "x\tSSRI\t\t\t\t\t\t-4\t\t\t\t* = y", "-4 is no amount"),
        ("pharmacology/drugs.tsv", "x\tSSRI\t\t\t\t\t\t\t9\t3\t\t* = y", "larger than the largest"),
        ("pharmacology/drugs.tsv", "x\tSSRI\t\t\t\t\t\t\t\t\tC-9\t* = y", "no schedule is named C-9"),
        ("pharmacology/drugs.tsv", "x\tSSRI\tZ\t\t\t\t\t\t\t\t\tclasses = y", "brands has no source"),
        ("pharmacology/drugs.tsv", "x\tSSRI\t\t\t\t\t\t\t\t\t\tcolour = y", "no field is named colour"),
        ("pharmacology/drugs.tsv", "x\tSSRI\t\t\t\t\t\t\t\t\t\tfrom memory", "fields = source"),
        ("pharmacology/drugs.tsv", "x\tSSRI\t\t\t\t\tunobtainia\t\t\t\t\t* = y", "no concept is called unobtainia"),
        ("pharmacology/drugs.tsv", "x\tSSRI\tZoloft\t\t\t\t\t\t\t\t\t* = y", "already a brand of first"),
        ("pharmacology/drugs.tsv", "first\tSSRI\t\t\t\t\t\t\t\t\t\t* = y", "first stands twice"),
        ("pharmacology/drugs.tsv", "x\tSSRI", "2 columns where 12 are needed"),
        ("pharmacology/classes.tsv", "x\tsometimes", "no kind is named sometimes"),
        ("pharmacology/classes.tsv", "x\tstrict\tunobtainia", "no concept is called unobtainia"),
        ("pharmacology/onset.tsv", "days\tday", "no class is named days"),
        ("cases/words.tsv", "selfish\tI", "no class is named selfish"),
        ("cases/words.tsv", "self\ti|i", "i stands twice"),
        ("cases/seriousness.tsv", "deadly\tdeath", "no criterion is named deadly"),
        ("cases/seriousness.tsv", "death\tunobtainia", "no concept is called unobtainia"),
        ("stance/words.tsv", "support\tyes| ", "an empty form"),
    ]) func aSlipIsToldWithFileAndLine(file: String, line: String, reason: String) throws {
        var files = try Self.shipped()
        let first = file == "pharmacology/drugs.tsv" ? "first\tSSRI\tZoloft\t\t\t\t\t\t\t\t\t* = y\n" : "# head\n"
        files[file] = Array((first + line + "\n").utf8)
        let found = FindingChecker.check(files: files)
        #expect(found.contains { $0.file == file && $0.line == 2 && $0.reason.contains(reason) }, "\(found)")
    }

    @Test(arguments: 0..<60) func anyBytesAreToldOrTaken(seed: Int) throws {
        var files = try Self.shipped()
        let name = FindingChecker.files[seed % FindingChecker.files.count]
        var bytes = try #require(files[name])
        // A byte changed, a stretch left out, a tail cut: at places that the seed gives.
        let place = (seed &* 7919 &+ 13) % bytes.count
        switch seed % 3 {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: seed &* 37)
        case 1: bytes.removeSubrange(place..<min(bytes.count, place + 1 + seed % 50))
        default: bytes.removeSubrange(place...)
        }
        files[name] = bytes
        for problem in FindingChecker.check(files: files) { #expect(problem.line >= 1 && !problem.reason.isEmpty) }
    }
}
