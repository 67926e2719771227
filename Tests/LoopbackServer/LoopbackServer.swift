import Foundation
import Synchronization

/// A server on this machine for one test: answers each request with the bytes that the test gives it, right or wrong.
package final class LoopbackServer: Sendable {
    package struct Request: Sendable {
        package let path: String
        /// Head lines behind the first, names in lower case.
        package let headers: [String: String]
    }

    package enum Answer: Sendable {
        case bytes([UInt8])
        /// Sends nothing and keeps the connection open until the other side goes.
        case silence

        /// A well-formed answer.
        package static func page(
            _ body: String, status: String = "200 OK", type: String? = "text/html; charset=utf-8",
            headers: [String] = []
        ) -> Answer {
            page(Array(body.utf8), status: status, type: type, headers: headers)
        }

        package static func page(
            _ body: [UInt8], status: String = "200 OK", type: String? = "text/html; charset=utf-8",
            headers: [String] = []
        ) -> Answer {
            let lines =
                ["HTTP/1.1 \(status)", "Content-Length: \(body.count)", "Connection: close"]
                + (type.map { ["Content-Type: \($0)"] } ?? []) + headers
            return .bytes(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
        }

        package static func redirect(_ location: String) -> Answer {
            page("", status: "302 Found", headers: ["Location: \(location)"])
        }

        package static let missing = page("none", status: "404 Not Found")
    }

    package let port: Int
    private let listener: Int32
    private let seen = Mutex<[Request]>([])
    private let answer: @Sendable (Request) -> Answer

    package init(_ answer: @escaping @Sendable (Request) -> Answer) throws {
        self.answer = answer
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = listener
        let isUp = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, length) == 0 && listen(descriptor, 64) == 0
                    && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isUp else { throw ServerError(number: errno) }
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [self] in accept() }
    }

    package struct ServerError: Error { let number: Int32 }

    package var url: String { "http://127.0.0.1:\(port)" }

    /// The requests so far, without those for robots.txt unless asked for.
    package func requests(withRobots: Bool = false) -> [Request] {
        seen.withLock { $0.filter { withRobots || $0.path != "/robots.txt" } }
    }

    /// Ends the server; its thread goes when the listening socket does.
    package func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    private func accept() {
        while true {
            let connection = Glibc.accept(listener, nil, nil)
            guard connection >= 0 else {
                if errno == EINTR || errno == ECONNABORTED { continue }
                break
            }
            Thread.detachNewThread { [self] in serve(connection) }
        }
        close(listener)
    }

    private func serve(_ connection: Int32) {
        defer { close(connection) }
        var head: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while !String(decoding: head, as: UTF8.self).contains("\r\n\r\n") {
            let count = unsafe recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            head += buffer.prefix(count)
            // Who wants to speak TLS is answered in plain text.
            if head.first == 0x16 { break }
        }
        let lines = String(decoding: head, as: UTF8.self).components(separatedBy: "\r\n")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = line[line.index(after: colon)...]
                .trimmingCharacters(in: .whitespaces)
        }
        let request = Request(
            path: head.first == 0x16 ? "" : String(lines[0].split(separator: " ").dropFirst().first ?? ""),
            headers: headers)
        seen.withLock { $0.append(request) }
        switch answer(request) {
        case .silence: while unsafe recv(connection, &buffer, buffer.count, 0) > 0 {}
        case .bytes(let bytes):
            var rest = bytes[...]
            while !rest.isEmpty {
                let sent = unsafe rest.withUnsafeBytes {
                    unsafe send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard sent > 0 else { return }
                rest = rest.dropFirst(sent)
            }
        }
    }
}
