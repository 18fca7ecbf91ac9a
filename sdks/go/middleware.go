package causality

import (
	"bufio"
	"context"
	"net"
	"net/http"
	"time"
)

// Middleware records an event for every request that a handler serves, and gives handlers the Person of the request
// (FromContext).
type Middleware struct {
	// Client sends the events; needed.
	Client *Client
	// Identify says who sends a request, e.g. from a session. Needed; a request with neither user nor device is served and
	// not recorded.
	Identify func(*http.Request) Identity
	// EventName is the name of the events. Default "http_request".
	EventName string
	// Skip leaves out requests, e.g. health checks.
	Skip func(*http.Request) bool
}

type personKey struct{}

// FromContext is the Person of the request that a handler serves; nil outside of a Middleware or when nobody is known, which is
// a Person too: one whose events are not recorded.
func FromContext(ctx context.Context) *Person {
	person, _ := ctx.Value(personKey{}).(*Person)
	return person
}

// Wrap returns the handler with recording. A panic of the handler is recorded as status 500 and goes on.
func (m Middleware) Wrap(next http.Handler) http.Handler {
	name := m.EventName
	if name == "" {
		name = "http_request"
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who := m.Identify(r)
		if (who.UserID == "" && who.DeviceID == "") || (m.Skip != nil && m.Skip(r)) {
			next.ServeHTTP(w, r)
			return
		}
		person := m.Client.Person(who)
		r = r.WithContext(context.WithValue(r.Context(), personKey{}, person))
		recorder := &statusRecorder{ResponseWriter: w}
		began := time.Now()
		status := http.StatusInternalServerError // of a panic
		defer func() {
			_ = person.Track(m.event(name, r, status, recorder.bytes, time.Since(began))) // Losses are reported as drops.
		}()
		next.ServeHTTP(recorder, r)
		status = recorder.statusOrOK()
	})
}

func (m Middleware) event(name string, r *http.Request, status int, bytes int64, took time.Duration) Event {
	properties := Properties{
		"method": r.Method, "status": status, "bytes": bytes, "duration_ms": took.Milliseconds(),
	}
	if r.Pattern != "" {
		properties["route"] = r.Pattern
	}
	at := m.Client.context.Load().context
	at.Page = &Page{URL: address(r), Referrer: r.Referer()}
	at.UserAgent = r.UserAgent()
	if host, _, err := net.SplitHostPort(r.RemoteAddr); err == nil {
		at.IP = host
	}
	return Event{Name: name, Properties: properties, Context: &at}
}

// address of the request without its query, which may hold secrets.
func address(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	return scheme + "://" + r.Host + r.URL.EscapedPath()
}

// statusRecorder notes what a handler answers. Its Unwrap lets http.ResponseController reach the writer below; handlers that
// stream or take over the connection often ask the writer itself, so it has Flush and Hijack as well.
type statusRecorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (s *statusRecorder) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// Flush does nothing where the writer below cannot.
func (s *statusRecorder) Flush() {
	if s.status == 0 {
		s.status = http.StatusOK
	}
	_ = http.NewResponseController(s.ResponseWriter).Flush() // http.Flusher has no error either.
}

// Hijack: the connection is the handler's, e.g. a WebSocket, and what goes over it is not counted.
func (s *statusRecorder) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	connection, buffered, err := http.NewResponseController(s.ResponseWriter).Hijack()
	if err == nil && s.status == 0 {
		s.status = http.StatusSwitchingProtocols
	}
	return connection, buffered, err
}

func (s *statusRecorder) WriteHeader(status int) {
	if s.status == 0 && status >= 200 {
		s.status = status
	}
	s.ResponseWriter.WriteHeader(status)
}

func (s *statusRecorder) Write(body []byte) (int, error) {
	if s.status == 0 {
		s.status = http.StatusOK
	}
	n, err := s.ResponseWriter.Write(body)
	s.bytes += int64(n)
	return n, err
}

func (s *statusRecorder) statusOrOK() int {
	if s.status == 0 {
		return http.StatusOK
	}
	return s.status
}
