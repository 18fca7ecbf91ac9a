package gateway

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
)

func start(t *testing.T) *Server {
	t.Helper()
	server := New()
	if err := server.Listen(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Offline() })
	return server
}

func post(t *testing.T, server *Server, body string) (int, string, http.Header) {
	t.Helper()
	request, err := http.NewRequest(http.MethodPost, server.URL()+"/v1/events/batch", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("X-API-Key", "k")
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, "", nil
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(text), response.Header
}

func TestEachEventIsJudgedByItselfAndKeptOnce(t *testing.T) {
	server := start(t)
	body := `{"events":[{"id":"1","event":"a","userId":"u"},{"id":"2","event":"","userId":"u"},{"id":"1","event":"a","userId":"u"}],"sentAt":5}`
	status, reply, _ := post(t, server, body)
	if status != 200 || !strings.Contains(reply, `"acceptedCount":2,"rejectedCount":1`) || !strings.Contains(reply, `{"index":1,"eventId":"2","status":"rejected","error":"event 1: event: must be a name`) {
		t.Errorf("%d %s", status, reply)
	}
	if record := server.Record(); len(record.Accepted) != 1 || len(record.Violations) != 1 || len(record.Attempts) != 1 {
		t.Errorf("%+v", record)
	}
}

func TestWhatBreaksTheContractIsNamed(t *testing.T) {
	for event, want := range map[string]string{
		`{"event":"a"}`: "userId: or deviceId is required",
		`{"event":"a","userId":"u","userid":"u"}`:                                      "userid: unknown field",
		`{"event":"a","userId":7}`:                                                     "userId",
		`{"event":"a","userId":"u","timestamp":"yesterday"}`:                           "timestamp: must be RFC 3339",
		`{"event":"a","userId":"u","properties":[]}`:                                   "properties: must be an object",
		`{"event":"a","userId":"u","context":{"page":{"url":1}}}`:                      "context.page.url: must be a string",
		`{"event":"a","userId":"u","context":{"screenWidth":"wide"}}`:                  "context.screenWidth",
		`{"event":"product_view","userId":"u"}`:                                        "properties.product_id: is required",
		`{"event":"app_start","userId":"u","properties":{"is_cold_start":1}}`:          "properties.is_cold_start",
		`{"event":"swipe_gesture","userId":"u","properties":{"direction":"sideways"}}`: "properties.direction",
	} {
		server := start(t)
		_, reply, _ := post(t, server, `{"events":[`+event+`]}`)
		if !strings.Contains(reply, want) || len(server.Record().Violations) != 1 {
			t.Errorf("%s is answered %s, want %q", event, reply, want)
		}
	}
	for _, body := range []string{``, `[]`, `{"events":[]}`, `{"events":[{}],"sentat":1}`, `{"events":[`} {
		server := start(t)
		if status, reply, _ := post(t, server, body); status != 400 || len(server.Record().Violations) != 1 {
			t.Errorf("%q is answered %d %s", body, status, reply)
		}
	}
}

const good = `{"events":[{"id":"1","event":"a","userId":"u"},{"id":"2","event":"b","userId":"u"}]}`

func TestItMisbehavesOnDemand(t *testing.T) {
	server := start(t)
	server.Behave([]Behaviour{
		{Times: 2, Status: 503, RetryAfter: "7"}, {Times: 1, MaxEvents: 1}, {Times: 1, BadRequest: []string{"b"}, Named: true},
		{Times: 1, Cut: "before"}, {Times: 1, Body: "<html>"}, {Times: 1, Reject: []string{"b"}}, {Times: 1, Cut: "after"},
	})
	var statuses []int
	var replies []string
	for range 9 {
		status, reply, header := post(t, server, good)
		if status == 503 && header.Get("Retry-After") != "7" {
			t.Errorf("Retry-After is %q", header.Get("Retry-After"))
		}
		statuses, replies = append(statuses, status), append(replies, reply)
	}
	want, _ := json.Marshal([]int{503, 503, 413, 400, 0, 200, 200, 0, 200})
	if got, _ := json.Marshal(statuses); !bytes.Equal(got, want) {
		t.Errorf("answered %s, want %s", got, want)
	}
	if !strings.Contains(replies[3], `"results":[{"index":1,"eventId":"2","status":"rejected"`) || replies[5] != "<html>" || !strings.Contains(replies[6], `"rejectedCount":1`) {
		t.Errorf("%q", replies)
	}
	if record := server.Record(); len(record.Accepted) != 2 || len(record.Violations) != 0 {
		t.Errorf("%+v", record)
	}
	if err := server.Offline(); err != nil {
		t.Fatal(err)
	}
	if status, _, _ := post(t, server, good); status != 0 {
		t.Errorf("offline it answers %d", status)
	}
	if err := server.Listen(); err != nil {
		t.Fatal(err)
	}
	if status, _, _ := post(t, server, good); status != 200 {
		t.Errorf("online again it answers %d", status)
	}
}

func TestCompressedBodiesAreRead(t *testing.T) {
	var compressed bytes.Buffer
	writer := gzip.NewWriter(&compressed)
	if _, err := writer.Write([]byte(good)); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	if status, reply, _ := post(t, start(t), compressed.String()); status != 200 {
		t.Errorf("%d %s", status, reply)
	}
}
