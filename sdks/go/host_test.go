package causality

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// What a host's own code does in the client's hands must not end the host, block it, or lose events.

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(request *http.Request) (*http.Response, error) { return f(request) }

func TestAPanicOfTheHostsTransportIsAnAttemptThatFailed(t *testing.T) {
	var panics atomic.Int32
	var told atomic.Int32
	client, g := start(t, Config{
		RetryMin: time.Millisecond,
		OnError:  func(error) { told.Add(1) },
		HTTPClient: &http.Client{Transport: roundTrip(func(request *http.Request) (*http.Response, error) {
			if panics.Add(1) <= 2 {
				panic("a transport with a bug")
			}
			return http.DefaultTransport.RoundTrip(request)
		})},
	}, 0)
	_ = client.Track(Event{Name: "a", UserID: "u"})
	if err := client.Flush(context.Background()); err != nil {
		t.Fatal(err)
	}
	if len(g.events) != 1 || told.Load() != 2 {
		t.Errorf("%d arrived, %d failures were told", len(g.events), told.Load())
	}
}

func TestAPanicOfTheHostsClockSpoilsAnEventOrAnAttemptAndNothingElse(t *testing.T) {
	var broken atomic.Bool
	var told atomic.Int32
	client, g := start(t, Config{RetryMin: time.Millisecond, OnError: func(error) {
		if told.Add(1) == 2 {
			broken.Store(false)
		}
	}, Clock: func() time.Time {
		if broken.Load() {
			panic("a clock with a bug")
		}
		return time.Now()
	}}, 0)
	_ = client.Track(Event{Name: "a", UserID: "u"})
	broken.Store(true)
	if err := client.Track(Event{Name: "b", UserID: "u"}); !errors.Is(err, ErrInvalid) {
		t.Errorf("got %v", err)
	}
	if err := client.Flush(context.Background()); err != nil {
		t.Fatal(err)
	}
	if len(g.events) != 1 || client.Stats().Dropped[DropInvalid] != 1 {
		t.Errorf("%d arrived, %v", len(g.events), client.Stats())
	}
}

func TestCloseReturnsAndTheStorageIsFreeWhenTheHostsTransportDoesNotLetGo(t *testing.T) {
	held, entered, folder := make(chan struct{}), make(chan struct{}), t.TempDir()
	defer close(held)
	stuck := &http.Client{Transport: roundTrip(func(*http.Request) (*http.Response, error) {
		close(entered)
		<-held
		return nil, errors.New("at last")
	})}
	client, err := New(Config{Key: "key", Endpoint: "http://127.0.0.1:9", Storage: folder, HTTPClient: stuck, FlushAt: 1})
	if err != nil {
		t.Fatal(err)
	}
	_ = client.Track(Event{Name: "a", UserID: "u"})
	<-entered
	ctx, cancel := context.WithTimeout(context.Background(), time.Millisecond)
	defer cancel()
	if err := client.Close(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	next, g := start(t, Config{Storage: folder}, 0)
	if err := next.Flush(context.Background()); err != nil {
		t.Fatal(err)
	}
	if len(g.events) != 1 {
		t.Errorf("%d arrived", len(g.events))
	}
}

func TestACloseFromACallbackReturns(t *testing.T) {
	returned := make(chan error, 1)
	var once sync.Once
	var client *Client
	client, _ = start(t, Config{FlushAt: 1, CloseTimeout: time.Millisecond, OnError: func(error) {
		once.Do(func() { returned <- client.Close(context.Background()) })
	}}, 1_000_000)
	_ = client.Track(Event{Name: "a", UserID: "u"})
	if err := <-returned; err == nil {
		t.Error("it delivered")
	}
}

func TestTheHostMayCallTheClientWhenItHearsOfTroubleWithTheStorage(t *testing.T) {
	heard := make(chan Stats, 10)
	var client *Client
	client, _ = start(t, Config{Storage: t.TempDir(), FlushAt: 1000, OnError: func(error) {
		_ = client.Track(Event{Name: "trouble", UserID: client.Device().Identity().DeviceID})
		heard <- client.Stats()
	}}, 0)
	client.queue.mutex.Lock()
	_ = client.queue.journal.file.Close() // What is written from here on fails, as on a disk that is gone.
	client.queue.mutex.Unlock()
	_ = client.Track(Event{Name: "a", UserID: "u"})
	if stats := <-heard; stats.Queued != 2 || stats.Stored != 0 {
		t.Errorf("got %v", stats)
	}
}

func TestAProgramMayHaveATransportOfItsOwnInTheDefaultsPlace(t *testing.T) {
	standard := http.DefaultTransport
	var through atomic.Int32
	http.DefaultTransport = roundTrip(func(request *http.Request) (*http.Response, error) {
		through.Add(1)
		return standard.RoundTrip(request)
	})
	defer func() { http.DefaultTransport = standard }()
	client, g := start(t, Config{}, 0)
	_ = client.Track(Event{Name: "a", UserID: "u"})
	if err := client.Flush(context.Background()); err != nil || len(g.events) != 1 || through.Load() != 1 {
		t.Errorf("%v, %d arrived, %d through it", err, len(g.events), through.Load())
	}
}

func TestARedirectIsNotFollowedSinceItWouldTakeTheKeyAlong(t *testing.T) {
	var followed atomic.Int32
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { followed.Add(1) }))
	defer elsewhere.Close()
	portal := httptest.NewServer(http.RedirectHandler(elsewhere.URL, http.StatusTemporaryRedirect))
	defer portal.Close()
	failed := make(chan error, 10)
	client, err := New(Config{Key: "key", Endpoint: portal.URL, FlushAt: 1, OnError: func(err error) { failed <- err }})
	if err != nil {
		t.Fatal(err)
	}
	_ = client.Track(Event{Name: "a", UserID: "u"})
	<-failed
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	_ = client.Close(ended)
	if followed.Load() != 0 {
		t.Error("it was followed")
	}
}

