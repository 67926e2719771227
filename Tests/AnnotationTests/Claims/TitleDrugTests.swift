import Annotation
import Events
import Testing

/// Titles that name the text's one drug by what it is known for.
@Suite struct TitleDrugTests {
    static let body =
        "Semaglutide was given to 400 adults for a year. Semaglutide eased their pain. Nausea was common on semaglutide."

    @Test(arguments: ["Weight-loss injection eases knee pain", "Diabetes drug eases knee pain"])
    func aTitlesProductIsTheTextsDrug(title: String) throws {
        let article = ClaimReading.article([(.title, .news, title), (.body, .news, Self.body)])
        let found = try ClaimReading.shared.get().read(article).claims.filter { $0.segment == "s1" }
        #expect(found.map(\.subject) == ["semaglutide"], "\(found)")
    }

    @Test func aClassStaysAClass() throws {
        let article = ClaimReading.article([
            (.title, .news, "GLP-1 receptor agonists ease knee pain"), (.body, .news, Self.body),
        ])
        let found = try ClaimReading.shared.get().read(article).claims.filter { $0.segment == "s1" }
        #expect(!found.contains { $0.subject == "semaglutide" }, "\(found)")
    }
}
