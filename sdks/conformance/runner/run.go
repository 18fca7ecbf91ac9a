package runner

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"causality.io/conformance/gateway"
)

// Patience for what is awaited, and how often it is looked at.
const (
	patience = 60 * time.Second // a browser may take that long to write its localStorage
	glance   = 10 * time.Millisecond
)

// Addresses is the line that `conformance gateway` prints.
type Addresses struct {
	Gateway string `json:"gateway"`
	Control string `json:"control"`
}

// Options of a run.
type Options struct {
	Adapter []string
	Only    *regexp.Regexp
	Verbose bool
}

// Result counts cases.
type Result struct {
	SDK                           string
	Passed, Failed, NotApplicable int
}

type run struct {
	options      Options
	addresses    Addresses
	adapter      *adapter
	capabilities []any
	storage      string
}

// Run starts a fake gateway and the adapter and runs the cases one after the other. The error is about the run itself; a
// failed case is counted and printed.
func Run(cases []Case, options Options) (Result, error) {
	storage, err := os.MkdirTemp("", "conformance-")
	if err != nil {
		return Result{}, err
	}
	defer os.RemoveAll(storage)
	addresses, stop, err := startGateway()
	if err != nil {
		return Result{}, err
	}
	defer stop()
	r := &run{options: options, addresses: addresses, storage: storage}
	result := Result{}
	if err := r.start(&result); err != nil {
		return result, err
	}
	for _, one := range cases {
		if !options.Only.MatchString(one.ID) {
			continue
		}
		if lacking := r.lacking(one); lacking != "" {
			result.NotApplicable++
			fmt.Printf("n/a   %s (%s)\n", one.ID, lacking)
			continue
		}
		began := time.Now()
		if err := r.one(one); err != nil {
			result.Failed++
			fmt.Printf("FAIL  %s %v: %v\n", one.ID, one.Requirements, err)
			if err := r.restart(); err != nil {
				return result, err
			}
			continue
		}
		result.Passed++
		fmt.Printf("ok    %s %v %d ms\n", one.ID, one.Requirements, time.Since(began).Milliseconds())
	}
	return result, r.adapter.stop()
}

func startGateway() (Addresses, func(), error) {
	executable, err := os.Executable()
	if err != nil {
		return Addresses{}, nil, err
	}
	command := exec.Command(executable, "gateway")
	command.Stderr = os.Stderr
	output, err := command.StdoutPipe()
	if err != nil {
		return Addresses{}, nil, err
	}
	if err := command.Start(); err != nil {
		return Addresses{}, nil, err
	}
	stop := func() {
		_ = command.Process.Kill()
		_ = command.Wait()
	}
	line, err := bufio.NewReader(output).ReadBytes('\n')
	var addresses Addresses
	if err == nil {
		err = json.Unmarshal(line, &addresses)
	}
	if err != nil {
		stop()
		return Addresses{}, nil, fmt.Errorf("the fake gateway did not start: %w", err)
	}
	return addresses, stop, nil
}

func (r *run) start(result *Result) error {
	adapter, err := startAdapter(r.options.Adapter, r.options.Verbose)
	if err != nil {
		return err
	}
	r.adapter = adapter
	hello, err := adapter.do(map[string]any{"do": "hello"})
	if err != nil {
		return err
	}
	if result != nil {
		result.SDK, _ = hello["sdk"].(string)
	}
	r.capabilities, _ = hello["capabilities"].([]any)
	return nil
}

func (r *run) restart() error {
	if err := r.adapter.kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	return r.start(nil)
}

func (r *run) lacking(one Case) string {
	for _, need := range one.Needs {
		if !slices.Contains(r.capabilities, any(need)) {
			return "needs " + need
		}
	}
	return ""
}

func (r *run) one(one Case) error {
	if err := r.control("reset", nil); err != nil {
		return err
	}
	if err := r.control("behave", one.Gateway); err != nil {
		return err
	}
	config := map[string]any{"key": "conformance-key", "endpoint": r.addresses.Gateway, "storage": r.storage + "/" + one.ID}
	for key, value := range one.Config {
		config[key] = value
	}
	start := map[string]any{"do": "init", "config": config, "fresh": true}
	if _, err := r.adapter.do(start); err != nil {
		return err
	}
	bound := map[string]any{}
	for i, step := range one.Steps {
		if err := r.step(step, config, bound); err != nil {
			return fmt.Errorf("step %d: %w", i+1, err)
		}
	}
	record, err := r.record()
	if err != nil {
		return err
	}
	if len(record.Violations) > 0 {
		return fmt.Errorf("broke the contract: %s", strings.Join(record.Violations, "; "))
	}
	_, err = r.adapter.do(map[string]any{"do": "end"})
	return err
}

