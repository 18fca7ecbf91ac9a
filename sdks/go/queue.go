package causality

import (
	"sync"
	"time"
)

// entry is one event, encoded, that waits or is under way.
type entry struct {
	data []byte
	seq  uint64        // rises by one with each event
	at   time.Duration // when it came, since epoch
}

// queue holds events in order, at most limit, those under way included. Safe for concurrent use.
type queue struct {
	mutex    sync.Mutex
	ring     []entry
	first    int
	count    int
	limit    int
	journal  *journal // nil when events are in memory alone
	underWay []entry  // taken, neither delivered nor dropped
	nextSeq  uint64
	flushTo  uint64 // events up to this one are to go without waiting for others
	again    bool   // an attempt failed: what waits first is due
	closed   bool
	muted    bool          // by an opt-out: nothing comes in
	settled  chan struct{} // closed and replaced when events are delivered or dropped
}

// newQueue begins with what a journal kept, which is due at once.
func newQueue(limit int, kept *journal) *queue {
	q := &queue{ring: make([]entry, min(limit, 256)), limit: limit, journal: kept, settled: make(chan struct{})}
	if kept == nil {
		return q
	}
	q.nextSeq, q.flushTo = kept.nextSeq, kept.nextSeq
	for _, one := range kept.kept {
		one.at = age()
		q.append(one)
	}
	kept.kept = nil
	return q
}

func (q *queue) append(one entry) {
	if q.count == len(q.ring) {
		q.grow()
	}
	q.ring[(q.first+q.count)%len(q.ring)] = one
	q.count++
}

// trim drops the oldest beyond the limit, which a journal of a client with a higher one may hold.
func (q *queue) trim() []entry {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	var lost []entry
	for ; q.count > q.limit; q.count-- {
		lost = append(lost, q.ring[q.first])
		q.ring[q.first] = entry{}
		q.first = (q.first + 1) % len(q.ring)
	}
	q.forget(lost...)
	return lost
}

// forget tells the journal what is done with.
func (q *queue) forget(gone ...entry) {
	if q.journal != nil && len(gone) > 0 {
		q.journal.remove(gone, q.all)
	}
}

// all that waits or is under way, in order.
func (q *queue) all() []entry {
	all := append([]entry(nil), q.underWay...)
	for i := range q.count {
		all = append(all, q.ring[(q.first+i)%len(q.ring)])
	}
	return all
}

// pushed is what became of an event.
type pushed struct {
	refused bool  // the queue is closed
	muted   bool  // the person opted out while the event was made
	oldest  entry // was dropped, where it has data
	waiting int   // events that wait now
}

func (q *queue) push(data []byte, at time.Duration) pushed {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	if q.closed || q.muted {
		return pushed{refused: q.closed, muted: q.muted}
	}
	var result pushed
	if q.count > 0 && q.count+len(q.underWay) >= q.limit {
		result.oldest = q.ring[q.first]
		q.ring[q.first] = entry{}
		q.first = (q.first + 1) % len(q.ring)
		q.count--
		q.forget(result.oldest)
	}
	q.nextSeq++
	one := entry{data, q.nextSeq, at}
	q.append(one)
	if q.journal != nil {
		q.journal.add(one)
	}
	result.waiting = q.count
	return result
}

func (q *queue) grow() {
	ring := make([]entry, 2*len(q.ring))
	n := copy(ring, q.ring[q.first:])
	copy(ring[n:], q.ring[:q.first])
	q.ring, q.first = ring, 0
}

// take moves the oldest events, up to the bounds and at least one, to those under way. At most half of the queue goes, so
// that there is room for new events meanwhile.
func (q *queue) take(most, mostBytes int) []entry {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	var batch []entry
	bytes := bodyOverhead
	most = min(most, max(1, q.limit/2))
	for q.count > 0 && len(batch) < most {
		next := q.ring[q.first]
		bytes += len(next.data) + 1
		if len(batch) > 0 && bytes > mostBytes {
			break
		}
		batch = append(batch, next)
		q.ring[q.first] = entry{}
		q.first = (q.first + 1) % len(q.ring)
		q.count--
	}
	q.underWay = append(q.underWay[:0], batch...)
	q.again = false
	return batch
}

