package runner

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"strings"

	"causality.io/conformance/gateway"
)

var uuidv7 = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

// judge says how a record differs from what is expected; nil when it does not.
func judge(expected Expectation, record gateway.Record, bound map[string]any) error {
	for _, count := range []struct {
		what   string
		wanted *int
		found  int
	}{
		{"accepted events", expected.Accepted, len(record.Accepted)},
		{"attempts", expected.Attempts, len(record.Attempts)},
		{"distinct ids", expected.DistinctIDs, distinctIDs(record)},
	} {
		if count.wanted != nil && *count.wanted != count.found {
			return fmt.Errorf("%d %s, want %d", count.found, count.what, *count.wanted)
		}
	}
	if expected.AttemptsMin != nil && len(record.Attempts) < *expected.AttemptsMin {
		return fmt.Errorf("%d attempts, want %d or more", len(record.Attempts), *expected.AttemptsMin)
	}
	if expected.AttemptsMax != nil && len(record.Attempts) > *expected.AttemptsMax {
		return fmt.Errorf("%d attempts, want at most %d", len(record.Attempts), *expected.AttemptsMax)
	}
	if err := judgeAttempts(expected, record.Attempts); err != nil {
		return err
	}
	return judgeEvents(expected, record.Accepted, bound)
}

func judgeAttempts(expected Expectation, attempts []gateway.Attempt) error {
	for i, attempt := range attempts {
		if expected.MaxBatch != nil && len(attempt.Events) > *expected.MaxBatch {
			return fmt.Errorf("attempt %d holds %d events, want at most %d", i+1, len(attempt.Events), *expected.MaxBatch)
		}
		if expected.MaxBodyBytes != nil && attempt.Bytes > *expected.MaxBodyBytes {
			return fmt.Errorf("attempt %d has %d bytes, want at most %d", i+1, attempt.Bytes, *expected.MaxBodyBytes)
		}
		if expected.SentAtRises && i > 0 && !later(attempts[i-1].SentAt, attempt.SentAt) {
			return fmt.Errorf("sentAt of attempt %d is %v, that of the one before %v", i+1, attempt.SentAt, attempts[i-1].SentAt)
		}
	}
	for i, gap := range expected.Gaps {
		if i+1 >= len(attempts) {
			return fmt.Errorf("there are %d attempts, want %d", len(attempts), i+2)
		}
		found := attempts[i+1].AtMs - attempts[i].AtMs
		if found < gap.MinMs || gap.MaxMs > 0 && found > gap.MaxMs {
			return fmt.Errorf("%d ms between attempts %d and %d, want %d to %d", found, i+1, i+2, gap.MinMs, gap.MaxMs)
		}
	}
	return nil
}

func judgeEvents(expected Expectation, accepted []gateway.Event, bound map[string]any) error {
	last := -1.0
	for i, event := range accepted {
		if expected.UUIDv7 && !uuidv7.MatchString(event.ID()) {
			return fmt.Errorf("the id of event %d is %q, no UUIDv7", i+1, event.ID())
		}
		if !expected.InOrder {
			continue
		}
		properties, _ := event["properties"].(map[string]any)
		n, ok := properties["n"].(float64)
		if !ok || n <= last {
			return fmt.Errorf("event %d has n=%v after n=%v", i+1, properties["n"], last)
		}
		last = n
	}
	if expected.Names != nil {
		names := []string{}
		for _, event := range accepted {
			names = append(names, event.Name())
		}
		if !reflect.DeepEqual(names, expected.Names) {
			return fmt.Errorf("events %v, want %v", names, expected.Names)
		}
	}
	if expected.Events != nil && len(expected.Events) != len(accepted) {
		return fmt.Errorf("%d accepted events, want %d", len(accepted), len(expected.Events))
	}
	trial := map[string]any{}
	for key, value := range bound {
		trial[key] = value
	}
	for i, wanted := range expected.Events {
		if len(wanted) == 0 {
			continue // any event
		}
		if err := match(fmt.Sprintf("event %d", i+1), wanted, map[string]any(accepted[i]), trial); err != nil {
			return err
		}
	}
	for key, value := range trial {
		bound[key] = value
	}
	return nil
}

func distinctIDs(record gateway.Record) int {
	ids := map[string]bool{}
	for _, attempt := range record.Attempts {
		for _, event := range attempt.Events {
			ids[event.ID()] = true
		}
	}
	return len(ids)
}

func later(before, after any) bool {
	switch before := before.(type) {
	case float64:
		number, ok := after.(float64)
		return ok && number > before
	case string:
		text, ok := after.(string)
		return ok && text > before
	}
	return false
}

// match compares what is written in wanted; {} is an object without members. Texts that begin with $ are patterns: $any (there, not empty), $missing,
// $uuid7, $bind:name (remembers the value, or equals the remembered one), $not:name (differs from the remembered one).
func match(path string, wanted, found any, bound map[string]any) error {
	switch wanted := wanted.(type) {
	case map[string]any:
		members, ok := found.(map[string]any)
		if len(wanted) == 0 && len(members) == 0 && (ok || found == nil) {
			return nil
		}
		if !ok || len(wanted) == 0 {
			return fmt.Errorf("%s is %s, want %s", path, text(found), text(wanted))
		}
		for key, value := range wanted {
			if err := match(path+"."+key, value, members[key], bound); err != nil {
				return err
			}
		}
		return nil
	case []any:
		members, ok := found.([]any)
		if !ok || len(members) != len(wanted) {
			return fmt.Errorf("%s is %s, want %s", path, text(found), text(wanted))
		}
		for i, value := range wanted {
			if err := match(fmt.Sprintf("%s[%d]", path, i), value, members[i], bound); err != nil {
				return err
			}
		}
		return nil
	case string:
		if strings.HasPrefix(wanted, "$") {
			return matchPattern(path, wanted, found, bound)
		}
	}
	if text(wanted) != text(found) {
		return fmt.Errorf("%s is %s, want %s", path, text(found), text(wanted))
	}
	return nil
}

func matchPattern(path, pattern string, found any, bound map[string]any) error {
	name, variable, _ := strings.Cut(pattern, ":")
	holds := false
	switch name {
	case "$any":
		holds = found != nil && found != ""
	case "$missing":
		holds = found == nil
	case "$uuid7":
		value, _ := found.(string)
		holds = uuidv7.MatchString(value)
	case "$bind":
		before, known := bound[variable]
		holds = found != nil && (!known || before == found)
		if holds {
			bound[variable] = found
		}
	case "$not":
		holds = found != nil && bound[variable] != found
	}
	if !holds {
		return fmt.Errorf("%s is %s, want %s (%v)", path, text(found), pattern, bound[variable])
	}
	return nil
}

func text(value any) string {
	encoded, err := json.Marshal(value)
	if err != nil {
		return fmt.Sprint(value)
	}
	return string(encoded)
}