func (r *run) step(step Step, config, bound map[string]any) error {
	switch {
	case step.Do != nil:
		return r.do(step)
	case step.Behave != nil:
		return r.control("behave", *step.Behave)
	case step.Offline:
		return r.control("offline", nil)
	case step.Online:
		return r.control("online", nil)
	case step.Crash:
		return r.crash(config)
	case step.Await != nil:
		return r.await(*step.Await, bound)
	case step.Expect != nil:
		return r.holds(*step.Expect, bound)
	default:
		return r.quiet(time.Duration(step.QuietMs) * time.Millisecond)
	}
}

func (r *run) do(step Step) error {
	for i := range max(1, step.Times) {
		began := time.Now()
		command, _ := counted(step.Do, i+1).(map[string]any)
		if _, err := r.adapter.do(command); err != nil {
			return err
		}
		took := time.Since(began)
		if step.WithinMs > 0 && took > time.Duration(step.WithinMs)*time.Millisecond {
			return fmt.Errorf("%v took %s, more than %d ms", step.Do["do"], took, step.WithinMs)
		}
	}
	return nil
}

// counted replaces {i}; a text that is {i} alone becomes a number.
func counted(value any, i int) any {
	switch value := value.(type) {
	case map[string]any:
		copied := map[string]any{}
		for key, member := range value {
			copied[key] = counted(member, i)
		}
		return copied
	case []any:
		var copied []any
		for _, member := range value {
			copied = append(copied, counted(member, i))
		}
		return copied
	case string:
		if value == "{i}" {
			return i
		}
		return strings.ReplaceAll(value, "{i}", strconv.Itoa(i))
	}
	return value
}

// crash lets the adapter do it where its process is not what has to die (a browser), else kills it.
func (r *run) crash(config map[string]any) error {
	if slices.Contains(r.capabilities, any("crashes-itself")) {
		if _, err := r.adapter.do(map[string]any{"do": "crash"}); err != nil {
			return err
		}
	} else if err := r.restart(); err != nil {
		return err
	}
	_, err := r.adapter.do(map[string]any{"do": "init", "config": config, "fresh": false})
	return err
}

func (r *run) await(expected Expectation, bound map[string]any) error {
	deadline := time.Now().Add(patience)
	for {
		err := r.holds(expected, bound)
		if err == nil || time.Now().After(deadline) {
			return err
		}
		time.Sleep(glance)
	}
}

func (r *run) quiet(length time.Duration) error {
	before, err := r.record()
	if err != nil {
		return err
	}
	time.Sleep(length) // That nothing comes shows only in time.
	after, err := r.record()
	if err != nil {
		return err
	}
	if more := len(after.Attempts) - len(before.Attempts); more > 0 {
		return fmt.Errorf("%d requests came while none should", more)
	}
	return nil
}

func (r *run) holds(expected Expectation, bound map[string]any) error {
	record, err := r.record()
	if err != nil {
		return err
	}
	if err := judge(expected, record, bound); err != nil {
		return err
	}
	if expected.State == nil {
		return nil
	}
	state, err := r.adapter.do(map[string]any{"do": "state"})
	if err != nil {
		return err
	}
	return match("state", expected.State, state, bound)
}

func (r *run) record() (gateway.Record, error) {
	var record gateway.Record
	response, err := http.Get(r.addresses.Control + "/record")
	if err != nil {
		return record, err
	}
	defer response.Body.Close()
	return record, json.NewDecoder(response.Body).Decode(&record)
}

func (r *run) control(action string, body any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	response, err := http.Post(r.addresses.Control+"/"+action, "application/json", bytes.NewReader(text))
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		detail, _ := io.ReadAll(response.Body)
		return fmt.Errorf("the fake gateway refused %s: %s", action, detail)
	}
	return nil
}
