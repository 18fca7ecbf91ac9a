package gateway

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Attempt is one request, as it was received and answered.
type Attempt struct {
	// AtMs is when the body had come, ms since the epoch.
	AtMs int64 `json:"atMs"`
	// Key is the API key that was sent.
	Key string `json:"key"`
	// Status is what was answered; 0 when the connection was cut.
	Status int `json:"status"`
	// SentAt is the client's, as it was sent.
	SentAt any `json:"sentAt"`
	// Bytes is the size of the body as it came.
	Bytes int `json:"bytes"`
	// Events of the request, in order.
	Events []Event `json:"events"`
}

// Record is everything that happened since the last reset.
type Record struct {
	Attempts []Attempt `json:"attempts"`
	// Accepted are the events that were accepted, the first of each id.
	Accepted []Event `json:"accepted"`
	// Violations say where a client broke the contract.
	Violations []string `json:"violations"`
}

// Server is the gateway. Create it with New. Safe for concurrent use.
type Server struct {
	mutex    sync.Mutex
	script   script
	record   Record
	accepted map[string]bool
	address  string
	http     *http.Server
}

// New makes a gateway that does not listen yet.
func New() *Server { return &Server{accepted: map[string]bool{}} }

// Listen makes it reachable on a free port of the loopback interface, after the first time on the same one.
func (s *Server) Listen() error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.http != nil {
		return nil
	}
	address := s.address
	if address == "" {
		address = "127.0.0.1:0"
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("cannot listen: %w", err)
	}
	s.address = listener.Addr().String()
	server := &http.Server{Handler: http.HandlerFunc(s.serve), ReadHeaderTimeout: 10 * time.Second}
	s.http = server
	go func() {
		if err := server.Serve(listener); err != http.ErrServerClosed {
			s.mutex.Lock()
			defer s.mutex.Unlock()
			s.record.Violations = append(s.record.Violations, "the gateway stopped: "+err.Error())
		}
	}()
	return nil
}

// Offline closes its port and all connections, as a network that is gone.
func (s *Server) Offline() error {
	s.mutex.Lock()
	server := s.http
	s.http = nil
	s.mutex.Unlock()
	if server == nil {
		return nil
	}
	return server.Close()
}

// URL is where clients send to; empty before Listen.
func (s *Server) URL() string { return "http://" + s.address }

// Behave replaces the behaviours that are still to come.
func (s *Server) Behave(behaviours []Behaviour) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.script = append(script(nil), behaviours...)
}

// Reset forgets everything.
func (s *Server) Reset() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.script, s.record, s.accepted = nil, Record{}, map[string]bool{}
}

// Record is a copy of what happened.
func (s *Server) Record() Record {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return Record{
		Attempts:   append([]Attempt{}, s.record.Attempts...),
		Accepted:   append([]Event{}, s.record.Accepted...),
		Violations: append([]string{}, s.record.Violations...),
	}
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Set("Access-Control-Expose-Headers", "Retry-After")
	if r.Method == http.MethodOptions {
		w.Header().Set("Access-Control-Allow-Headers", "content-type, x-api-key, authorization")
		w.Header().Set("Access-Control-Allow-Methods", "POST")
		w.WriteHeader(http.StatusNoContent)
		return
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // The client went away.
	}
	status, detail, parsed := s.judge(r, body)
	if status != 0 {
		s.violation(fmt.Sprintf("%s %s: %d %s", r.Method, r.URL.Path, status, detail))
		s.remember(r, body, parsed, status)
		problem(w, status, "invalid_request", detail, nil)
		return
	}
	s.answer(w, r, body, parsed)
}

// judge is what a healthy gateway would refuse; status 0 means nothing.
func (s *Server) judge(r *http.Request, body []byte) (status int, detail string, parsed batch) {
	if r.URL.Path != "/v1/events/batch" {
		return http.StatusNotFound, "send to /v1/events/batch", parsed
	}
	if r.Method != http.MethodPost {
		return http.StatusMethodNotAllowed, "use POST", parsed
	}
	if key(r) == "" {
		return http.StatusUnauthorized, "no key", parsed
	}
	kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	if kind != "application/json" && kind != "text/plain" {
		return http.StatusUnsupportedMediaType, "send application/json", parsed
	}
	parsed, err := decodeBatch(body)
	if err != nil {
		return http.StatusBadRequest, err.Error(), parsed
	}
	return 0, "", parsed
}

