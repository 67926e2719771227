/// Leads offsets of normalised bytes back to the stored text's bytes.
///
/// A list of pieces in order. A *run* maps byte for byte; a *character* maps all its normalised bytes to the whole of the character in
/// the text. Dropped characters (soft hyphens, zero-width spaces) have no piece. No pieces at all mean the identity.
struct OffsetMap: Sendable {
    private struct Piece {
        let normalised: UInt32
        let text: UInt32
        /// Bytes of the character in the text; 0 for a run.
        let width: UInt32
    }

    private var pieces: [Piece] = []

    var isIdentity: Bool { pieces.isEmpty }

    mutating func addRun(normalised: Int, text: Int) {
        pieces.append(Piece(normalised: UInt32(normalised), text: UInt32(text), width: 0))
    }

    mutating func addCharacter(normalised: Int, text: Int, width: Int) {
        pieces.append(Piece(normalised: UInt32(normalised), text: UInt32(text), width: UInt32(width)))
    }

    /// The text offset of the character that holds the normalised byte at `offset`.
    func textStart(_ offset: Int) -> Int {
        guard !pieces.isEmpty else { return offset }
        let piece = pieces[index(of: offset)]
        return piece.width > 0 ? Int(piece.text) : Int(piece.text) + (offset - Int(piece.normalised))
    }

    /// The text offset after the character that holds the last normalised byte before `end`.
    func textEnd(_ end: Int) -> Int {
        guard !pieces.isEmpty, end > 0 else { return end }
        let piece = pieces[index(of: end - 1)]
        return piece.width > 0
            ? Int(piece.text) + Int(piece.width) : Int(piece.text) + (end - Int(piece.normalised))
    }

    private func index(of offset: Int) -> Int {
        var low = 0
        var high = pieces.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(pieces[middle].normalised) <= offset { low = middle } else { high = middle }
        }
        return low
    }
}
