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
        #expect(html.components(separatedBy: "<script").count == 5, "three islands and one script")
        #expect(!html.contains(" style=") && !html.contains(" onclick"))
    }

    @Test func theNumbersOfARowAreThoseOfItsClaim() throws {
        let (contents, html) = Self.page(120, hostile: false)
        for claim in contents.claims {
            let start = try #require(html.range(of: "<tr id=\"\(claim.claim)\">"))
            let row = html[start.upperBound...].prefix(while: { $0 != "\n" })
            for (name, count) in [
                ("works", claim.support.works), ("stories", claim.support.stories), ("pages", claim.support.documents),
                ("commenters", claim.support.commenters),
            ] {
                #expect(row.contains("data-name=\(name)>\(count)<"))
            }
            var writer = JSONWriter()
            writer.value(claim.belief.value, decimals: 2)
            #expect(row.contains("<b>\(writer.string)</b>"))
        }
    }

    @Test func everyClaimHasARowAndADetail() {
        let (contents, html) = Self.page(350)
        for island in ["row-data", "detail-data"] {
            let text = html.components(separatedBy: "id=\(island)>\n")[1].components(separatedBy: "</script>")[0]
            #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == contents.claims.count + 1)
        }
        #expect(html.components(separatedBy: "<div class=detail>").count == 351)
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
}
