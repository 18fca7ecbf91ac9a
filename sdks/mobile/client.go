// Package mobile sends events of iOS and Android apps to Causality. gomobile makes the bindings for both from it: its exported
// names use only types that gomobile binds, and what has more than a few parts goes as JSON text. Apps use it through the
// wrappers for Kotlin (android/) and Swift (ios/).
//
// Nothing here panics into the host, and only Flush and Close wait for the network. Safe for concurrent use.
package mobile

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"causality.io/go"
)

// Version of this library, sent with every event.
const Version = "0.1.0"

const libraryName = "causality-mobile"

// Listener hears of losses and of what goes wrong, from any thread. Its methods must return soon.
type Listener interface {
	// Dropped is told of each event that is lost. The reasons are queue_full, too_large, rejected, invalid, closed and
	// opted_out; id and name of the event are empty where it never got that far; detail is for a person.
	Dropped(reason, eventID, eventName, detail string)
	// Failed is told, for logs, of attempts that failed, with what will be done, and of a storage that fails.
	Failed(detail string)
}

// Client sends events. Make it with Open, once for each process.
type Client struct {
	client   *causality.Client
	person   *causality.Person
	sessions *sessions
	now      func() time.Time
	listener Listener
}

// Open makes a client from settings (README.md), a JSON object. The listener may be nil. The error names everything that is
// wrong with the settings. What an earlier process could not send is sent.
func Open(settings string, listener Listener) (*Client, error) {
	return OpenWithClock(settings, listener, nil)
}

// Clock tells the time of events.
type Clock interface {
	// NowMs is the time in milliseconds since 1970.
	NowMs() int64
}

// OpenWithClock is Open with a clock other than the system's, for tests.
func OpenWithClock(settings string, listener Listener, clock Clock) (opened *Client, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			opened, err = nil, fmt.Errorf("causality: %v", cause)
		}
	}()
	now := time.Now
	if clock != nil {
		now = func() time.Time { return time.UnixMilli(clock.NowMs()) }
	}
	read, err := readSettings(settings)
	if err != nil {
		return nil, err
	}
	c := &Client{now: now, listener: listener}
	config := read.config()
	config.Clock, config.OnDrop, config.OnError = now, c.dropped, func(err error) { c.failed(err.Error()) }
	c.client, err = causality.New(config)
	if err != nil {
		return nil, err
	}
	c.person = c.client.Device()
	// The listener may call the client, so it hears of later trouble from a goroutine of its own.
	c.sessions, err = openSessions(read.Storage, c.person.Session, func(detail string) { go c.failed(detail) })
	if err != nil {
		c.failed(err.Error())
	}
	c.sessions.begin(now(), !read.InBackground)
	return c, nil // Trouble with the storage is no reason not to open.
}

// Track records an event. properties is a JSON object, or empty. Typed events of the wrappers come this way too.
func (c *Client) Track(name, properties string) {
	defer c.guard()
	c.track(causality.Event{Name: name, Properties: object("properties", properties)})
}

// Screen records that a screen came into view. properties is a JSON object, or empty.
func (c *Client) Screen(name, properties string) {
	defer c.guard()
	c.track(causality.Event{Typed: causality.ScreenView{ScreenName: name}, Properties: object("properties", properties)})
}

// Identify says who uses the device from now on. traits is a JSON object, or empty; null deletes a trait.
func (c *Client) Identify(userID, traits string) {
	defer c.guard()
	c.sessions.touch(c.now())
	_ = c.person.Identify(userID, object("traits", traits)) // The listener is told of losses.
}

func (c *Client) track(event causality.Event) {
	c.sessions.touch(c.now())
	_ = c.person.Track(event) // The listener is told of losses.
}

// Reset forgets the user: the next one is another person on another device, in a new session.
func (c *Client) Reset() {
	defer c.guard()
	c.sessions.renew(c.now(), func() string {
		c.person.Reset()
		return c.person.Identity().SessionID
	})
}

// OptOut stops recording and forgets what waits. The choice is kept.
func (c *Client) OptOut() {
	defer c.guard()
	c.client.OptOut()
}

