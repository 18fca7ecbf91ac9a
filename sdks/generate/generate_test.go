package main

import (
	"strings"
	"testing"
)

func TestTheCommittedFilesAreWhatTheProtoFilesSay(t *testing.T) {
	if err := run("../..", true); err != nil {
		t.Fatal(err)
	}
}

func TestEveryTypedEventIsReadWithItsRequiredFields(t *testing.T) {
	events, err := read("../../proto/src/main/proto")
	if err != nil {
		t.Fatal(err)
	}
	required := map[string]string{}
	for _, event := range events.events {
		for _, field := range event.fields {
			if field.required {
				required[event.name] += field.name
			}
		}
	}
	for name, field := range map[string]string{"screen_view": "screen_name", "product_view": "product_id", "purchase_complete": "order_id", "user_login": ""} {
		if required[name] != field {
			t.Errorf("%s requires %q, want %q", name, required[name], field)
		}
	}
	if len(events.events) < 28 {
		t.Errorf("only %d events were found", len(events.events))
	}
}

func TestAMissingFileIsNamed(t *testing.T) {
	if _, err := read(t.TempDir()); err == nil || !strings.Contains(err.Error(), "events.proto") {
		t.Fatalf("got %v", err)
	}
}
