//go:build unix

package mobile

import (
	"fmt"
	"syscall"
	"testing"
	"time"
)

// BenchmarkTrack measures CPU time, since the call writes to a file, on a queue that nothing is sent from.
func BenchmarkTrack(b *testing.B) {
	text := fmt.Sprintf(`{"key":"k","endpoint":"http://127.0.0.1:1","storage":%q,"flushAt":1000000,"flushIntervalMs":3600000,"maxQueue":1000000}`, b.TempDir())
	client, err := Open(text, nil)
	if err != nil {
		b.Fatal(err)
	}
	defer client.CloseWithin(0)
	b.ReportAllocs()
	b.ResetTimer()
	before := cpuTime(b)
	for range b.N {
		client.Track("page_view", `{"path":"/","status":200,"ms":1.5}`)
	}
	b.ReportMetric(float64(cpuTime(b)-before)/float64(b.N), "cpu-ns/op")
}

func cpuTime(tb testing.TB) time.Duration {
	tb.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		tb.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
