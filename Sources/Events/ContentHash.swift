import CCrypto

/// SHA-256 by OpenSSL's libcrypto, and the short ids made from it.
package enum ContentHash {
    /// The 32 bytes of SHA-256.
    package static func sha256(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        let hasher = Sha256()
        hasher.update(Array(bytes))
        return hasher.finish()
    }

    /// The first 16 hexadecimal digits (64 bits) behind a prefix: `a-3f…` for articles, `r-…` revisions, `k-…` claims.
    ///
    /// Parts are joined with a zero byte, which no id, name or path contains, so that ("ab", "c") differs from ("a", "bc").
    package static func id(prefix: String, _ parts: some Sequence<String>) -> String {
        var bytes: [UInt8] = []
        for part in parts {
            bytes.append(contentsOf: part.utf8)
            bytes.append(0)
        }
        return prefix + "-" + hexadecimal(sha256(bytes).prefix(8))
    }

    /// Two lower-case digits a byte.
    package static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// SHA-256 fed piece by piece.
package final class Sha256 {
    private let context: OpaquePointer

    package init() {
        guard let context = EVP_MD_CTX_new() else { preconditionFailure("out of memory") }
        self.context = context
        precondition(EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1, "libcrypto has SHA-256")
    }

    deinit { EVP_MD_CTX_free(context) }

    package func update(_ bytes: [UInt8]) {
        precondition(EVP_DigestUpdate(context, bytes, bytes.count) == 1, "hashing memory does not fail")
    }

    /// The 32 bytes; the hasher is of no use after it.
    package func finish() -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        precondition(EVP_DigestFinal_ex(context, &digest, nil) == 1, "hashing memory does not fail")
        return digest
    }
}
