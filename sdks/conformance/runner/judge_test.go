package runner

import (
	"strings"
	"testing"

	"causality.io/conformance/gateway"
)

func number(n int) *int { return &n }

func event(id, name string, n float64) gateway.Event {
	return gateway.Event{"id": id, "event": name, "deviceId": "d-" + id, "properties": map[string]any{"n": n}}
}

// What an SDK that breaks a requirement would leave must not pass.
func TestABrokenSDKIsFoundOut(t *testing.T) {
	first, second := event("1", "a", 1), event("2", "b", 2)
	record := gateway.Record{
		Accepted: []gateway.Event{second, first},
		Attempts: []gateway.Attempt{
			{AtMs: 100, SentAt: 5.0, Bytes: 10, Events: []gateway.Event{first}},
			{AtMs: 150, SentAt: 5.0, Bytes: 90, Events: []gateway.Event{event("1b", "a", 1), second}},
		},
	}
	for want, expected := range map[string]Expectation{
		"2 accepted events, want 3":          {Accepted: number(3)},
		"2 attempts, want 1":                 {Attempts: number(1)},
		"2 attempts, want 3 or more":         {AttemptsMin: number(3)},
		"2 attempts, want at most 1":         {AttemptsMax: number(1)},
		"3 distinct ids, want 2":             {DistinctIDs: number(2)},
		"holds 2 events, want at most 1":     {MaxBatch: number(1)},
		"has 90 bytes, want at most 50":      {MaxBodyBytes: number(50)},
		"event 2 has n=1 after n=2":          {InOrder: true},
		"sentAt of attempt 2":                {SentAtRises: true},
		"no UUIDv7":                          {UUIDv7: true},
		"50 ms between attempts 1 and 2":     {Gaps: []Gap{{MinMs: 60}}},
		"there are 2 attempts, want 3":       {Gaps: []Gap{{}, {}}},
		"events [b a], want [a b]":           {Names: []string{"a", "b"}},
		"2 accepted events, want 1":          {Events: []map[string]any{{}}},
		"event 1.event is \"b\", want \"a\"": {Events: []map[string]any{{"event": "a"}, {}}},
		"want $bind:d":                       {Events: []map[string]any{{"deviceId": "$bind:d"}, {"deviceId": "$bind:d"}}},
		"want $missing":                      {Events: []map[string]any{{"deviceId": "$missing"}, {}}},
		"want $any":                          {Events: []map[string]any{{"userId": "$any"}, {}}},
	} {
		if err := judge(expected, record, map[string]any{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	fine := Expectation{
		Accepted: number(2), Attempts: number(2), DistinctIDs: number(3), Names: []string{"b", "a"}, Gaps: []Gap{{MinMs: 50, MaxMs: 50}},
		Events: []map[string]any{{"deviceId": "$bind:d"}, {"deviceId": "$not:d", "properties": map[string]any{"n": 1}}},
	}
	if err := judge(fine, record, map[string]any{}); err != nil {
		t.Error(err)
	}
}

func TestEveryCaseIsReadAndEveryRequirementHasOne(t *testing.T) {
	cases, err := Load("../cases")
	if err != nil {
		t.Fatal(err)
	}
	shown := map[int]bool{}
	for _, one := range cases {
		for _, requirement := range one.Requirements {
			shown[requirement] = true
		}
	}
	for requirement := 1; requirement <= 29; requirement++ {
		if !shown[requirement] {
			t.Errorf("requirement %d has no case", requirement)
		}
	}
}
