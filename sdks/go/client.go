// Package causality sends events of a Go service to Causality.
//
//	client, err := causality.New(causality.Config{Key: "…", Endpoint: "https://events.example.com"})
//	…
//	defer client.Close(context.Background())
//	client.Track(causality.Event{Name: "signup", UserID: "u1", Properties: causality.Properties{"plan": "pro"}})
//
// Events are queued, in memory or by option also on the disk, and sent in batches by a goroutine. Track never waits for the
// network.
package causality

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// Version of this package, sent with every event.
const Version = "0.1.0"

const libraryName = "causality-go"

// What Track and its siblings return. The event is then lost, and was also reported as a Drop.
var (
	// ErrClosed: the client was closed.
	ErrClosed = errors.New("causality: the client is closed")
	// ErrInvalid: the event cannot be sent; the error says why.
	ErrInvalid = errors.New("causality: the event is not valid")
	// ErrTooLarge: the event alone is larger than MaxBatchBytes.
	ErrTooLarge = errors.New("causality: the event is too large")
)

// Client sends events. Create it with New, once, and Close it at the end. Safe for concurrent use.
type Client struct {
	config   Config
	queue    *queue
	drops    *drops
	batcher  *batcher
	context  atomic.Pointer[knownContext]
	state    *state
	device   sync.Once
	person   *Person
	choice   sync.Mutex
	optedOut atomic.Bool
	ownsHTTP bool // the HTTP client is not the host's
	close    sync.Once
	cancel   context.CancelFunc
}

// New makes a client and starts its goroutine. The error names everything that is wrong with the configuration.
func New(config Config) (*Client, error) {
	ownsHTTP := config.HTTPClient == nil
	config, err := config.withDefaults()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(context.Background())
	c := &Client{config: config, drops: &drops{onDrop: config.OnDrop, onError: config.OnError}, ownsHTTP: ownsHTTP, cancel: cancel}
	c.openStorage()
	c.drops.report(DropQueueFull, "the storage held more than the queue may", c.queue.trim())
	c.optedOut.Store(config.OptedOut || c.state.optedOut())
	if c.optedOut.Load() {
		c.queue.mute(true)
	}
	c.SetContext(config.Context)
	c.batcher = &batcher{
		config: config, queue: c.queue, transport: &transport{config: config}, drops: c.drops,
		wake: make(chan struct{}, 1), online: make(chan struct{}, 1), closing: make(chan struct{}), ctx: ctx, done: make(chan struct{}),
	}
	go c.batcher.run()
	return c, nil
}

// openStorage: a client whose storage cannot be used works in memory and says so. A choice that another client keeps there
// holds all the same.
func (c *Client) openStorage() {
	// Later trouble comes under locks that the host may need for its answer to it, so it is told from a goroutine of its own.
	later := func(err error) { go c.drops.trouble(err) }
	var kept *journal
	folder := c.config.Storage
	if folder != "" {
		opened, err := openJournal(folder, later)
		if err != nil {
			c.drops.trouble(fmt.Errorf("causality: events are kept in memory, not in the storage: %w", err))
		}
		kept = opened
	}
	c.queue = newQueue(c.config.MaxQueue, kept)
	var err error
	c.state, err = readState(folder, kept != nil, later)
	if err != nil && kept != nil { // Else the folder was already said to be of no use.
		c.drops.trouble(err)
	}
}

// Device is the machine that this program runs on and whoever uses it, for programs that one person uses at a time. Their
// ids are kept in Config.Storage, if there is one.
func (c *Client) Device() *Person {
	c.device.Do(func() { c.person = &Person{client: c, who: c.state.identity(), changed: c.state.keep} })
	return c.person
}

// knownContext is a context, and the member of that name of every event that has none of its own.
type knownContext struct {
	context Context
	encoded []byte
}

// SetContext replaces Config.Context for later events.
func (c *Client) SetContext(context Context) {
	w := newFieldWriter()
	defer w.release()
	context.encode(w, &c.config)
	c.context.Store(&knownContext{context, exactly(w.buffer)})
}

// SetOnline tells what the host knows of the network. While there is none nothing is tried, until Close; when there is one
// again, the wait after a failed attempt ends, unless the gateway asked for it. A client begins online.
func (c *Client) SetOnline(online bool) { c.batcher.setOnline(online) }

