/// Makes a named reader's output file hold every line once, although lines and position cannot be stored in one step.
///
/// A reader writes lines, then stores its position together with the length of the file it wrote to. A kill in between
/// leaves bytes behind that length, perhaps with a torn last line. After the restart the same changes give the same bytes
/// again: as far as these stand in the file already, they are passed over. Nothing is ever cut from the file. Where its
/// bytes are other ones (somebody else writes to it, or the filter is another), the lines are written whole.
package struct ContinuedOutput: Sendable {
    /// What stands in the file behind the stored length and was not met again yet.
    private var found: ArraySlice<UInt8>

    package init(found: [UInt8] = []) { self.found = found[...] }

    /// Bytes of the earlier process that are still to be met.
    package var remaining: Int { found.count }

    /// The part of `out` that is not in the file yet.
    package mutating func rest(of out: [UInt8]) -> ArraySlice<UInt8> {
        guard !found.isEmpty else { return out[...] }
        let common = min(found.count, out.count)
        guard found.prefix(common).elementsEqual(out.prefix(common)) else {
            found = []
            return out[...]
        }
        found = found.dropFirst(common)
        return out[common...]
    }
}
