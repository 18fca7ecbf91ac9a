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
	set    func(id string) // tells the client
	failed func(detail string)

	mutex sync.Mutex
	held  heldSession
}

type heldSession struct {
	ID     string `json:"id"`
	LeftMs int64  `json:"leftMs"` // since 1970, by the clock; 0 while the app is on the screen
}

func openSessions(folder string, set func(string), failed func(string)) *sessions {
	s := &sessions{path: filepath.Join(folder, "session.json"), set: set, failed: failed}
	text, err := os.ReadFile(s.path)
	if err == nil {
		err = json.Unmarshal(text, &s.held)
	}
	if err != nil && !os.IsNotExist(err) {
		failed(fmt.Sprintf("causality: the stored session could not be read: %v", err))
	}
	if s.held.LeftMs == 0 {
		s.held.ID = ""
	}
	return s
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

func (s *sessions) end(now time.Time) {
	if s.held.ID != "" && s.held.LeftMs != 0 && now.UnixMilli()-s.held.LeftMs >= awayAtMost.Milliseconds() {
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
func (s *sessions) renew(reset func() string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
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