// settle forgets events that were under way. They must be in the order in which they were taken.
func (q *queue) settle(done []entry) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	kept := q.underWay[:0]
	var gone []entry
	for _, one := range q.underWay {
		if len(done) > 0 && done[0].seq == one.seq {
			done = done[1:]
			gone = append(gone, one)
		} else {
			kept = append(kept, one)
		}
	}
	clear(q.underWay[len(kept):])
	q.underWay = kept
	q.forget(gone...)
	q.announce()
}

// mute lets nothing in any more, and is empty otherwise; or, without it, lets everything in again.
func (q *queue) mute(muted bool) []entry {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	q.muted = muted
	if !muted {
		return nil
	}
	return q.takeAll()
}

// empty takes everything out, under way or not, and says what it was.
func (q *queue) empty() []entry {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	return q.takeAll()
}

func (q *queue) takeAll() []entry {
	all := q.all()
	clear(q.ring)
	q.count = 0
	clear(q.underWay)
	q.underWay = q.underWay[:0]
	q.forget(all...)
	q.announce()
	return all
}

// putBack lets what is under way wait again, first in line, and returns what there is no room for, the oldest.
func (q *queue) putBack() []entry {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	dropped := max(0, min(len(q.underWay), q.count+len(q.underWay)-q.limit))
	lost := append([]entry(nil), q.underWay[:dropped]...)
	for i := len(q.underWay) - 1; i >= dropped; i-- {
		if q.count == len(q.ring) {
			q.grow()
		}
		q.first = (q.first + len(q.ring) - 1) % len(q.ring)
		q.ring[q.first] = q.underWay[i]
		q.count++
	}
	clear(q.underWay)
	q.underWay = q.underWay[:0]
	q.again = q.count > 0
	q.forget(lost...)
	q.announce()
	return lost
}

// holds says whether an event is still under way; an opt-out empties the queue meanwhile.
func (q *queue) holds(one entry) bool {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	return len(q.underWay) > 0 && q.underWay[0].seq <= one.seq
}

func (q *queue) announce() {
	close(q.settled)
	q.settled = make(chan struct{})
}

// hurry lets everything that was pushed so far go at once and says up to which event that is.
func (q *queue) hurry() uint64 {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	q.flushTo = q.nextSeq
	return q.nextSeq
}

func (q *queue) close() {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	q.closed = true
}

// due says how long until a batch should go; negative when nothing waits.
func (q *queue) due(flushAt int, interval time.Duration, now time.Duration) time.Duration {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	if q.count == 0 {
		return -1
	}
	oldest := q.ring[q.first]
	if q.count >= flushAt || oldest.seq <= q.flushTo || q.again || q.closed {
		return 0
	}
	return max(0, interval-(now-oldest.at)) // in this order: the longest interval there is has nothing added to it
}

// rest says whether events up to seq still wait or are under way, and gives the channel that tells of the next change.
func (q *queue) rest(seq uint64) (bool, <-chan struct{}) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	waits := q.count > 0 && q.ring[q.first].seq <= seq
	goes := len(q.underWay) > 0 && q.underWay[0].seq <= seq
	return waits || goes, q.settled
}

func (q *queue) size() int {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	return q.count + len(q.underWay)
}

// stored is how many events are on the disk.
func (q *queue) stored() int {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	if q.journal == nil {
		return 0
	}
	return q.journal.size()
}

// leave ends the queue: what it holds stays in the journal for the next client, or is returned where there is none.
func (q *queue) leave() []entry {
	q.mutex.Lock()
	kept := q.journal
	if kept != nil {
		kept.close()
	}
	q.mutex.Unlock()
	if kept != nil {
		return nil
	}
	return q.empty()
}
