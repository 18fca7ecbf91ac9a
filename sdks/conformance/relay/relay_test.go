package relay

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
)

func TestARequestIsCarriedOutThoughItsAnswerIsLost(t *testing.T) {
	var carriedOut atomic.Int64
	done := make(chan struct{}, 10)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		carriedOut.Add(1)
		_, _ = io.WriteString(w, "yes")
		done <- struct{}{}
	}))
	defer server.Close()
	relay, err := New(strings.TrimPrefix(server.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Transport: &http.Transport{}}
	ask := func() error {
		response, err := client.Post("http://"+relay.Address(), "text/plain", strings.NewReader("x"))
		if err != nil {
			return err
		}
		defer response.Body.Close()
		text, err := io.ReadAll(response.Body)
		if err == nil && string(text) != "yes" {
			t.Errorf("answered %q", text)
		}
		return err
	}
	if err := ask(); err != nil {
		t.Fatal(err)
	}
	<-done
	relay.Set(Deaf)
	failed := make(chan error)
	go func() { failed <- ask() }()
	<-done
	for relay.Counts().AnswersLost == 0 {
	}
	relay.Set(Open)
	if err := <-failed; err == nil {
		t.Error("an answer came through")
	}
	if carriedOut.Load() != 2 {
		t.Errorf("%d were carried out", carriedOut.Load())
	}
	relay.Set(Refusing)
	if err := ask(); err == nil {
		t.Error("a connection was accepted")
	}
	relay.Set(Open)
	if err := ask(); err != nil {
		t.Error(err)
	}
	if counts := relay.Counts(); counts.Refused == 0 || counts.AnswersLost != 1 {
		t.Errorf("%+v", counts)
	}
	if err := relay.Close(); err != nil {
		t.Error(err)
	}
}
