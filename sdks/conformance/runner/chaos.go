package runner

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"time"

	"causality.io/conformance/relay"
)

// ChaosOptions of a run: an SDK tracks so many events in so much time, through a network and on a machine that fail.
type ChaosOptions struct {
	Adapter  []string
	Endpoint string // of the real gateway
	Key      string
	Storage  string
	Events   int
	Duration time.Duration
	Kills    int // of the SDK's process
	Seed     uint64
	Patience time.Duration // until all is delivered, after the last event
}

// ChaosReport says what happened. An event counts as tracked when the SDK's call had returned.
type ChaosReport struct {
	SDK         string `json:"sdk"`
	Tracked     int    `json:"tracked"`
	Kills       int    `json:"kills"`
	DeliveredMs int64  `json:"deliveredMs"` // after the last event was tracked
	relay.Counts
}

// Chaos sends product views whose price_cents are 0, 1, 2, …; the lake is asked afterwards (../chaos.sh). The error says what the SDK
// lost by its own account, or that it did not deliver in time.
func Chaos(options ChaosOptions) (ChaosReport, error) {
	var report ChaosReport
	address, err := url.Parse(options.Endpoint)
	if err != nil {
		return report, err
	}
	network, err := relay.New(address.Host)
	if err != nil {
		return report, err
	}
	random := rand.New(rand.NewPCG(options.Seed, 1))
	c := &chaos{options: options, config: map[string]any{
		"endpoint": "http://" + network.Address(), "key": options.Key, "storage": options.Storage,
		"flushAt": 20, "flushIntervalMs": 200, "maxQueue": 1_000_000, "retryMinMs": 100, "retryMaxMs": 1000, "requestTimeoutMs": 5000,
	}}
	defer func() {
		if c.adapter != nil {
			_ = c.adapter.kill() // It is of no use any more, or has ended.
		}
	}()
	if err := c.start(true); err != nil {
		return report, err
	}
	kills := map[int]bool{}
	for len(kills) < min(options.Kills, options.Events/2) {
		kills[1+random.IntN(options.Events-1)] = true
	}
	over := make(chan struct{})
	calm := make(chan struct{})
	go func() {
		defer close(calm)
		misbehave(network, rand.New(rand.NewPCG(options.Seed, 2)), over)
	}()
	err = c.track(kills)
	close(over)
	<-calm
	began := time.Now()
	if err == nil {
		err = c.deliver()
	}
	report = ChaosReport{c.sdk, c.tracked, len(kills), time.Since(began).Milliseconds(), network.Counts()}
	if closed := network.Close(); err == nil {
		err = closed
	}
	return report, err
}

type chaos struct {
	options ChaosOptions
	config  map[string]any
	adapter *adapter
	sdk     string
	itself  bool // crashes itself
	tracked int
}

func (c *chaos) start(fresh bool) error {
	var err error
	if c.adapter, err = startAdapter(c.options.Adapter, false); err != nil {
		return err
	}
	hello, err := c.adapter.do(map[string]any{"do": "hello"})
	if err != nil {
		return err
	}
	c.sdk, _ = hello["sdk"].(string)
	capabilities, _ := hello["capabilities"].([]any)
	c.itself = slices.Contains(capabilities, any("crashes-itself"))
	_, err = c.adapter.do(map[string]any{"do": "init", "config": c.config, "fresh": fresh})
	return err
}

func (c *chaos) track(kills map[int]bool) error {
	ticks := time.NewTicker(c.options.Duration / time.Duration(c.options.Events))
	defer ticks.Stop()
	for n := range c.options.Events {
		if kills[n] {
			if err := c.crash(); err != nil {
				return fmt.Errorf("after %d events: %w", n, err)
			}
		}
		event := map[string]any{"do": "typed", "event": "product_view", "properties": map[string]any{"product_id": "p", "price_cents": n}}
		if _, err := c.adapter.do(event); err != nil {
			return fmt.Errorf("event %d: %w", n, err)
		}
		c.tracked++
		<-ticks.C
	}
	return nil
}

// crash kills the SDK's process as soon as its storage has all that it was given, which most have before track returns.
func (c *chaos) crash() error {
	if _, err := c.until("stored", func(state map[string]any) bool { return text(state["stored"]) == text(state["queued"]) }); err != nil {
		return err
	}
	if !c.itself {
		if err := c.adapter.kill(); err != nil {
			return err
		}
		return c.start(false)
	}
	if _, err := c.adapter.do(map[string]any{"do": "crash"}); err != nil {
		return err
	}
	_, err := c.adapter.do(map[string]any{"do": "init", "config": c.config, "fresh": false})
	return err
}

func (c *chaos) deliver() error {
	if _, err := c.adapter.do(map[string]any{"do": "flush", "timeoutMs": 20_000}); err != nil {
		return err
	}
	if _, err := c.until("delivered", func(state map[string]any) bool { return text(state["queued"]) == "0" }); err != nil {
		return err
	}
	adapter := c.adapter
	c.adapter = nil
	return adapter.stop()
}

// until the state is as wanted; what it says of losses is an error at any time.
func (c *chaos) until(what string, wanted func(map[string]any) bool) (map[string]any, error) {
	deadline := time.Now().Add(c.options.Patience)
	for {
		state, err := c.adapter.do(map[string]any{"do": "state"})
		if err != nil {
			return nil, err
		}
		if dropped, _ := state["dropped"].(map[string]any); len(dropped) > 0 {
			return nil, fmt.Errorf("the SDK reports losses: %s", text(dropped))
		}
		if wanted(state) {
			return state, nil
		}
		if time.Now().After(deadline) {
			return nil, fmt.Errorf("not %s within %s: %s", what, c.options.Patience, text(state))
		}
		time.Sleep(glance)
	}
}

// misbehave until it is over, then lets everything pass.
func misbehave(network *relay.Relay, random *rand.Rand, over <-chan struct{}) {
	wait := func(least, most time.Duration) bool {
		select {
		case <-over:
			return false
		case <-time.After(least + time.Duration(random.Int64N(int64(most-least)))):
			return true
		}
	}
	defer network.Set(relay.Open)
	for wait(200*time.Millisecond, 1500*time.Millisecond) {
		switch random.IntN(3) {
		case 0:
			network.Cut()
		case 1:
			network.Set(relay.Refusing)
			network.Cut()
			if !wait(200*time.Millisecond, 2*time.Second) {
				return
			}
			network.Set(relay.Open)
		case 2:
			network.Set(relay.Deaf)
			if !wait(300*time.Millisecond, 1500*time.Millisecond) {
				return
			}
			network.Set(relay.Open)
		}
	}
}
