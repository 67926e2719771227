extension Array {
    /// Removes what matches, if anything does: of the few objects of a rule nearly always nothing, and the library's own removal is a long way
    /// to that.
    @inline(__always)
    mutating func drop(where isMeant: (Element) -> Bool) {
        if contains(where: isMeant) { removeAll(where: isMeant) }
    }
}
