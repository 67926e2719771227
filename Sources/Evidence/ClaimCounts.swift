package import Events

/// The numbers of one aggregated claim as a flat list: what the change log compares and the sink keeps up to date.
package struct ClaimCounts: Hashable, Sendable {
    /// Support's and dispute's documents, stories, works, units, commenters and documents by tier; questioned; statements.
    package private(set) var values = [Int](repeating: 0, count: ClaimCounts.width)

    package static let sideWidth = 10
    package static let width = 2 * sideWidth + 2

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
        values[2 * Self.sideWidth] = claim.questioned
        values[2 * Self.sideWidth + 1] = claim.evidenceTotal
    }

    package var isEmpty: Bool { statements == 0 }
    package var questioned: Int { values[2 * Self.sideWidth] }
    package var statements: Int { values[2 * Self.sideWidth + 1] }
    /// Equal in everything that a change line shows.
    package func showsSame(as other: ClaimCounts) -> Bool { values.dropLast() == other.values.dropLast() }

    package mutating func add(_ change: Int, at index: Int) { values[index] += change }

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

/// What one article brings to one claim: numbers that are its alone, and shared keys of which each counts once for all.
package struct ArticleShare: Hashable, Sendable {
    /// Added as they are.
    package private(set) var own = ClaimCounts()
    /// A shared key's hash and the column that it counts in.
    package private(set) var shared: [UInt64: Int] = [:]

    /// The shares of an article in all its claims, by claim hash.
    package static func shares(
        _ statements: [Statement], claims: [UInt64], _ assignment: Assignment
    ) -> [UInt64: ArticleShare] {
        var byClaim: [UInt64: [Statement]] = [:]
        for (statement, claim) in zip(statements, claims) { byClaim[claim, default: []].append(statement) }
        var shares: [UInt64: ArticleShare] = [:]
        shares.reserveCapacity(byClaim.count)
        for (claim, group) in byClaim { shares[claim] = ArticleShare(claim, group, assignment) }
        return shares
    }

    private init(_ claim: UInt64, _ statements: [Statement], _ assignment: Assignment) {
        own.add(statements.count, at: 2 * ClaimCounts.sideWidth + 1)
        for side in [Side.support, .dispute] {
            let offset = side == .dispute ? ClaimCounts.sideWidth : 0
            var tier: Tier?
            var ownUnit = false
            for statement in statements where statement.side == side {
                if let commenter = statement.commenter {
                    share(claim, side, .commenters, commenter, offset)
                    continue
                }
                tier = min(tier ?? statement.tier, statement.tier)
                if let work = assignment.work(of: statement) {
                    share(claim, side, .works, work, offset)
                    share(claim, side, .units, work, offset)
                } else if assignment.isAlone {
                    ownUnit = true
                } else {
                    share(claim, side, .units, assignment.story, offset)
                }
            }
            guard let tier else { continue }
            own.add(1, at: offset)
            own.add(1, at: offset + ClaimCounts.Column.tier.rawValue + tier.wireNumber - 1)
            if ownUnit { own.add(1, at: offset + ClaimCounts.Column.units.rawValue) }
            if assignment.isAlone {
                own.add(1, at: offset + ClaimCounts.Column.stories.rawValue)
            } else {
                share(claim, side, .stories, assignment.story, offset)
            }
        }
        var asksItself = false
        for statement in statements where statement.side == .question {
            if let commenter = statement.commenter {
                let key = StableHash.quick(commenter, seed: claim &+ 99)
                shared[key] = 2 * ClaimCounts.sideWidth
            } else {
                asksItself = true
            }
        }
        if asksItself { own.add(1, at: 2 * ClaimCounts.sideWidth) }
    }

    private mutating func share(
        _ claim: UInt64, _ side: Side, _ column: ClaimCounts.Column, _ name: String, _ offset: Int
    ) {
        let seed = claim &+ UInt64(side.rawValue * 16 + column.rawValue)
        shared[StableHash.quick(name, seed: seed)] = offset + column.rawValue
    }
}