// Track records an event. It returns at once; the error, ErrInvalid, ErrTooLarge or ErrClosed, may be ignored, since losses
// are also reported to Config.OnDrop.
func (c *Client) Track(event Event) error {
	if c.optedOut.Load() {
		return nil
	}
	w := newFieldWriter()
	defer w.release()
	if err := event.encodeSafely(w, &c.config, c.context.Load().encoded); err != nil {
		c.drops.reportUnborn(DropInvalid, event.Name, err.Error())
		return fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	if len(w.buffer)+bodyOverhead > c.config.MaxBatchBytes {
		c.drops.reportUnborn(DropTooLarge, event.Name, fmt.Sprintf("it has %d bytes", len(w.buffer)))
		return ErrTooLarge
	}
	result := c.queue.push(exactly(w.buffer), age())
	switch {
	case result.muted:
		return nil
	case result.refused:
		c.drops.reportUnborn(DropClosed, event.Name, "the client is closed")
		return ErrClosed
	case result.oldest.data != nil:
		c.drops.report(DropQueueFull, "the queue holds as much as it may", []entry{result.oldest})
	}
	if result.waiting == 1 || result.waiting >= c.config.FlushAt {
		c.batcher.nudge()
	}
	return nil
}

// Identify records traits of a person, and links the device to the person where both are known: the device's anonymous past
// then belongs to that person.
func (c *Client) Identify(userID, deviceID string, traits Properties) error {
	return c.Track(Event{Name: "identify", UserID: userID, DeviceID: deviceID, Traits: traits})
}

// Screen records that a screen came into view.
func (c *Client) Screen(userID, deviceID, name string, properties Properties) error {
	return c.Track(Event{Typed: ScreenView{ScreenName: name}, UserID: userID, DeviceID: deviceID, Properties: properties})
}

// Page records that a web page was viewed.
func (c *Client) Page(userID, deviceID string, page Page, properties Properties) error {
	at := c.context.Load().context
	at.Page = &page
	return c.Track(Event{Name: "page_view", UserID: userID, DeviceID: deviceID, Properties: properties, Context: &at})
}

// Flush sends everything that was tracked before and waits until it is delivered or dropped, or the context ends, whose
// error it then returns; the events stay in the queue. ErrClosed says that some are left in the storage of a closed client.
func (c *Client) Flush(ctx context.Context) error {
	upTo := c.queue.hurry()
	c.batcher.nudge()
	for {
		rest, settled := c.queue.rest(upTo)
		if !rest {
			return nil
		}
		select {
		case <-settled:
		case <-c.batcher.done:
			if left, _ := c.queue.rest(upTo); left {
				return ErrClosed
			}
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Close flushes and ends the client. Without a deadline in the context, Config.CloseTimeout is it. What could not be
// delivered until then stays in the storage for the next client, or without storage is dropped and reported; the error says
// how much. It takes a second more where an HTTP client of the host's does not let go. Later calls do nothing.
func (c *Client) Close(ctx context.Context) error {
	var err error
	c.close.Do(func() { err = c.shutDown(ctx) })
	return err
}

// lastWord is how long Close waits beyond its deadline for an attempt to notice that it was broken off.
const lastWord = time.Second

func (c *Client) shutDown(ctx context.Context) error {
	if _, bounded := ctx.Deadline(); !bounded {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, c.config.CloseTimeout)
		defer cancel()
	}
	c.queue.close()
	c.batcher.close()
	defer c.cancel()
	if c.ownsHTTP {
		defer c.config.HTTPClient.CloseIdleConnections()
	}
	select {
	case <-c.batcher.done:
		return nil
	case <-ctx.Done():
	}
	left := c.queue.size()
	c.cancel()
	patience := time.NewTimer(lastWord)
	defer patience.Stop()
	select {
	case <-c.batcher.done:
	case <-patience.C: // The host's HTTP client does not let go, or this is called from a callback of the goroutine's.
		c.batcher.leave()
	}
	if left == 0 {
		return nil
	}
	return fmt.Errorf("causality: %d events were not delivered: %w", left, ctx.Err())
}

// OptOut stops recording and forgets what waits. With storage the choice is kept.
func (c *Client) OptOut() {
	c.drops.report(DropOptedOut, "the person opted out", c.choose(true))
}

// OptIn records again.
func (c *Client) OptIn() {
	c.choose(false)
}

// choose returns what an opt-out forgot. Whoever comes last decides, in all three places.
func (c *Client) choose(out bool) []entry {
	c.choice.Lock()
	defer c.choice.Unlock()
	c.optedOut.Store(out)
	forgotten := c.queue.mute(out)
	c.state.choose(out)
	return forgotten
}

// Stats is what the client knows of itself.
type Stats struct {
	// Queued events wait or are under way.
	Queued int
	// Stored of them are on the disk.
	Stored int
	// Dropped events, by reason.
	Dropped map[DropReason]uint64
}

// Stats of now.
func (c *Client) Stats() Stats {
	return Stats{c.queue.size(), c.queue.stored(), c.drops.snapshot()}
}