// OptIn records again.
func (c *Client) OptIn() {
	defer c.guard()
	c.client.OptIn()
}

// Background tells that the app left the screen, and begins to send what waits; Flush waits for it, for which the host must
// ask the system for time. The session ends when the app stays away for 30 s.
func (c *Client) Background() {
	defer c.guard()
	c.sessions.leave(c.now())
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	_ = c.client.Flush(ended) // It has begun; nobody waits.
}

// Foreground tells that the app is on the screen.
func (c *Client) Foreground() {
	defer c.guard()
	c.sessions.begin(c.now(), true)
}

// SetOnline tells whether there is a network. While there is none nothing is tried. A client begins online.
func (c *Client) SetOnline(online bool) {
	defer c.guard()
	c.client.SetOnline(online)
}

// SetContext replaces what is known of the device; later events have it. context is the member of that name of the settings.
func (c *Client) SetContext(context string) error {
	defer c.guard()
	var read deviceContext
	if err := decode(context, &read); err != nil {
		return fmt.Errorf("causality: context: %w", err)
	}
	c.client.SetContext(read.of())
	return nil
}

// Flush sends what was tracked before and waits until it is delivered or dropped. It returns false when that takes longer
// than so many milliseconds; the events stay in the queue. Not for the main thread.
func (c *Client) Flush(timeoutMs int64) (all bool) {
	defer c.guard()
	ctx, cancel := context.WithTimeout(context.Background(), milliseconds(timeoutMs))
	defer cancel()
	return c.client.Flush(ctx) == nil
}

// Close flushes, for at most closeTimeoutMs, and ends the client. What is left stays in the storage for the next one. Later
// calls do nothing. Not for the main thread. Apps that are ended by the system need not call it.
func (c *Client) Close() {
	defer c.guard()
	_ = c.client.Close(context.Background()) // What is left is in the storage, or was reported.
}

// CloseWithin is Close with a deadline of its own; 0 ends the client at once.
func (c *Client) CloseWithin(timeoutMs int64) {
	defer c.guard()
	ctx, cancel := context.WithTimeout(context.Background(), milliseconds(timeoutMs))
	defer cancel()
	_ = c.client.Close(ctx) // As in Close.
}

// State is what the client knows of itself, as JSON: queued, stored (of them on the disk), dropped (a count for each
// reason), deviceId, userId, sessionId.
func (c *Client) State() (state string) {
	state = "{}" // of a bug
	defer c.guard()
	stats, who := c.client.Stats(), c.person.Identity()
	dropped := stats.Dropped
	if dropped == nil {
		dropped = map[causality.DropReason]uint64{}
	}
	text, err := json.Marshal(map[string]any{
		"queued": stats.Queued, "stored": stats.Stored, "dropped": dropped,
		"deviceId": who.DeviceID, "userId": who.UserID, "sessionId": who.SessionID,
	})
	if err != nil {
		panic(err) // cannot be: numbers and texts
	}
	return string(text)
}

// guard ends a panic here: it must not end the app.
func (c *Client) guard() {
	if cause := recover(); cause != nil {
		c.failed(fmt.Sprintf("causality: a bug: %v", cause))
	}
}

func (c *Client) dropped(drop causality.Drop) {
	if c.listener != nil {
		c.listener.Dropped(string(drop.Reason), drop.EventID, drop.EventName, drop.Detail)
	}
}

func (c *Client) failed(detail string) {
	if c.listener == nil {
		return
	}
	defer func() { _ = recover() }()
	c.listener.Failed(detail)
}

// object reads a JSON object. What is none becomes a value that cannot be encoded, so that the client drops and reports the
// event as it does any other that is not valid.
func object(what, text string) causality.Properties {
	if text == "" {
		return nil
	}
	var members causality.Properties
	err := decode(text, &members)
	if err == nil && members == nil {
		err = errors.New("it is not an object")
	}
	if err != nil {
		return causality.Properties{what: unreadable{err}}
	}
	return members
}

type unreadable struct{ cause error }

func (u unreadable) MarshalJSON() ([]byte, error) { return nil, u.cause }
