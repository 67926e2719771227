package import EventLog

/// What a worker writes beside a committed position, so that whoever goes on there knows how the last one ended.
///
/// `clean` means that nothing was in hand. Anything else after a restart means that the process died while it worked on
/// what follows the position; the note then tells how carefully to go on.
package enum CommitNote: Equatable, Sendable {
    /// Stopped, or gave the partition back, with nothing in hand.
    case clean
    /// At work at full speed.
    case working
    /// Doing again, as one batch, the records below `end` that were in hand when a process died.
    case retrying(end: Offset)
    /// Doing again, one by one, the records below `end`; the first of them has been begun so many times.
    case single(attempts: Int, end: Offset)

    /// The text of the commit's metadata.
    package var text: String {
        switch self {
        case .clean: "clean"
        case .working: "working"
        case .retrying(let end): "retrying \(end)"
        case .single(let attempts, let end): "single \(attempts) \(end)"
        }
    }

    /// Reads a note; other programs' metadata counts as clean.
    package init(_ text: String) {
        let words = text.split(separator: " ")
        func offset(_ index: Int) -> Offset? {
            guard words.count > index, let value = Int64(words[index]), value >= 0 else { return nil }
            return Offset(value)
        }
        switch words.first {
        case "working": self = .working
        case "retrying": self = offset(1).map { .retrying(end: $0) } ?? .clean
        case "single":
            guard words.count > 2, let attempts = Int(words[1]), attempts >= 0, let end = offset(2) else {
                self = .clean
                return
            }
            self = .single(attempts: attempts, end: end)
        default: self = .clean
        }
    }
}

/// Decides, for one partition, how the next records are worked on after a start: all at once, as one marked batch, or
/// one by one, until everything that was in hand at the crash is behind.
///
/// That a partition is worked on is written down before its first batch. A crash costs one marked batch; a second one in the same place makes the worker go record by record, and a record
/// that has been begun `maxAttempts` times without an end is set aside.
package struct CrashRecovery: Equatable, Sendable {
    package enum Step: Equatable {
        /// Work on the records as usual.
        case normal
        /// Commit this note at the first record's offset, then work on the records as one batch.
        case marked(CommitNote)
        /// Commit this note, then work on the first record alone.
        case single(CommitNote)
        /// Do not begin the first record again: it goes to the dead letters after so many attempts.
        case setAside(attempts: Int)
    }

    private enum State: Equatable {
        /// Nothing was begun yet: before anything is, that is written down, or a death at the very first batch would leave no trace.
        case fresh
        case normal
        /// The last process died at work; the batch that follows is marked.
        case suspicious
        case single(attempts: Int, end: Offset)
    }

    private var state: State
    private let maxAttempts: Int

    package init(note: CommitNote, maxAttempts: Int) {
        self.maxAttempts = maxAttempts
        switch note {
        case .clean: state = .fresh
        case .working: state = .suspicious
        case .retrying(let end): state = .single(attempts: 0, end: end)
        case .single(let attempts, let end): state = .single(attempts: attempts, end: end)
        }
    }

    /// Whether the record at `first` is to be worked on with nothing else in hand, of any partition: what dies beside it would be blamed.
    package func isAlone(at first: Offset) -> Bool {
        if case .single(_, let end) = state { first < end } else { false }
    }

    /// What to do with the records that begin at `first`, of which `last` is the last one polled.
    package mutating func step(first: Offset, last: Offset) -> Step {
        switch state {
        case .fresh:
            state = .normal
            return .marked(.working)
        case .normal: return .normal
        case .suspicious: return .marked(.retrying(end: last.next))
        case .single(let attempts, let end):
            if first >= end {
                state = .normal
                return .normal
            }
            if attempts >= maxAttempts { return .setAside(attempts: attempts) }
            state = .single(attempts: attempts + 1, end: end)
            return .single(.single(attempts: attempts + 1, end: end))
        }
    }

    /// The records up to `next` are done (or set aside).
    package mutating func finished(next: Offset) {
        switch state {
        case .fresh, .normal: break
        case .suspicious: state = .normal
        case .single(_, let end): state = next >= end ? .normal : .single(attempts: 0, end: end)
        }
    }

    /// The note to commit with the position behind what is done.
    package var note: CommitNote {
        switch state {
        case .fresh, .normal, .suspicious: .working
        case .single(let attempts, let end): .single(attempts: attempts, end: end)
        }
    }
}
