import ArgumentParser
import Intake

/// How addresses are fetched: the options of the commands that publish.
struct FetchOptions: ParsableArguments {
    @Flag(
        help: "Fetch from loopback, private and other addresses that are not public, too.")
    var allowPrivateAddresses = false

    @Flag(help: "Publish the texts that stand in a feed and fetch no pages of its items.")
    var noPages = false

    @Option(help: ArgumentHelp("Pause between two requests to one host. (default: 2)", valueName: "seconds"))
    var hostDelaySeconds: Int?

    @Option(
        help: ArgumentHelp(
            "How long one answer may take from the first byte to the last. (default: 30)", valueName: "seconds"))
    var fetchTimeoutSeconds: Int?

    @Option(
        help: ArgumentHelp(
            "Shortest time between two looks at an address that is watched. (default: 300)", valueName: "seconds"))
    var pollSeconds: Int?

    /// A fetcher as the settings have it.
    func fetcher(_ settings: Settings) throws(CommandFailure) -> PageFetcher {
        var options = PageFetcher.Options(userAgent: "claimstream/\(ProgramVersion.text)")
        let allowed = settings.text(.allowPrivateAddresses, flag: allowPrivateAddresses ? "true" : nil) ?? "false"
        guard let isAllowed = Bool(allowed) else {
            throw CommandFailure(
                "allowPrivateAddresses must be true or false, not '\(allowed)'", exitCode: CommandFailure.wrongUsage)
        }
        options.allowsPrivateAddresses = isAllowed
        if let seconds = try settings.number(.hostDelaySeconds, flag: hostDelaySeconds) {
            options.hostDelay = .seconds(seconds)
        }
        if let seconds = try settings.number(.fetchTimeoutSeconds, flag: fetchTimeoutSeconds) {
            options.timeout = .seconds(seconds)
        }
        return PageFetcher(options)
    }

    /// The shortest time between two looks.
    func leastPoll(_ settings: Settings) throws(CommandFailure) -> Duration {
        .seconds(try settings.number(.pollSeconds, flag: pollSeconds) ?? 300)
    }
}

extension InputOptions {
    /// The paths that are addresses.
    ///
    /// - Throws: `CommandFailure` (wrong usage) for one that cannot be fetched.
    func addresses() throws(CommandFailure) -> [WebAddress] {
        var addresses: [WebAddress] = []
        for path in paths where WebAddress.isMeant(path) {
            guard let address = WebAddress(path) else {
                throw CommandFailure(
                    "'\(path)' cannot be fetched: an http or https address without user name is meant",
                    exitCode: CommandFailure.wrongUsage)
            }
            addresses.append(address)
        }
        return addresses
    }

    /// The same options for the files and folders alone.
    var local: InputOptions {
        var copy = self
        copy.paths = paths.filter { !WebAddress.isMeant($0) }
        return copy
    }
}
