package causality

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"
)

// batcher takes events from the queue and delivers them, one request at a time. It runs in one goroutine.
type batcher struct {
	config    Config
	queue     *queue
	transport *transport
	drops     *drops
	wake      chan struct{}   // something may have become due
	offline   atomic.Bool     // the host says that there is no network
	online    chan struct{}   // it says that there is one again
	closing   chan struct{}   // closed when Close begins
	hurried   bool            // the wait that Close found was cut short
	ctx       context.Context // ends when no more is to be tried
	done      chan struct{}   // closed when the goroutine has ended
}

// farAway is a wait that a nudge ends.
const farAway = 24 * time.Hour

func (b *batcher) nudge() { signal(b.wake) }

// close is called once, after the queue was closed. The nudge stays where nobody waits yet, so a look that began before and
// saw neither is followed by another.
func (b *batcher) close() {
	close(b.closing)
	b.nudge()
}

func signal(to chan struct{}) {
	select {
	case to <- struct{}{}:
	default:
	}
}

func (b *batcher) setOnline(online bool) {
	if b.offline.Swap(!online) && online {
		signal(b.online)
		b.nudge()
	}
}

func (b *batcher) run() {
	defer close(b.done)
	failures := 0
	for b.waitUntilDue() {
		batch := b.queue.take(b.config.MaxBatch, b.config.MaxBatchBytes)
		if len(batch) == 0 {
			continue // An opt-out was quicker.
		}
		select {
		case <-b.online: // The network came back before this attempt: no reason to cut the wait after it.
		default:
		}
		failed, isFailure := b.attempt(batch).(again)
		if !isFailure {
			failures = 0
			continue
		}
		b.drops.report(DropQueueFull, "the queue holds as much as it may", b.queue.putBack())
		wait := max(backoff(failures, b.config.RetryMin, b.config.RetryMax), failed.after)
		failures++
		b.drops.failed(failed.cause, wait)
		b.sleep(wait, failed.after > 0)
	}
	b.leave()
}

// leave lets go of the queue. Harmless when it is called again.
func (b *batcher) leave() {
	b.drops.report(DropClosed, "the client was closed", b.queue.leave())
}

// waitUntilDue returns false when the client is closed and nothing is left, or its time is over.
func (b *batcher) waitUntilDue() bool {
	for b.ctx.Err() == nil {
		wait := b.queue.due(b.config.FlushAt, b.config.FlushInterval, age())
		if wait >= 0 && b.offline.Load() && !b.isClosing() {
			wait = farAway
		}
		if wait == 0 {
			return true
		}
		var timer <-chan time.Time
		if wait > 0 {
			timer = time.After(wait)
		} else if b.isClosing() {
			return false
		}
		select {
		case <-b.wake:
		case <-timer:
		case <-b.ctx.Done():
		}
	}
	return false
}

func (b *batcher) isClosing() bool {
	select {
	case <-b.closing:
		return true
	default:
		return false
	}
}

// attempt is deliver, with a panic as an attempt that failed: the host's HTTP client and clock run here, and the host must not
// end by them.
func (b *batcher) attempt(batch []entry) (came verdict) {
	defer func() {
		if cause := recover(); cause != nil {
			came = again{cause: fmt.Errorf("a panic: %v", cause)}
		}
	}()
	return b.deliver(batch)
}

// deliver sends a batch, in parts where the gateway wants that, until every event is delivered or dropped, or an attempt
// failed, which it returns; what is left is then still under way.
func (b *batcher) deliver(batch []entry) verdict {
	for {
		if !b.queue.holds(batch[0]) {
			return delivered{}
		}
		switch answer := b.transport.send(b.ctx, batch).(type) {
		case delivered:
			b.drop(DropRejected, batch, answer.rejected)
			b.queue.settle(batch)
			return answer
		case refused:
			b.drop(DropRejected, batch, answer.named)
			batch = b.without(batch, answer.named)
			if len(batch) == 0 {
				return answer
			}
		case divide:
			if len(batch) == 1 {
				b.drops.report(answer.reason, answer.detail, batch)
				b.queue.settle(batch)
				return answer
			}
			half := len(batch) / 2
			if failed, isFailure := b.deliver(batch[:half]).(again); isFailure {
				return failed
			}
			batch = batch[half:]
		case again:
			return answer
		}
	}
}

func (b *batcher) drop(reason DropReason, batch []entry, named []refusal) {
	for _, one := range named {
		b.drops.report(reason, one.detail, batch[one.index:one.index+1])
	}
}

// without settles the named events and returns the others.
func (b *batcher) without(batch []entry, named []refusal) []entry {
	bad := map[int]bool{}
	for _, one := range named {
		bad[one.index] = true
	}
	var good, gone []entry
	for i, one := range batch {
		if bad[i] {
			gone = append(gone, one)
		} else {
			good = append(good, one)
		}
	}
	b.queue.settle(gone)
	return good
}

// sleep waits; Close cuts it short once, and the network's return does, unless the gateway asked for the wait.
func (b *batcher) sleep(wait time.Duration, asked bool) {
	var closing, online <-chan struct{}
	if !asked {
		online = b.online
	}
	if !asked && !b.hurried {
		closing = b.closing
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-closing:
		b.hurried = true
	case <-online:
	case <-b.ctx.Done():
	}
}
