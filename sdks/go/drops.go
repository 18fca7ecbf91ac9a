package causality

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"sync"
	"time"
)

// DropReason says why an event was lost.
type DropReason string

// The reasons.
const (
	// DropQueueFull: the queue was full and it was the oldest.
	DropQueueFull DropReason = "queue_full"
	// DropTooLarge: the event alone is larger than the client or the gateway takes.
	DropTooLarge DropReason = "too_large"
	// DropRejected: the gateway refused it; Detail has its words.
	DropRejected DropReason = "rejected"
	// DropInvalid: it cannot be sent; Detail says why.
	DropInvalid DropReason = "invalid"
	// DropClosed: the client was closed before it could be delivered, or before it was tracked.
	DropClosed DropReason = "closed"
	// DropOptedOut: it waited when OptOut was called.
	DropOptedOut DropReason = "opted_out"
)

// Drop is the loss of one event.
type Drop struct {
	Reason DropReason
	// EventID and EventName are empty where the event never got that far.
	EventID, EventName string
	// Detail is for a person.
	Detail string
}

// drops counts losses and tells the host. Safe for concurrent use.
type drops struct {
	onDrop  func(Drop)
	onError func(error)
	mutex   sync.Mutex
	counts  map[DropReason]uint64
}

func (d *drops) report(reason DropReason, detail string, lost []entry) {
	if len(lost) == 0 {
		return
	}
	d.count(reason, len(lost))
	if d.onDrop == nil {
		return
	}
	for _, one := range lost {
		var names struct{ ID, Event string }
		_ = json.Unmarshal(one.data, &names) // It was encoded here; without names the report is still right.
		d.tell(Drop{reason, names.ID, names.Event, detail})
	}
}

func (d *drops) reportUnborn(reason DropReason, name, detail string) {
	d.count(reason, 1)
	if d.onDrop != nil {
		d.tell(Drop{Reason: reason, EventName: name, Detail: detail})
	}
}

func (d *drops) count(reason DropReason, n int) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if d.counts == nil {
		d.counts = map[DropReason]uint64{}
	}
	d.counts[reason] += uint64(n)
}

func (d *drops) snapshot() map[DropReason]uint64 {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	return maps.Clone(d.counts)
}

// tell and failed call the host, whose panics end here.
func (d *drops) tell(drop Drop) {
	defer func() { _ = recover() }()
	d.onDrop(drop)
}

func (d *drops) failed(cause error, wait time.Duration) {
	d.trouble(fmt.Errorf("causality: events are kept, the next attempt is in %s: %w", wait.Round(time.Millisecond), cause))
}

func (d *drops) trouble(err error) {
	if d.onError == nil {
		return
	}
	defer func() { _ = recover() }()
	d.onError(err)
}

// exactly copies, so that an event takes no more memory than it needs.
func exactly(data []byte) []byte { return bytes.Clone(data) }
