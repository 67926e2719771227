import CCurl
import Foundation
import Synchronization

/// One GET by libcurl: one connection to one host, nothing followed, everything bounded.
///
/// The addresses that a name resolves to are checked as each connection is opened (`AddressRules`). Proxies of the
/// environment are not used: behind one, nobody could check where a request really goes.
struct HTTPTransfer: Sendable {
    struct Limits: Sendable {
        var connect: Duration
        var total: Duration
        /// Bytes of the body with its codings undone.
        var body: Int
    }

    let address: WebAddress
    let headers: [String]
    let userAgent: String
    let limits: Limits
    let allowsPrivateAddresses: Bool

    /// Bytes of all head lines of one answer.
    private static let headLimit = 256 << 10

    /// Performs the transfer on a thread of its own, since libcurl blocks. A cancelled task's transfer is broken off.
    func perform() async throws -> HTTPAnswer {
        let isCancelled = CancellationFlag()
        return try await withTaskCancellationHandler {
            try Task.checkCancellation()
            let result: Result<HTTPAnswer, any Error> = await withCheckedContinuation { continuation in
                let thread = Thread {
                    do {
                        continuation.resume(returning: .success(try block(isCancelled)))
                    } catch {
                        continuation.resume(returning: .failure(error))
                    }
                }
                thread.name = "fetch"
                thread.start()
            }
            return try result.get()
        } onCancel: {
            isCancelled.set()
        }
    }

    private final class CancellationFlag: Sendable {
        private let flag = Atomic(false)
        func set() { flag.store(true, ordering: .relaxed) }
        var isSet: Bool { flag.load(ordering: .relaxed) }
    }

    /// What libcurl's callbacks fill in; touched by the transfer's thread only.
    private final class Progress {
        var answer = HTTPAnswer()
        var headSize = 0
        var headIsTooLong = false
        var refusal: String?
        let bodyLimit: Int
        let allowsPrivateAddresses: Bool
        let isCancelled: CancellationFlag

        init(_ transfer: HTTPTransfer, _ isCancelled: CancellationFlag) {
            bodyLimit = transfer.limits.body
            allowsPrivateAddresses = transfer.allowsPrivateAddresses
            self.isCancelled = isCancelled
        }

        static func of(_ pointer: UnsafeMutableRawPointer?) -> Progress? {
            unsafe pointer.map { unsafe Unmanaged<Progress>.fromOpaque($0).takeUnretainedValue() }
        }

        /// One line of a head; a status line begins a new one (after `100 Continue`). False ends the transfer.
        func take(headLine line: [UInt8]) -> Bool {
            headSize += line.count
            guard headSize <= HTTPTransfer.headLimit else {
                headIsTooLong = true
                return false
            }
            let text = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            if text.hasPrefix("HTTP/") {
                answer.fields = []
            } else if let colon = text.firstIndex(of: ":") {
                answer.fields.append(
                    (
                        text[..<colon].trimmingCharacters(in: .whitespaces).lowercased(),
                        text[text.index(after: colon)...].trimmingCharacters(in: .whitespaces)
                    ))
            }
            return true
        }

        /// A piece of the body. False where it is over the limit or of no use.
        func take(_ piece: UnsafeRawBufferPointer) -> Bool {
            if answer.body.isEmpty, answer.isCertainlyNoText { return false }
            let room = bodyLimit + 1 - answer.body.count
            unsafe answer.body.append(contentsOf: piece.prefix(room))
            return answer.body.count <= bodyLimit
        }

        /// Whether the address may be connected to.
        func allows(_ bytes: [UInt8]) -> Bool {
            if allowsPrivateAddresses { return true }
            guard let reason = AddressRules.reasonToRefuse(bytes) else { return true }
            refusal = "\(Self.printed(bytes)), \(reason)"
            return false
        }

        private static func printed(_ bytes: [UInt8]) -> String {
            if bytes.count == 4 { return bytes.map(String.init).joined(separator: ".") }
            var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
            guard unsafe inet_ntop(AF_INET6, bytes, &text, socklen_t(text.count)) != nil else { return "?" }
            return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }

    /// The library's own start, once a process.
    private static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    private func block(_ isCancelled: CancellationFlag) throws -> HTTPAnswer {
        guard Self.isReady, let handle = unsafe curl_easy_init() else {
            throw FetchFailure(.unreachable, "libcurl cannot be started; check the machine's memory")
        }
        defer { unsafe curl_easy_cleanup(handle) }
        let progress = Progress(self, isCancelled)
        var list: UnsafeMutablePointer<curl_slist>?
        for header in headers { unsafe list = curl_slist_append(list, header) }
        defer { unsafe curl_slist_free_all(list) }
        unsafe claimstream_curl_set_list(handle, CURLOPT_HTTPHEADER, list)
        unsafe setOptions(handle)
        unsafe setCallbacks(handle, Unmanaged.passUnretained(progress).toOpaque())
        var errorText = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
        let code = unsafe errorText.withUnsafeMutableBufferPointer { buffer in
            unsafe claimstream_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, buffer.baseAddress)
            return unsafe curl_easy_perform(handle)
        }
        // The callbacks hold no reference of their own.
        return try withExtendedLifetime(progress) {
            var status = 0
            unsafe claimstream_curl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
            progress.answer.status = status
            var connected: curl_off_t = 0
            unsafe claimstream_curl_get_microseconds(handle, CURLINFO_CONNECT_TIME_T, &connected)
            let detail = String(decoding: errorText.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if let failure = try failure(code, progress, hasConnected: connected > 0, detail: detail) { throw failure }
            return progress.answer
        }
    }

