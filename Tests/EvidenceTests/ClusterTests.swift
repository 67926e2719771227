import Events
import Evidence
import Testing

@Suite struct ClusterTests {
    private func node(_ id: String, date: String? = nil, work: UInt64? = nil) -> ClusterResolver.Node {
        ClusterResolver.Node(article: id, published: date, work: work, method: work == nil ? nil : "identifier")
    }

    private func edge(
        _ a: String, _ b: String, _ relation: TextOverlap.Relation = .copy, shared: Int = 80,
        sizes: (Int, Int) = (100, 100),
        quotations: Int = 0
    ) -> ClusterResolver.Edge {
        ClusterResolver.Edge(
            a: a, b: b,
            overlap: TextOverlap(
                relation: relation, shared: shared, sizeA: sizes.0, sizeB: sizes.1, nearSentences: 0,
                quotations: quotations))
    }

    private func stories(_ nodes: [ClusterResolver.Node], _ edges: [ClusterResolver.Edge]) -> [String: Assignment] {
        Dictionary(
            uniqueKeysWithValues: ClusterResolver(nodes: nodes, edges: edges).assignments().map { ($0.article, $0) })
    }

    @Test func copiesAreOneStoryAndInheritTheStudyOfAnyMember() {
        let found = stories([node("a"), node("b", work: 1), node("c")], [edge("a", "b"), edge("b", "c")])
        #expect(Set(found.values.map(\.story)) == [Assignment.story(smallest: "a")])
        #expect(found.values.allSatisfy { $0.work == 1 && !$0.isAlone })
        #expect(found["a"]?.method == "story")
    }

    @Test func aRoundupOfSeveralSourcesJoinsNoneOfThem() {
        let nodes = [node("r", date: "2024-02-02"), node("x", date: "2024-01-01"), node("y", date: "2024-01-02")]
        let edges = [
            edge("r", "x", .derived, shared: 20, sizes: (100, 100)),
            edge("r", "y", .derived, shared: 20, sizes: (100, 100)),
        ]
        let found = stories(nodes, edges)
        #expect(Set(found.values.map(\.story)).count == 3)
    }

    @Test func aPressReleaseWithTwoLaterRewritesIsNoRoundup() {
        let nodes = [node("p", date: "2024-01-01"), node("x", date: "2024-01-02"), node("y", date: "2024-01-03")]
        let edges = [
            edge("p", "x", .derived, shared: 20, sizes: (100, 100)),
            edge("p", "y", .derived, shared: 20, sizes: (100, 100)),
        ]
        #expect(Set(stories(nodes, edges).values.map(\.story)).count == 1)
    }

    @Test func sharedQuotationsJoinTheStudyAndNotTheStory() {
        let found = stories([node("a", work: 1), node("b")], [edge("a", "b", .quotes, shared: 0, quotations: 2)])
        #expect(found["a"]?.story != found["b"]?.story)
        #expect(found["b"]?.work == 1)
        #expect(found["b"]?.method == "quotations")
    }

    @Test func theAnswerDoesNotDependOnOrder() {
        let nodes = ["a", "b", "c", "d", "e"].map { node($0) }
        let edges = [edge("a", "b"), edge("c", "d"), edge("d", "e"), edge("b", "e", .quotes, shared: 0, quotations: 3)]
        let one = ClusterResolver(nodes: nodes, edges: edges).assignments()
        let two = ClusterResolver(nodes: nodes.reversed(), edges: edges.reversed()).assignments()
        #expect(one == two)
        #expect(Set(one.compactMap(\.work)).count == 1)
    }

    @Test func studiesJoinByIdentifierThenByTitleUnlessItIsAmbiguous() {
        func block(_ article: String, doi: String? = nil, title: String? = nil) -> CitationSignature {
            var reference = Reference(range: TextRange(0, 0), role: .reported)
            reference.doi = doi
            reference.title = title
            return CitationBlock(article: article, index: 0, reference).signature
        }
        let title = "A study of one drug and another"
        let works = WorkResolver.works(of: [
            block("a", doi: "10.1/x", title: title), block("b", title: title), block("c", doi: "10.1/X"),
            block("d", doi: "10.1/y"),
        ])
        #expect(works[0] == works[1] && works[1] == works[2] && works[3] != works[0])
        let ambiguous = WorkResolver.works(of: [
            block("a", doi: "10.1/x", title: title), block("b", doi: "10.1/y", title: title), block("c", title: title),
        ])
        #expect(Set(ambiguous).count == 3)
    }
}
