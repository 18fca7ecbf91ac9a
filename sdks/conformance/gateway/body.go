package gateway

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf16"
)

// What the contract allows in one request.
const (
	maxEvents    = 2000
	maxBodyBytes = 20 << 20
	maxEventName = 200
	maxID        = 128
	maxName      = 256
	maxMapNames  = 1000
)

// Event is one event in the open form, as it was sent.
type Event map[string]any

// Name is the event's name; empty when it is missing or no text.
func (e Event) Name() string { return e.text("event") }

// ID is the event's id; empty when it is missing or no text.
func (e Event) ID() string { return e.text("id") }

func (e Event) text(key string) string {
	text, _ := e[key].(string)
	return text
}

type batch struct {
	events []Event
	sentAt any
}

// decodeBatch reads a body, compressed or not. The error is what a 400 would say.
func decodeBatch(body []byte) (batch, error) {
	if bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
		reader, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			return batch{}, fmt.Errorf("the compressed body is broken: %w", err)
		}
		body, err = io.ReadAll(io.LimitReader(reader, maxBodyBytes+1))
		if err != nil {
			return batch{}, fmt.Errorf("the compressed body is broken: %w", err)
		}
	}
	if len(body) > maxBodyBytes {
		return batch{}, errors.New("the body holds more than 20 MiB")
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var fields map[string]json.RawMessage
	if err := decoder.Decode(&fields); err != nil {
		return batch{}, fmt.Errorf("the body is no JSON object: %w", err)
	}
	if decoder.More() {
		return batch{}, errors.New("the body goes on after its object")
	}
	var result batch
	for name, raw := range fields {
		values := json.NewDecoder(bytes.NewReader(raw))
		values.UseNumber()
		var err error
		switch name {
		case "events":
			err = values.Decode(&result.events)
		case "sentAt":
			err = values.Decode(&result.sentAt)
		default:
			err = errors.New("unknown field")
		}
		if err != nil {
			return batch{}, fmt.Errorf("%s: %w", name, err)
		}
	}
	switch {
	case len(result.events) == 0:
		return batch{}, errors.New("events: must hold at least one event")
	case len(result.events) > maxEvents:
		return batch{}, errors.New("events: a batch holds at most 2,000 events")
	case result.sentAt == nil:
		return result, nil
	}
	return result, checkTime("sentAt", result.sentAt)
}

// check says what the real gateway would find wrong with the event.
func check(event Event) error {
	if name := event.Name(); name == "" || length(name) > maxEventName {
		return errors.New("event: must be a name of 1 to 200 characters")
	}
	if event.text("userId") == "" && event.text("deviceId") == "" {
		return errors.New("userId: or deviceId is required")
	}
	for key, value := range event {
		if err := checkField(event, key, value); err != nil {
			return err
		}
	}
	return checkTyped(event)
}

func checkField(event Event, key string, value any) error {
	if value == nil {
		return nil
	}
	switch key {
	case "event":
		return checkText(key, value, maxEventName)
	case "id", "idempotencyKey":
		return checkText(key, value, maxID)
	case "userId", "deviceId", "sessionId", "correlationId", "appId":
		return checkText(key, value, maxName)
	case "timestamp":
		return checkTime(key, value)
	case "properties", "traits", "traitsOnce":
		values, ok := value.(map[string]any)
		if !ok {
			return fmt.Errorf("%s: must be an object", key)
		}
		if len(values) > maxMapNames {
			return fmt.Errorf("%s: has more than 1,000 names", key)
		}
		for name := range values {
			if name == "" || length(name) > maxName {
				return fmt.Errorf("%s: a name must have 1 to 256 characters", key)
			}
		}
		return nil
	case "context":
		return checkContext(value)
	}
	return fmt.Errorf("%s: unknown field", key)
}

func checkContext(value any) error {
	context, ok := value.(map[string]any)
	if !ok {
		return errors.New("context: must be an object")
	}
	for key, value := range context {
		switch key {
		case "page", "campaign", "app", "os", "device", "library", "location":
			group, ok := value.(map[string]any)
			if !ok {
				return fmt.Errorf("context.%s: must be an object", key)
			}
			for name, text := range group {
				if _, ok := text.(string); !ok {
					return fmt.Errorf("context.%s.%s: must be a string", key, name)
				}
			}
		case "locale", "timezone", "ip", "userAgent":
			if _, ok := value.(string); !ok {
				return fmt.Errorf("context.%s: must be a string", key)
			}
		default:
			if err := checkKind("context."+key, deviceContext[snake(key)], value); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkTyped demands more than the gateway, which would store what does not fit as an ordinary property: a typed helper
// must send what fits.
func checkTyped(event Event) error {
	fields, ok := typedEvents[event.Name()]
	if !ok {
		return nil
	}
	properties, _ := event["properties"].(map[string]any)
	for _, field := range fields {
		value, present := properties[field.name]
		if !present && field.required {
			return fmt.Errorf("properties.%s: is required in %s", field.name, event.Name())
		}
		if present && value != nil {
			if err := checkKind("properties."+field.name, field.kind, value); err != nil {
				return err
			}
		}
	}
	return nil
}

func checkKind(field, kind string, value any) error {
	fits := true
	switch {
	case kind == "" || kind == "message" || kind == "map" || strings.HasPrefix(kind, "[]"):
	case kind == "string":
		_, fits = value.(string)
	case kind == "bool":
		_, fits = value.(bool)
	case kind == "int":
		number, ok := value.(json.Number)
		_, err := number.Int64()
		fits = ok && err == nil
	case kind == "float":
		_, fits = value.(json.Number)
	case strings.HasPrefix(kind, "enum:"):
		text, ok := value.(string)
		fits = ok && slices.Contains(strings.Split(kind[len("enum:"):], "|"), text)
	}
	if !fits {
		return fmt.Errorf("%s: %v does not fit %s", field, value, kind)
	}
	return nil
}

func checkText(field string, value any, most int) error {
	text, ok := value.(string)
	if !ok {
		return fmt.Errorf("%s: must be a string", field)
	}
	if length(text) > most {
		return fmt.Errorf("%s: has more than %d characters", field, most)
	}
	for _, r := range text {
		if r < 0x20 || r == 0x7f {
			return fmt.Errorf("%s: must not hold control characters", field)
		}
	}
	return nil
}

func checkTime(field string, value any) error {
	switch value := value.(type) {
	case json.Number:
		if ms, err := value.Int64(); err == nil && ms >= 0 {
			return nil
		}
	case string:
		if _, err := time.Parse(time.RFC3339Nano, value); err == nil {
			return nil
		}
	}
	return fmt.Errorf("%s: must be RFC 3339 or ms since the epoch", field)
}

// length counts as the gateway does, in UTF-16 units.
func length(text string) int { return len(utf16.Encode([]rune(text))) }

func snake(name string) string {
	var text strings.Builder
	for _, r := range name {
		if r >= 'A' && r <= 'Z' {
			text.WriteByte('_')
			r += 'a' - 'A'
		}
		text.WriteRune(r)
	}
	return text.String()
}
