import Events
import Evidence

/// Books what articles bring to claims and keeps the claims' numbers: own numbers are added up, shared keys counted, so that what
/// is taken out leaves exactly what was there before.
struct ClaimLedger {
    private struct Entry {
        var place: Contribution
        var article: Int64
    }

    private let queries: Queries
    /// Contributions that came (positive) and went (negative).
    private var entries: [Entry] = []
    private var keys: [UInt64: ClaimKey] = [:]

    /// A change line names at most so many articles.
    private static let causeLimit = 20
    private static let columns = SinkSchema.countColumns.joined(separator: ", ")

    init(_ queries: Queries) { self.queries = queries }

    /// Tells what proposition a claim's hash stands for; wanted before a claim that may be new is settled.
    mutating func name(_ claim: UInt64, _ key: ClaimKey) { if keys[claim] == nil { keys[claim] = key } }

    /// Books the difference between two states of an article, both ascending.
    mutating func book(_ article: Int64, _ before: [Contribution], _ after: [Contribution]) {
        var (i, j) = (0, 0)
        func entry(_ place: Contribution, _ number: Int) {
            var place = place
            place.number = number
            entries.append(Entry(place: place, article: article))
        }
        while i < before.count || j < after.count {
            if i < before.count, j < after.count, before[i].isBeside(after[j]) {
                let change = after[j].number - before[i].number
                if change != 0 { entry(after[j], change) }
                (i, j) = (i + 1, j + 1)
            } else if j == after.count || (i < before.count && before[i] < after[j]) {
                entry(before[i], -before[i].number)
                i += 1
            } else {
                entry(after[j], after[j].number)
                j += 1
            }
        }
    }

    /// Applies everything booked and describes each claim that shows a change, by claim.
    mutating func settle(_ causes: [Int64: (id: String, what: String)]) throws -> [ChangeLine] {
        entries.sort {
            $0.place.isBeside($1.place) ? $0.article < $1.article : $0.place < $1.place
        }
        let distinct = try tallies()
        var lines: [ChangeLine] = []
        var start = 0
        while start < entries.count {
            let claim = entries[start].place.claim
            var change = ClaimCounts()
            var articles: Set<Int64> = []
            var end = start
            while end < entries.count, entries[end].place.claim == claim {
                let place = entries[end].place
                var sum = 0
                while end < entries.count, entries[end].place.isBeside(place) {
                    sum += entries[end].place.number
                    articles.insert(entries[end].article)
                    end += 1
                }
                if place.key != 0 { sum = distinct[place.key] ?? 0 }
                change.add(sum, at: place.column)
            }
            if let line = try update(claim, change, articles.compactMap { causes[$0] }) { lines.append(line) }
            start = end
        }
        entries = []
        return lines
    }

    /// Counts all shared keys up or down, in their order, and tells where the number of distinct ones changes.
    private func tallies() throws -> [UInt64: Int] {
        var sums: [UInt64: Int] = [:]
        for entry in entries where entry.place.key != 0 { sums[entry.place.key, default: 0] += entry.place.number }
        var changes: [UInt64: Int] = [:]
        for (key, sum) in sums.sorted(by: { Int64(bitPattern: $0.key) < Int64(bitPattern: $1.key) }) where sum != 0 {
            let change = try tally(key, sum)
            if change != 0 { changes[key] = change }
        }
        return changes
    }

    /// Counts a shared key up or down; returns what that does to the number of distinct keys.
    private func tally(_ key: UInt64, _ change: Int) throws -> Int {
        let before = try queries("SELECT n FROM tally WHERE key = ?").begin().bind(hash: key).one { $0.int(0) }
        let after = (before ?? 0) + change
        guard after >= 0 else { throw Self.damaged }
        if after == 0 {
            try queries("DELETE FROM tally WHERE key = ?").begin().bind(hash: key).run()
        } else if before == nil {
            try queries("INSERT INTO tally VALUES (?, ?)").begin().bind(hash: key).bind(after).run()
        } else {
            try queries("UPDATE tally SET n = ? WHERE key = ?").begin().bind(after).bind(hash: key).run()
        }
        return (after > 0 ? 1 : 0) - (before == nil ? 0 : 1)
    }

    private static let damaged = ResultsError(
        .damaged, "the counts in the database do not add up; make the folder anew with 'claimstream rebuild'")

    private func update(
        _ claim: UInt64, _ change: ClaimCounts, _ causes: [(id: String, what: String)]
    ) throws -> ChangeLine? {
        let select = try queries(
            "SELECT subject, grp, object, exposure, species, \(Self.columns) FROM claim WHERE id = ?")
        let row = try select.begin().bind(hash: claim).one { row in
            (
                key: ClaimKey(
                    subject: row.text(0), group: row.text(1), object: row.text(2), exposure: row.optionalText(3),
                    species: row.text(4)),
                counts: ClaimCounts(values: (0..<ClaimCounts.width).map { row.int(Int32(5 + $0)) })
            )
        }
        guard let key = row?.key ?? keys[claim] else { throw Self.damaged }
        var after = row?.counts ?? ClaimCounts()
        for (index, value) in change.values.enumerated() where value != 0 { after.add(value, at: index) }
        guard after.values.allSatisfy({ $0 >= 0 }) else { throw Self.damaged }
        let predicate = (after.isEmpty ? row?.counts : after)?.predicate(group: key.group) ?? key.group
        if after.isEmpty {
            try queries("DELETE FROM claim WHERE id = ?").begin().bind(hash: claim).run()
        } else if row == nil {
            let insert = try queries(
                "INSERT INTO claim VALUES (?\(String(repeating: ", ?", count: 6 + ClaimCounts.width)))")
            insert.begin().bind(hash: claim).bind(key.subject).bind(key.group).bind(predicate).bind(key.object)
                .bind(key.exposure).bind(key.species)
            for value in after.values { insert.bind(value) }
            try insert.run()
        } else if row?.counts != after {
            let update = try queries(Self.updateSQL).begin().bind(predicate)
            for value in after.values { update.bind(value) }
            try update.bind(hash: claim).run()
        }
        let kind: ChangeLine.Kind = row == nil ? .new : after.isEmpty ? .gone : .changed
        if kind == .changed, let before = row?.counts, before.showsSame(as: after) { return nil }
        if row == nil, after.isEmpty { return nil }
        let because = causes.sorted { ($0.id, $0.what) < ($1.id, $1.what) }.prefix(Self.causeLimit)
        return ChangeLine(
            seq: 0, at: "", claim: ClaimKey.id(claim), kind: kind, subject: key.subject, predicate: predicate,
            object: key.object, before: row?.counts.changeCounts, after: after.isEmpty ? nil : after.changeCounts,
            because: because.map { ChangeLine.Cause(article: $0.id, what: $0.what) })
    }

    private static let updateSQL =
        "UPDATE claim SET predicate = ?, "
        + SinkSchema.countColumns.map { "\($0) = ?" }.joined(separator: ", ") + " WHERE id = ?"
}
