/// Who answers whom, where heads say so by name or by number.
extension DumpThread {
    /// Sets parents and levels from addressees; what answers the article or its poster stays at the top.
    mutating func answer(_ lines: [DumpLine]) {
        splitJoinedNames()
        var byName: [String: Int] = [:]
        var byNumber: [String: Int] = [:]
        for index in posts.indices {
            let place: Int? =
                switch posts[index].addressee {
                case .name(let name): byName[name.asciiLower]
                case .number(let number): byNumber[String(number)]
                case nil: nil
                }
            if let place {
                posts[index].parent = place
                posts[index].level = posts[place].level + 1
            }
            if let name = posts[index].author { byName[name.asciiLower] = index }
            if let number = posts[index].number { byNumber[number] = index }
        }
    }

    /// Some pages print the name of the one answered right behind that of the writer: "ChurchMouse Mirabel".
    private mutating func splitJoinedNames() {
        var seen: [String] = []
        for index in posts.indices {
            guard let author = posts[index].author else { continue }
            if posts[index].level > 1 || posts[index].addressee != nil,
                let other = seen.first(where: { author.hasSuffix(" " + $0) && author.utf8.count > $0.utf8.count + 1 })
            {
                let own = String(author.dropLast(other.count + 1)).collapsed
                posts[index].author = own
                if posts[index].addressee == nil { posts[index].addressee = .name(other) }
                if !seen.contains(own) { seen.append(own) }
            } else if !seen.contains(author), seen.count < 300 {
                seen.append(author)
            }
        }
    }
}