    private func setOptions(_ handle: UnsafeMutableRawPointer) {
        for (option, value) in [
            (CURLOPT_URL, address.text), (CURLOPT_USERAGENT, userAgent), (CURLOPT_PROTOCOLS_STR, "http,https"),
            // Every coding that the library was built with; it undoes them.
            (CURLOPT_ACCEPT_ENCODING, ""), (CURLOPT_PROXY, ""),
        ] {
            unsafe claimstream_curl_set_string(handle, option, value)
        }
        for (option, value) in [
            (CURLOPT_FOLLOWLOCATION, 0), (CURLOPT_NOSIGNAL, 1), (CURLOPT_NOPROGRESS, 0),
            (CURLOPT_CONNECTTIMEOUT_MS, Int(limits.connect.wholeMilliseconds)),
            (CURLOPT_TIMEOUT_MS, Int(limits.total.wholeMilliseconds)),
        ] {
            unsafe claimstream_curl_set_long(handle, option, value)
        }
    }

    private func setCallbacks(_ handle: UnsafeMutableRawPointer, _ context: UnsafeMutableRawPointer) {
        for option in [CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_OPENSOCKETDATA, CURLOPT_XFERINFODATA] {
            unsafe claimstream_curl_set_pointer(handle, option, context)
        }
        unsafe claimstream_curl_set_data(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
            return unsafe Progress.of(context)?.take(piece) == true ? size * count : 0
        }
        unsafe claimstream_curl_set_data(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            let line = unsafe Array(UnsafeRawBufferPointer(start: bytes, count: size * count))
            return unsafe Progress.of(context)?.take(headLine: line) == true ? size * count : 0
        }
        unsafe claimstream_curl_set_progress(handle) { context, _, _, _, _ in
            unsafe Progress.of(context)?.isCancelled.isSet == true ? 1 : 0
        }
        unsafe claimstream_curl_set_opensocket(handle) { context, _, address in
            guard let address = unsafe address, let progress = unsafe Progress.of(context) else { return -1 }
            let family = unsafe address.pointee.family
            guard let start = MemoryLayout<curl_sockaddr>.offset(of: \curl_sockaddr.addr) else { return -1 }
            // The structure's last member stands for a socket address of any size.
            let whole = unsafe UnsafeRawPointer(address) + start
            let bytes: [UInt8] =
                switch family {
                case AF_INET: unsafe Array(UnsafeRawBufferPointer(start: whole + 4, count: 4))
                case AF_INET6: unsafe Array(UnsafeRawBufferPointer(start: whole + 8, count: 16))
                default: []
                }
            guard progress.allows(bytes) else { return -1 }
            return unsafe socket(
                family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), address.pointee.protocol)
        }
    }

    /// What a code of libcurl's means; nil where the answer can be used.
    private func failure(
        _ code: CURLcode, _ progress: Progress, hasConnected: Bool, detail: String
    ) throws -> FetchFailure? {
        let reason = detail.isEmpty ? unsafe String(cString: curl_easy_strerror(code)) : detail
        if progress.isCancelled.isSet { throw CancellationError() }
        switch code {
        case CURLE_OK: return nil
        case CURLE_WRITE_ERROR where progress.headIsTooLong:
            return FetchFailure(.status, "the answer's head is over \(Self.headLimit) bytes")
        case CURLE_WRITE_ERROR where progress.answer.isCertainlyNoText:
            return FetchFailure(.unsupported, "is \(progress.answer.mediaType), which is no text")
        // The body was cut behind the limit: the reader will say so, with the limit.
        case CURLE_WRITE_ERROR: return nil
        case CURLE_COULDNT_CONNECT:
            if let refusal = progress.refusal {
                return FetchFailure(
                    .refusedAddress,
                    "\(address.host) is \(refusal); --allow-private-addresses permits addresses that are not public")
            }
            return FetchFailure(
                .unreachable, "cannot be reached (\(reason)); check host and port", isTransient: true)
        case CURLE_COULDNT_RESOLVE_HOST:
            return FetchFailure(
                .unknownHost, "the host \(address.host) cannot be found; check the spelling and the name server",
                isTransient: true)
        case CURLE_OPERATION_TIMEDOUT:
            let limit = hasConnected ? limits.total : min(limits.connect, limits.total)
            return FetchFailure(
                .timedOut,
                (hasConnected ? "no whole answer within " : "no connection within ")
                    + "\(limit.inSeconds) s; try again or raise --fetch-timeout-seconds", isTransient: true)
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS, CURLE_USE_SSL_FAILED:
            return FetchFailure(
                .tls, "no secure connection (\(reason)); check the certificate and the address", isTransient: true)
        case CURLE_BAD_CONTENT_ENCODING:
            return FetchFailure(.unsupported, "the answer's compression is damaged or unknown (\(reason))")
        case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL:
            return FetchFailure(.status, "the answer is no HTTP (\(reason))")
        default: return FetchFailure(.unreachable, "the connection broke (\(reason))", isTransient: true)
        }
    }
}

extension Duration {
    /// Rounded up, at least one: zero would mean no limit to libcurl.
    fileprivate var wholeMilliseconds: Int64 {
        max(1, components.seconds * 1_000 + (components.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }

    /// For messages: `30`, `0.2`.
    package var inSeconds: String {
        let tenths = (Double(components.seconds) + Double(components.attoseconds) / 1e18) * 10
        return tenths.rounded() == (tenths / 10).rounded() * 10
            ? "\(Int((tenths / 10).rounded()))" : "\(tenths.rounded() / 10)"
    }
}
