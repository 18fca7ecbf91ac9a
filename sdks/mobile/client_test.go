package mobile

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// gateway accepts everything and keeps it.
type gateway struct {
	*httptest.Server
	mutex  sync.Mutex
	events []map[string]any
}

func newGateway(t *testing.T) *gateway {
	t.Helper()
	g := &gateway{}
	g.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body struct{ Events []map[string]any }
		sent, err := io.ReadAll(r.Body)
		if err != nil {
			return // Its process was killed in the middle of the request: nothing is accepted, it comes again.
		}
		plain := io.Reader(bytes.NewReader(sent))
		if r.Header.Get("Content-Encoding") == "gzip" {
			unpacked, err := gzip.NewReader(plain)
			if err != nil {
				t.Error(err)
				return
			}
			plain = unpacked
		}
		if err := json.NewDecoder(plain).Decode(&body); err != nil {
			t.Error(err)
			return
		}
		g.mutex.Lock()
		defer g.mutex.Unlock()
		g.events = append(g.events, body.Events...)
		_, _ = w.Write([]byte(`{"acceptedCount":1}`))
	}))
	t.Cleanup(g.Close)
	return g
}

type heard struct {
	mutex   sync.Mutex
	dropped []string
	failed  []string
}

func (h *heard) Dropped(reason, _, name, detail string) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.dropped = append(h.dropped, reason+" "+name+": "+detail)
}

func (h *heard) Failed(detail string) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.failed = append(h.failed, detail)
}

func settingsText(t *testing.T, endpoint string, more map[string]any) string {
	t.Helper()
	all := map[string]any{"key": "key", "endpoint": endpoint, "storage": t.TempDir()}
	for name, value := range more {
		all[name] = value
	}
	text, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestSettingsThatAreWrongAreNamed(t *testing.T) {
	for text, want := range map[string]string{
		``:                           "settings",
		`[]`:                         "settings",
		`{"key":"k"} {}`:             "something follows",
		`{"kee":"k"}`:                "kee",
		`{"key":"k"}`:                "storage is needed",
		`{"storage":"s"}`:            "Key is needed",
		`{"storage":"s","key":"k"}`:  "Endpoint",
		`{"context":{"colour":"r"}}`: "colour",
	} {
		if client, err := Open(text, nil); err == nil || client != nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", text, err, want)
		}
	}
}

func TestTheContextIsTheDevicesAndChangesWithIt(t *testing.T) {
	g := newGateway(t)
	client, err := Open(settingsText(t, g.URL, map[string]any{"context": map[string]any{
		"platform": "ios", "osName": "iOS", "osVersion": "26.1", "screenWidth": 1170, "isEmulator": false, "networkType": "wifi",
	}}), nil)
	if err != nil {
		t.Fatal(err)
	}
	client.Track("a", "")
	if err := client.SetContext(`{"platform":"ios","networkType":"cellular_5g"}`); err != nil {
		t.Fatal(err)
	}
	if err := client.SetContext(`{"networkTyp":"x"}`); err == nil {
		t.Error("an unknown member was taken")
	}
	client.Screen("home", `{"tab":1}`)
	client.Close()
	first, second := g.events[0]["context"].(map[string]any), g.events[1]["context"].(map[string]any)
	if first["networkType"] != "wifi" || first["screenWidth"] != 1170.0 || first["isEmulator"] != false || second["networkType"] != "cellular_5g" {
		t.Errorf("%v, then %v", first, second)
	}
	if library := first["library"].(map[string]any); library["name"] != "causality-mobile" || first["os"].(map[string]any)["name"] != "iOS" {
		t.Errorf("%v", first)
	}
	if properties := g.events[1]["properties"].(map[string]any); properties["screen_name"] != "home" || properties["tab"] != 1.0 {
		t.Errorf("%v", properties)
	}
}

func TestWhatIsNoJSONObjectIsReportedAndHarmsNothingElse(t *testing.T) {
	g := newGateway(t)
	h := &heard{}
	client, err := Open(settingsText(t, g.URL, nil), h)
	if err != nil {
		t.Fatal(err)
	}
	for _, properties := range []string{`{`, `[]`, `null`, `{"a":1}x`, `7`} {
		client.Track("bad", properties)
	}
	client.Identify("u1", `{"plan":`)
	client.Track("good", `{"whole":9007199254740993}`)
	client.Close()
	if len(h.dropped) != 6 || len(g.events) != 1 || g.events[0]["userId"] != "u1" {
		t.Errorf("dropped %q, accepted %v", h.dropped, g.events)
	}
	for _, drop := range h.dropped {
		if !strings.HasPrefix(drop, "invalid ") {
			t.Error(drop)
		}
	}
}

