package mobile

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"causality.io/go"
)

// awayAtMost is how long an app may be in the background before its session is over.
const awayAtMost = 30 * time.Second

// sessions decides which session an event belongs to. A session begins when the app comes to the screen, and ends when it
// was away for 30 s, also when its process ended meanwhile; what happens in the background after that belongs to none. A
// process that died on the screen leaves no session. Safe for concurrent use.
type sessions struct {
	path   string
	set    func(id string)     // tells the client
	failed func(detail string) // called under the mutex: must not come back here

	mutex sync.Mutex
	held  heldSession
}

type heldSession struct {
	ID     string `json:"id"`
	LeftMs int64  `json:"leftMs"` // since 1970, by the clock; 0 while the app is on the screen
}

// openSessions: an unreadable file means no session; the error says why.
func openSessions(folder string, set func(string), failed func(string)) (*sessions, error) {
	s := &sessions{path: filepath.Join(folder, "session.json"), set: set, failed: failed}
	text, err := os.ReadFile(s.path)
	if err == nil {
		err = json.Unmarshal(text, &s.held)
	}
	if s.held.LeftMs == 0 {
		s.held.ID = ""
	}
	if err != nil && !os.IsNotExist(err) {
		return s, fmt.Errorf("causality: the stored session could not be read: %w", err)
	}
	return s, nil
}

// begin goes on with the session that was left, or begins one where the app is on the screen.
func (s *sessions) begin(now time.Time, onScreen bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	before := s.held
	s.end(now)
	if onScreen {
		s.held.LeftMs = 0
		if s.held.ID == "" {
			s.held.ID = causality.NewID()
		}
	} else if s.held.LeftMs == 0 {
		s.held.LeftMs = now.UnixMilli()
	}
	s.set(s.held.ID)
	if s.held != before {
		s.keep()
	}
}

// touch is called before each event.
func (s *sessions) touch(now time.Time) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.end(now)
}

// end also ends a session that was left so far in the future: the clock was set back meanwhile, and nobody knows for how long the
// app was away.
func (s *sessions) end(now time.Time) {
	away := time.Duration(now.UnixMilli()-s.held.LeftMs) * time.Millisecond
	if s.held.ID != "" && s.held.LeftMs != 0 && away.Abs() >= awayAtMost {
		s.held.ID = ""
		s.set("")
	}
}

func (s *sessions) leave(now time.Time) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.held.LeftMs == 0 {
		s.held.LeftMs = now.UnixMilli()
		s.keep()
	}
}

// renew takes the session that another person begins with.
func (s *sessions) renew(now time.Time, reset func() string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.end(now)
	s.held.ID = reset()
	s.keep()
}

func (s *sessions) keep() {
	text, err := json.Marshal(s.held)
	fresh := s.path + ".fresh"
	if err == nil {
		err = os.WriteFile(fresh, text, 0o600)
	}
	if err == nil {
		err = os.Rename(fresh, s.path)
	}
	if err != nil {
		s.failed(fmt.Sprintf("causality: the session could not be kept: %v", err))
	}
}
