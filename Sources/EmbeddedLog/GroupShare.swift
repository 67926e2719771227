import EventLog
import Foundation

/// How a member takes its fair share of a topic's partitions: decisions only.
///
/// Of P partitions among N members each gets ⌊P/N⌋, and the first P mod N members, in order of their slots, one more. A member with too many
/// gives the highest numbers up; one with too few takes what is free, beginning at a place of its own so that members do not queue for the
/// same bytes.
package struct ShareDecision: Equatable {
    /// To be given up, once the caller has finished with them.
    package var revoke: [Int32] = []
    /// To be tried in this order, until `take` of them are had.
    package var candidates: [Int32] = []
    package var take = 0

    /// `owned` are those held and not being given up, ascending; `revoking` those being given up.
    package static func make(
        partitions: Int32, owned: [Int32], revoking: Set<Int32>, mySlot: Int64, otherSlots: [Int64]
    ) -> ShareDecision {
        let members = Int32(otherSlots.count + 1)
        let rank = Int32(otherSlots.filter { $0 < mySlot }.count)
        let quota = Int(partitions / members + (rank < partitions % members ? 1 : 0))
        var decision = ShareDecision()
        if owned.count > quota {
            decision.revoke = Array(owned.suffix(owned.count - quota))
        } else if owned.count < quota {
            let start = Int32(Int64(rank) * Int64(partitions) / Int64(members))
            let held = Set(owned)
            decision.take = quota - owned.count
            decision.candidates = (0..<partitions).map { (start + $0) % partitions }.filter {
                !held.contains($0) && !revoking.contains($0)
            }
        }
        return decision
    }
}

/// A member's locks in one topic of one group.
///
/// The file TOPIC.share: bytes 0… are locked by partitions' owners, bytes from 2^20 by living members, a slot each. Its text is for people:
/// from 0, 128 bytes a slot, `PID NAME`; from 2^20, 2 bytes a partition, its owner's slot + 1, little-endian. Every write rings the members'
/// bells, and so does the closing of a dead process's files.
final class GroupShare {
    let topic: TopicName
    let partitions: Int32
    let path: String
    private let file: LockFile
    private let slot: Int64
    private(set) var owned: Set<Int32> = []
    private(set) var revoking: Set<Int32> = []

    private static let slotsBase: Int64 = 1 << 20
    private static let slotCount: Int64 = 1024
    private static let slotBytes: Int64 = 128

    /// Joins. Throws `fenced` when a living member has the same name.
    init(folder: LogFolder, group: String, settings: TopicSettings, memberID: String, isNamed: Bool) throws(LogError) {
        topic = try settings.topic
        partitions = settings.partitions
        path = folder.path(ofGroup: group) + "/\(topic).share"
        try LogFolder.makeFolder(folder.path(ofGroup: group))
        file = try LockFile(path)
        if isNamed, let twin = try Self.members(in: file).first(where: { $0.name == memberID }) {
            throw LogError(
                .fenced,
                "member '\(memberID)' of group \(group) runs already, as process \(twin.process); give each member a name of its own"
            )
        }
        var free: Int64?
        for candidate in 0..<Self.slotCount where try file.tryLock(Self.slotsBase + candidate) {
            free = candidate
            break
        }
        guard let free else {
            throw LogError(.unsupported, "group \(group) has \(Self.slotCount) members already, the most it can have")
        }
        slot = free
        try write(
            Array("\(getpid()) \(memberID.utf8.count <= 100 ? memberID : String(memberID.prefix(25)))\n".utf8),
            padded: Int(Self.slotBytes), at: slot * Self.slotBytes)
    }

    /// Looks at the others and takes or marks for giving up. Returns what is new.
    func balance() throws(LogError) -> (taken: [Int32], toRevoke: [Int32]) {
        let others = try file.lockedByOthers(in: Self.slotsBase...Self.slotsBase + Self.slotCount - 1).map {
            $0 - Self.slotsBase
        }
        let decision = ShareDecision.make(
            partitions: partitions, owned: owned.subtracting(revoking).sorted(), revoking: revoking, mySlot: slot,
            otherSlots: others)
        revoking.formUnion(decision.revoke)
        var taken: [Int32] = []
        for candidate in decision.candidates {
            if taken.count == decision.take { break }
            if try file.tryLock(Int64(candidate)) {
                owned.insert(candidate)
                taken.append(candidate)
                try noteOwner(of: candidate, slot + 1)
            }
        }
        return (taken, decision.revoke)
    }

    /// Lets go of what was marked.
    func release() throws(LogError) -> [Int32] {
        let released = revoking.sorted()
        for partition in released {
            owned.remove(partition)
            file.unlock(Int64(partition))
            // Only now the bell: whoever it wakes finds the byte free.
            try noteOwner(of: partition, 0)
        }
        revoking = []
        return released
    }

    /// Leaves: partitions first, then the place among the members.
    func leave() {
        for partition in owned.sorted() { file.unlock(Int64(partition)) }
        owned = []
        revoking = []
        file.unlock(Self.slotsBase + slot)
        do throws(LogError) { try write([], padded: Int(Self.slotBytes), at: slot * Self.slotBytes) } catch {
            // The bell stays silent then, and the others notice at their next look.
            return
        }
    }

    /// The living members and what they own, for people.
    static func members(
        path: String, partitions: Int32
    ) throws(LogError) -> [(name: String, process: String, owned: [Int32])] {
        guard LogFolder.exists(path) else { return [] }
        let file = try LockFile(path)
        let members = try members(in: file)
        var owned: [Int64: [Int32]] = [:]
        let locked = try file.lockedByOthers(in: 0...Int64(partitions) - 1)
        for partition in locked {
            let bytes = read(file, at: slotsBase + partition * 2, count: 2)
            if bytes.count == 2 { owned[Int64(bytes[0]) | Int64(bytes[1]) << 8, default: []].append(Int32(partition)) }
        }
        return members.map { ($0.name, $0.process, owned[$0.slot + 1] ?? []) }
    }

    private static func members(in file: LockFile) throws(LogError) -> [(slot: Int64, name: String, process: String)] {
        try file.lockedByOthers(in: slotsBase...slotsBase + slotCount - 1).map { byte in
            let slot = byte - slotsBase
            let text = String(decoding: read(file, at: slot * slotBytes, count: Int(slotBytes)), as: UTF8.self)
            let line = text.prefix { $0 != "\n" && $0 != "\0" }
            let space = line.firstIndex(of: " ") ?? line.endIndex
            return (slot, String(line[space...].dropFirst()), String(line[..<space]))
        }
    }

    private func noteOwner(of partition: Int32, _ owner: Int64) throws(LogError) {
        try write(
            [UInt8(truncatingIfNeeded: owner), UInt8(truncatingIfNeeded: owner >> 8)], padded: 2,
            at: Self.slotsBase + Int64(partition) * 2)
    }

    private func write(_ bytes: [UInt8], padded count: Int, at position: Int64) throws(LogError) {
        let padded = bytes + [UInt8](repeating: 0, count: count - bytes.count)
        if unsafe pwrite(file.descriptor, padded, count, Int(position)) != count {
            throw LogError.system("writing", path: path, errno: errno)
        }
    }

    private static func read(_ file: LockFile, at position: Int64, count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let got = unsafe pread(file.descriptor, &bytes, count, Int(position))
        return Array(bytes.prefix(max(0, got)))
    }
}
