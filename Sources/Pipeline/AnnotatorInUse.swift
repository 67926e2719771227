package import Annotation
import Synchronization

/// The text engine that workers use, which may be exchanged while they run: the next batch takes the new one. Safe to share.
package final class AnnotatorInUse: Sendable {
    private let held: Mutex<Annotator>

    package init(_ annotator: Annotator) { held = Mutex(annotator) }

    package var annotator: Annotator {
        get { held.withLock { $0 } }
        set { held.withLock { $0 = newValue } }
    }
}
