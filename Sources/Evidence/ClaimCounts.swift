package import Events

/// The numbers of one aggregated claim as a flat list: what the change log compares and the sink keeps up to date.
package struct ClaimCounts: Hashable, Sendable {
    /// Support's and dispute's documents, stories, works, units, commenters and documents by tier; questioned; statements;
    /// statements by predicate of the harm group, strongest first.
    package private(set) var values = [Int](repeating: 0, count: ClaimCounts.width)

    package static let sideWidth = 10
    package static let questionedColumn = 2 * sideWidth
    package static let statementsColumn = questionedColumn + 1
    package static let width = statementsColumn + 1 + harmPredicates.count
    /// The predicates that one claim may mix, the one that says most first.
    package static let harmPredicates: [Predicate] = [.causes, .aggravates, .predisposes, .associatedWith]

    enum Column: Int { case documents, stories, works, units, commenters, tier }

    package init() {}
    package init(values: [Int]) {
        precondition(values.count == Self.width, "a row of counts is whole")
        self.values = values
    }

    package init(_ claim: AggregatedClaim) {
        for (offset, counts) in [(0, claim.support), (Self.sideWidth, claim.dispute)] {
            values[offset] = counts.documents
            values[offset + 1] = counts.stories
            values[offset + 2] = counts.works
            values[offset + 3] = counts.units
            values[offset + 4] = counts.commenters
            for (index, tier) in Tier.allCases.enumerated() {
                values[offset + 5 + index] = counts.byTier[tier.rawValue] ?? 0
            }
            values[offset + 9] -= counts.commenters
        }
        values[Self.questionedColumn] = claim.questioned
        values[Self.statementsColumn] = claim.evidenceTotal
        for (index, predicate) in Self.harmPredicates.enumerated() {
            values[Self.statementsColumn + 1 + index] = claim.byPredicate[predicate.rawValue] ?? 0
        }
    }

    package var isEmpty: Bool { statements == 0 }
    package var questioned: Int { values[Self.questionedColumn] }
    package var statements: Int { values[Self.statementsColumn] }
    /// Equal in everything that a change line shows.
    package func showsSame(as other: ClaimCounts) -> Bool {
        values.prefix(Self.statementsColumn) == other.values.prefix(Self.statementsColumn)
    }

    package mutating func add(_ change: Int, at index: Int) { values[index] += change }

    /// The strongest predicate seen: of the harm group by its counts, of every other group the group itself.
    package func predicate(group: String) -> String {
        guard group == "HARM" else { return group }
        let first = Self.harmPredicates.indices.first { values[Self.statementsColumn + 1 + $0] > 0 }
        return Self.harmPredicates[first ?? 0].rawValue
    }

    package func evidence(_ side: Side) -> EvidenceCounts {
        let offset = side == .dispute ? Self.sideWidth : 0
        var counts = EvidenceCounts()
        counts.documents = values[offset]
        counts.stories = values[offset + 1]
        counts.works = values[offset + 2]
        counts.units = values[offset + 3]
        counts.commenters = values[offset + 4]
        for (index, tier) in Tier.allCases.enumerated() {
            var number = values[offset + 5 + index]
            if tier == .user { number += counts.commenters }
            if number > 0 { counts.byTier[tier.rawValue] = number }
        }
        return counts
    }

    package var changeCounts: ChangeLine.Counts {
        ChangeLine.Counts(support: evidence(.support), dispute: evidence(.dispute), questioned: questioned)
    }
}

/// What one article adds to one number of one claim: by itself, or through a key that counts once for all articles with it.
///
/// An article's contributions are a pure function of its statements and its assignment, so that taking them out again is exact.
package struct Contribution: Hashable, Sendable, Comparable {
    /// Hash of the claim's key.
    package var claim: UInt64
    /// Index into `ClaimCounts.values`.
    package var column: Int
    /// The shared story, study, unit or commenter; 0 for what is the article's alone.
    package var key: UInt64
    package var number: Int

    package static func < (left: Contribution, right: Contribution) -> Bool {
        if left.claim != right.claim { return left.claim < right.claim }
        if left.column != right.column { return left.column < right.column }
        return left.key < right.key
    }

    /// Whether both count in the same place.
    package func isBeside(_ other: Contribution) -> Bool {
        claim == other.claim && column == other.column && key == other.key
    }

    /// All of an article, ascending.
    package static func all(
        _ statements: [Statement], claims: [UInt64], _ assignment: Assignment
    ) -> [Contribution] {
        let order = claims.indices.sorted { claims[$0] == claims[$1] ? $0 < $1 : claims[$0] < claims[$1] }
        var all: [Contribution] = []
        all.reserveCapacity(claims.count * 5)
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, claims[order[end]] == claims[order[start]] { end += 1 }
            addClaim(claims[order[start]], order[start..<end].map { statements[$0] }, assignment, to: &all)
            start = end
        }
        return all
    }

    private static func addClaim(
        _ claim: UInt64, _ statements: [Statement], _ assignment: Assignment, to all: inout [Contribution]
    ) {
        var own = [Int](repeating: 0, count: ClaimCounts.width)
        var shared: [Contribution] = []
        func share(_ offset: Int, _ column: ClaimCounts.Column, _ name: UInt64) {
            let seed = claim &+ UInt64(offset + column.rawValue + 1)
            let place = Contribution(
                claim: claim, column: offset + column.rawValue,
                key: StableHash.mixed(name ^ StableHash.mixed(seed)) | 1, number: 1)
            if !shared.contains(place) { shared.append(place) }
        }
        own[ClaimCounts.statementsColumn] = statements.count
        for statement in statements {
            if let index = ClaimCounts.harmPredicates.firstIndex(of: statement.predicate) {
                own[ClaimCounts.statementsColumn + 1 + index] += 1
            }
        }
        for side in [Side.support, .dispute] {
            let offset = side == .dispute ? ClaimCounts.sideWidth : 0
            var tier: Tier?
            var ownUnit = false
            for statement in statements where statement.side == side {
                if let commenter = statement.commenter {
                    share(offset, .commenters, commenter)
                    continue
                }
                tier = min(tier ?? statement.tier, statement.tier)
                if let work = assignment.work(of: statement) {
                    share(offset, .works, work)
                    share(offset, .units, work)
                } else if assignment.isAlone {
                    ownUnit = true
                } else {
                    share(offset, .units, assignment.story)
                }
            }
            guard let tier else { continue }
            own[offset] += 1
            own[offset + ClaimCounts.Column.tier.rawValue + tier.wireNumber - 1] += 1
            if ownUnit { own[offset + ClaimCounts.Column.units.rawValue] += 1 }
            if assignment.isAlone {
                own[offset + ClaimCounts.Column.stories.rawValue] += 1
            } else {
                share(offset, .stories, assignment.story)
            }
        }
        var asksItself = false
        for statement in statements where statement.side == .question {
            if let commenter = statement.commenter {
                share(ClaimCounts.questionedColumn, .documents, commenter)
            } else {
                asksItself = true
            }
        }
        if asksItself { own[ClaimCounts.questionedColumn] += 1 }
        for (column, number) in own.enumerated() where number != 0 {
            all.append(Contribution(claim: claim, column: column, key: 0, number: number))
        }
        all.append(contentsOf: shared)
        let first = all.count - shared.count - own.count { $0 != 0 }
        all[first...].sort()
    }
}
