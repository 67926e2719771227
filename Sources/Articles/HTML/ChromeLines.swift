/// Lines that stand in many pages and belong to none of their texts.
enum ChromeLines {
    private static let starts: [[UInt8]] = [
        "share this", "share on", "share:", "advertisement", "read more", "related:", "related article", "related stor",
        "also read",
        "see also:", "more:", "sign up", "subscribe", "follow us", "follow him", "follow her", "follow @", "click here",
        "copyright ",
        "©", "all rights reserved", "photo:", "image:", "photo by", "image credit", "getty images", "file photo",
        "view comments",
        "leave a comment", "leave a reply", "post a comment", "continue reading", "story continues", "scroll down",
        "loading",
        "tags:", "filed under", "posted in", "download our app", "print this", "email this", "watch:", "watch now",
        "recommended",
        "you may also like", "you might also like", "most read", "trending", "join our", "get our",
        "this article originally",
        "this story originally", "supported by", "skip to", "enable javascript", "please enable", "like us on",
        "editor's picks",
        "newsletter", "up next", "more from", "sponsored", "comments", "what's your reaction", "what are your thoughts",
        "thanks for reading",
        "add comment", "close", "see more", "don't miss", "don’t miss", "just in:", "read also",
        "if you enjoyed reading", "this entry was posted",
        "last modified", "last updated", "table of contents",
        // German
        "auch interessant", "auch spannend", "weitere informationen", "mehr zum thema", "lesen sie auch",
        "lesen sie hier",
        "lesen sie mehr", "lies auch", "weiterlesen", "das könnte sie", "das könnte dich", "das könnte ihnen", "foto:",
        "fotos:", "bild:", "bilder:", "bildquelle", "bildnachweis", "titelbild", "inhaltsverzeichnis", "siehe auch",
        "anzeige", "*werbung", "werbung", "rezept drucken", "drucken", "artikel drucken", "nach oben", "mehr dazu",
        "mehr lesen", "schlagwörter", "schlagworte", "wir respektieren", "folgen sie uns", "folge uns", "gefällt dir",
        "hat dir der", "hat ihnen der", "jetzt abonnieren", "teilen", "kommentare", "kommentar schreiben",
        "vorschau auf",
        "zum newsletter", "pressekontakt", "kontakt:", "pdf", "download", "schreibe einen kommentar",
        "ähnliche artikel",
        "verwandte artikel", "weitere artikel", "mehr aus",
        // French, Spanish, Italian, Polish, Dutch, Portuguese
        "lire aussi", "à lire aussi", "voir aussi", "à lire", "partager", "crédit photo", "photo :", "publicité",
        "en savoir plus", "lea también", "lee también", "leer más", "te puede interesar", "puedes ver", "puede ver",
        "mira también", "compartir", "publicidad", "suscríbete", "leggi anche", "condividi", "pubblicità",
        "czytaj także",
        "czytaj też", "czytaj więcej", "zobacz także", "zobacz też", "więcej]", "[więcej", "udostępnij", "reklama",
        "fot.",
        "lees ook", "lees meer", "deel dit", "leia também", "leia mais", "compartilhe",
    ].map { Array($0.utf8) }

    /// Phrases that give a line of up to 300 bytes away wherever they stand.
    private static let anywhere: [[UInt8]] = [
        "contributed to this report", "follow him on twitter", "follow her on twitter", "follow them on twitter",
        "follow us on twitter",
        "sign up for our", "sign up to our", "subscribe to our", "all rights reserved", "click here for more",
        "click here to", "get the latest updates right",
        "may be reached at", "can be reached at", "free newsletter", "<img ", "daily newsletter",
        "als pdf herunterladen",
        "zum newsletter", "unseren newsletter", "do subskrypcji", "subscribe to ",
        "contains references to products from",
    ].map { Array($0.utf8) }

    /// Whether a short line is such a line. Longer ones (over 100 bytes) never are.
    static func isChrome(_ text: [UInt8]) -> Bool {
        guard text.count <= 300 else { return false }
        let lower = Bytes.lowered(text)
        for phrase in anywhere where Bytes.find(phrase, in: lower[...]) != nil { return true }
        guard text.count <= 100 else { return false }
        for start in starts where lower.starts(with: start) {
            // A sentence that merely begins so is text.
            let ends = lower.last == 0x2E && Bytes.wordCount(lower[...]) > 9
            return !ends
        }
        return false
    }
}
