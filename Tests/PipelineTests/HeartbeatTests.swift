import EventLog
import Pipeline
import Testing

@Suite struct HeartbeatTests {
    @Test func theAgeGrowsUntilTheNextBeat() async throws {
        let heartbeat = Heartbeat(loop: "work")
        let before = heartbeat.age
        #expect(heartbeat.age >= before)
        heartbeat.beat()
        #expect(heartbeat.age < .seconds(60))
    }

    @Test func aLoopThatRestsIsNotOld() {
        let heartbeat = Heartbeat(loop: "publish")
        heartbeat.rest()
        #expect(heartbeat.age == .zero)
        heartbeat.beat()
        #expect(heartbeat.age > .zero)
    }

    @Test func itKnowsWhatTheLoopOwns() {
        let heartbeat = Heartbeat(loop: "work")
        let (one, two) = (TopicPartition("articles", 0), TopicPartition("articles", 1))
        heartbeat.owns([one, two])
        heartbeat.ownsNoMore([one])
        #expect(heartbeat.partitions == [two])
        #expect(!heartbeat.isReady)
        heartbeat.becameReady()
        #expect(heartbeat.isReady)
    }
}
