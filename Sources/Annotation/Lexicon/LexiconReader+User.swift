import Events

/// The user's own rows on top of the shipped ones.
extension LexiconReader {
    /// Adds the user's rows after the shipped preferred names and before the shipped aliases and brands, so that a user's brand wins over a
    /// shipped brand and no brand takes a substance's name.
    /// - Parameters:
    ///   - shipped: the shipped substances; a user's preferred name that is a name or alias there means that substance.
    ///   - combinations: the shipped combinations, whose order of ingredients holds.
    ///   - common: common words; a user's form that is one counts only capitalised and beside a word of use.
    mutating func add(_ user: UserLexicon, shipped: TableFile, combinations: TableFile, common: Set<String>) {
        var aliases: [[UInt8]: Int32] = [:]
        for row in shipped.rows {
            guard let index = lexicon.byName[row.string(0)] else { continue }
            for alias in row.list(5) where aliases[Self.lower(alias)] == nil { aliases[Self.lower(alias)] = index }
        }
        var orders: [[String]: String] = [:]
        for row in combinations.rows {
            let parts = row.list(2, separator: UInt8(ascii: "+")).map(Self.string)
            orders[parts.sorted()] = parts.joined(separator: "/")
        }
        /// The shipped substance of a preferred name.
        func known(_ name: String) -> Int32? {
            let key = Self.lower(Array(name.utf8)[...])
            return owners[key].map { lexicon.forms[Int($0)].substance } ?? aliases[key]
        }

        var indices: [Int32] = []
        for row in user.rows where row.ingredients.isEmpty {
            guard let index = known(row.name) else {
                indices.append(
                    addSubstance(
                        Lexicon.Substance(
                            name: row.name, kind: row.kind, rxcui: row.rxcui, atc: row.atc, classes: row.classes,
                            ingredients: [row.name])))
                continue
            }
            indices.append(index)
            if let code = row.rxcui { lexicon.substances[Int(index)].rxcui = code }
            if !row.atc.isEmpty { lexicon.substances[Int(index)].atc = row.atc }
            if !row.classes.isEmpty { lexicon.substances[Int(index)].classes = row.classes }
        }
        var next = 0
        for row in user.rows where row.ingredients.isEmpty {
            add(row.name, indices[next], row, common, match: .exact)
            next += 1
        }
        next = 0
        for row in user.rows {
            let index: Int32
            if row.ingredients.isEmpty {
                index = indices[next]
                next += 1
            } else {
                let names = row.ingredients.map { name in known(name).map { lexicon.substances[Int($0)].name } ?? name }
                let printed = orders[names.sorted()].map { $0.split(separator: "/").map(String.init) } ?? names
                index = combination(printed)
                if let code = row.rxcui { lexicon.substances[Int(index)].rxcui = code }
                if !row.atc.isEmpty { lexicon.substances[Int(index)].atc = row.atc }
                lexicon.lookupNames[row.name.lowercased()] = index
            }
            for alias in row.aliases { add(alias, index, row, common, match: .alias) }
            for brand in row.brands { add(brand, index, row, common, match: .exact, isBrand: true) }
        }
    }

    private mutating func add(
        _ form: String, _ substance: Int32, _ row: UserLexicon.Row, _ common: Set<String>, match: MatchMethod,
        isBrand: Bool = false
    ) {
        let bytes = Array(form.utf8)
        let isCommon = !hasRule(Self.lower(bytes[...])) && common.contains(form.lowercased())
        add(bytes[...], substance, isBrand ? .brand : row.kind, match, rule: isCommon ? .brand : nil)
    }
}