func TestAnEventThatIsBeingMadeWhenThePersonOptsOutIsNotRecorded(t *testing.T) {
	var client *Client
	var during func()
	client, g := start(t, Config{FlushAt: 1, Clock: func() time.Time {
		if now := during; now != nil {
			during = nil
			now()
		}
		return time.Now()
	}}, 0)
	during = func() { client.OptOut() }
	_ = client.Track(Event{Name: "private", UserID: "u"})
	if queued := client.Stats().Queued; queued != 0 {
		t.Errorf("%d wait", queued)
	}
	client.OptIn()
	_ = client.Track(Event{Name: "again", UserID: "u"})
	_ = client.Flush(context.Background())
	if len(g.events) != 1 {
		t.Errorf("got %v", g.events)
	}
}

func TestOptOutAndOptInAtOnceLeaveNoClientHalfway(t *testing.T) {
	client, _ := start(t, Config{FlushAt: 10_000}, 0)
	for range 2_000 {
		var both sync.WaitGroup
		both.Add(2)
		go func() { defer both.Done(); client.OptOut() }()
		go func() { defer both.Done(); client.OptIn() }()
		both.Wait()
		before := client.Stats().Queued
		_ = client.Track(Event{Name: "a", UserID: "u"})
		if records := client.Stats().Queued > before; records == client.optedOut.Load() {
			t.Fatalf("records: %t, opted out: %t", records, client.optedOut.Load())
		}
	}
}

func TestAnOptOutHoldsForAClientWhoseFolderIsTakenToo(t *testing.T) {
	folder := t.TempDir()
	first, _ := start(t, Config{Storage: folder}, 0)
	device := first.Device().Identity().DeviceID
	first.OptOut()
	second, _ := start(t, Config{Storage: folder, FlushAt: 1000}, 0)
	_ = second.Track(Event{Name: "a", UserID: "u"})
	if queued := second.Stats().Queued; queued != 0 {
		t.Errorf("%d wait", queued)
	}
	if other := second.Device().Identity().DeviceID; other != device {
		t.Errorf("it is another device: %s, not %s", other, device)
	}
}

func TestTheWaitAfterAFailureIsNotCutByANetworkThatCameBackBefore(t *testing.T) {
	var attempts []time.Time
	refused := roundTrip(func(*http.Request) (*http.Response, error) {
		attempts = append(attempts, time.Now()) // from one goroutine
		return nil, errors.New("refused")
	})
	second := make(chan struct{})
	failures := 0
	const least = 400 * time.Millisecond
	client, err := New(Config{Key: "key", Endpoint: "http://127.0.0.1:9", RetryMin: least, FlushAt: 1, HTTPClient: &http.Client{Transport: refused}, OnError: func(error) {
		if failures++; failures == 2 {
			close(second)
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	client.SetOnline(false)
	client.SetOnline(true)
	_ = client.Track(Event{Name: "a", UserID: "u"})
	<-second
	if waited := attempts[1].Sub(attempts[0]); waited < least/2 {
		t.Errorf("it waited %s", waited)
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	_ = client.Close(ended)
}

func TestAStorageWithMoreThanTheQueueHoldsLosesTheOldestAndSaysSo(t *testing.T) {
	folder := t.TempDir()
	client, _ := start(t, Config{Storage: folder, FlushAt: 1000}, 1_000_000)
	for range 10 {
		_ = client.Track(Event{Name: "a", UserID: "u"})
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	_ = client.Close(ended)
	next, g := start(t, Config{Storage: folder, MaxQueue: 4}, 0)
	if err := next.Flush(context.Background()); err != nil {
		t.Fatal(err)
	}
	if stats := next.Stats(); len(g.events) != 4 || stats.Dropped[DropQueueFull] != 6 {
		t.Errorf("%d arrived, %v", len(g.events), stats)
	}
}

func TestHandlersThatStreamOrTakeTheConnectionFindAWriterThatCan(t *testing.T) {
	client, g := start(t, Config{}, 0)
	routes := http.NewServeMux()
	routes.HandleFunc("/stream", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "one")
		w.(http.Flusher).Flush()
	})
	routes.HandleFunc("/take", func(w http.ResponseWriter, _ *http.Request) {
		connection, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		_, _ = io.WriteString(connection, "HTTP/1.1 101 Switching Protocols\r\n\r\n")
		_ = connection.Close()
	})
	client.SetContext(Context{AppVersion: "7"})
	server := httptest.NewServer(Middleware{Client: client, Identify: func(*http.Request) Identity { return Identity{UserID: "u"} }}.Wrap(routes))
	defer server.Close()
	for _, path := range []string{"/stream", "/take"} {
		if response, err := http.Get(server.URL + path); err == nil {
			_ = response.Body.Close()
		}
	}
	server.Close()
	if err := client.Flush(context.Background()); err != nil {
		t.Fatal(err)
	}
	found := map[any]bool{}
	for _, event := range g.events {
		found[event["properties"].(map[string]any)["status"]] = event["context"].(map[string]any)["appVersion"] == "7"
	}
	if !found[200.0] || !found[101.0] || len(found) != 2 {
		t.Errorf("got %v", found)
	}
}
