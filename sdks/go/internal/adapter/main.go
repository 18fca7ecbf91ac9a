// Command adapter lets the conformance suite drive this package (sdks/conformance/README.md).
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"time"

	"causality.io/go"
)

type command struct {
	Do         string
	Config     map[string]any
	Fresh      bool
	Event      string
	ID         string
	Properties map[string]any
	UserID     string
	Traits     map[string]any
	Name       string
	Ms         int64
	TimeoutMs  int64
}

type adapter struct {
	client *causality.Client
	person *causality.Person
	state  string // the file that holds device and choice
	ahead  time.Duration
	throws bool
}

func main() {
	input := bufio.NewScanner(os.Stdin)
	input.Buffer(nil, 16<<20)
	output := json.NewEncoder(os.Stdout)
	a := &adapter{}
	for input.Scan() {
		var c command
		decoder := json.NewDecoder(bytes.NewReader(input.Bytes()))
		decoder.UseNumber() // so that whole numbers stay whole
		answer := map[string]any{"error": "unreadable command"}
		if decoder.Decode(&c) == nil {
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
		return map[string]any{"sdk": "go " + causality.Version, "capabilities": []string{"hostile", "storage"}}
	case "init":
		if err := a.init(c.Config, c.Fresh); err != nil {
			return map[string]any{"error": err.Error()}
		}
	case "track":
		_ = a.person.Track(causality.Event{Name: c.Event, ID: c.ID, Properties: c.Properties})
	case "hostile":
		a.throws = true
		_ = a.person.Track(causality.Event{Name: "hostile", Properties: causality.Properties{"n": math.NaN()}})
	case "typed":
		typed, err := typedEvent(c.Event, c.Properties)
		if err != nil {
			return map[string]any{"error": err.Error()}
		}
		_ = a.person.Track(causality.Event{Typed: typed})
	case "identify":
		_ = a.person.Identify(c.UserID, c.Traits)
	case "reset":
		a.person.Reset()
	case "screen":
		_ = a.person.Screen(c.Name, nil)
	case "optOut":
		a.client.OptOut()
	case "optIn":
		a.client.OptIn()
	case "flush":
		ctx, cancel := context.WithTimeout(context.Background(), time.Duration(c.TimeoutMs)*time.Millisecond)
		defer cancel()
		answer["delivered"] = a.client.Flush(ctx) == nil
	case "close":
		_ = a.client.Close(context.Background())
	case "advance":
		a.ahead += time.Duration(c.Ms) * time.Millisecond
	case "state":
		stats, who := a.client.Stats(), a.person.Identity()
		_, err := os.Stat(a.state)
		return map[string]any{
			"queued": stats.Queued, "stored": stats.Stored, "dropped": stats.Dropped,
			"deviceId": who.DeviceID, "userId": who.UserID, "kept": err == nil,
		}
	case "end":
		ended, cancel := context.WithCancel(context.Background())
		cancel()
		_ = a.client.Close(ended)
	default:
		answer["error"] = "unknown command " + c.Do
	}
	return answer
}

func (a *adapter) init(settings map[string]any, fresh bool) error {
	a.ahead, a.throws = 0, false
	text := func(name string) string { value, _ := settings[name].(string); return value }
	number := func(name string) int {
		value, _ := settings[name].(json.Number)
		whole, _ := value.Int64()
		return int(whole)
	}
	ms := func(name string) time.Duration { return time.Duration(number(name)) * time.Millisecond }
	storage := text("storage")
	if fresh && storage != "" {
		if err := os.RemoveAll(storage); err != nil {
			return err
		}
	}
	a.state = filepath.Join(storage, "state.json")
	client, err := causality.New(causality.Config{
		Key: text("key"), Endpoint: text("endpoint"), Storage: storage,
		FlushAt: number("flushAt"), FlushInterval: ms("flushIntervalMs"), MaxQueue: number("maxQueue"),
		MaxBatch: number("maxBatch"), MaxBatchBytes: number("maxBatchBytes"),
		RetryMin: ms("retryMinMs"), RetryMax: ms("retryMaxMs"), RequestTimeout: ms("requestTimeoutMs"), CloseTimeout: ms("closeTimeoutMs"),
		Clock: func() time.Time { return time.Now().Add(a.ahead) },
		OnDrop: func(causality.Drop) {
			if a.throws {
				panic("a callback that panics")
			}
		},
	})
	if err != nil {
		return err
	}
	a.client, a.person = client, client.Device()
	return nil
}
