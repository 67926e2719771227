import CCurl
import Foundation

/// An absolute http or https address in its normal spelling, without fragment.
///
/// Parsed by the library that also opens the connection, so that no check here can see another host than the one that is
/// asked. Numbers that mean an IPv4 address (`0x7f.1`) are written out.
package struct WebAddress: Hashable, Sendable, CustomStringConvertible {
    package let text: String
    package let scheme: String
    /// In lower case; an IPv6 address stands in brackets.
    package let host: String
    package let port: Int
    /// Path and query, beginning with a slash.
    package let target: String

    /// Nil for what is no address, has another scheme, or carries a user's name or password.
    package init?(_ text: String) { self.init(text, base: nil) }

    private init?(_ text: String, base: String?) {
        guard let handle = unsafe curl_url() else { return nil }
        defer { unsafe curl_url_cleanup(handle) }
        let flags = UInt32(CURLU_URLENCODE) | UInt32(CURLU_DISALLOW_USER)
        if let base {
            guard unsafe curl_url_set(handle, CURLUPART_URL, base, flags) == CURLUE_OK else { return nil }
        }
        guard unsafe curl_url_set(handle, CURLUPART_URL, text, flags) == CURLUE_OK,
            unsafe curl_url_set(handle, CURLUPART_FRAGMENT, nil, 0) == CURLUE_OK
        else { return nil }
        func part(_ part: CURLUPart, _ flags: Int32 = 0) -> String? {
            var value: UnsafeMutablePointer<CChar>?
            guard unsafe curl_url_get(handle, part, &value, UInt32(flags)) == CURLUE_OK, let value = unsafe value else {
                return nil
            }
            defer { unsafe curl_free(value) }
            return unsafe String(cString: value)
        }
        guard let scheme = part(CURLUPART_SCHEME)?.lowercased(), scheme == "http" || scheme == "https",
            let host = part(CURLUPART_HOST)?.lowercased(), !host.isEmpty,
            let port = part(CURLUPART_PORT, CURLU_DEFAULT_PORT).flatMap({ Int($0) })
        else { return nil }
        let path = part(CURLUPART_PATH) ?? "/"
        self.scheme = scheme
        self.host = host
        self.port = port
        target = path + (part(CURLUPART_QUERY).map { "?" + $0 } ?? "")
        let isUsual = port == (scheme == "https" ? 443 : 80)
        self.text = "\(scheme)://\(host)\(isUsual ? "" : ":\(port)")\(target)"
    }

    /// Scheme, host and port: what a robots.txt is for.
    package var origin: String { "\(scheme)://\(host):\(port)" }

    package var description: String { text }

    /// A reference (of a redirection, of a feed) seen from here; nil where it leads to no http or https address.
    package func resolved(_ reference: String) -> WebAddress? { WebAddress(reference, base: text) }

    /// Whether an argument means an address and not a file: it begins with a scheme and `://`.
    package static func isMeant(_ argument: String) -> Bool {
        guard let end = argument.range(of: "://") else { return false }
        let scheme = argument[..<end.lowerBound]
        return !scheme.isEmpty && scheme.utf8.allSatisfy { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }
    }
}
