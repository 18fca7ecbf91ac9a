package causality

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Config of a Client. Key and Endpoint are needed; a zero in any other field means its default.
type Config struct {
	// Key is the app's API key.
	Key string
	// Endpoint is the address of the gateway, e.g. https://events.example.com.
	Endpoint string

	// FlushAt is how many waiting events make a batch go at once. Default 50.
	FlushAt int
	// FlushInterval is the longest that an event waits for others. Default 10 s.
	FlushInterval time.Duration
	// MaxQueue is the most events that are held, those under way included. Default 10,000.
	MaxQueue int
	// MaxBatch is the most events in one request. Default 500, at most 2,000.
	MaxBatch int
	// MaxBatchBytes is the largest uncompressed body. Default 1 MiB, at most 20 MiB.
	MaxBatchBytes int

	// RetryMin and RetryMax bound the wait before another attempt. Defaults 1 s and 60 s.
	RetryMin, RetryMax time.Duration
	// RequestTimeout bounds one attempt. Default 15 s.
	RequestTimeout time.Duration
	// CloseTimeout bounds Close where its context has no deadline. Default 5 s.
	CloseTimeout time.Duration

	// Storage is a folder in which events, Client.Device and an opt-out outlive the process, this client's alone. Events are
	// handed to the operating system before Track returns, not forced to the disk: a killed process loses nothing, a power cut
	// may take the last moments. Default: none, all is in memory. Needs a system with flock: Linux, Android, macOS, iOS, BSD.
	Storage string

	// Library and LibraryVersion name a library that is built on this package, instead of this one.
	Library, LibraryVersion string
	// Context is added to every event that has none of its own.
	Context Context
	// OptedOut starts the client without recording anything, until OptIn.
	OptedOut bool
	// NoCompression sends bodies as they are; else those of more than 2 KiB are compressed with gzip.
	NoCompression bool

	// HTTPClient sends the requests. A panic in it is an attempt that failed. Default: one of its own that keeps connections and
	// follows no redirects.
	HTTPClient *http.Client
	// OnDrop is told of every loss, from any goroutine, also from inside Track. It must return soon, and not Track, since a full
	// queue drops for that again. A panic in it is caught.
	OnDrop func(Drop)
	// OnError is told of every failed attempt, with what will be done, and when the storage fails. For logs; as OnDrop otherwise.
	OnError func(error)
	// Clock tells the time of events. Default: the system's.
	Clock func() time.Time
}

const (
	mostEvents = 2000
	mostBytes  = 20 << 20
)

// withDefaults names everything that is wrong with the configuration at once.
func (c Config) withDefaults() (Config, error) {
	var wrong []error
	if strings.TrimSpace(c.Key) == "" {
		wrong = append(wrong, errors.New("Key is needed"))
	}
	address, err := url.Parse(c.Endpoint)
	if err != nil || address.Host == "" || (address.Scheme != "http" && address.Scheme != "https") {
		wrong = append(wrong, fmt.Errorf("Endpoint must be an http or https address, not %q", c.Endpoint))
	}
	number := func(name string, value *int, standard, most int) {
		if *value < 0 || *value > most {
			wrong = append(wrong, fmt.Errorf("%s must be 1 to %d, not %d", name, most, *value))
		}
		if *value == 0 {
			*value = standard
		}
	}
	number("FlushAt", &c.FlushAt, 50, 1_000_000)
	number("MaxQueue", &c.MaxQueue, 10_000, 10_000_000)
	number("MaxBatch", &c.MaxBatch, 500, mostEvents)
	number("MaxBatchBytes", &c.MaxBatchBytes, 1<<20, mostBytes)
	duration := func(name string, value *time.Duration, standard time.Duration) {
		if *value < 0 {
			wrong = append(wrong, fmt.Errorf("%s must not be negative", name))
		}
		if *value == 0 {
			*value = standard
		}
	}
	duration("FlushInterval", &c.FlushInterval, 10*time.Second)
	duration("RetryMin", &c.RetryMin, time.Second)
	duration("RetryMax", &c.RetryMax, time.Minute)
	duration("RequestTimeout", &c.RequestTimeout, 15*time.Second)
	duration("CloseTimeout", &c.CloseTimeout, 5*time.Second)
	c.RetryMax = max(c.RetryMin, c.RetryMax)
	c.FlushAt = min(c.FlushAt, c.MaxQueue)
	c.Endpoint = strings.TrimRight(c.Endpoint, "/")
	if c.Library == "" {
		c.Library, c.LibraryVersion = libraryName, Version
	}
	if c.HTTPClient == nil {
		c.HTTPClient = newHTTPClient()
	}
	if c.Clock == nil {
		c.Clock = systemClock
	}
	if len(wrong) > 0 {
		return c, fmt.Errorf("causality: %w", errors.Join(wrong...))
	}
	return c, nil
}
