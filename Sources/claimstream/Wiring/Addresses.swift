import EventLog
import Intake
import Pipeline
import ServiceLifecycle
import Synchronization

/// Addresses to be published, once or for as long as the program runs.
final class Addresses: Service {
    private let addresses: [WebAddress]
    private let publisher: AddressPublisher
    private let publishing: Publishing
    private let leastPoll: Duration
    private let report: @Sendable (String) -> Void
    private let sum = Mutex(ArticlePublisher.Summary())
    /// The last rejection of each source: the same one is told once, however often the address is looked at.
    private let told = Mutex<[String: String]>([:])
    private let notYetSeen: Mutex<Set<WebAddress>>

    init(
        _ input: InputOptions, _ options: FetchOptions, _ settings: Settings, publishing: Publishing,
        report: @escaping @Sendable (String) -> Void
    ) throws(CommandFailure) {
        addresses = try input.addresses()
        notYetSeen = Mutex(Set(addresses))
        var publisherOptions = AddressPublisher.Options()
        publisherOptions.fetchesPages = !options.noPages
        publisher = AddressPublisher(
            publisher: publishing.publisher, fetcher: try options.fetcher(settings), options: publisherOptions,
            willFetch: { publishing.heartbeat.beat() })
        leastPoll = try options.leastPoll(settings)
        self.publishing = publishing
        self.report = report
    }

    var isEmpty: Bool { addresses.isEmpty }

    /// What was done so far.
    var total: ArticlePublisher.Summary { sum.withLock { $0 } }

    /// One look at each, in the order given.
    func publishOnce() async throws(CommandFailure) {
        for address in addresses {
            do {
                _ = try await look(at: address)
            } catch let error as PublishError {
                throw CommandFailure(error)
            } catch let error as IntakeError {
                throw CommandFailure(error.description, exitCode: CommandFailure.broken)
            } catch {
                throw CommandFailure("\(address): \(error)", exitCode: CommandFailure.broken)
            }
        }
    }

    /// Looks at each on its own schedule until the program is stopped.
    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for address in addresses { group.addTask { try await self.watch(address) } }
            try await group.waitForAll()
        }
    }

    private func watch(_ address: WebAddress) async throws {
        var schedule = PollSchedule(least: leastPoll)
        do {
            while !Task.isShuttingDownGracefully {
                let look = try await cancelWhenGracefulShutdown { try await self.look(at: address) }
                let wait = schedule.wait(after: look)
                publishing.heartbeat.rest()
                try await cancelWhenGracefulShutdown { try await Task.sleep(for: wait) }
            }
        } catch let error as PublishError {
            if !Task.isShuttingDownGracefully { throw CommandFailure(error) }
        } catch let error as IntakeError {
            throw CommandFailure(error.description, exitCode: CommandFailure.broken)
        } catch is CancellationError {
            // Stopped while it waited or fetched: what was not acknowledged comes again at the next start.
        }
    }

    private func look(at address: WebAddress) async throws -> PollSchedule.Look {
        var outcome = try await publisher.publish(address)
        outcome.summary.rejected = told.withLock { told in
            outcome.summary.rejected.filter { told.updateValue($0.reason, forKey: $0.source) != $0.reason }
        }
        sum.withLock { $0 += outcome.summary }
        for (source, reason) in outcome.summary.rejected { report(Publishing.line(source, reason)) }
        if notYetSeen.withLock({ $0.remove(address) != nil && $0.isEmpty }) { publishing.heartbeat.becameReady() }
        return outcome.look
    }
}
