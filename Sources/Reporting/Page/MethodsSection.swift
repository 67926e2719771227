import Events

/// How the numbers were made: versions, thresholds, and what the program does not say.
struct MethodsSection {
    let contents: ReportContents

    func write(to html: inout HTMLBuffer) {
        html.raw("<section id=methods><h2>Methods</h2><table class=facts-table><tbody>")
        row("Engine", contents.generation?.engine ?? "unknown", to: &html)
        row("Lexicon and rules", contents.generation?.lexicon ?? "unknown", to: &html)
        row("Generation of the files", contents.generation.map { "\($0.generation)" } ?? "unknown", to: &html)
        row("Written", contents.generation?.written ?? "unknown", to: &html)
        row(
            "Read",
            "\(contents.articles.count) pages, \(contents.articles.reduce(0) { $0 + $1.segments }) segments, of these \(contents.articles.reduce(0) { $0 + $1.comments }) comments",
            to: &html)
        row(
            "Without any claim",
            "\(contents.articles.count { $0.claims == 0 }) pages: nothing was said that the rules read with enough certainty",
            to: &html)
        html.raw("</tbody></table><h3>Counting</h3><ul>")
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
            "<li>Not merged: a drug and its class, a narrower and a broader effect, humans and animals, short and long use.</ul>"
        )
        html.raw(
            "<h3>Belief</h3><p>Every class of evidence has a systematic error s and a random error r. With the factuality weight f of each unit "
        )
        html.raw(
            "(fact 1, probable 0.75, possible 0.5, others 0), miss = s + (1 \u{2212} s) \u{00B7} \u{220F} r<sup>f</sup>; support is 1 \u{2212} \u{220F} miss over the classes that support, "
        )
        html.raw(
            "dispute likewise, and belief = support \u{00B7} (1 \u{2212} dispute). The number ranks; it is not a probability of truth.</p>"
        )
        html.raw(
            "<h3>What is left out on purpose</h3><ul><li>Jokes, sarcasm, quoted posts, cited titles, navigation and headings that ask."
        )
        html.raw(
            "<li>Names of which the drug is not certain, doses without a drug nearby, comments without visible authors as more than one voice."
        )
        html.raw(
            "<li>Advice: nothing here says what anyone should take, and a count of texts is neither incidence nor proof of cause.</ul></section>"
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
