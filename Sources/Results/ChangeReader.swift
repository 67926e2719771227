import Foundation
import GRDB

/// Whole lines of the change log, byte for byte as they stand in its files.
package struct ChangeBlock: Sendable {
    /// The lines, each with its newline.
    package let bytes: [UInt8]
    /// Where in `bytes` each line ends, behind its newline; ascending.
    package let ends: [Int]
    /// Sequence number of the first line.
    package let first: Int

    /// The places of the lines, without their newlines.
    package var lines: some Sequence<Range<Int>> {
        ends.indices.lazy.map { [ends] in ($0 == 0 ? 0 : ends[$0 - 1])..<ends[$0] - 1 }
    }
}

/// Reads the change log of a folder in order, across sealed segments and the open one, exactly once.
///
/// It goes on in the file it has open, block by block, so that a long segment is read once. Of the open segment only what
/// the database counts is handed out: what lies behind may be cut off. Not to be shared between threads.
package final class ChangeReader {
    private let directory: String
    private let database: DatabaseQueue
    /// Sequence number of the next line to hand out.
    package private(set) var next: Int
    private var place: Place?

    /// An open segment, and how far in it the reading is. A rename by the sink does not matter to an open file.
    private struct Place {
        let first: Int
        let descriptor: Int32
        var offset = 0
        /// Number of the line that begins at `offset`.
        var number: Int
    }

    /// A segment as the database counts it.
    private struct Segment { let first: Int, last: Int, bytes: Int }

    /// - Throws: `empty` where no sink has written yet.
    package init(directory: String, next: Int = 1) throws(ResultsError) {
        self.directory = directory
        self.next = next
        guard FolderFiles(directory: directory).exists("claimstream.db") else {
            throw ResultsError(
                .empty,
                "\(directory) is no sink folder: run 'claimstream sink --output \(directory)' first")
        }
        do {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(10)
            database = try DatabaseQueue(path: directory + "/claimstream.db", configuration: configuration)
        } catch {
            throw .wrapping(error, "reading", directory)
        }
    }

    deinit { leave() }

    /// Goes on at that line; lines before it are not handed out.
    package func skip(to number: Int) { next = max(1, number) }

    /// Number of the last line written.
    package func last() throws(ResultsError) -> Int {
        do {
            return try database.read { db in try Int.fetchOne(db, sql: "SELECT max(last) FROM segment") ?? 0 }
        } catch {
            throw .wrapping(error, "reading", directory)
        }
    }

    /// The next lines of one segment, about `limit` bytes of them and at least one; nil when there are none.
    package func block(limit: Int = 1 << 20) throws(ResultsError) -> ChangeBlock? {
        do {
            guard let segment = try segment(), var place = try enter(segment) else { return nil }
            if place.number < next { try skipLines(&place, segment) }
            guard let block = try take(&place, segment, limit: limit) else { return nil }
            next = place.number
            self.place = place
            return block
        } catch {
            throw .wrapping(error, "reading", directory)
        }
    }

    /// The lines of the next block as texts; empty when there are none.
    package func read(limit: Int = 1 << 20) throws(ResultsError) -> [String] {
        guard let block = try block(limit: limit) else { return [] }
        return block.lines.map { String(decoding: block.bytes[$0], as: UTF8.self) }
    }

    // MARK: Segments

    private func segment() throws -> Segment? {
        try database.read { [next] db in
            try Row.fetchOne(
                db, sql: "SELECT first, last, bytes FROM segment WHERE last >= ? ORDER BY first LIMIT 1",
                arguments: [next]
            ).map { Segment(first: $0[0], last: $0[1], bytes: $0[2]) }
        }
    }

    /// The place to read on; nil when the file was renamed between the looks at its two names: the next call finds it.
    private func enter(_ segment: Segment) throws(ResultsError) -> Place? {
        if let place, place.first == segment.first, place.number <= next { return place }
        leave()
        let files = FolderFiles(directory: directory)
        for name in [
            ChangeLog.sealedName(first: segment.first, last: segment.last), ChangeLog.openName(first: segment.first),
        ] {
            let descriptor = unsafe open(files.path(name), O_RDONLY | O_CLOEXEC)
            if descriptor >= 0 {
                let entered = Place(first: segment.first, descriptor: descriptor, number: segment.first)
                place = entered
                return entered
            }
            guard errno == ENOENT else { throw .system("opening", files.path(name), errno: errno) }
        }
        return nil
    }

    private func leave() {
        if let place { close(place.descriptor) }
        place = nil
    }

    // MARK: Lines

    /// Passes over the lines before `next`.
    private func skipLines(_ place: inout Place, _ segment: Segment) throws(ResultsError) {
        while place.number < next {
            let bytes = try bytes(place, segment, count: 1 << 20)
            let ends = Self.ends(of: bytes, atMost: next - place.number)
            guard let end = ends.last else { throw damaged(segment) }
            place.offset += end
            place.number += ends.count
        }
    }

    private func take(
        _ place: inout Place, _ segment: Segment, limit: Int
    ) throws(ResultsError) -> ChangeBlock? {
        var count = max(1, limit)
        while place.offset < segment.bytes {
            var bytes = try bytes(place, segment, count: count)
            let ends = Self.ends(of: bytes, atMost: .max)
            if let end = ends.last {
                bytes.removeLast(bytes.count - end)
                let block = ChangeBlock(bytes: bytes, ends: ends, first: place.number)
                place.offset += end
                place.number += ends.count
                // The database knows how many lines these bytes are.
                let isWhole =
                    place.offset < segment.bytes ? place.number <= segment.last : place.number == segment.last + 1
                guard isWhole else { throw damaged(segment) }
                return block
            }
            // One line is longer than that.
            guard place.offset + count < segment.bytes else { throw damaged(segment) }
            count *= 2
        }
        return nil
    }

    /// Bytes of the counted part from the place on.
    private func bytes(_ place: Place, _ segment: Segment, count: Int) throws(ResultsError) -> [UInt8] {
        let wanted = min(count, segment.bytes - place.offset)
        guard wanted > 0 else { throw damaged(segment) }
        var failure: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
            while filled < wanted {
                let rest = unsafe UnsafeMutableBufferPointer(rebasing: buffer[filled..<wanted])
                let got = unsafe pread(place.descriptor, rest.baseAddress, rest.count, off_t(place.offset + filled))
                if got > 0 {
                    filled += got
                } else if got == 0 {
                    break
                } else if errno != EINTR {
                    failure = errno
                    break
                }
            }
        }
        guard failure == 0 else { throw .system("reading the change log of", directory, errno: failure) }
        guard bytes.count == wanted else { throw damaged(segment) }
        return bytes
    }

    /// Where lines end, behind their newlines.
    private static func ends(of bytes: [UInt8], atMost: Int) -> [Int] {
        var ends: [Int] = []
        ends.reserveCapacity(min(atMost, bytes.count / 256 + 1))
        unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            var start = 0
            while ends.count < atMost, start < buffer.count,
                let found = unsafe memchr(base + start, 0x0A, buffer.count - start)
            {
                start = unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
                ends.append(start)
            }
        }
        return ends
    }

    private func damaged(_ segment: Segment) -> ResultsError {
        ResultsError(
            .damaged,
            "the change log \(segment.first)-\(segment.last) does not hold the lines that the database counts; run 'claimstream verify \(directory)'"
        )
    }
}
