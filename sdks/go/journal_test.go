package causality

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func reopened(t *testing.T, folder string) []string {
	t.Helper()
	j, err := openJournal(folder, func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	defer j.close()
	return texts(j.kept)
}

func texts(entries []entry) []string {
	found := []string{}
	for _, one := range entries {
		found = append(found, string(one.data))
	}
	return found
}

// The file may end anywhere, as that of a killed process does. What is found then is what the queue held after one of the
// calls, or between two lines of one.
func TestAJournalThatIsCutOffAnywhereIsTheQueueAtSomeMoment(t *testing.T) {
	for seed := range uint64(50) {
		random := rand.New(rand.NewPCG(seed, 8))
		folder := t.TempDir()
		j, err := openJournal(folder, func(err error) { t.Error(err) })
		if err != nil {
			t.Fatal(err)
		}
		q := newQueue(8, j)
		moments := map[string]bool{"": true}
		for n := range 60 {
			switch random.IntN(5) {
			case 0, 1, 2:
				q.push(fmt.Appendf(nil, `{"n":%d}`, n), 0)
			case 3:
				if len(q.underWay) == 0 {
					q.take(1+random.IntN(4), 1<<20)
				}
				for len(q.underWay) > 0 && random.IntN(3) > 0 {
					q.settle(q.underWay[:1])
					moments[strings.Join(texts(q.all()), "")] = true
				}
			default:
				q.putBack()
			}
			moments[strings.Join(texts(q.all()), "")] = true
			if oldest := q.all(); len(oldest) > 0 { // between the end of the oldest and a new one
				moments[strings.Join(texts(oldest[:len(oldest)-1]), "")] = true
			}
		}
		q.leave()
		text, err := os.ReadFile(j.path)
		if err != nil {
			t.Fatal(err)
		}
		for length := range len(text) {
			var cut journal
			cut.parse(text[:length])
			if found := strings.Join(texts(cut.kept), ""); !moments[found] {
				t.Fatalf("seed %d, %d of %d bytes: %s", seed, length, len(text), found)
			}
		}
		if found, want := reopened(t, folder), texts(q.all()); !slices.Equal(found, want) {
			t.Fatalf("seed %d: %v, want %v", seed, found, want)
		}
	}
}

func TestTheJournalIsWrittenAnewWhenMostOfItIsDone(t *testing.T) {
	folder := t.TempDir()
	j, err := openJournal(folder, func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	q := newQueue(1000, j)
	data := append(append([]byte(`{"a":"`), bytes.Repeat([]byte("x"), 1000)...), `"}`...)
	q.push([]byte(`{"first":1}`), 0)
	for range 2000 {
		q.push(data, 0)
		q.take(2, 1<<20)
		q.settle(q.underWay[len(q.underWay)-1:])
		q.putBack()
	}
	q.leave()
	if size := j.bytes; size > smallJournal+2*int64(len(data)) {
		t.Errorf("the file has %d bytes for one small event", size)
	}
	if found := reopened(t, folder); !slices.Equal(found, []string{`{"first":1}`}) {
		t.Errorf("found %d events: %.100v", len(found), found)
	}
}

func TestAFolderIsOneClientsAtATime(t *testing.T) {
	folder := t.TempDir()
	first, err := openJournal(folder, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := openJournal(folder, nil); err == nil || !strings.Contains(err.Error(), "another client") {
		t.Errorf("got %v", err)
	}
	first.close()
	reopened(t, folder)
}

func TestAClientWhoseStorageCannotBeUsedGoesOnInMemory(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	var accepted int
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		accepted++
		_, _ = w.Write([]byte(`{"acceptedCount":1}`))
	}))
	defer server.Close()
	var said []string
	client, err := New(Config{Key: "k", Endpoint: server.URL, Storage: file, OnError: func(err error) { said = append(said, err.Error()) }})
	if err != nil {
		t.Fatal(err)
	}
	_ = client.Device().Track(Event{Name: "a"})
	if err := client.Close(context.Background()); err != nil || accepted != 1 {
		t.Errorf("%v, %d requests", err, accepted)
	}
	if len(said) != 1 || !strings.Contains(said[0], "in memory") {
		t.Errorf("said %q", said)
	}
}

func TestWithoutANetworkNothingIsTriedAndItsReturnEndsTheWait(t *testing.T) {
	tried := make(chan struct{}, 100)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		tried <- struct{}{}
		if len(tried) == 1 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		_, _ = w.Write([]byte(`{"acceptedCount":1}`))
	}))
	defer server.Close()
	client, err := New(Config{Key: "k", Endpoint: server.URL, FlushAt: 1, RetryMin: time.Hour, RetryMax: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	failed := make(chan error, 1)
	client.drops.onError = func(err error) { failed <- err }
	client.SetOnline(false)
	_ = client.Track(Event{Name: "a", UserID: "u"})
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	if err := client.Flush(ctx); err == nil || len(tried) > 0 {
		t.Fatalf("%v, %d attempts without a network", err, len(tried))
	}
	client.SetOnline(true)
	<-failed // the wait of an hour begins
	client.SetOnline(false)
	client.SetOnline(true)
	if err := client.Flush(context.Background()); err != nil || len(tried) != 2 {
		t.Errorf("%v, %d attempts", err, len(tried))
	}
	_ = client.Close(context.Background())
}
