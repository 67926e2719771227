import Foundation

/// A folder that goes when its owner goes.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("reporting-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        do { try FileManager.default.removeItem(at: url) } catch { print("left behind: \(url.path)") }
    }

    func write(_ name: String, _ text: String) throws -> String {
        let file = url.appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        return file.path
    }
}

/// Runs a program and gives its standard output; its standard error is thrown away.
func run(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    // Into a file, not a pipe: reading a pipe through FileHandle traps when a signal interrupts it.
    let folder = try TemporaryFolder()
    let output = try folder.write("output", "")
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return String(decoding: try Data(contentsOf: URL(fileURLWithPath: output)), as: UTF8.self)
}

enum Python {
    /// `CLAIMSTREAM_PYTHON` names another interpreter, as of a virtual environment.
    static let program = ProcessInfo.processInfo.environment["CLAIMSTREAM_PYTHON"] ?? "python3"

    static let isThere: Bool = {
        do { return try Python.run("print('yes')", []) == "yes\n" } catch { return false }
    }()

    static let hasBioC: Bool = {
        do { return try Python.run("import bioc; print('yes')", []) == "yes\n" } catch { return false }
    }()

    static func run(_ script: String, _ arguments: [String]) throws -> String {
        try ReportingTests.run(program, ["-c", script] + arguments)
    }
}

enum Browser {
    static let isThere: Bool = {
        do { return try ReportingTests.run("chromium", ["--version"]).contains("Chrom") } catch { return false }
    }()

    /// The page's elements after its scripts ran, with a script of the test's own at its end.
    static func dump(_ path: String, isDark: Bool = false, width: Int = 1280) throws -> String {
        let profile = try TemporaryFolder()
        return try ReportingTests.run(
            "chromium",
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--virtual-time-budget=20000",
                "--user-data-dir=\(profile.url.path)", "--window-size=\(width),900",
            ] + (isDark ? ["--force-dark-mode", "--blink-settings=preferredColorScheme=0"] : []) + [
                "--dump-dom", "file://\(path)",
            ])
    }
}
