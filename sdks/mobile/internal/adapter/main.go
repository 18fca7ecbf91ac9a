// Command adapter lets the conformance suite drive this package (sdks/conformance/README.md). It uses what the bindings have
// alone, but for the clock.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"causality.io/mobile"
)

type command struct {
	Do         string
	Config     map[string]any
	Fresh      bool
	Event      string
	Properties json.RawMessage
	UserID     string
	Traits     json.RawMessage
	Name       string
	Ms         int64
	TimeoutMs  int64
}

type adapter struct {
	client *mobile.Client
	state  string // the file that holds device and choice
	ahead  atomic.Int64
	throws atomic.Bool
}

func main() {
	input := bufio.NewScanner(os.Stdin)
	input.Buffer(nil, 16<<20)
	output := json.NewEncoder(os.Stdout)
	a := &adapter{}
	for input.Scan() {
		var c command
		answer := map[string]any{"error": "unreadable command"}
		if json.Unmarshal(input.Bytes(), &c) == nil {
			answer = a.answer(c)
		}
		if err := output.Encode(answer); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

func (a *adapter) answer(c command) (answer map[string]any) {
	defer func() {
		if cause := recover(); cause != nil {
			answer = map[string]any{"error": fmt.Sprintf("it panicked: %v", cause)}
		}
	}()
	answer = map[string]any{}
	switch c.Do {
	case "hello":
		return map[string]any{
			"sdk":          "mobile core " + mobile.Version,
			"capabilities": []string{"hostile", "storage", "background", "sessions", "foreground"},
		}
	case "init":
		if err := a.init(c); err != nil {
			return map[string]any{"error": err.Error()}
		}
	case "track", "typed":
		a.client.Track(c.Event, string(c.Properties))
	case "hostile":
		a.throws.Store(true)
		a.client.Track("hostile", `{"n": NaN}`)
	case "identify":
		a.client.Identify(c.UserID, string(c.Traits))
	case "reset":
		a.client.Reset()
	case "screen":
		a.client.Screen(c.Name, "")
	case "optOut":
		a.client.OptOut()
	case "optIn":
		a.client.OptIn()
	case "background":
		a.client.Background()
	case "foreground":
		a.client.Foreground()
	case "flush":
		answer["delivered"] = a.client.Flush(c.TimeoutMs)
	case "close":
		a.client.Close()
	case "advance":
		a.ahead.Add(c.Ms)
	case "state":
		if err := json.Unmarshal([]byte(a.client.State()), &answer); err != nil {
			return map[string]any{"error": err.Error()}
		}
		_, err := os.Stat(a.state)
		answer["kept"] = err == nil
	case "end":
		a.client.CloseWithin(0)
	default:
		answer["error"] = "unknown command " + c.Do
	}
	return answer
}

func (a *adapter) init(c command) error {
	a.ahead.Store(0)
	a.throws.Store(false)
	storage, _ := c.Config["storage"].(string)
	if c.Fresh {
		if err := os.RemoveAll(storage); err != nil {
			return err
		}
	}
	a.state = filepath.Join(storage, "state.json")
	c.Config["context"] = map[string]any{"platform": "android", "osName": "Android", "osVersion": "16", "appVersion": "2.1"}
	settings, err := json.Marshal(c.Config)
	if err != nil {
		return err
	}
	a.client, err = mobile.OpenWithClock(string(settings), a, a)
	return err
}

// NowMs is called by the client.
func (a *adapter) NowMs() int64 { return time.Now().UnixMilli() + a.ahead.Load() }

// Dropped is called by the client.
func (a *adapter) Dropped(_, _, _, _ string) {
	if a.throws.Load() {
		panic("a listener that panics")
	}
}

// Failed is called by the client.
func (a *adapter) Failed(string) {}
