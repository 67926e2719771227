import Synchronization

/// Applies a pure function to every element on all cores and keeps the order.
///
/// The tasks draw the next index from one counter, so that a long document delays nobody but itself.
func parallelMap<Input: Sendable, Output: Sendable>(
    _ inputs: [Input], workers: Int, _ transform: @escaping @Sendable (Input) -> Output
) async -> [Output] {
    guard inputs.count > 1, workers > 1 else { return inputs.map(transform) }
    let next = IndexCounter()
    return await withTaskGroup(of: [(Int, Output)].self) { group in
        for _ in 0..<min(workers, inputs.count) {
            group.addTask {
                var done: [(Int, Output)] = []
                while true {
                    let index = next.take()
                    guard index < inputs.count else { return done }
                    done.append((index, transform(inputs[index])))
                }
            }
        }
        var indexed: [(Int, Output)] = []
        indexed.reserveCapacity(inputs.count)
        for await part in group { indexed += part }
        return indexed.sorted { $0.0 < $1.0 }.map(\.1)
    }
}

/// Hands out 0, 1, 2, … to whoever asks first.
private final class IndexCounter: Sendable {
    private let next = Atomic(0)

    func take() -> Int { next.wrappingAdd(1, ordering: .relaxed).oldValue }
}
