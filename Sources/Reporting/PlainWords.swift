import Events

/// How the names of the data model read to a person.
enum PlainWords {
    /// A predicate between its subject and object.
    static func predicate(_ name: String) -> String {
        guard let predicate = Predicate(rawValue: name) else { return name }
        return switch predicate {
        case .causes: "causes"
        case .predisposes: "predisposes to"
        case .associatedWith: "is associated with"
        case .aggravates: "aggravates"
        case .causesMoreThan: "causes more of"
        case .treats: "treats"
        case .prevents: "prevents"
        case .interactsWith: "interacts with"
        case .stimulates: "stimulates"
        case .inhibits: "inhibits"
        case .disrupts: "disrupts"
        case .affects: "affects"
        case .mediates: "mediates"
        case .doseResponse: "has a dose response for"
        case .isA: "is a"
        case .hasProperty: "has the property"
        case .lowerThan: "is lower than"
        case .safeFor: "is called safe for"
        case .reversibleAfterStop: "reversible after stopping:"
        case .persistsAfterStop: "persists after stopping:"
        case .preferredOver: "is preferred over"
        case .practice: "practice:"
        }
    }

    /// A tier without its number.
    static func tier(_ tier: Tier) -> String {
        switch tier {
        case .primary: "primary study"
        case .pressRelease: "press release"
        case .news: "news"
        case .commercial: "commercial page"
        case .user: "commenter"
        }
    }

    static func tier(_ name: String) -> String { Tier(rawValue: name).map(tier) ?? underscored(name) }

    /// `1 page`, `2 pages`.
    static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(number) \(number == 1 ? one : many ?? one + "s")"
    }

    /// The day of a date that may have a time: `2022-03-28`.
    static func day(_ date: String) -> String { String(date.prefix { $0 != "T" }) }

    /// `T1` to `T5`.
    static func tierMark(_ name: String) -> String { String(name.prefix(2)) }

    /// `species_lost` as "species lost".
    static func underscored(_ name: String) -> String { name.split(separator: "_").joined(separator: " ") }
}