func (s *Server) answer(w http.ResponseWriter, r *http.Request, body []byte, parsed batch) {
	s.mutex.Lock()
	behaviour := s.script.next()
	s.mutex.Unlock()
	refused := behaviour.refusedIn(parsed.events)
	status := behaviour.Status
	switch {
	case behaviour.tooLarge(parsed.events):
		status = http.StatusRequestEntityTooLarge
	case len(refused) > 0:
		status = http.StatusBadRequest
	}
	switch {
	case behaviour.Cut == "before":
		s.remember(r, body, parsed, 0)
		cut(w)
	case status != 0:
		s.remember(r, body, parsed, status)
		s.wait(r, behaviour)
		behaviour.setRetryAfter(w.Header(), time.Now())
		var results []result
		if behaviour.Named {
			for _, index := range refused {
				results = append(results, result{index, parsed.events[index].ID(), "rejected", fmt.Sprintf("event %d: refused", index)})
			}
		}
		problem(w, status, "invalid_event", "as the test demands", results)
	case behaviour.Body != "":
		s.remember(r, body, parsed, http.StatusOK)
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, behaviour.Body)
	default:
		reply := s.accept(parsed, behaviour)
		if behaviour.Cut == "after" {
			s.remember(r, body, parsed, 0)
			cut(w)
			return
		}
		s.remember(r, body, parsed, http.StatusOK)
		s.wait(r, behaviour)
		writeJSON(w, http.StatusOK, "application/json", reply)
	}
}

type result struct {
	Index   int    `json:"index"`
	EventID string `json:"eventId"`
	Status  string `json:"status"`
	Error   string `json:"error,omitempty"`
}

type reply struct {
	AcceptedCount int      `json:"acceptedCount"`
	RejectedCount int      `json:"rejectedCount"`
	Results       []result `json:"results"`
}

// accept judges each event by itself, as the gateway does, and keeps the good ones, once.
func (s *Server) accept(parsed batch, behaviour Behaviour) reply {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	answer := reply{Results: []result{}}
	for index, event := range parsed.events {
		outcome := result{Index: index, EventID: event.ID(), Status: "accepted"}
		switch err := check(event); {
		case err != nil:
			outcome.Status, outcome.Error = "rejected", fmt.Sprintf("event %d: %v", index, err)
			s.record.Violations = append(s.record.Violations, fmt.Sprintf("event %q: %v", event.Name(), err))
		case behaviour.rejects(event):
			outcome.Status, outcome.Error = "rejected", fmt.Sprintf("event %d: event: is not wanted here", index)
		case !s.accepted[event.ID()]:
			s.accepted[event.ID()] = true
			s.record.Accepted = append(s.record.Accepted, event)
		}
		if outcome.Status == "accepted" {
			answer.AcceptedCount++
		} else {
			answer.RejectedCount++
		}
		answer.Results = append(answer.Results, outcome)
	}
	return answer
}

func (s *Server) remember(r *http.Request, body []byte, parsed batch, status int) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.record.Attempts = append(s.record.Attempts, Attempt{
		AtMs: time.Now().UnixMilli(), Key: key(r), Status: status, SentAt: parsed.sentAt, Bytes: len(body), Events: parsed.events,
	})
}

func (s *Server) violation(text string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.record.Violations = append(s.record.Violations, text)
}

// wait ends early when the client goes away.
func (s *Server) wait(r *http.Request, behaviour Behaviour) {
	if behaviour.DelayMs <= 0 {
		return
	}
	select {
	case <-r.Context().Done():
	case <-time.After(time.Duration(behaviour.DelayMs) * time.Millisecond):
	}
}

func key(r *http.Request) string {
	if key := r.Header.Get("X-API-Key"); key != "" {
		return key
	}
	if bearer, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		return bearer
	}
	return r.URL.Query().Get("api_key")
}

// cut resets the connection, so that the client sees no orderly end.
func cut(w http.ResponseWriter) {
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := connection.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = connection.Close()
}

func problem(w http.ResponseWriter, status int, code, detail string, results []result) {
	body := map[string]any{
		"type": "urn:causality:problem:" + code, "title": http.StatusText(status), "status": status,
		"code": code, "detail": detail, "requestId": "test",
	}
	if results != nil {
		body["results"] = results
	}
	writeJSON(w, status, "application/problem+json", body)
}

func writeJSON(w http.ResponseWriter, status int, kind string, body any) {
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // The client may be gone; then nobody reads it.
}
