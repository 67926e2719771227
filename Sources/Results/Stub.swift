package import Events
package struct LogIdentity: Sendable { package init(cluster: String, topic: String) {} }
package struct ResultsError: Error, CustomStringConvertible { package let description: String; package let isRetriable: Bool }
package struct SinkOptions: Sendable { package var keepNames = false; package var withholdQuotes = false; package init() {} }
package struct SinkBatch: Sendable {
  package struct Item: Sendable { package init(partition: Int32, offset: Int64, enriched: EnrichedArticle) {} }
  package var articles: [Item] = []; package var positions: [Int32: Int64] = [:]
  package init(identity: LogIdentity) {} }
package struct ApplySummary: Sendable { package let applied: Int; package let ignored: Int }
package struct SnapshotSummary: Sendable { package let generation: Int }
package final class SinkStore: Sendable {
  package init(directory: String, options: SinkOptions) throws(ResultsError) {}
  package func positions() -> [Int32: Int64] { [:] }
  package func apply(_ b: SinkBatch) throws(ResultsError) -> ApplySummary { ApplySummary(applied: 0, ignored: 0) }
  package func writeSnapshot() throws(ResultsError) -> SnapshotSummary { SnapshotSummary(generation: 0) }
  package func close() {}
}
