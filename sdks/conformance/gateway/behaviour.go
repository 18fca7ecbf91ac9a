// Package gateway is a gateway for tests of SDKs: it judges requests as the contract says, records them, and misbehaves
// on demand. It needs the standard library alone.
package gateway

import (
	"net/http"
	"time"
)

// Behaviour says how the next requests are answered. The zero value answers as a healthy gateway does.
type Behaviour struct {
	// Times is the number of requests that it applies to; 0 means until the behaviours are replaced.
	Times int `json:"times" yaml:"times"`
	// Status is answered instead of 200, as a problem; nothing is accepted.
	Status int `json:"status" yaml:"status"`
	// RetryAfter is sent as the header of that name. "date:N" is the HTTP date N seconds from now.
	RetryAfter string `json:"retryAfter" yaml:"retryAfter"`
	// DelayMs is waited for before the answer; the events are accepted before the wait.
	DelayMs int `json:"delayMs" yaml:"delayMs"`
	// Cut breaks the connection without an answer: "before" accepting the events, or "after".
	Cut string `json:"cut" yaml:"cut"`
	// Body is answered with status 200 instead of the reply, as a captive portal does; nothing is accepted.
	Body string `json:"body" yaml:"body"`
	// Reject names events that are rejected in a reply with status 200; the others are accepted.
	Reject []string `json:"reject" yaml:"reject"`
	// BadRequest names events for which the whole request is answered with 400; nothing is accepted.
	BadRequest []string `json:"badRequest" yaml:"badRequest"`
	// Named adds to such a 400 the results that say which events are meant.
	Named bool `json:"named" yaml:"named"`
	// MaxEvents answers 413 to requests with more events; 0 means no such bound.
	MaxEvents int `json:"maxEvents" yaml:"maxEvents"`
	// TooLarge answers 413 to requests that hold an event of this name.
	TooLarge string `json:"tooLarge" yaml:"tooLarge"`
}

// script is the list of behaviours that are still to come. Not safe for concurrent use.
type script []Behaviour

// next takes the behaviour of one request.
func (s *script) next() Behaviour {
	if len(*s) == 0 {
		return Behaviour{}
	}
	first := (*s)[0]
	switch first.Times {
	case 0:
	case 1:
		*s = (*s)[1:]
	default:
		(*s)[0].Times--
	}
	return first
}

func (b Behaviour) setRetryAfter(header http.Header, now time.Time) {
	if b.RetryAfter == "" {
		return
	}
	value := b.RetryAfter
	if len(value) > 5 && value[:5] == "date:" {
		if seconds, err := time.ParseDuration(value[5:] + "s"); err == nil {
			value = now.Add(seconds).UTC().Format(http.TimeFormat)
		}
	}
	header.Set("Retry-After", value)
}

func (b Behaviour) refusedIn(events []Event) []int {
	var indexes []int
	for index, event := range events {
		for _, name := range b.BadRequest {
			if event.Name() == name {
				indexes = append(indexes, index)
			}
		}
	}
	return indexes
}

func (b Behaviour) rejects(event Event) bool {
	for _, name := range b.Reject {
		if event.Name() == name {
			return true
		}
	}
	return false
}

func (b Behaviour) tooLarge(events []Event) bool {
	if b.MaxEvents > 0 && len(events) > b.MaxEvents {
		return true
	}
	for _, event := range events {
		if b.TooLarge != "" && event.Name() == b.TooLarge {
			return true
		}
	}
	return false
}
