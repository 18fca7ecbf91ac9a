package causality

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sync"
)

// state is the device, who uses it and their choice, kept from one process to the next where there is a folder. Safe for
// concurrent use.
type state struct {
	path   string // empty where nothing is to be written
	failed func(error)
	mutex  sync.Mutex
	held   heldState
}

type heldState struct {
	DeviceID string `json:"deviceId"`
	UserID   string `json:"userId"`
	OptedOut bool   `json:"optedOut"`
}

// readState: an unreadable file means a new device; the error says why. A folder that is not this client's own is read alone.
func readState(folder string, own bool, failed func(error)) (*state, error) {
	s := &state{failed: failed}
	if folder == "" {
		return s, nil
	}
	path := filepath.Join(folder, "state.json")
	if own {
		s.path = path
	}
	text, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(text, &s.held)
	}
	if err != nil && !os.IsNotExist(err) {
		return s, fmt.Errorf("causality: the stored device could not be read: %w", err)
	}
	return s, nil
}

func (s *state) identity() Identity {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.held.DeviceID == "" {
		s.held.DeviceID = NewID()
		s.write()
	}
	return Identity{UserID: s.held.UserID, DeviceID: s.held.DeviceID}
}

func (s *state) optedOut() bool {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.held.OptedOut
}

func (s *state) keep(who Identity) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.held.UserID != who.UserID || s.held.DeviceID != who.DeviceID {
		s.held.UserID, s.held.DeviceID = who.UserID, who.DeviceID
		s.write()
	}
}

func (s *state) choose(out bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.held.OptedOut != out {
		s.held.OptedOut = out
		s.write()
	}
}

func (s *state) write() {
	if s.path == "" {
		return
	}
	text, err := json.Marshal(s.held)
	if err == nil {
		err = replaceFile(s.path, text)
	}
	if err != nil {
		s.failed(fmt.Errorf("causality: the device and its choice could not be kept: %w", err))
	}
}
