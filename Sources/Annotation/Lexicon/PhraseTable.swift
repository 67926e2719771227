/// A multi-pattern matcher over a token stream: forms of one or more tokens, each with one or more integer ids.
///
/// Case does not matter, borders are token borders, and a form's inner spacing must be the text's (a glued `5-HTP` does not match
/// `5 - HTP`). A filter of first-token hashes turns most tokens away, one of pairs most of the rest; an open-addressing table of first tokens holds the
/// one-token form and whether phrases begin here; a second one, keyed by the hash of the first two tokens, leads to the phrases that begin
/// with them, longest first. Hashes find, bytes decide. Built once, immutable, safe to share.
package struct PhraseTable: Sendable {
    /// One occurrence of a form; a form with several ids gives one match an id, in the order they were added.
    package struct Match: Sendable, Equatable {
        package let firstToken: Int
        /// Inclusive.
        package let lastToken: Int
        package let id: Int32

        /// The tokens of the match.
        package var tokens: Range<Int> { firstToken..<lastToken + 1 }
    }

    struct Form {
        var firstToken: UInt32
        var tokenCount: UInt16
        var firstID: UInt32
        var idCount: UInt16
        /// Half of the third token's hash, in `pairForms` alone: many phrases begin with the same two words.
        var third: UInt32 = 0
    }

    // What is read in the text's order lies all over these tables, so that nearly every look is a wait for memory. An entry therefore
    // holds all that most looks need.

    /// A token of a form: its folded bytes in `blob`, the first eight also here.
    struct FormToken {
        var hash: UInt64
        var head: UInt64
        var start: UInt32
        var length: UInt16
        var spaceBefore: Bool
    }

    /// The first token of forms, with the one-token form where there is one.
    struct First {
        var hash: UInt64 = 0
        var head: UInt64 = 0
        var start: UInt32 = 0
        var firstID: UInt32 = 0
        var length: UInt16 = 0
        /// Ids of the one-token form; 0 for none.
        var idCount: UInt16 = 0
        var beginsPhrase = false
        /// A one-token form of equal hash but other bytes has an entry further on.
        var hasTwin = false

        var isUsed: Bool { beginsPhrase || idCount > 0 }
    }

    struct Pair {
        var hash: UInt64
        var firstForm: UInt32
        var formCount: UInt32
    }

    var forms: [Form] = []
    var formTokens: [FormToken] = []
    var ids: [Int32] = []
    var blob: [UInt8] = []
    /// What the tokens of one-token forms leave, and what the two that begin a phrase do.
    var singleFilter = HashFilter(entries: 0)
    var pairFilter = HashFilter(entries: 0)
    /// What the tokens of all forms leave, and what their first ones do.
    var wordFilter = HashFilter(entries: 0)
    var firstFilter = HashFilter(entries: 0)
    /// By open addressing: nearly all that is looked for here is there, so that one look tells it.
    var firsts = [First()]
    var pairs: [Pair] = []
    var pairSlots = HashSlots(entries: 0)
    /// Phrase forms in the order of `pairs`' ranges.
    var pairForms: [Form] = []

    /// Tokens of the longest form.
    var mostTokens = 0

    /// Where its largest part lies in memory.
    var address: UInt { unsafe firsts.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) } }

    /// Number of distinct forms.
    package var count: Int { forms.count }

    /// The ids of each form that has several.
    package var sharedIDs: [ArraySlice<Int32>] {
        forms.compactMap { form in
            form.idCount > 1 ? ids[Int(form.firstID)..<Int(form.firstID) + Int(form.idCount)] : nil
        }
    }

    /// The forms as they are compared: lower case, normalised, one blank where there is any.
    package var texts: [String] {
        forms.map { form in
            var text: [UInt8] = []
            for index in Int(form.firstToken)..<Int(form.firstToken) + Int(form.tokenCount) {
                let token = formTokens[index]
                if index > Int(form.firstToken), token.spaceBefore { text.append(0x20) }
                text += blob[Int(token.start)..<Int(token.start) + Int(token.length)]
            }
            return String(decoding: text, as: UTF8.self)
        }
    }

    /// What two neighbours are looked up by in `pairFilter`.
    @inline(__always)
    static func pairKey(_ first: UInt64, _ second: UInt64) -> UInt64 {
        first &+ (second &<< 29 | second &>> 35)
    }

    /// Eight bytes, those from `count` on as zeros.
    @inline(__always)
    static func word(_ bytes: Span<UInt8>, _ start: Int, _ count: Int) -> UInt64 {
        // The load is checked against the span's bounds; any bytes are a UInt64.
        let raw = unsafe bytes.bytes
        let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self)
        return count >= 8 ? word : word & ((1 &<< UInt64(count &* 8)) &- 1)
    }
}