func TestAProcessThatStartsInTheBackgroundHasNoSessionUntilTheAppIsSeen(t *testing.T) {
	g := newGateway(t)
	client, err := Open(settingsText(t, g.URL, map[string]any{"inBackground": true}), nil)
	if err != nil {
		t.Fatal(err)
	}
	client.Track("push", "")
	client.Foreground()
	client.Track("seen", "")
	client.Reset()
	client.Track("another", "")
	client.Close()
	if _, has := g.events[0]["sessionId"]; has || g.events[1]["sessionId"] == nil || g.events[2]["sessionId"] == g.events[1]["sessionId"] {
		t.Errorf("%v", g.events)
	}
}

func TestFilesThatCannotBeReadMeanANewDeviceAndAreReported(t *testing.T) {
	g := newGateway(t)
	folder := t.TempDir()
	for _, name := range []string{"state.json", "session.json", "events.journal"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("\x00\xff+ 1 {\n- x\n+ 2 {\"broken\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	h := &heard{}
	client, err := Open(settingsText(t, g.URL, map[string]any{"storage": folder}), h)
	if err != nil {
		t.Fatal(err)
	}
	client.Track("a", "")
	client.Close()
	if len(g.events) != 1 || g.events[0]["deviceId"] == "" || len(h.failed) != 2 {
		t.Errorf("%v, %q", g.events, h.failed)
	}
}

func TestALongestWaitIsNoWaitAtAllToNobody(t *testing.T) {
	g := newGateway(t)
	client, err := Open(settingsText(t, g.URL, map[string]any{"flushIntervalMs": int64(math.MaxInt64), "requestTimeoutMs": int64(math.MaxInt64)}), nil)
	if err != nil {
		t.Fatal(err)
	}
	client.Track("a", "")
	if !client.Flush(math.MaxInt64) || len(g.events) != 1 {
		t.Errorf("%v", g.events)
	}
	client.CloseWithin(math.MaxInt64)
}

type setClock struct{ ms atomic.Int64 }

func (c *setClock) NowMs() int64 { return c.ms.Load() }

func TestASessionEndsAlsoWhenTheClockWasSetBackWhileTheAppWasAway(t *testing.T) {
	g := newGateway(t)
	clock := &setClock{}
	clock.ms.Store(1_800_000_000_000)
	client, err := OpenWithClock(settingsText(t, g.URL, nil), nil, clock)
	if err != nil {
		t.Fatal(err)
	}
	client.Track("first", "")
	client.Background()
	clock.ms.Add(-200) // what a clock that is kept right does at any time
	client.Track("also", "")
	clock.ms.Add(-time.Hour.Milliseconds())
	client.Track("push", "")
	client.Foreground()
	client.Track("second", "")
	client.Close()
	sessions := map[any]any{}
	for _, event := range g.events {
		sessions[event["event"]] = event["sessionId"]
	}
	if sessions["first"] == nil || sessions["also"] != sessions["first"] || sessions["push"] != nil || sessions["second"] == sessions["first"] {
		t.Errorf("%v", sessions)
	}
}

// talkative answers whatever it is told by calls.
type talkative struct {
	client atomic.Pointer[Client]
	states chan string
}

func (l *talkative) Dropped(_, _, _, _ string) {}

func (l *talkative) Failed(string) {
	client := l.client.Load()
	client.Track("trouble", "")
	l.states <- client.State()
}

func TestAListenerMayCallTheClientWhenTheStorageFails(t *testing.T) {
	g := newGateway(t)
	folder := filepath.Join(t.TempDir(), "causality")
	listener := &talkative{states: make(chan string, 10)}
	client, err := Open(settingsText(t, g.URL, map[string]any{"storage": folder}), listener)
	if err != nil {
		t.Fatal(err)
	}
	listener.client.Store(client)
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	client.Background() // cannot keep when it was left
	if state := <-listener.states; !strings.Contains(state, `"sessionId"`) {
		t.Error(state)
	}
	client.CloseWithin(0)
}
