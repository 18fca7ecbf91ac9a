package causality

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

// The queue against a plain model, over random operations.
func TestTheQueueKeepsOrderAndDropsOnlyTheOldest(t *testing.T) {
	for round := range 200 {
		random := rand.New(rand.NewPCG(uint64(round), 7))
		limit := 2 + random.IntN(40)
		q := newQueue(limit, nil)
		var waiting, underWay []uint64
		for range 300 {
			switch random.IntN(5) {
			case 0, 1, 2:
				result := q.push([]byte("{}"), 0)
				waiting = append(waiting, q.nextSeq)
				if len(waiting)+len(underWay) > limit {
					if result.oldest.seq != waiting[0] {
						t.Fatalf("dropped %d, want %d", result.oldest.seq, waiting[0])
					}
					waiting = waiting[1:]
				} else if result.oldest.data != nil {
					t.Fatalf("dropped %d while there was room", result.oldest.seq)
				}
			case 3:
				if len(underWay) > 0 {
					continue
				}
				for _, one := range q.take(1+random.IntN(10), 1<<20) {
					if one.seq != waiting[0] {
						t.Fatalf("took %d, want %d", one.seq, waiting[0])
					}
					underWay, waiting = append(underWay, one.seq), waiting[1:]
				}
			default:
				if random.IntN(2) == 0 {
					if lost := q.putBack(); len(lost) > 0 {
						t.Fatalf("%d events had no room though the bound held before", len(lost))
					}
					waiting, underWay = append(append([]uint64{}, underWay...), waiting...), nil
				} else {
					q.settle(append([]entry(nil), q.underWay...))
					underWay = nil
				}
			}
			if q.size() != len(waiting)+len(underWay) || q.size() > limit {
				t.Fatalf("it holds %d, want %d and at most %d", q.size(), len(waiting)+len(underWay), limit)
			}
		}
	}
}

func TestABatchIsBoundedByBytesAndHoldsAtLeastOneEvent(t *testing.T) {
	q := newQueue(100, nil)
	for range 10 {
		q.push(make([]byte, 100), 0)
	}
	if n := len(q.take(50, bodyOverhead+303)); n != 3 {
		t.Errorf("took %d events, want 3", n)
	}
	q.putBack()
	if n := len(q.take(50, 1)); n != 1 {
		t.Errorf("took %d events, want 1", n)
	}
}

func TestEventsThatWereSettledInTheMiddleAreForgotten(t *testing.T) {
	q := newQueue(100, nil)
	for range 4 {
		q.push([]byte("{}"), 0)
	}
	batch := q.take(10, 1<<20)
	q.settle(batch[1:2])
	if rest, _ := q.rest(4); !rest || q.size() != 3 {
		t.Errorf("%d events are left, want 3", q.size())
	}
	q.settle([]entry{batch[0], batch[2], batch[3]})
	if rest, _ := q.rest(4); rest {
		t.Error("something is left")
	}
}

func TestTheLongestIntervalIsNotOver(t *testing.T) {
	q := newQueue(10, nil)
	q.push([]byte("{}"), time.Hour)
	if wait := q.due(50, math.MaxInt64, 2*time.Hour); wait <= time.Hour {
		t.Errorf("it is due in %s", wait)
	}
}
