package causality

import "time"

// systemClock tells the time of events where the configuration has no clock.
func systemClock() time.Time { return time.Now() }

// epoch is what ages of queued events are counted from; by the monotonic clock, so that a set clock changes no wait.
var epoch = time.Now()

func age() time.Duration { return time.Since(epoch) }
