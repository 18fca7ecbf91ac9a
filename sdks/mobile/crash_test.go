package mobile

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

const childSettings = "MOBILE_CRASH_TEST_SETTINGS"

// TestMain is also the process that the crash test kills: it tracks numbered events as fast as it can and prints each number
// after Track returned.
func TestMain(m *testing.M) {
	settings := os.Getenv(childSettings)
	if settings == "" {
		os.Exit(m.Run())
	}
	client, err := Open(settings, nil)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	first, _ := strconv.Atoi(os.Args[1])
	for n := first; ; n++ {
		client.Track("a", fmt.Sprintf(`{"n":%d}`, n))
		fmt.Println(n)
	}
}

// Every event whose Track had returned when its process was killed arrives, under one id.
func TestAKilledProcessLosesNothingThatItHadTracked(t *testing.T) {
	g := newGateway(t)
	settings := settingsText(t, g.URL, map[string]any{"flushAt": 20, "maxQueue": 1_000_000})
	executable, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	last := -1
	for range 8 {
		child := exec.Command(executable, strconv.Itoa(last+1))
		child.Env = append(os.Environ(), childSettings+"="+settings)
		child.Stderr = os.Stderr
		output, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(output)
		for left := 100 + rand.IntN(400); left > 0 && lines.Scan(); left-- {
			last = tracked(t, lines.Text())
		}
		if err := child.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		for lines.Scan() { // What it had tracked and not yet told.
			if n, err := strconv.Atoi(lines.Text()); err == nil {
				last = n
			}
		}
		var exit *exec.ExitError
		if err := child.Wait(); !errors.As(err, &exit) || exit.ExitCode() != -1 {
			t.Fatalf("it ended by itself: %v", err)
		}
	}
	client, err := Open(settings, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !client.Flush(60_000) {
		t.Fatalf("not delivered: %s", client.State())
	}
	client.Close()
	ids := map[int]map[string]bool{}
	for _, event := range g.events {
		n := int(event["properties"].(map[string]any)["n"].(float64))
		if ids[n] == nil {
			ids[n] = map[string]bool{}
		}
		ids[n][event["id"].(string)] = true
	}
	for n := range last + 1 {
		if len(ids[n]) == 0 {
			t.Errorf("event %d was lost", n)
		}
	}
	// A number that a process had tracked and not yet printed is used again by the next: those alone have two ids.
	twice := 0
	for _, of := range ids {
		if len(of) > 1 {
			twice++
		}
	}
	if twice > 8 {
		t.Errorf("%d events have more than one id", twice)
	}
	t.Logf("%d events of 8 killed processes, %d requests' worth of copies", last+1, len(g.events)-len(ids))
}

func tracked(t *testing.T, line string) int {
	t.Helper()
	n, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil {
		t.Fatalf("the process said %q", line)
	}
	return n
}

func TestTheStateTellsWhatIsOnTheDisk(t *testing.T) {
	settings := settingsText(t, "http://127.0.0.1:1", map[string]any{"flushIntervalMs": 3_600_000})
	client, err := Open(settings, nil)
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	for range 10 {
		client.Track("a", "")
	}
	client.CloseWithin(0)
	// The server is away: whoever waited for it would wait for ever.
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("closing at once took %s", took)
	}
	next, err := Open(settings, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer next.CloseWithin(0)
	var state struct{ Queued, Stored int }
	if err := json.Unmarshal([]byte(next.State()), &state); err != nil || state.Queued != 10 || state.Stored != 10 {
		t.Errorf("%v, %+v", err, state)
	}
}
