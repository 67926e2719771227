import Foundation
import FoundationNetworking
import Testing

extension RunningProgram {
    /// The port that the health endpoint says it listens on, asked for with `--listen 127.0.0.1:0`.
    func port() async throws -> Int {
        try await found("the endpoint's port") {
            let line = self.errorText.split(separator: "\n").first { $0.hasPrefix("listening on port ") }
            return line.flatMap { Int($0.dropFirst("listening on port ".count)) }
        }
    }
}

/// A daemon's health endpoint as a client sees it.
struct Endpoint: Sendable {
    struct Answer: Sendable, Equatable {
        let status: Int
        let body: String
    }

    let port: Int

    /// Nil when nobody answers within five seconds.
    func get(_ path: String) async -> Answer? {
        guard let url = URL(string: "http://127.0.0.1:\(port)\(path)") else { return nil }
        do {
            let (data, response) = try await URLSession.shared.data(for: URLRequest(url: url, timeoutInterval: 5))
            return Answer(
                status: (response as? HTTPURLResponse)?.statusCode ?? 0, body: String(decoding: data, as: UTF8.self))
        } catch {
            return nil
        }
    }

    /// The values of `/metrics` by name and labels as printed.
    func metrics() async throws -> [String: Double] {
        let answer = try #require(await get("/metrics"))
        #expect(answer.status == 200)
        var values: [String: Double] = [:]
        for line in answer.body.split(separator: "\n") where !line.hasPrefix("#") {
            guard let space = line.lastIndex(of: " ") else { continue }
            values[String(line[..<space])] = Double(line[line.index(after: space)...])
        }
        return values
    }
}

/// Looks again and again until there is an answer; half a minute is for loaded machines.
func found<Value>(
    _ what: String, within limit: Duration = .seconds(30), _ look: () async throws -> Value?
) async throws -> Value {
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end {
        if let value = try await look() { return value }
        try await Task.sleep(for: .milliseconds(50))
    }
    return try #require(try await look(), "\(what) within \(limit)")
}

/// What `status --json` says.
struct StatusAnswer: Decodable, Sendable {
    struct Lag: Decodable, Sendable {
        let group: String
        let topic: String
        let partition: Int
        let end: Int
        let records: Int
        let owner: String?

        /// As `/metrics` names it.
        var series: String {
            "claimstream_lag_records{group=\"\(group)\",partition=\"\(partition)\",topic=\"\(topic)\"}"
        }
    }

    let lags: [Lag]

    static func read(_ log: String) async throws -> StatusAnswer {
        let outcome = try await Program.run(["status", "--json", "--log", log])
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        let line = try #require(outcome.output.split(separator: "\n").last)
        return try JSONDecoder().decode(StatusAnswer.self, from: Data(line.utf8))
    }

    func behind(_ group: String) -> Int { lags.filter { $0.group == group }.reduce(0) { $0 + $1.records } }
    func written(_ group: String) -> Int { lags.filter { $0.group == group }.reduce(0) { $0 + $1.end } }
}

/// Articles for load: one drug mention each, so that what is counted is known.
enum Load {
    static func lines(_ numbers: Range<Int>) -> String {
        numbers.map { "{\"id\":\"load-\($0)\",\"text\":\"Note \($0). The patient takes warfarin and walks a lot.\"}\n" }
            .joined()
    }

    /// Articles and warfarin mentions as the sink's files count them.
    static func counts(_ folder: String) throws -> (articles: Int, distinct: Int, mentions: Int) {
        struct Article: Decodable { let id: String }
        struct Drug: Decodable {
            let ingredient: String
            let mentions: Int
        }
        let articles = try String(contentsOfFile: folder + "/articles.jsonl", encoding: .utf8).split(separator: "\n")
            .map { try JSONDecoder().decode(Article.self, from: Data($0.utf8)).id }
        let drugs = try String(contentsOfFile: folder + "/drugs.jsonl", encoding: .utf8).split(separator: "\n")
            .map { try JSONDecoder().decode(Drug.self, from: Data($0.utf8)) }
        return (articles.count, Set(articles).count, drugs.first { $0.ingredient == "warfarin" }?.mentions ?? 0)
    }
}
