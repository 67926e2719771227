import Foundation

/// The keys of a configuration file, with their lines, read for one purpose: to find those that nobody knows.
///
/// All our keys stand at the top level; what is nested below an unknown key needs no look.
struct ConfigurationFile {
    /// What is wrong with the file, one sentence each; empty when nothing is.
    let problems: [String]

    static func isYAML(_ path: String) -> Bool { path.hasSuffix(".yaml") || path.hasSuffix(".yml") }

    /// - Throws: `CommandFailure` (wrong usage) when the file cannot be read.
    init(path: String) throws(CommandFailure) {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw CommandFailure(
                "the configuration file \(path) cannot be read; check the path and its permissions",
                exitCode: CommandFailure.wrongUsage)
        }
        var problems: [String] = []
        var seen: Set<String> = []
        for (key, line) in Self.isYAML(path) ? Self.yamlKeys(text) : Self.jsonKeys(text) {
            if !seen.insert(key).inserted {
                problems.append("\(path):\(line): '\(key)' is set twice; remove one")
            } else if Setting(rawValue: key) == nil {
                let nearest = NearestKey.of(key, among: Setting.allCases.map(\.rawValue))
                problems.append("\(path):\(line): unknown key '\(key)'; did you mean '\(nearest)'?")
            }
        }
        self.problems = problems
    }

    /// Keys at column 0.
    static func yamlKeys(_ text: String) -> [(key: String, line: Int)] {
        var keys: [(String, Int)] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard let first = line.first, !first.isWhitespace, first != "#", first != "-",
                let colon = line.firstIndex(of: ":")
            else { continue }
            let key = line[..<colon].trimmingCharacters(in: CharacterSet(charactersIn: " \t\"'"))
            keys.append((key, index + 1))
        }
        return keys
    }

    /// Texts of the outermost object that a colon follows.
    static func jsonKeys(_ text: String) -> [(key: String, line: Int)] {
        var keys: [(String, Int)] = []
        var (depth, line, isInside, isEscaped) = (0, 1, false, false)
        var (current, last): (String, (text: String, line: Int)?) = ("", nil)
        for character in text {
            if character.isNewline { line += 1 }
            if isInside {
                if isEscaped {
                    isEscaped = false
                    current.append(character)
                } else if character == "\\" {
                    isEscaped = true
                } else if character == "\"" {
                    isInside = false
                    last = (current, line)
                } else {
                    current.append(character)
                }
                continue
            }
            switch character {
            case "\"": (isInside, current) = (true, "")
            case "{", "[": depth += 1
            case "}", "]": depth -= 1
            case ":":
                if depth == 1, let last { keys.append((last.text, last.line)) }
                last = nil
            case ",": last = nil
            default: break
            }
        }
        return keys
    }
}

/// The known word that a mistyped one most likely meant.
enum NearestKey {
    /// The nearest by edit distance, regardless of case; the first of several.
    static func of(_ word: String, among known: [String]) -> String {
        known.min { distance($0.lowercased(), word.lowercased()) < distance($1.lowercased(), word.lowercased()) } ?? ""
    }

    /// Insertions, deletions and replacements that turn one word into the other.
    static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right)
        var row = Array(0...right.count)
        for (index, character) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let replaced = diagonal + (right[column] == character ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, row[column] + 1, row[column + 1] + 1)
            }
        }
        return row[right.count]
    }
}
