import Events
import Foundation
import Reporting
import Results
import Testing

/// The views of `claimstream.db`, read by Python's own SQLite as an analyst would.
@Suite struct SQLViewTests {
    @Test(.enabled(if: Python.isThere, "needs python3"))
    func theViewsSayWhatTheFilesSayAndCannotBeWritten() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appendingPathComponent("out").path
        let store = try SinkStore(directory: path, options: SinkOptions())
        var batch = SinkBatch(identity: LogIdentity(cluster: "views", topic: "enriched"))
        for offset in 0..<60 {
            let enriched = TailSpeedTests.article(offset % 20, partition: 0, offset: Int64(offset))
            batch.articles.append(.init(partition: 0, offset: Int64(offset), enriched: enriched))
        }
        batch.positions[0] = 60
        _ = try store.apply(batch)
        _ = try store.writeSnapshot()
        store.close()
        let script = """
            import json, sqlite3, sys
            folder = sys.argv[1]
            db = sqlite3.connect('file:' + folder + '/claimstream.db?mode=ro', uri=True)
            db.row_factory = sqlite3.Row
            def lines(name): return [json.loads(l) for l in open(folder + '/' + name, encoding='utf8')]
            claims = {c['claim']: c for c in lines('claims.jsonl')}
            rows = db.execute('SELECT * FROM v_claims').fetchall()
            assert len(rows) == len(claims) > 0
            for row in rows:
                claim = claims[row['claim']]
                for side in ('support', 'dispute'):
                    for count in ('documents', 'stories', 'works', 'units', 'commenters'):
                        assert row[side + '_' + count] == claim[side][count], (row['claim'], side, count)
                assert (row['subject'], row['object'], row['questioned']) == (claim['subject'], claim['object'], claim['questioned'])
            total = db.execute('SELECT claim, count(*) AS n FROM v_evidence GROUP BY claim').fetchall()
            assert {r['claim']: r['n'] for r in total} == {c['claim']: c['evidence_total'] for c in claims.values()}
            assert {r['article'] for r in db.execute('SELECT article FROM v_articles')} == {a['id'] for a in lines('articles.jsonl')}
            for view in ('v_claims', 'v_evidence', 'v_articles', 'v_drugs'):
                writable = sqlite3.connect(folder + '/claimstream.db')
                for statement in ('DELETE FROM ' + view, 'INSERT INTO ' + view + ' DEFAULT VALUES'):
                    try: writable.execute(statement); print(view, 'was written')
                    except sqlite3.OperationalError: pass
                writable.close()
            print('ok')
            """
        #expect(try Python.run(script, [path]) == "ok\n")
    }
}
