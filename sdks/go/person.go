package causality

import (
	"fmt"
	"sync"
)

// Person is a device and whoever uses it, so that their ids need not be repeated: for desktop and command-line programs,
// and for requests (FromContext). A nil Person is nobody, whose events are refused as ErrInvalid. Safe for concurrent use.
type Person struct {
	client  *Client
	mutex   sync.Mutex
	who     Identity
	changed func(Identity) // under the mutex; nil where nobody keeps them
}

// Identity is who and what an event belongs to.
type Identity struct{ UserID, DeviceID, SessionID string }

// Person with these ids. Without any, a device id is made; keep it (Identity) where it should stay the same.
func (c *Client) Person(who Identity) *Person {
	if who.UserID == "" && who.DeviceID == "" {
		who.DeviceID = NewID()
	}
	return &Person{client: c, who: who}
}

// Identity of now.
func (p *Person) Identity() Identity {
	if p == nil {
		return Identity{}
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return p.who
}

// Track records an event of this person; ids that the event has stay.
func (p *Person) Track(event Event) error {
	if p == nil {
		return fmt.Errorf("%w: %w", ErrInvalid, errNobody)
	}
	who := p.Identity()
	if event.UserID == "" {
		event.UserID = who.UserID
	}
	if event.DeviceID == "" {
		event.DeviceID = who.DeviceID
	}
	if event.SessionID == "" {
		event.SessionID = who.SessionID
	}
	return p.client.Track(event)
}

// Identify says who uses the device from now on.
func (p *Person) Identify(userID string, traits Properties) error {
	if p != nil && !p.client.optedOut.Load() {
		p.change(func(who *Identity) { who.UserID = userID })
	}
	return p.Track(Event{Name: "identify", Traits: traits})
}

// Screen records that a screen came into view.
func (p *Person) Screen(name string, properties Properties) error {
	return p.Track(Event{Typed: ScreenView{ScreenName: name}, Properties: properties})
}

// Session begins: later events belong to it. Empty for none.
func (p *Person) Session(id string) {
	p.change(func(who *Identity) { who.SessionID = id })
}

// Reset forgets the user: the next one is another person on another device, in another session where there was one.
func (p *Person) Reset() {
	p.change(func(who *Identity) {
		session := ""
		if who.SessionID != "" {
			session = NewID()
		}
		*who = Identity{DeviceID: NewID(), SessionID: session}
	})
}

func (p *Person) change(by func(*Identity)) {
	if p == nil {
		return
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	by(&p.who)
	if p.changed != nil {
		p.changed(p.who)
	}
}
