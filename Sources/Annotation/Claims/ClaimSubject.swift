import Events

/// What a drug, class or concept is called; shared by all its mentions and by the claims about it, so that to hand one on is to count one reference.
final class DrugName: Sendable, Hashable {
    let name: String
    let id: String?
    let classes: [String]
    let isClass: Bool

    init(name: String, id: String?, classes: [String], isClass: Bool) {
        (self.name, self.id, self.classes, self.isClass) = (name, id, classes, isClass)
    }

    static func == (left: DrugName, right: DrugName) -> Bool {
        left === right
            || (left.name == right.name && left.id == right.id && left.isClass == right.isClass
                && left.classes == right.classes)
    }

    func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// A drug as claim reading sees it.
struct DrugTerm {
    var tokens: Range<Int>
    let drug: DrugName
    let kind: DrugKind

    var name: String { drug.name }
    var id: String? { drug.id }
    var classes: [String] { drug.classes }
    var isClass: Bool { drug.isClass }
}

/// What a claim is about: one drug, a class, several taken together, or the stopping of one.
struct ClaimSubject: Hashable {
    private let drug: DrugName
    /// Made by stopping the drug.
    var isWithdrawal = false
    /// How it is given, where that sets it apart.
    var form: Form?
    /// Several are spoken of ("statins"): "it" is something else.
    var isPlural = false
    /// "but not during X": the opposite is said of it.
    var isExcepted = false
    /// Where the words stand that except it.
    var place: Range<Int>?

    enum Form: String { case topical, transdermal, vaginal, oral }

    init(name: String, id: String? = nil, classes: [String] = [], isClass: Bool = false) {
        drug = DrugName(name: name, id: id, classes: classes, isClass: isClass)
    }

    init(_ term: DrugTerm) { drug = term.drug }

    var name: String { drug.name }
    var id: String? { drug.id }
    var classes: [String] { drug.classes }
    var isClass: Bool { drug.isClass }

    /// The same drug or class, whatever is said of it.
    func isSame(as other: ClaimSubject) -> Bool { drug === other.drug || drug.name == other.drug.name }

    /// Of one class.
    func isAkin(_ other: ClaimSubject) -> Bool { classes.contains { other.classes.contains($0) } }

    var title: String {
        if isWithdrawal { return "\(name) withdrawal" }
        return form.map { "\($0.rawValue) \(name)" } ?? name
    }
}

/// Drugs that stand together ("ibuprofen or naproxen", "Warfarin (Coumadin)").
struct DrugGroup {
    let tokens: Range<Int>
    var subjects: [ClaimSubject]
    // Every reader asks these, so that they are told once.

    /// Said of something, not spoken of ("is a sedative").
    let isSaid: Bool
    /// What another is held against ("than with warfarin").
    let isCompared: Bool
    /// What the people take of whom something is told ("in patients on digoxin").
    let isBackground: Bool

    init(
        tokens: Range<Int>, subjects: [ClaimSubject], _ reader: SubjectReader, _ page: ClaimPage,
        _ sentence: ClaimPage.Sentence
    ) {
        (self.tokens, self.subjects) = (tokens, subjects)
        isSaid = reader.isSaid(tokens, page, sentence)
        isCompared = reader.isCompared(tokens, page, sentence)
        isBackground = reader.isBackground(tokens, page, sentence)
    }
}

extension ClaimFinder {
    /// What a claim says of its subject, with the concept mention that it came from.
    ///
    /// No tuple: a tuple of this size is copied by a routine of the runtime that asks for the type of each of its members.
    struct Target {
        var label: String
        var mesh: String?
        var tokens: Range<Int>
        var index: Int?

        init(_ label: String, _ mesh: String?, _ tokens: Range<Int>, _ index: Int?) {
            (self.label, self.mesh, self.tokens, self.index) = (label, mesh, tokens, index)
        }

        /// What an earlier claim says, said again by other words.
        init(saidOf claim: Claim, _ tokens: Range<Int>) {
            let mesh = claim.objectID.map { $0.hasPrefix("MESH:") ? String($0.dropFirst(5)) : $0 }
            self.init(claim.object, mesh, tokens, nil)
        }

        func renamed(_ label: String) -> Target { Target(label, mesh, tokens, index) }
    }
}
