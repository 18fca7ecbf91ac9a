package causality

import (
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"
)

func encoded(t *testing.T, event Event) map[string]any {
	t.Helper()
	w := newFieldWriter()
	config := Config{Clock: systemClock}
	if err := event.encode(w, &config, []byte(`"context":{}`)); err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(w.buffer, &fields); err != nil {
		t.Fatalf("%v in %s", err, w.buffer)
	}
	return fields
}

func TestAnEventIsEncodedInTheOpenForm(t *testing.T) {
	fields := encoded(t, Event{
		Name: "order \"placed\"\n", UserID: "u", Timestamp: time.UnixMilli(1234),
		Properties: Properties{"a": 1, "b": 2.5, "c": true, "d": nil, "e": "\x01ü\xff", "f": []any{1, "x"}, "g": map[string]int{"h": 2},
			"i": time.UnixMilli(0), "j": uint8(7), "k": float32(0.5), "l": 1e300, "m": int64(math.MaxInt64)},
		Traits: Properties{"plan": nil},
	}.renamed("order \"placed\""))
	want := map[string]any{
		"id": fields["id"], "event": "order \"placed\"", "userId": "u", "timestamp": 1234.0, "context": map[string]any{},
		"properties": map[string]any{"a": 1.0, "b": 2.5, "c": true, "d": nil, "e": "\x01ü\ufffd", "f": []any{1.0, "x"}, "g": map[string]any{"h": 2.0},
			"i": "1970-01-01T00:00:00Z", "j": 7.0, "k": 0.5, "l": 1e300, "m": float64(math.MaxInt64)},
		"traits": map[string]any{"plan": nil},
	}
	if !reflect.DeepEqual(fields, want) {
		t.Errorf("got  %v\nwant %v", fields, want)
	}
}

func (e Event) renamed(name string) Event {
	e.Name = name
	return e
}

func TestMadeIdsAreUUIDsOfVersion7OfTheEventsTime(t *testing.T) {
	form := regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	seen := map[string]bool{}
	for range 10_000 {
		id := string(appendUUIDv7(nil, 0x0123456789ab))
		if !form.MatchString(id) || !strings.HasPrefix(id, "01234567-89ab-7") || seen[id] {
			t.Fatalf("%q is malformed or a repetition", id)
		}
		seen[id] = true
	}
}

func TestATypedEventHasExactlyTheFieldsThatWereSet(t *testing.T) {
	fields := encoded(t, Event{UserID: "u", Typed: PurchaseComplete{
		OrderID: "o1", TotalCents: Value[int64](0), Items: []PurchaseItem{{ProductID: "p1", Quantity: Value[int32](2)}},
	}, Properties: Properties{"gift": true}})
	want := map[string]any{
		"order_id": "o1", "total_cents": 0.0, "gift": true,
		"items": []any{map[string]any{"product_id": "p1", "quantity": 2.0}},
	}
	if fields["event"] != "purchase_complete" || !reflect.DeepEqual(fields["properties"], want) {
		t.Errorf("got %v", fields)
	}
}

type panics struct{}

func (panics) MarshalJSON() ([]byte, error) { panic("from the host") }

func TestWhatCannotBeSentIsRefusedByNameAndReported(t *testing.T) {
	var reported []Drop
	client, err := New(Config{Key: "k", Endpoint: "http://127.0.0.1:9", OnDrop: func(drop Drop) { reported = append(reported, drop) }})
	if err != nil {
		t.Fatal(err)
	}
	circle := map[string]any{}
	circle["circle"] = circle
	for want, event := range map[string]Event{
		"Name is needed":           {UserID: "u"},
		"more than 200 characters": {UserID: "u", Name: strings.Repeat("ä", 201)},
		"control characters":       {UserID: "u", Name: "a\x00"},
		"UserID or DeviceID":       {Name: "a"},
		"userId has more than 256": {Name: "a", UserID: strings.Repeat("u", 257)},
		"n is NaN":                 {Name: "a", UserID: "u", Properties: Properties{"n": math.NaN()}},
		"c cannot be encoded":      {Name: "a", UserID: "u", Properties: Properties{"c": make(chan int)}},
		"o cannot be encoded":      {Name: "a", UserID: "u", Properties: Properties{"o": circle}},
		"p cannot be encoded":      {Name: "a", UserID: "u", Properties: Properties{"p": panics{}}},
		"product_id is needed":     {UserID: "u", Typed: ProductView{}},
	} {
		if err := client.Track(event); !errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	if dropped := client.Stats().Dropped[DropInvalid]; dropped != 10 || len(reported) != 10 {
		t.Errorf("%d drops were counted and %d reported, want 10", dropped, len(reported))
	}
}

func TestNamesAreMeasuredInTheGatewaysCharacters(t *testing.T) {
	for text, units := range map[string]int{"abc": 3, "ä": 1, "€": 1, "😀": 2, "a😀ä": 4} {
		if checkText("x", text, 1, units) != nil || checkText("x", text, 1, units-1) == nil {
			t.Errorf("%q does not count as %d", text, units)
		}
	}
}

func TestEverythingWrongWithAConfigurationIsNamedAtOnce(t *testing.T) {
	_, err := New(Config{Endpoint: "events.example.com", MaxBatch: 5000, RetryMin: -1})
	for _, want := range []string{"Key is needed", `not "events.example.com"`, "MaxBatch must be 1 to 2000, not 5000", "RetryMin must not be negative"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %q", err, want)
		}
	}
}
