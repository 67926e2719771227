import Events

/// Builds the lexicon from the tables of `Data/drugs` (each file's head says what its columns are) and rows of the user's own.
package struct LexiconReader {
    /// The files, in the order they are read; the checker reads the same.
    package static let files = [
        "substances.tsv", "combinations.tsv", "classes.tsv", "variants.tsv", "ambiguous.tsv", "targets.tsv",
        "salts.tsv",
        "lookalikes.tsv", "cues.tsv", "fuzzy.tsv", "guard.txt",
    ]

    var lexicon = Lexicon()
    private var builder = PhraseTable.Builder()
    /// Rules with the exact spelling they were given for.
    private var rules: [(rule: AmbiguityRule, spelling: [UInt8])] = []
    /// Position in `rules` by form in lower case.
    private var ruleOf = ByteTable()
    /// First form of a name in lower case: the substance it means and its index in `forms`.
    var owners = ByteTable()
    private var names: [MisspellingIndex.Name] = []
    private var cueBits: [UInt64: DrugVocabulary.Cue] = [:]
    /// Words that are never a drug are no misspelling of one either.
    private var neverWords: Set<UInt64> = []

    private init() {}

    /// - Parameters:
    ///   - folder: the shipped data.
    ///   - user: the user's own; a name that the shipped lexicon knows adds to it, and the user's codes win.
    package static func read(_ folder: ResourceFolder, user: UserLexicon? = nil) throws(ResourceError) -> Lexicon {
        var bytes: [String: [UInt8]] = [:]
        for file in files { bytes[file] = try folder.read("drugs/" + file) }
        if user != nil { bytes["common.txt"] = try folder.read("drugs/common.txt") }
        return try read(files: bytes, user: user)
    }

    /// The same from bytes in memory; a file that is not there counts as empty.
    package static func read(
        files: [String: [UInt8]], user: UserLexicon? = nil
    ) throws(ResourceError) -> Lexicon {
        var reader = LexiconReader()
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for file in Self.files {
            for byte in files[file] ?? [] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        func table(_ name: String, _ columns: Int) throws(ResourceError) -> TableFile {
            try TableFile(name: name, bytes: files[name] ?? [], columns: columns)
        }
        try reader.readRules(table("ambiguous.tsv", 2))
        let substances = try table("substances.tsv", 7)
        let indices = try reader.readNames(substances)
        if let user {
            reader.add(
                user, shipped: substances, combinations: try table("combinations.tsv", 3),
                common: LexiconImport.commonWords(files["common.txt"] ?? []))
        }
        reader.readForms(substances, indices)
        try reader.readClasses(table("classes.tsv", 3))
        try reader.readTargets(table("targets.tsv", 2))
        try reader.readCombinations(table("combinations.tsv", 3))
        try reader.readVariants(table("variants.tsv", 4))
        try reader.readVocabulary(table("salts.tsv", 2), table("cues.tsv", 2))
        try reader.readLookalikes(table("lookalikes.tsv", 1))
        try reader.readMisspellings(table("fuzzy.tsv", 1), files["guard.txt"] ?? [])
        reader.lexicon.table = reader.builder.build()
        var hex = String(hash >> 32, radix: 16)
        while hex.count < 8 { hex = "0" + hex }
        reader.lexicon.version = "2026.11-" + hex + (user.map { "+" + $0.version } ?? "")
        return reader.lexicon
    }

    // MARK: Parts

    static func lower(_ bytes: ArraySlice<UInt8>) -> [UInt8] { bytes.map(TokenStream.lower) }

    /// Whether a form in lower case has a rule of its own.
    func hasRule(_ key: [UInt8]) -> Bool { ruleOf[key] != nil }

    static func string(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

    private mutating func readRules(_ table: TableFile) throws(ResourceError) {
        for row in table.rows {
            guard let rule = AmbiguityRule(rawValue: row.string(1)) else {
                throw .malformed(file: table.name, line: row.line, reason: "no rule is named \(row.string(1))")
            }
            ruleOf.set(Self.lower(row.fields[0]), Int32(rules.count))
            rules.append((rule, Array(row.fields[0])))
        }
    }

    /// Adds a form unless its rule is `never` or another entry owns the name already; forms of variants may own several.
    mutating func add(
        _ form: ArraySlice<UInt8>, _ substance: Int32, _ kind: DrugKind, _ match: MatchMethod, base: DrugKind? = nil,
        rule given: AmbiguityRule? = nil, plural: Bool = false
    ) {
        let key = Self.lower(form)
        guard owners[key] == nil else { return }
        var rule = given ?? .plain
        var spelling: Int32 = -1
        if given == nil, let known = ruleOf[key].map({ rules[Int($0)] }) {
            rule = known.rule
            if rule == .exact || rule == .abbreviation || rule == .abbreviationNamed || rule == .brandExact {
                spelling = Int32(lexicon.spellings.count)
                lexicon.spellings.append(known.spelling)
            }
        }
        let id = Int32(lexicon.forms.count)
        owners.set(key, id)
        lexicon.forms.append(
            Lexicon.Form(
                substance: substance, kind: kind, baseKind: base, match: match, rule: rule, spelling: spelling))
        guard rule != .never else {
            let stream = TokenStream(text: key.span)
            if stream.count == 1 { neverWords.insert(stream.tokens[0].hash) }
            return
        }
        builder.add(form: form, id: id)
        // Plurals of single words ("amphetamines"); a plural that is a name of its own stays its own.
        if plural, rule == .plain, form.count > 4, !form.contains(0x20), let last = key.last, last != UInt8(ascii: "s"),
            last &- 0x61 < 26
        {
            let plural = key + [UInt8(ascii: "s")]
            if owners[plural] == nil {
                owners.set(plural, id)
                builder.add(form: plural[...], id: id)
            }
        }
    }

    mutating func addSubstance(_ substance: Lexicon.Substance) -> Int32 {
        let index = Int32(lexicon.substances.count)
        lexicon.substances.append(substance)
        if lexicon.byName[substance.name] == nil { lexicon.byName[substance.name] = index }
        return index
    }

    /// Preferred names first: no alias or brand may take the name of another substance.
    /// - Returns: the substance of each row.
    private mutating func readNames(_ table: TableFile) throws(ResourceError) -> [Int32] {
        lexicon.substances.reserveCapacity(table.rows.count + 1000)
        var indices: [Int32] = []
        for row in table.rows {
            guard let kind = DrugKind(rawValue: row.string(1)) else {
                throw .malformed(file: table.name, line: row.line, reason: "no kind is named \(row.string(1))")
            }
            let name = row.string(0)
            if let known = lexicon.byName[name] {
                indices.append(known)
                continue
            }
            let rxcui = row.string(2)
            let index = addSubstance(
                Lexicon.Substance(
                    name: name, kind: kind, rxcui: rxcui.isEmpty ? nil : rxcui, atc: row.list(3).map(Self.string),
                    classes: row.string(4).isEmpty
                        ? []
                        : row.string(4).split(separator: ">").map { String($0.drop(while: { $0 == " " })).trimmed },
                    ingredients: [name]))
            indices.append(index)
            add(row.fields[0], index, kind, .exact, plural: kind == .generic || kind == .illicit)
        }
        return indices
    }

    private mutating func readForms(_ table: TableFile, _ indices: [Int32]) {
        for (row, index) in zip(table.rows, indices) {
            let kind = lexicon.substances[Int(index)].kind
            for alias in row.list(5) { add(alias, index, kind, .alias, plural: kind != .otherSubstance) }
            for brand in row.list(6) { add(brand, index, .brand, .exact) }
        }
    }

    private mutating func readClasses(_ table: TableFile) throws(ResourceError) {
        var parents: [String: String] = [:]
        for row in table.rows { parents[row.string(0)] = row.string(1) }
        for row in table.rows {
            let name = row.string(0)
            var chain: [String] = []
            var parent = row.string(1)
            // Depth is bounded: a chain that returns to itself is the file's mistake, not an endless loop.
            while !parent.isEmpty, chain.count < 6 {
                chain.append(parent)
                parent = parents[parent] ?? ""
            }
            let index = addSubstance(
                Lexicon.Substance(
                    name: name, kind: .drugClass, rxcui: nil, atc: [], classes: chain, ingredients: [name]))
            for form in row.list(2) { add(form, index, .drugClass, .exact) }
        }
    }

    private mutating func readTargets(_ table: TableFile) throws(ResourceError) {
        var targets: [ArraySlice<UInt8>] = []
        var heads: [ArraySlice<UInt8>] = []
        for row in table.rows {
            if row.string(0) == "target" { targets += row.list(1) } else { heads += row.list(1) }
        }
        for target in targets {
            for head in heads {
                for joint in [0x20, UInt8(ascii: "-")] {
                    let form = Array(target) + [joint] + Array(head)
                    guard owners[Self.lower(form[...])] == nil else { continue }
                    let name = Self.string(target) + " " + Self.string(head)
                    let index =
                        lexicon.byName[name]
                        ?? addSubstance(
                            Lexicon.Substance(
                                name: name, kind: .drugClass, rxcui: nil, atc: [], classes: [], ingredients: [name]))
                    add(form[...], index, .drugClass, .exact)
                    add((form + [UInt8(ascii: "s")])[...], index, .drugClass, .exact)
                }
            }
        }
    }

    private mutating func readCombinations(_ table: TableFile) throws(ResourceError) {
        for row in table.rows {
            let ingredients = row.list(2, separator: UInt8(ascii: "+")).map(Self.string)
            let index = combination(ingredients)
            if row.string(1) == "name" {
                lexicon.lookupNames[row.string(0).lowercased()] = index
            } else {
                guard let kind = DrugKind(rawValue: row.string(1)) else {
                    throw .malformed(file: table.name, line: row.line, reason: "no kind is named \(row.string(1))")
                }
                add(row.fields[0], index, kind, .exact)
            }
        }
    }

    mutating func combination(_ ingredients: [String]) -> Int32 {
        let name = ingredients.joined(separator: "/")
        if let known = lexicon.byName[name] { return known }
        // The same ingredients in another order are the same combination; the order that was met first is printed.
        let parts = ingredients.compactMap { lexicon.byName[$0] }.sorted()
        let isKnown = parts.count == ingredients.count && parts.count > 1
        if isKnown, let known = lexicon.combinations[parts] {
            lexicon.byName[name] = known
            return known
        }
        var classes: [String] = []
        for ingredient in ingredients {
            guard let known = lexicon.byName[ingredient] else { continue }
            for item in lexicon.substances[Int(known)].classes where !classes.contains(item) { classes.append(item) }
        }
        let index = addSubstance(
            Lexicon.Substance(
                name: name, kind: .generic, rxcui: nil, atc: [], classes: classes, ingredients: ingredients))
        if isKnown { lexicon.combinations[parts] = index }
        return index
    }

    private mutating func readVariants(_ table: TableFile) throws(ResourceError) {
        for row in table.rows {
            guard let kind = DrugKind(rawValue: row.string(1)) else {
                throw .malformed(file: table.name, line: row.line, reason: "no kind is named \(row.string(1))")
            }
            var rule: AmbiguityRule?
            if !row.string(3).isEmpty {
                guard let known = AmbiguityRule(rawValue: row.string(3)) else {
                    throw .malformed(file: table.name, line: row.line, reason: "no rule is named \(row.string(3))")
                }
                rule = known
            }
            let targets = row.list(2, separator: UInt8(ascii: "+")).map(Self.string)
            if kind == .misspelling {
                guard let target = owners[Self.lower(row.fields[2])] else {
                    throw .malformed(file: table.name, line: row.line, reason: "\(row.string(2)) is no known name")
                }
                let form = lexicon.forms[Int(target)]
                let distance = MisspellingIndex.distance(Self.lower(row.fields[0]), Self.lower(row.fields[2]), limit: 2)
                let match: MatchMethod = distance == 1 ? .edit1 : distance == 2 ? .edit2 : .alias
                add(row.fields[0], form.substance, .misspelling, match, base: form.kind, rule: rule)
            } else {
                let substance =
                    targets.count == 1 ? lexicon.byName[targets[0]] ?? combination(targets) : combination(targets)
                add(row.fields[0], substance, kind, .alias, rule: rule)
            }
        }
    }

    private static let cueNames: [String: DrugVocabulary.Cue] = [
        "unit": .unit, "use": .use, "street": .street, "supplement": .supplement, "given": .given, "medical": .medical,
        "contraception": .contraception, "protein": .proteinHead, "class_head": .classHead, "effect_head": .effectHead,
        "salt": .salt, "release": .release, "physiology": .physiology, "domain": .domain, "other_head": .otherHead,
        "strong": .strong, "street_only": .streetOnly, "deficiency": .deficiency, "exposure": .exposure,
    ]

    private mutating func readVocabulary(_ salts: TableFile, _ cues: TableFile) throws(ResourceError) {
        var metals: [ArraySlice<UInt8>] = []
        var anions: [ArraySlice<UInt8>] = []
        for row in salts.rows {
            switch row.string(0) {
            case "salt": for word in row.list(1) { insert(word, .salt) }
            case "metal": metals += row.list(1)
            default: anions += row.list(1)
            }
        }
        for metal in metals {
            for anion in anions {
                let form = Array(metal) + [0x20] + Array(anion)
                guard owners[Self.lower(form[...])] == nil else { continue }
                let name = Self.string(form[...])
                let index = addSubstance(
                    Lexicon.Substance(
                        name: name, kind: .otherSubstance, rxcui: nil, atc: [], classes: [], ingredients: [name]))
                add(form[...], index, .otherSubstance, .exact)
            }
        }
        for row in cues.rows {
            guard let cue = Self.cueNames[row.string(0)] else {
                throw .malformed(file: cues.name, line: row.line, reason: "no group of cues is named \(row.string(0))")
            }
            for word in row.list(1, separator: 0x20) { insert(word, cue) }
        }
        lexicon.vocabulary = DrugVocabulary(cueBits)
    }

    private mutating func insert(_ word: ArraySlice<UInt8>, _ cue: DrugVocabulary.Cue) {
        let stream = TokenStream(text: Array(word).span)
        guard stream.count == 1 else { return }
        cueBits[stream.tokens[0].hash, default: []].insert(cue)
    }

    private mutating func readLookalikes(_ table: TableFile) throws(ResourceError) {
        var phrases = PhraseTable.Builder()
        for (index, row) in table.rows.enumerated() { phrases.add(form: row.fields[0], id: Int32(index)) }
        lexicon.lookalikes = phrases.build()
    }

    private mutating func readMisspellings(_ table: TableFile, _ guardFile: [UInt8]) throws(ResourceError) {
        var guardWords = neverWords
        let words = TokenStream(text: guardFile.span)
        guardWords.reserveCapacity(words.count)
        var comment = false
        for index in 0..<words.count {
            if words.tokens[index].flags.contains(.newlineBefore) || index == 0 {
                comment = words.punctuation(index) == UInt8(ascii: "#")
            }
            if !comment, words.tokens[index].isWord { guardWords.insert(words.tokens[index].hash) }
        }
        for row in table.rows {
            let letters = Self.lower(row.fields[0])
            guard let form = owners[letters] else {
                throw .malformed(file: table.name, line: row.line, reason: "\(row.string(0)) is no known name")
            }
            guard letters.allSatisfy({ $0 &- 0x61 < 26 }) else { continue }
            names.append(
                MisspellingIndex.Name(letters: letters, form: form, substance: lexicon.forms[Int(form)].substance))
        }
        lexicon.misspellings = MisspellingIndex(names: names, guardWords: guardWords)
    }
}

extension String {
    /// Without blanks at the end.
    fileprivate var trimmed: String {
        var copy = self
        while copy.last == " " { copy.removeLast() }
        return copy
    }
}
