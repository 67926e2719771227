/// One spelling for the addresses of one page, so that the same page taken in twice has one id.
///
/// Lower-case scheme and host, no default port, dot segments resolved, no fragment, no tracking parameters, the other
/// parameters sorted, no `m.`/`amp.` host and no trailing `/amp`.
enum CanonicalURL {
    /// Parameters that name the reader's way to the page, not the page. From the documentation of the campaign tools.
    private static let tracking: Set<String> = [
        "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid", "_ga", "_gl",
        "ref_src",
        "ref_url", "cmpid", "ncid", "sr_share", "share", "replytocom", "amp", "outputtype", "smid", "mkt_tok",
        "vero_id", "s_cid",
        "xtor", "ito", "at_medium", "at_campaign", "wt_mc", "spm", "phpsessid", "sid", "jsessionid",
    ]

    /// Nil when it is no http(s) address.
    static func canonical(_ address: String) -> String? {
        guard var url = SplitURL(address) else { return nil }
        for prefix in ["m.", "amp.", "mobile."]
        where url.host.hasPrefix(prefix) && url.host.utf8.filter({ $0 == 0x2E }).count > 1 {
            url.host.removeFirst(prefix.count)
            break
        }
        if url.path.hasSuffix("/amp") || url.path.hasSuffix("/amp/") {
            url.path = String(url.path.prefix(upTo: url.path.range(ofLast: "/amp")))
        }
        if url.path.isEmpty { url.path = "/" }
        let kept = url.query.split(separator: "&").filter { part in
            let name = String(part.prefix { $0 != "=" }).asciiLower
            return !name.hasPrefix("utm_") && !tracking.contains(name)
        }
        url.query = kept.sorted().joined(separator: "&")
        return url.text
    }

    /// The host without `www.`; nil when it is no address.
    static func site(_ address: String) -> String? {
        guard let url = SplitURL(address) else { return nil }
        return url.host.hasPrefix("www.") ? String(url.host.dropFirst(4)) : url.host
    }

    /// The path of an address, empty for the home page.
    static func path(_ address: String) -> String? {
        guard let url = SplitURL(address) else { return nil }
        return url.path == "/" ? "" : url.path
    }

    /// `reference` seen from the page at `base`; nil when the result is no http(s) address.
    static func resolve(_ reference: String, base: String?) -> String? {
        let reference = reference.collapsed
        if SplitURL(reference) != nil { return reference }
        guard let base, let url = SplitURL(base), !reference.isEmpty else { return nil }
        if reference.hasPrefix("//") {
            return SplitURL(url.scheme + ":" + reference) == nil ? nil : url.scheme + ":" + reference
        }
        if reference.hasPrefix("/") { return url.scheme + "://" + url.authority + reference }
        if reference.hasPrefix("#") { return base }
        let scheme = reference.prefix { $0 != ":" && $0 != "/" && $0 != "?" }
        if scheme.endIndex < reference.endIndex, reference[scheme.endIndex] == ":" { return nil }
        let folder = url.path.lastIndex(of: "/").map { url.path[...$0] } ?? "/"
        return url.scheme + "://" + url.authority + folder + reference
    }
}

/// An http(s) address in its parts; far more tolerant than the standard, since pages print anything.
private struct SplitURL {
    var scheme: String
    var host: String
    var port: String?
    var path: String
    var query: String

    init?(_ address: String) {
        let trimmed = address.collapsed
        guard let colon = trimmed.range(ofFirst: "://") else { return nil }
        scheme = String(trimmed[..<colon]).asciiLower
        guard scheme == "http" || scheme == "https" else { return nil }
        var rest = trimmed[trimmed.index(colon, offsetBy: 3)...]
        if let hash = rest.firstIndex(of: "#") { rest = rest[..<hash] }
        let authorityEnd = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        var authority = rest[..<authorityEnd]
        if let at = authority.lastIndex(of: "@") { authority = authority[authority.index(after: at)...] }
        rest = rest[authorityEnd...]
        if let mark = authority.lastIndex(of: ":"), authority[authority.index(after: mark)...].allSatisfy(\.isNumber) {
            let number = String(authority[authority.index(after: mark)...])
            port = number.isEmpty || number == (scheme == "https" ? "443" : "80") ? nil : number
            authority = authority[..<mark]
        }
        host = String(authority).asciiLower
        guard !host.isEmpty, !host.contains(" ") else { return nil }
        let question = rest.firstIndex(of: "?")
        path = SplitURL.withoutDots(String(rest[..<(question ?? rest.endIndex)]))
        query = question.map { String(rest[rest.index(after: $0)...]) } ?? ""
    }

    var authority: String { port.map { host + ":" + $0 } ?? host }

    var text: String { scheme + "://" + authority + path + (query.isEmpty ? "" : "?" + query) }

    private static func withoutDots(_ path: String) -> String {
        guard path.contains("/.") || path.contains(" ") else { return path }
        var kept: [Substring] = []
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        for part in parts.dropFirst() {
            if part == ".." {
                if !kept.isEmpty { kept.removeLast() }
            } else if part != "." {
                kept.append(part)
            }
        }
        return "/"
            + kept.joined(separator: "/").split(separator: " ", omittingEmptySubsequences: false).joined(
                separator: "%20")
    }
}

extension String {
    fileprivate func range(ofFirst needle: String) -> String.Index? {
        guard let offset = Bytes.find(needle, in: Array(utf8)[...]) else { return nil }
        return utf8.index(startIndex, offsetBy: offset)
    }

    fileprivate func range(ofLast needle: String) -> String.Index {
        var found = startIndex
        var index = startIndex
        while index < endIndex {
            if self[index...].hasPrefix(needle) { found = index }
            index = self.index(after: index)
        }
        return found
    }
}
