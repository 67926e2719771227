/// What the table says of one drug's doses, for those who draw them.
package struct LabelFacts: Sendable, Hashable {
    /// Largest labelled daily amount for any adult indication, in milligrams; nil where the row states none.
    package let usualMaximum: Double?
    /// Smallest strength of a unit, in milligrams; nil where the row states none.
    package let smallestUnit: Double?
    /// Names the row, and where the maximum (without one the smallest unit) was read.
    package let source: String
}

extension PharmacologyTable {
    /// Nil where the table has no row of that ingredient.
    package func label(of ingredient: String) -> LabelFacts? {
        row(ingredient).map {
            LabelFacts(
                usualMaximum: $0.maximum, smallestUnit: $0.smallest,
                source: $0.source($0.maximum == nil ? .smallest : .maximum))
        }
    }
}
