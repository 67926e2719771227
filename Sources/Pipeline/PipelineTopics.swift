package import EventLog

/// The three topics of one tenant, and how they are made.
package struct PipelineTopics: Sendable, Hashable {
    /// Parsed articles, keyed by article id. Retention is the operator's choice.
    package let articles: TopicName
    /// Enriched articles, keyed by article id and compacted: the latest record of every article stays, so that a sink's
    /// folder can always be made anew.
    package let enriched: TopicName
    /// What could not be processed, keyed by where it came from and compacted: a tombstone marks it as settled.
    package let deadLetters: TopicName

    /// - Parameter prefix: put before the names, `PREFIX.articles`: one prefix a tenant.
    /// - Throws: `LogError` when the prefix has characters that no topic name may have.
    package init(prefix: String? = nil) throws(LogError) {
        func name(_ base: String) throws(LogError) -> TopicName {
            try TopicName(prefix.map { "\($0).\(base)" } ?? base)
        }
        articles = try name("articles")
        enriched = try name("enriched")
        deadLetters = try name("dead-letters")
    }

    package var all: [TopicName] { [articles, enriched, deadLetters] }

    /// Settings of the topics with that many partitions; the number is fixed at creation and never grown, since growing
    /// would move articles to other partitions.
    package func definitions(partitions: Int32, replication: Int16?, retention: Duration?) -> [NewTopic] {
        [
            NewTopic(articles, partitions: partitions, replication: replication, retention: retention),
            NewTopic(enriched, partitions: partitions, replication: replication, isCompacted: true),
            NewTopic(deadLetters, partitions: 1, replication: replication, isCompacted: true),
        ]
    }
}

/// The consumer groups' names, with the tenant's prefix before them.
package struct PipelineGroups: Sendable, Hashable {
    /// Workers share the partitions of `articles` under this name.
    package let workers: String
    /// The sink has no group of its own; it writes its positions here for those who look at lag.
    package let sink: String

    package init(prefix: String? = nil) {
        workers = prefix.map { "\($0).workers" } ?? "workers"
        sink = prefix.map { "\($0).sink" } ?? "sink"
    }
}
