package causality

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

// gateway accepts everything, remembers each id once, and fails as often as it is told.
type gateway struct {
	mutex  sync.Mutex
	events map[string]map[string]any
	fails  int
	twice  int
}

func (g *gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var body io.Reader = r.Body
	buffered, _ := io.ReadAll(r.Body)
	body = newReader(buffered)
	var batch struct{ Events []map[string]any }
	if err := json.NewDecoder(body).Decode(&batch); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	g.mutex.Lock()
	defer g.mutex.Unlock()
	if g.fails > 0 {
		g.fails--
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	for _, event := range batch.Events {
		id, _ := event["id"].(string)
		if g.events[id] != nil {
			g.twice++
		}
		g.events[id] = event
	}
	_, _ = fmt.Fprintf(w, `{"acceptedCount":%d,"rejectedCount":0,"results":[]}`, len(batch.Events))
}

func newReader(body []byte) io.Reader {
	reader, writer := io.Pipe()
	go func() { _, err := writer.Write(body); _ = writer.CloseWithError(err) }()
	if len(body) > 1 && body[0] == 0x1f && body[1] == 0x8b {
		unzipped, err := gzip.NewReader(reader)
		if err == nil {
			return unzipped
		}
	}
	return reader
}

func start(t testing.TB, config Config, fails int) (*Client, *gateway) {
	t.Helper()
	g := &gateway{events: map[string]map[string]any{}, fails: fails}
	server := httptest.NewServer(g)
	t.Cleanup(server.Close)
	config.Key, config.Endpoint = "key", server.URL
	client, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close(context.Background()) })
	return client, g
}

func TestManyGoroutinesLoseNothingWhileTheGatewayFails(t *testing.T) {
	client, g := start(t, Config{MaxQueue: 100_000, FlushAt: 100, RetryMin: time.Millisecond, RetryMax: 5 * time.Millisecond}, 20)
	const goroutines, each = 16, 500
	var group sync.WaitGroup
	for range goroutines {
		group.Add(1)
		go func() {
			defer group.Done()
			shared := Properties{"n": 1}
			for i := range each {
				shared["n"] = i // the client keeps nothing of it
				if err := client.Track(Event{Name: "a", DeviceID: "d", Properties: shared}); err != nil {
					t.Error(err)
				}
			}
		}()
	}
	group.Wait()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if err := client.Close(ctx); err != nil {
		t.Fatal(err)
	}
	if len(g.events) != goroutines*each || g.twice != 0 {
		t.Errorf("%d events arrived and %d twice, want %d", len(g.events), g.twice, goroutines*each)
	}
	if err := client.Track(Event{Name: "late", DeviceID: "d"}); !errors.Is(err, ErrClosed) {
		t.Errorf("got %v", err)
	}
}

func TestCloseReportsWhatItCouldNotDeliver(t *testing.T) {
	client, _ := start(t, Config{FlushAt: 1000}, 1_000_000)
	for range 3 {
		_ = client.Track(Event{Name: "a", DeviceID: "d"})
	}
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	if err := client.Close(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	if dropped := client.Stats().Dropped[DropClosed]; dropped != 3 {
		t.Errorf("%d were reported, want 3", dropped)
	}
}

func TestACloseIsNoticedAtWhateverMomentItComes(t *testing.T) {
	g := &gateway{events: map[string]map[string]any{}}
	server := httptest.NewServer(g)
	defer server.Close()
	shared := newHTTPClient()
	defer shared.CloseIdleConnections()
	for n := range 2_000 {
		client, err := New(Config{Key: "key", Endpoint: server.URL, HTTPClient: shared})
		if err != nil {
			t.Fatal(err)
		}
		for range n % 3 {
			_ = client.Track(Event{Name: "a", UserID: "u"})
		}
		if err := client.Close(context.Background()); err != nil {
			t.Fatalf("client %d: %v", n, err)
		}
	}
	if len(g.events) != 1_999 || g.twice != 0 {
		t.Errorf("%d arrived, %d of them twice", len(g.events), g.twice)
	}
}

func TestAnOptOutWhileEventsAreAboutToGoHarmsNothing(t *testing.T) {
	client, _ := start(t, Config{FlushAt: 1}, 0)
	for range 5_000 {
		_ = client.Track(Event{Name: "a", UserID: "u"})
		client.OptOut()
		client.OptIn()
	}
	if err := client.Close(context.Background()); err != nil {
		t.Error(err)
	}
}

func TestTheMiddlewareRecordsRequestsAndPanics(t *testing.T) {
	client, g := start(t, Config{}, 0)
	routes := http.NewServeMux()
	routes.HandleFunc("GET /items/{id}", func(w http.ResponseWriter, r *http.Request) {
		person := FromContext(r.Context())
		_ = person.Identify(person.Identity().UserID, nil)
		_ = person.Track(Event{Typed: ProductView{ProductID: r.PathValue("id")}})
		person.Session("")
		w.WriteHeader(http.StatusTeapot)
		_, _ = io.WriteString(w, "tea")
	})
	routes.HandleFunc("GET /panic", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	middleware := Middleware{
		Client:   client,
		Identify: func(r *http.Request) Identity { return Identity{UserID: r.Header.Get("X-User")} },
		Skip:     func(r *http.Request) bool { return r.URL.Path == "/healthz" },
	}
	server := httptest.NewServer(middleware.Wrap(routes))
	defer server.Close()
	get := func(path, user string) int {
		request, _ := http.NewRequest(http.MethodGet, server.URL+path, nil)
		request.Header.Set("X-User", user)
		if response, err := http.DefaultClient.Do(request); err == nil {
			_ = response.Body.Close()
			return response.StatusCode
		}
		return 0
	}
	get("/items/7?secret=1", "u1")
	if status := get("/items/8", ""); status != http.StatusTeapot {
		t.Errorf("nobody was answered %d", status)
	}
	get("/healthz", "u1")
	get("/panic", "u2")
	if err := client.Flush(context.Background()); err != nil {
		t.Fatal(err)
	}
	statuses := map[any]any{}
	for _, event := range g.events {
		properties, _ := event["properties"].(map[string]any)
		statuses[event["event"].(string)+event["userId"].(string)] = properties["status"]
		if event["event"] == "http_request" && event["userId"] == "u1" {
			page := event["context"].(map[string]any)["page"].(map[string]any)
			if page["url"] != server.URL+"/items/7" || properties["bytes"] != 3.0 || properties["method"] != "GET" {
				t.Errorf("got %v", event)
			}
		}
	}
	want := map[any]any{"identifyu1": nil, "product_viewu1": nil, "http_requestu1": 418.0, "http_requestu2": 500.0}
	if fmt.Sprint(statuses) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", statuses, want)
	}
}
