/// Words by which a clinic, pharmacy or shop speaks of itself in its own text: "our patients", "we prescribe", "book a free call".
///
/// What stands between quotation marks is somebody else's.
struct SellerWords {
    private var found: Set<String> = []

    mutating func read(_ paragraph: ArraySlice<UInt8>) {
        let own = Bytes.lowered(Self.withoutQuotations(paragraph))
        for phrase in Self.phrases where !found.contains(phrase) && Bytes.find(phrase, in: own[...]) != nil {
            found.insert(phrase)
        }
        for start in ["our ", "we "] {
            var from = 0
            while let place = Bytes.find(start, in: own[from...]) {
                from = place + start.utf8.count
                let word = own[from...].prefix { $0 >= 0x61 && $0 <= 0x7A }
                guard place == 0 || !(0x61...0x7A).contains(own[place - 1]) else { continue }
                let text = Bytes.string(word)
                if (start == "our " ? Self.owned : Self.acts).contains(text) { found.insert(start + text) }
            }
        }
    }

    /// Two different words make a seller; one is enough where the page answers questions or its site is named like one.
    func isSeller(site: String?, hasAnswers: Bool) -> Bool {
        let name = (site ?? "").asciiLower
        let isNamed = Self.sites.contains { name.contains($0) }
        return found.count + (isNamed ? 1 : 0) + (hasAnswers && !found.isEmpty ? 1 : 0) >= 2
    }

    private static let phrases = [
        "book a free", "book your", "book an appointment", "shopping cart", "add to cart", "schedule a consultation",
        "individual results may vary", "what we can do for you", "call us", "ring us", "contact us today", "ask us",
        "prices start", "sessions start", "free consultation", "at our", "patients of ours", "insurance \u{2022} ",
        "patient portal", "speak to one of our", "questions, answered by", "answered by our", "answered by the team",
        "answered by the clinic",
    ]
    private static let owned: Set<String> = [
        "patients", "clinic", "clinics", "clinicians", "doctors", "nurses", "pharmacists", "pharmacist", "pharmacy",
        "practice", "program", "programme", "protocol", "treatment", "team", "center", "centre", "prescribers",
        "cardiologists", "psychiatrists", "neurologists", "dermatologists", "gastroenterologists", "therapists",
        "dietitians", "specialists", "physicians", "surgeons", "counsellors", "counselors", "midwives",
    ]
    private static let acts: Set<String> = [
        "prescribe", "dispense", "offer", "treat", "usually", "stock", "inject", "taper", "monitor", "step",
    ]
    private static let sites = [
        "clinic", "wellness", "rehab", "recovery center", "therapy center", "pharmacy", "shop", "treatment",
        "psychiatry", "associates",
    ]

    /// Quotation marks that never close take nothing away.
    private static func withoutQuotations(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var own: [UInt8] = []
        var open: Int?
        var index = text.startIndex
        while index < text.endIndex {
            let isStraight = text[index] == UInt8(ascii: "\"")
            let isCurly = text[index] == 0xE2 && index + 2 < text.endIndex && text[index + 1] == 0x80
            let opens = open == nil && (isStraight || (isCurly && text[index + 2] == 0x9C))
            let closes = open != nil && (isStraight || (isCurly && text[index + 2] == 0x9D))
            if opens { open = index }
            if open == nil { own.append(text[index]) }
            if closes { open = nil }
            index += 1
        }
        if let open { own.append(contentsOf: text[open...]) }
        return own[...]
    }
}
