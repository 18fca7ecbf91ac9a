//go:build unix

package causality

import (
	"context"
	"net/http"
	"net/http/httptest"
	"syscall"
	"testing"
	"time"
)

// stalled is a client whose gateway does not answer while it is measured, so that Track alone runs, with a full queue.
func stalled(tb testing.TB, storage string) *Client {
	tb.Helper()
	over := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-over:
		case <-r.Context().Done():
		}
	}))
	client, err := New(Config{Key: "key", Endpoint: server.URL, MaxQueue: 20_000, RequestTimeout: time.Hour, Storage: storage})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		ended, cancel := context.WithCancel(context.Background())
		cancel()
		_ = client.Close(ended)
		close(over)
		server.Close()
	})
	return client
}

var measured = Event{Name: "page_view", UserID: "u1", DeviceID: "d1", Properties: Properties{"path": "/", "status": 200, "ms": 1.5}}

func TestTrackAllocatesTheEventAlone(t *testing.T) {
	client := stalled(t, "")
	for range 25_000 {
		_ = client.Track(measured) // until the queue is full
	}
	if n := testing.AllocsPerRun(5000, func() { _ = client.Track(measured) }); n > 1 {
		t.Errorf("%v allocations, want the event's own bytes alone", n)
	}
}

// cpuTime of the process. Wall time says little on a machine that does other things too.
func cpuTime(tb testing.TB) time.Duration {
	tb.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		tb.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func benchmark(b *testing.B, event Event, storage string) {
	client := stalled(b, storage)
	b.ReportAllocs()
	b.ResetTimer()
	before := cpuTime(b)
	for range b.N {
		_ = client.Track(event)
	}
	b.ReportMetric(float64(cpuTime(b)-before)/float64(b.N), "cpu-ns/op")
}

func BenchmarkTrack(b *testing.B) { benchmark(b, measured, "") }

func BenchmarkTrackStored(b *testing.B) { benchmark(b, measured, b.TempDir()) }

func BenchmarkTrackTyped(b *testing.B) {
	benchmark(b, Event{UserID: "u1", Typed: ProductView{ProductID: "p1", Currency: "CHF", PriceCents: Value[int64](1990)}}, "")
}

func BenchmarkTrackFromManyGoroutines(b *testing.B) {
	client := stalled(b, "")
	b.ReportAllocs()
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			_ = client.Track(measured)
		}
	})
}
