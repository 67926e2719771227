import Events
import Results

/// How the numbers were made: versions, thresholds, the errors that beliefs are counted with, and what is not said.
struct MethodsSection {
    let contents: ReportContents

    func write(to html: inout HTMLBuffer) {
        html.raw("<section id=methods><h2>Methods</h2>")
        versions(to: &html)
        counting(to: &html)
        belief(to: &html)
        abstentions(to: &html)
        html.raw("</section>")
    }

    private func versions(to html: inout HTMLBuffer) {
        html.raw("<table class=facts-table><caption class=sr>Versions</caption><tbody>")
        row("Engine", contents.generation?.engine ?? "unknown", to: &html)
        row("Lexicon and rules", contents.generation?.lexicon ?? "unknown", to: &html)
        row("Generation of the files", contents.generation.map { "\($0.generation)" } ?? "unknown", to: &html)
        row("Written", contents.generation?.written ?? "unknown", to: &html)
        let segments = contents.articles.reduce(0) { $0 + $1.segments }
        let comments = contents.articles.reduce(0) { $0 + $1.comments }
        row(
            "Read",
            "\(PlainWords.count(contents.articles.count, "page")), \(PlainWords.count(segments, "segment")), of these \(PlainWords.count(comments, "comment"))",
            to: &html)
        row(
            "Label ranges",
            contents.facts.isEmpty
                ? "left out: the tables at hand are not of the version that the files were made with"
                : "pharmacology table of the same version; each row names its source", to: &html)
        html.raw("</tbody></table>")
    }

    private func counting(to html: inout HTMLBuffer) {
        html.raw("<h3>Counting</h3><ul>")
        html.raw(
            "<li>Pages: documents. Stories: clusters of copies and rewrites of one text. Works: studies that could be identified."
        )
        html.raw(
            "<li>Units: independent evidence. The study where it is known, else the story, else the page; five pages with one press release are one unit."
        )
        html.raw(
            "<li>Commenters never count as pages; each counts once a claim, and what is quoted or repeated counts nothing."
        )
        html.raw(
            "<li>A copy holds at least 70 % of the smaller text outside quotations; a derived text holds a clearly smaller share or several near sentences."
        )
        html.raw(
            "<li>Not merged: a drug and its class, a narrower and a broader effect, humans and animals, short and long use."
        )
        html.raw(
            "<li>A dose is marked from one and a half times the usual maximum a day on, or below an eighth of the smallest unit.</ul>"
        )
    }

    private func belief(to html: inout HTMLBuffer) {
        html.raw(
            "<h3>Belief</h3><p>Every class of evidence has a systematic error s (all of it may be wrong together) and a random error r (each unit may be wrong by itself). With the factuality weight f of each unit "
        )
        html.raw(
            "(fact 1, probable 0.75, possible 0.5, others 0), miss = s + (1 \u{2212} s) \u{00B7} \u{220F} r<sup>f</sup>; support is 1 \u{2212} \u{220F} miss over the classes that support, "
        )
        html.raw(
            "dispute likewise, and belief = support \u{00B7} (1 \u{2212} dispute). The number ranks; it is not a probability of truth.</p>"
        )
        guard !contents.errors.isEmpty else { return }
        html.raw(
            "<div class=scroll tabindex=0 role=region aria-label=\"Errors by class of evidence\"><table class=\"small errors\"><caption>The weights of support and dispute by class of evidence; the last columns say what so many independent units of one class are worth alone, told as facts</caption>"
        )
        html.raw(
            "<thead><tr><th scope=col>class<th scope=col>s<th scope=col>r<th scope=col>1 unit<th scope=col>3 units</tr></thead><tbody>"
        )
        for error in contents.errors {
            html.raw("<tr><th scope=row>")
            html.text(PlainWords.underscored(error.evidence.rawValue))
            if error.evidence == .animalStudy {
                html.raw(error.isAcrossSpecies ? ", of a claim about people" : ", of a claim about animals")
            }
            for number in [error.systematic, error.random, error.one, error.three] {
                html.raw("<td class=n>")
                html.number(number, decimals: 2)
            }
            html.raw("</tr>")
        }
        html.raw("</tbody></table></div>")
    }

    private func abstentions(to html: inout HTMLBuffer) {
        html.raw(
            "<h3>What was left out, and how often</h3><table class=facts-table><caption class=sr>Abstentions</caption><tbody>"
        )
        let silent = contents.articles.count { $0.claims == 0 }
        row(
            "Pages without any claim",
            "\(silent) of \(contents.articles.count): nothing was said that the rules read with enough certainty",
            to: &html
        )
        let asked = contents.claims.reduce(0) { $0 + $1.questioned }
        row("Questions", "\(asked): counted apart, on neither side", to: &html)
        let onlyComments = contents.claims.count { $0.support.units + $0.dispute.units == 0 }
        row(
            "Claims without independent evidence",
            "\(onlyComments) of \(contents.claims.count): only commenters say so, or only questions were asked",
            to: &html)
        let linked = contents.drugs.reduce(0) { $0 + $1.doses }
        let covered = contents.doseChecks.count { $0.verdict != CheckVerdict.notCovered.rawValue }
        row(
            "Doses that the table does not judge",
            "\(max(0, linked - covered)) of \(linked): no row, no amount, or no unit of mass", to: &html)
        let unsure = contents.cases.count { $0.status != CaseStatus.valid.rawValue }
        row(
            "Case candidates that lack an element", "\(unsure) of \(contents.cases.count)", to: &html)
        html.raw("</tbody></table><ul>")
        html.raw("<li>Not read at all: jokes, sarcasm, quoted posts, cited titles, navigation and headings that ask.")
        html.raw(
            "<li>Not guessed: names of which the drug is not certain, doses without a drug nearby, comments without visible authors as more than one voice."
        )
        html.raw(
            "<li>No advice: nothing here says what anyone should take, and a count of texts is neither incidence nor proof of cause.</ul>"
        )
    }

    private func row(_ name: StaticString, _ value: String, to html: inout HTMLBuffer) {
        html.raw("<tr><th scope=row>")
        html.raw(name)
        html.raw("<td>")
        html.text(value)
        html.raw("</tr>")
    }
}
