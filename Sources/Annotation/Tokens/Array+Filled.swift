extension Array {
    /// A list of equal elements: `init(repeating:count:)` asks the runtime for the list's type with every call, which takes longer than to
    /// fill the list of a short text.
    @inline(__always)
    static func filled(_ value: Element, count: Int) -> [Element] {
        var list: [Element] = []
        list.append(addingCapacity: count) { $0.append(repeating: value, count: count) }
        return list
    }
}
