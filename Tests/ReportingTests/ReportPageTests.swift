import Events
import Foundation
import Reporting
import Testing

/// The report as bytes, without a browser.
@Suite struct ReportPageTests {
    static func page(_ claims: Int, hostile: Bool = true) -> (ReportContents, String) {
        var sample = SampleContents()
        let contents = sample.contents(claims: claims, hostile: hostile)
        return (contents, String(decoding: ReportPage(contents).html(), as: UTF8.self))
    }

    @Test func nothingFromOutsideBecomesMarkup() {
        let (_, html) = Self.page(200)
        #expect(!html.contains("<script>document.title"))
        #expect(!html.contains("<img"))
        #expect(!html.contains("href=\"javascript:"))
        // The index for sorting is JSON that never becomes elements as it is.
        let shown = html.components(separatedBy: "<script type=application/json").enumerated()
            .map { $0.offset == 0 ? $0.element : $0.element.components(separatedBy: "</script>").dropFirst().joined() }
        #expect(!shown.joined().contains("\u{202E}"))
        #expect(html.components(separatedBy: "<script").count == 6, "four islands and one script")
        #expect(!html.contains(" style=") && !html.contains(" onclick"))
    }

    @Test func everyClaimHasARowAndADetail() {
        let (contents, html) = Self.page(350)
        for island in ["row-data", "detail-data"] {
            let text = html.components(separatedBy: "id=\(island)>\n")[1].components(separatedBy: "</script>")[0]
            #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == contents.claims.count + 1)
        }
    }

    /// What the tables say comes in only with the facts: without them the page says that it is missing.
    @Test func aDoseStripShowsTheLabelAndNamesItsOutliers() throws {
        var sample = SampleContents()
        var contents = sample.contents(claims: 10, hostile: false)
        func strip() throws -> String {
            let html = String(decoding: ReportPage(contents).html(), as: UTF8.self)
            let start = try #require(html.range(of: "<h3><bdi>warfarin</bdi>"))
            let end = try #require(html.range(of: "</article>", range: start.upperBound..<html.endIndex))
            return String(html[start.upperBound..<end.lowerBound])
        }
        let with = try strip()
        #expect(with.contains("<rect class=range"))
        #expect(with.contains("from the smallest unit of 1 to the usual maximum of 10 (<bdi>a label</bdi>)"))
        #expect(with.components(separatedBy: "<path class=out").count == 2)
        #expect(with.contains("400 mg: <q><bdi>400 mg of warfarin</bdi></q> <bdi>above the usual maximum</bdi>"))
        #expect(with.contains("<dt>brand<dd>") && with.contains("<dt>misspelt<dd>"))
        contents.facts = [:]
        let without = try strip()
        #expect(!without.contains("<rect class=range") && without.contains("No range of the label is known here"))
        #expect(!without.contains("<dt>brand"))
    }

    @Test func theMethodsNameTheWeightsThatAreCountedWith() throws {
        var sample = SampleContents()
        let html = String(decoding: ReportPage(sample.contents(claims: 10)).html(), as: UTF8.self)
        #expect(
            html.contains(
                "<th scope=row>randomized trial<td class=n>0.05<td class=n>0.15<td class=n>0.81<td class=n>0.95"))
        #expect(html.contains("animal study, of a claim about people<td class=n>0.40<td class=n>0.60"))
        #expect(html.contains("<th scope=row>opinion<td class=n>0.95<td class=n>0.98"))
    }

    @Test func anEmptyCollectionIsAPageToo() {
        let html = String(decoding: ReportPage(ReportContents()).html(), as: UTF8.self)
        #expect(html.contains("No claim was found"))
        #expect(html.hasSuffix("</html>\n"))
    }

    @Test func theSameContentsGiveTheSameBytes() {
        #expect(Self.page(80).1 == Self.page(80).1)
    }

    @Test func spreadsheetCellsStartNoFormula() {
        var contents = ReportContents()
        for (index, name) in SampleContents.hostile.enumerated() {
            contents.claims.append(
                AggregatedClaim(
                    claim: "k-\(index)", subject: name, group: "HARM", predicate: "CAUSES", object: "x",
                    species: "human"))
        }
        let csv = String(decoding: FolderExport.csv.bytes(contents), as: UTF8.self)
        #expect(csv.contains("\"'=HYPERLINK(\"\"http://x\"\")\""))
        #expect(csv.contains(",'+1+1,") && csv.contains(",'@SUM(1),"))
    }

    @Test func theSummaryFitsItsWidthAndControlsNoTerminal() {
        var sample = SampleContents()
        let contents = sample.contents(claims: 40)
        let text = CollectionSummary.text(contents, directory: "out", rejected: 3, width: 80)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
        #expect(text.contains("rejected inputs 3") && text.contains("out/report.html"))
        #expect(!text.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E })
    }

    @Test func theSummaryTellsApartClaimsThatDifferInExposureOrSpecies() {
        var contents = ReportContents()
        for (species, exposure) in [("human", nil), ("human", "long-term"), ("animal", nil), ("animal", "long-term")] {
            var claim = AggregatedClaim(
                claim: "k-0", subject: "warfarin", group: "HARM", predicate: "CAUSES", object: "rash", species: species)
            claim.exposure = exposure
            contents.claims.append(claim)
        }
        let lines = CollectionSummary.text(contents, directory: "out").split(separator: "\n").filter {
            $0.contains("warfarin")
        }
        #expect(Set(lines).count == 4)
        #expect(lines.last?.contains("(animal, long-term)") == true)
    }
}
