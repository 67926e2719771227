import Intake
import Testing

@Suite struct PollScheduleTests {
    @Test("the longest time that feed or server state counts, within bounds")
    func stated() {
        var schedule = PollSchedule(least: .seconds(300))
        #expect(schedule.wait(after: .read(interval: nil, freshness: nil)) == PollSchedule.usual)
        #expect(schedule.wait(after: .read(interval: .seconds(1_800), freshness: .seconds(600))) == .seconds(1_800))
        // The feed's own interval is remembered when there is no feed to read it from.
        #expect(schedule.wait(after: .notModified(freshness: .seconds(60))) == .seconds(1_800))
        #expect(schedule.wait(after: .read(interval: nil, freshness: .zero)) == .seconds(300))
        #expect(schedule.wait(after: .read(interval: .seconds(31_536_000), freshness: nil)) == PollSchedule.most)
    }

    @Test("a failing address is asked ever more rarely, and never before the host allows")
    func failing() {
        var schedule = PollSchedule(least: .seconds(300))
        let waits = (0..<12).map { _ in schedule.wait(after: .failed(retryAfter: nil)) }
        #expect(Array(waits[..<3]) == [.seconds(300), .seconds(600), .seconds(1_200)])
        #expect(waits.last == PollSchedule.most)
        _ = schedule.wait(after: .read(interval: nil, freshness: nil))
        #expect(schedule.wait(after: .failed(retryAfter: .seconds(7_200))) == .seconds(7_200))
    }
}
