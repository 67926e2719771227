import Events

// The kinds of events are enumerations of another module, and the compiler compares those through their conformances: a call by a table with
// both values in memory, at words that are looked at thousands of times a page. Here the bytes that the values are get compared.

@inline(__always)
private func tag<Kind>(_ kind: Kind) -> UInt8 { unsafe unsafeBitCast(kind, to: UInt8.self) }

@inline(__always)
func == (left: SegmentKind, right: SegmentKind) -> Bool { tag(left) == tag(right) }
@inline(__always)
func != (left: SegmentKind, right: SegmentKind) -> Bool { tag(left) != tag(right) }

@inline(__always)
func == (left: Tier, right: Tier) -> Bool { tag(left) == tag(right) }
@inline(__always)
func != (left: Tier, right: Tier) -> Bool { tag(left) != tag(right) }

@inline(__always)
func == (left: DrugKind, right: DrugKind) -> Bool { tag(left) == tag(right) }
@inline(__always)
func != (left: DrugKind, right: DrugKind) -> Bool { tag(left) != tag(right) }

@inline(__always)
func == (left: Predicate, right: Predicate) -> Bool { tag(left) == tag(right) }
@inline(__always)
func != (left: Predicate, right: Predicate) -> Bool { tag(left) != tag(right) }

@inline(__always)
func == (left: EvidenceClass, right: EvidenceClass) -> Bool { tag(left) == tag(right) }
@inline(__always)
func != (left: EvidenceClass, right: EvidenceClass) -> Bool { tag(left) != tag(right) }

@inline(__always)
func == (left: EvidenceClass?, right: EvidenceClass?) -> Bool { tag(left) == tag(right) }
@inline(__always)
func != (left: EvidenceClass?, right: EvidenceClass?) -> Bool { tag(left) != tag(right) }
