import EventLog
import Pipeline
import Testing

@Suite struct CrashRecoveryTests {
    @Test(arguments: [
        CommitNote.clean, .working, .retrying(end: 12), .single(attempts: 0, end: 9), .single(attempts: 3, end: 9),
    ])
    func aNoteReadsBackAsItself(note: CommitNote) {
        #expect(CommitNote(note.text) == note)
    }

    @Test(arguments: ["", "something else", "single", "single x 3", "retrying", "retrying -4"])
    func otherProgramsMetadataCountsAsClean(text: String) {
        #expect(CommitNote(text) == .clean)
    }

    private func recovery(_ note: CommitNote) -> CrashRecovery {
        CrashRecovery(note: note, maxAttempts: 3)
    }

    /// Or a death at the first batch after a clean stop would leave no trace, again and again.
    @Test func afterACleanStopTheFirstBatchIsWrittenDown() {
        var recovery = recovery(.clean)
        #expect(recovery.step(first: 5, last: 9) == .marked(.working))
        recovery.finished(next: 10)
        #expect(recovery.step(first: 10, last: 19) == .normal)
        #expect(recovery.note == .working)
    }

    @Test func afterACrashTheBatchIsMarkedOnce() {
        var recovery = recovery(.working)
        #expect(recovery.step(first: 5, last: 9) == .marked(.retrying(end: 10)))
        recovery.finished(next: 10)
        #expect(recovery.step(first: 10, last: 19) == .normal)
    }

    @Test func aBatchThatCrashedTwiceIsDoneRecordByRecord() {
        var recovery = recovery(.retrying(end: 7))
        #expect(recovery.step(first: 5, last: 9) == .single(.single(attempts: 1, end: 7)))
        recovery.finished(next: 6)
        #expect(recovery.note == .single(attempts: 0, end: 7))
        #expect(recovery.step(first: 6, last: 9) == .single(.single(attempts: 1, end: 7)))
        recovery.finished(next: 7)
        #expect(recovery.step(first: 7, last: 9) == .normal)
    }

    /// A record that kills every process that begins it: counts the processes until it is set aside.
    @Test func aRecordThatKillsTheProcessIsSetAsideAfterThreeAttemptsOfItsOwn() {
        var note = CommitNote.clean
        var deaths = 0
        starts: while deaths < 20 {
            var recovery = recovery(note)
            while true {
                switch recovery.step(first: 40, last: 49) {
                case .normal: break
                case .marked(let marked), .single(let marked): note = marked
                case .setAside(let attempts):
                    #expect(attempts == 3)
                    break starts
                }
                deaths += 1
                continue starts
            }
        }
        // Once at full speed, once as a marked batch, three times alone.
        #expect(deaths == 5)
    }

    @Test func aSuspectIsWorkedOnAlone() {
        var recovery = recovery(.single(attempts: 0, end: 7))
        #expect(recovery.isAlone(at: 5))
        #expect(recovery.step(first: 5, last: 9) == .single(.single(attempts: 1, end: 7)))
        recovery.finished(next: 7)
        #expect(!recovery.isAlone(at: 7))
        for note in [CommitNote.clean, .working] { #expect(!self.recovery(note).isAlone(at: 5)) }
    }

    @Test func waitsDoubleUpToTheirLimit() {
        var generator = SystemRandomNumberGenerator()
        var backoff = Backoff(first: .milliseconds(100), limit: .milliseconds(350))
        for limit in [100, 200, 350, 350] {
            let wait = backoff.next(using: &generator)
            #expect(wait >= .milliseconds(limit / 2) && wait <= .milliseconds(limit))
        }
        backoff.reset()
        #expect(backoff.next(using: &generator) <= .milliseconds(100))
    }
}
