/// Which IP addresses a fetch may connect to: the public ones.
///
/// Asked for every connection that is about to be opened, after the name was resolved; so a name that changes its address
/// between two look-ups, or a redirection, gains nothing.
package enum AddressRules {
    /// Why an address is not public; nil when it is.
    ///
    /// - Parameter bytes: four for IPv4, sixteen for IPv6.
    package static func reasonToRefuse(_ bytes: [UInt8]) -> String? {
        switch bytes.count {
        case 4: firstMatch(bytes, in: version4)
        case 16: reasonToRefuse6(bytes)
        default: "an address of an unknown kind"
        }
    }

    private struct Block {
        let prefix: [UInt8]
        let bits: Int
        let name: String

        init(_ prefix: [UInt8], _ bits: Int, _ name: String) {
            self.prefix = prefix
            self.bits = bits
            self.name = name
        }

        func contains(_ bytes: [UInt8]) -> Bool {
            var left = bits
            for (index, byte) in prefix.enumerated() where left > 0 {
                let mask: UInt8 = left >= 8 ? 0xFF : ~(0xFF >> UInt8(left))
                if bytes[index] & mask != byte & mask { return false }
                left -= 8
            }
            return true
        }
    }

    /// IANA's special-purpose registry, and the address where clouds keep their metadata by its own name.
    private static let version4 = [
        Block([0], 8, "the unspecified network"), Block([10], 8, "a private address"),
        Block([100, 64], 10, "an address shared behind a carrier's translation"), Block([127], 8, "a loopback address"),
        Block([169, 254, 169, 254], 32, "a cloud's metadata address"), Block([169, 254], 16, "a link-local address"),
        Block([172, 16], 12, "a private address"), Block([192, 0, 0], 24, "a reserved address"),
        Block([192, 0, 2], 24, "an address for documentation"), Block([192, 88, 99], 24, "a reserved address"),
        Block([192, 168], 16, "a private address"), Block([198, 18], 15, "an address for benchmarks"),
        Block([198, 51, 100], 24, "an address for documentation"),
        Block([203, 0, 113], 24, "an address for documentation"), Block([224], 4, "a multicast address"),
        Block([240], 4, "a reserved address"),
    ]

    private static let version6 = [
        Block([0xFE, 0x80], 10, "a link-local address"), Block([0xFE, 0xC0], 10, "a private address"),
        Block([0xFC], 7, "a private address"), Block([0xFF], 8, "a multicast address"),
        Block([0x20, 0x01, 0x0D, 0xB8], 32, "an address for documentation"),
        Block([0x3F, 0xFF], 20, "an address for documentation"), Block([0x20, 0x01, 0, 0], 23, "a reserved address"),
        Block([0x01, 0], 64, "a reserved address"), Block([0x5F, 0], 16, "a reserved address"),
        Block([0, 0x64, 0xFF, 0x9B, 0, 1], 48, "a private address"),
    ]

    private static func firstMatch(_ bytes: [UInt8], in blocks: [Block]) -> String? {
        blocks.first { $0.contains(bytes) }?.name
    }

    private static func reasonToRefuse6(_ bytes: [UInt8]) -> String? {
        if bytes.dropLast().allSatisfy({ $0 == 0 }) {
            if bytes[15] == 0 { return "the unspecified address" }
            if bytes[15] == 1 { return "a loopback address" }
        }
        // Addresses that carry an IPv4 address within: mapped, compatible, translated (NAT64), 6to4.
        let head = bytes[..<10].allSatisfy { $0 == 0 }
        if head, bytes[10] == 0xFF, bytes[11] == 0xFF { return reasonToRefuse(Array(bytes[12...])) }
        if head, bytes[10] == 0, bytes[11] == 0 { return reasonToRefuse(Array(bytes[12...])) ?? "a reserved address" }
        if bytes.starts(with: [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]) {
            return reasonToRefuse(Array(bytes[12...]))
        }
        if bytes.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0]) {
            return reasonToRefuse(Array(bytes[12...]))
        }
        if bytes.starts(with: [0x20, 0x02]) { return reasonToRefuse(Array(bytes[2..<6])) }
        return firstMatch(bytes, in: version6)
    }
}
