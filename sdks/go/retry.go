package causality

import (
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// longestRetryAfter bounds what is believed of a Retry-After.
const longestRetryAfter = 24 * time.Hour

// backoff is the wait after the n-th failure in a row, from 0: doubled from least to most, and random between half of that
// and all of it, so that many clients do not come back at once.
func backoff(n int, least, most time.Duration) time.Duration {
	wait := most
	if n < 32 && least<<n>>n == least && least<<n < most {
		wait = least << n
	}
	return wait/2 + rand.N(wait/2+1)
}

// retryAfter reads the header of that name: seconds or a date; 0 when it is missing or unreadable.
func retryAfter(value string, now time.Time) time.Duration {
	value = strings.TrimSpace(value)
	if seconds, err := strconv.ParseInt(value, 10, 64); err == nil {
		return time.Duration(min(max(seconds, 0), int64(longestRetryAfter/time.Second))) * time.Second
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	return min(max(at.Sub(now), 0), longestRetryAfter)
}
