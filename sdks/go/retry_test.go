package causality

import (
	"net/http"
	"testing"
	"time"
)

func TestTheWaitDoublesUpToItsMostAndIsSpreadOverItsUpperHalf(t *testing.T) {
	for n, full := range []time.Duration{1, 2, 4, 8, 10, 10} {
		full *= time.Second
		least, most := full, time.Duration(0)
		for range 2000 {
			wait := backoff(n, time.Second, 10*time.Second)
			least, most = min(least, wait), max(most, wait)
		}
		if least < full/2 || most > full || most-least < full/3 {
			t.Errorf("failure %d waits %s to %s, want all of %s to %s", n, least, most, full/2, full)
		}
	}
	if wait := backoff(1000, time.Second, time.Minute); wait < 30*time.Second || wait > time.Minute {
		t.Errorf("the thousandth wait is %s", wait)
	}
}

func TestRetryAfterIsReadAsSecondsOrDate(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	for text, want := range map[string]time.Duration{
		"7": 7 * time.Second, " 7 ": 7 * time.Second, "0": 0, "-1": 0, "soon": 0, "": 0, "99999999999": 24 * time.Hour,
		now.Add(90 * time.Second).Format(http.TimeFormat): 90 * time.Second,
		now.Add(-time.Hour).Format(http.TimeFormat):       0,
	} {
		if got := retryAfter(text, now); got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
}
