/// An address of the web that is safe to link to: http or https, visible ASCII only, nothing that could leave its attribute.
///
/// Anything else (`javascript:`, `data:`, a local path, an address with spaces or quotes) is no link at all.
package struct WebLink: Sendable {
    package let address: String

    package init?(_ text: String?) {
        guard let text else { return nil }
        let lower = text.prefix(8).lowercased()
        guard lower.hasPrefix("http://") || lower.hasPrefix("https://"), text.utf8.count <= 2_000 else { return nil }
        for byte in text.utf8 where byte <= 0x20 || byte >= 0x7F || #""'<>`\{}^"#.utf8.contains(byte) { return nil }
        address = text
    }

    /// The address of an identifier of a study: `doi:…`, `pmid:…`, `pmc:…`, `nct:…`.
    package init?(identifier: String) {
        guard let colon = identifier.firstIndex(of: ":") else { return nil }
        let value = identifier[identifier.index(after: colon)...]
        let allowed = value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !#""'<>`\{}^#?&"#.utf8.contains($0) }
        guard allowed, !value.isEmpty else { return nil }
        switch identifier[..<colon] {
        case "doi": self.init("https://doi.org/\(value)")
        case "pmid": self.init("https://pubmed.ncbi.nlm.nih.gov/\(value)/")
        case "pmc", "pmcid": self.init("https://www.ncbi.nlm.nih.gov/pmc/articles/\(value)/")
        case "nct": self.init("https://clinicaltrials.gov/study/\(value)")
        default: return nil
        }
    }
}
