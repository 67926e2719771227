import Foundation

/// What a server answered to one request: status, head and body.
struct HTTPAnswer: Sendable {
    var status = 0
    /// Names in lower case, in the order they came.
    var fields: [(name: String, value: String)] = []
    /// With its codings undone; one byte over the limit where it was cut.
    var body: [UInt8] = []

    subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    /// `Cache-Control: max-age`, in seconds from now; zero for `no-cache` and `no-store`.
    var freshness: Duration? {
        let directives = fields.filter { $0.name == "cache-control" }
            .flatMap { $0.value.lowercased().split(separator: ",") }
            .map { $0.trimmingCharacters(in: .whitespaces) }
        if directives.contains("no-cache") || directives.contains("no-store") { return .zero }
        for directive in directives where directive.hasPrefix("max-age=") {
            let value = directive.dropFirst("max-age=".count).trimmingCharacters(in: CharacterSet(charactersIn: "\""))
            if let seconds = Int(value), seconds >= 0 { return .seconds(min(seconds, 1 << 31)) }
        }
        return nil
    }

    /// `Retry-After`, as seconds or as a date.
    ///
    /// - Parameter now: seconds since 1970.
    func retryAfter(now: Double) -> Duration? {
        guard let value = self["retry-after"]?.trimmingCharacters(in: .whitespaces) else { return nil }
        if let seconds = Int(value) { return .seconds(max(0, min(seconds, 1 << 31))) }
        return HTTPDate.seconds(value).map { .seconds(max(0, min($0 - now, 2_147_483_648))) }
    }

    /// The type without its parameters, in lower case.
    var mediaType: String {
        (self["content-type"] ?? "").prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
    }

    /// The `charset` of the content type.
    var charset: String? {
        guard let type = self["content-type"], let found = type.range(of: "charset=", options: .caseInsensitive) else {
            return nil
        }
        let value = type[found.upperBound...].prefix { $0 != ";" && $0 != " " }.filter { $0 != "\"" && $0 != "'" }
        return value.isEmpty ? nil : String(value)
    }

    /// Kinds of data that are certainly no article, so that their bytes need not come.
    var isCertainlyNoText: Bool {
        let type = mediaType
        return ["image/", "audio/", "video/", "font/", "model/"].contains { type.hasPrefix($0) }
            && type != "image/svg+xml"
            || ["application/pdf", "application/zip", "application/msword", "application/wasm"].contains(type)
    }
}

/// Dates of HTTP headers: `Sun, 06 Nov 1994 08:49:37 GMT` and nothing else.
enum HTTPDate {
    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    /// Seconds since 1970.
    static func seconds(_ text: String) -> Double? {
        let parts = text.lowercased().split { $0 == " " || $0 == "," || $0 == "-" || $0 == ":" }
        guard parts.count == 8, parts[7] == "gmt", let day = Int(parts[1]),
            let month = months.firstIndex(of: String(parts[2])), let year = Int(parts[3]), let hour = Int(parts[4]),
            let minute = Int(parts[5]), let second = Int(parts[6]), (1970...9999).contains(year),
            (1...31).contains(day), (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
        else { return nil }
        // Days since 1970 of a civil date, counted from March so that the leap day comes last.
        let shifted = month < 2 ? year - 1 : year
        let era = shifted / 400
        let ofEra = shifted - era * 400
        let ofYear = (153 * ((month + 10) % 12) + 2) / 5 + day - 1
        let days = era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
        return Double(days * 86_400 + hour * 3_600 + minute * 60 + second)
    }
}
