import Events
import Foundation
import GRDB
import GRDBSQLite

/// A prepared statement for the calls that a batch makes by the thousand: values are bound in order and columns read in place,
/// without a list of arguments or a copied row a call.
///
/// Belongs to one connection and is used only inside an access to it. A query that has been run or read to its end holds no
/// lock; `one` gives the lock back at once.
@safe final class Query {
    // Both live as long as the connection, whose owner drops all queries before it closes.
    private let handle: OpaquePointer
    private let connection: OpaquePointer
    private let sql: String
    private var bound: Int32 = 0

    /// SQLite copies what is bound.
    private static let transient = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    init(_ connection: OpaquePointer, _ sql: String) throws {
        var handle: OpaquePointer?
        let code = unsafe sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
        guard code == SQLITE_OK, let handle = unsafe handle else {
            let message = unsafe String(cString: sqlite3_errmsg(connection))
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: sql)
        }
        unsafe self.handle = handle
        unsafe self.connection = connection
        self.sql = sql
    }

    deinit { unsafe sqlite3_finalize(handle) }

    // MARK: Binding

    /// Begins a call: forgets where the last one stood. Values of the last call stay until they are bound anew.
    @discardableResult func begin() -> Query {
        unsafe sqlite3_reset(handle)
        bound = 0
        return self
    }

    @discardableResult func bind(_ number: Int64) -> Query {
        bound += 1
        check(unsafe sqlite3_bind_int64(handle, bound, number))
        return self
    }

    @discardableResult func bind(_ number: Int) -> Query { bind(Int64(number)) }
    @discardableResult func bind(_ flag: Bool) -> Query { bind(flag ? 1 : 0 as Int64) }
    /// The 64 bits of a hash, as SQLite's signed number.
    @discardableResult func bind(hash: UInt64) -> Query { bind(Int64(bitPattern: hash)) }

    @discardableResult func bind(hash: UInt64?) -> Query {
        guard let hash else { return bindNull() }
        return bind(hash: hash)
    }

    @discardableResult func bind(_ number: Int?) -> Query {
        guard let number else { return bindNull() }
        return bind(Int64(number))
    }

    @discardableResult func bind(_ number: Int64?) -> Query {
        guard let number else { return bindNull() }
        return bind(number)
    }

    @discardableResult func bind(_ text: String?) -> Query {
        guard let text else { return bindNull() }
        return bind(text)
    }

    @discardableResult func bind(_ text: String) -> Query {
        bound += 1
        guard !text.isEmpty else {
            // No address at all would make it null, which an empty text is not.
            check(unsafe sqlite3_bind_text(handle, bound, "", 0, Self.transient))
            return self
        }
        var text = text
        let code = text.withUTF8 { bytes in
            unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
                unsafe sqlite3_bind_text(
                    handle, bound, characters.baseAddress, Int32(characters.count), Self.transient)
            }
        }
        check(code)
        return self
    }

    @discardableResult func bind(_ bytes: [UInt8]) -> Query {
        bound += 1
        if bytes.isEmpty {
            check(unsafe sqlite3_bind_zeroblob(handle, bound, 0))
        } else {
            check(unsafe sqlite3_bind_blob(handle, bound, bytes, Int32(bytes.count), Self.transient))
        }
        return self
    }

    private func bindNull() -> Query {
        bound += 1
        check(unsafe sqlite3_bind_null(handle, bound))
        return self
    }

    private func check(_ code: Int32) {
        precondition(code == SQLITE_OK, "a value is bound to a place that the statement has")
    }

    // MARK: Stepping

    /// Runs a statement that gives no rows.
    func run() throws {
        while try step() {}
        unsafe sqlite3_reset(handle)
    }

    /// Goes to the next row; false at the end.
    func step() throws -> Bool {
        let code = unsafe sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        if code == SQLITE_DONE { return false }
        let message = unsafe String(cString: sqlite3_errmsg(connection))
        let extended = unsafe sqlite3_extended_errcode(connection)
        unsafe sqlite3_reset(handle)
        throw DatabaseError(resultCode: ResultCode(rawValue: extended), message: message, sql: sql)
    }

    /// Calls with every row.
    func forEach(_ body: (Query) throws -> Void) throws {
        defer { unsafe sqlite3_reset(handle) }
        while try step() { try body(self) }
    }

    /// What the body makes of the first row; nil where there is none.
    func one<T>(_ body: (Query) throws -> T) throws -> T? {
        defer { unsafe sqlite3_reset(handle) }
        guard try step() else { return nil }
        return try body(self)
    }

    // MARK: Columns of the row, from 0

    func int(_ column: Int32) -> Int { Int(unsafe sqlite3_column_int64(handle, column)) }
    func int64(_ column: Int32) -> Int64 { unsafe sqlite3_column_int64(handle, column) }
    func hash(_ column: Int32) -> UInt64 { UInt64(bitPattern: unsafe sqlite3_column_int64(handle, column)) }
    func isNull(_ column: Int32) -> Bool { unsafe sqlite3_column_type(handle, column) == SQLITE_NULL }
    func optionalInt(_ column: Int32) -> Int? { isNull(column) ? nil : int(column) }
    func optionalHash(_ column: Int32) -> UInt64? { isNull(column) ? nil : hash(column) }

    /// Empty where there is none.
    func text(_ column: Int32) -> String { optionalText(column) ?? "" }

    func optionalText(_ column: Int32) -> String? {
        guard let start = unsafe sqlite3_column_text(handle, column) else { return nil }
        let count = Int(unsafe sqlite3_column_bytes(handle, column))
        return unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// Empty where there are none.
    func bytes(_ column: Int32) -> [UInt8] {
        guard let start = unsafe sqlite3_column_blob(handle, column) else { return [] }
        let count = Int(unsafe sqlite3_column_bytes(handle, column))
        return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// A closed choice, kept as its number on the wire.
    ///
    /// - Parameter all: the choice's cases, made once by the caller.
    func choice<Choice: WireChoice>(_ column: Int32, _ all: [Choice]) throws -> Choice {
        let number = int(column)
        guard all.indices.contains(number - 1) else {
            throw ResultsError(
                .damaged,
                "the database holds a \(Choice.self) numbered \(number), which this version does not know; use the version that wrote it, or make the folder anew with 'claimstream rebuild'"
            )
        }
        return all[number - 1]
    }
}

/// The prepared statements of one connection, each prepared at its first use.
///
/// Sendable by promise: it is used only inside accesses to its connection, which take turns, and dropped before that closes.
@safe final class Queries: @unchecked Sendable {
    private let connection: OpaquePointer
    private var prepared: [String: Query] = [:]

    init(_ database: Database) throws {
        guard let connection = unsafe database.sqliteConnection else {
            throw ResultsError(.storage, "the database is closed")
        }
        unsafe self.connection = connection
    }

    func callAsFunction(_ sql: String) throws -> Query {
        if let query = prepared[sql] { return query }
        let query = try unsafe Query(connection, sql)
        prepared[sql] = query
        return query
    }
}
