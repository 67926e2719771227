import FlyingSocks

/// Where the health endpoint listens: `ADDRESS:PORT`, `[IPV6]:PORT`, `:PORT` or `PORT`; without an address this machine alone
/// can reach it. Names are not looked up, but for `localhost`.
struct ListenAddress: Sendable, CustomStringConvertible {
    enum Host: Sendable, Equatable {
        case ip4(String)
        case ip6(String)
    }

    let host: Host
    let port: UInt16

    /// - Throws: `CommandFailure` (wrong usage) naming what is wrong.
    init(_ text: String) throws(CommandFailure) {
        func wrong(_ reason: String) -> CommandFailure {
            CommandFailure(
                "--listen \(text): \(reason); write ADDRESS:PORT, as 127.0.0.1:9464",
                exitCode: CommandFailure.wrongUsage)
        }
        let colon = text.lastIndex(of: ":")
        let address = colon.map { String(text[..<$0]) } ?? ""
        guard let port = UInt16(colon.map { text[text.index(after: $0)...] } ?? text[...]) else {
            throw wrong("the port must be a number from 0 to 65535")
        }
        self.port = port
        if address.isEmpty || address == "localhost" {
            host = .ip4("127.0.0.1")
        } else if address.hasPrefix("["), address.hasSuffix("]") {
            host = .ip6(String(address.dropFirst().dropLast()))
        } else {
            host = .ip4(address)
        }
        do {
            _ = try makeAddress()
        } catch {
            throw wrong("'\(address)' is no IP address")
        }
    }

    func makeAddress() throws -> any SocketAddress {
        switch host {
        case .ip4(let text): try .inet(ip4: text, port: port)
        case .ip6(let text): try .inet6(ip6: text, port: port)
        }
    }

    var description: String {
        switch host {
        case .ip4(let text): "\(text):\(port)"
        case .ip6(let text): "[\(text)]:\(port)"
        }
    }
}
