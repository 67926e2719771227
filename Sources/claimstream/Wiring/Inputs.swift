import Articles
import Intake

/// One input that is ready to be read.
struct Input: Sendable {
    var bytes: DescriptorSource
    let description: SourceDescription
    /// Nil for standard input.
    let file: (path: String, mark: SeenStore.FileMark)?
}

/// All inputs below the paths that a user gave, in the order of the paths and by name within a folder.
struct Inputs: Sendable {
    private enum Item {
        case standardInput
        case file(InputFile)
    }

    private let items: [Item]
    private let format: ArticleFormat

    /// - Throws: `CommandFailure` (wrong usage) for a path that is not there.
    static func open(_ options: InputOptions, _ general: GeneralOptions) async throws(CommandFailure) -> Inputs {
        let settings = try await Settings(general)
        return try Inputs(options, prefix: settings.text(.sourcePrefix, flag: options.sourcePrefix))
    }

    init(_ options: InputOptions, prefix: String?) throws(CommandFailure) {
        let finder = FileFinder(prefix: prefix)
        var items: [Item] = []
        for path in options.paths {
            if path == "-" {
                items.append(.standardInput)
                continue
            }
            guard !WebAddress.isMeant(path) else {
                throw CommandFailure(
                    "'\(path)': only publish and run fetch addresses; save the page and give the file",
                    exitCode: CommandFailure.wrongUsage)
            }
            do throws(IntakeError) {
                items += try finder.files(below: path).map(Item.file)
            } catch {
                throw CommandFailure(error)
            }
        }
        self.items = items
        format = options.format
    }

    var count: Int { items.count }

    /// Opens one input after the other; one that cannot be opened is handed over as a rejection.
    func forEachInput<Failure: Error>(
        _ body: (Result<Input, Rejection>) async throws(Failure) -> Void
    ) async throws(Failure) {
        for item in items {
            switch item {
            case .standardInput:
                let description = SourceDescription(source: "standard-input", format: format)
                try await body(
                    .success(Input(bytes: .standardInput, description: description, file: nil)))
            case .file(let file): try await body(Self.open(file, format))
            }
        }
    }

    static func open(_ file: InputFile, _ format: ArticleFormat) -> Result<Input, Rejection> {
        do throws(IntakeError) {
            let (bytes, mark) = try DescriptorSource.open(file: file.path)
            let description = SourceDescription(source: file.source, format: format)
            return .success(Input(bytes: bytes, description: description, file: (file.path, mark)))
        } catch {
            return .failure(Rejection(source: file.source, reason: .unsupported, message: error.message))
        }
    }

    /// Reads everything, for the commands that use no log.
    func forEach(
        reader: ArticleReader = ArticleReader(), _ body: (ReadOutcome) throws(CommandFailure) -> Void
    ) async throws(CommandFailure) {
        try await forEachInput { input throws(CommandFailure) in
            switch input {
            case .failure(let rejection): try body(.rejected(rejection))
            case .success(var input):
                do {
                    try reader.read(from: &input.bytes, input.description) { try body($0) }
                } catch let error as CommandFailure {
                    throw error
                } catch {
                    throw CommandFailure("\(error)", exitCode: CommandFailure.broken)
                }
            }
        }
    }
}

extension Rejection: Error {}
