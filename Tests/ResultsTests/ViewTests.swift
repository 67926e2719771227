import Foundation
import GRDB
import Results
import Testing

@Suite struct ViewTests {
    @Test func theViewsSpeakTheFieldsWords() throws {
        let fixture = try SinkFixture()
        let folder = fixture.folder()
        let samples = SampleCollection(seed: 7, stories: 24, studies: 10).samples(160)
        _ = try fixture.fill(folder, samples.map(\.enriched), size: 50)
        let database = try DatabaseQueue(path: folder + "/claimstream.db")
        try database.read { database in
            let claim = try #require(
                try Row.fetchOne(
                    database, sql: "SELECT * FROM v_claims WHERE dispute_commenters > 0 ORDER BY claim LIMIT 1"))
            #expect((claim["claim"] as String).hasPrefix("k-") && (claim["key_group"] as String) == "HARM")
            let evidence = try #require(
                try Row.fetchOne(
                    database,
                    sql:
                        "SELECT * FROM v_evidence WHERE claim = ? AND polarity = 'negated' AND commenter IS NOT NULL LIMIT 1",
                    arguments: [claim["claim"] as String]))
            #expect((evidence["tier"] as String) == "T5_user" && (evidence["factuality"] as String) == "fact")
            #expect((evidence["commenter"] as String).hasPrefix("u-"))
            let article = try #require(
                try Row.fetchOne(database, sql: "SELECT * FROM v_articles WHERE work IS NOT NULL LIMIT 1"))
            #expect((article["story"] as String).hasPrefix("s-") && (article["work"] as String).hasPrefix("w-"))
            #expect(try Int.fetchOne(database, sql: "SELECT sum(mentions) FROM v_drugs") == 160)
        }
    }
}
