/// The auxiliary verbs of English in their finite forms, by kind: readers compose from them what ends or carries on a clause for them.
///
/// Words are parted by blanks, as `TokenTable` takes them.
enum AuxiliaryVerbs {
    static let be = "is are was were"
    static let have = "has have had"
    static let `do` = "do does did"
    static let possibility = "may might can could"
    static let future = "will would"
    static let duty = "should must"

    /// What makes a clause: forms of be, have and do.
    static let plain = [be, have, `do`].joined(separator: " ")
    /// The same, and what may be.
    static let finite = [plain, possibility].joined(separator: " ")
}
