// Package runner drives an SDK's adapter through cases and judges what the gateway saw.
package runner

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"

	"causality.io/conformance/gateway"
	"gopkg.in/yaml.v3"
)

// Case is one entry of a file in cases/. README.md describes it.
type Case struct {
	ID string `yaml:"id"`
	// Requirements are the numbers in REQUIREMENTS.md that it shows.
	Requirements []int `yaml:"requirements"`
	// Needs names capabilities without which the case does not apply to an SDK.
	Needs   []string            `yaml:"needs"`
	Config  map[string]any      `yaml:"config"`
	Gateway []gateway.Behaviour `yaml:"gateway"`
	Steps   []Step              `yaml:"steps"`
}

// Step is one thing that is done or awaited. Exactly one of its members is set.
type Step struct {
	// Do is sent to the adapter as it is: {"do": "track", …}.
	Do map[string]any `yaml:"do"`
	// Times repeats Do; "{i}" in its texts is the count, from 1.
	Times int `yaml:"times"`
	// WithinMs bounds the time of each Do.
	WithinMs int `yaml:"withinMs"`
	// Behave replaces what the gateway does from now on.
	Behave *[]gateway.Behaviour `yaml:"behave"`
	// Offline and Online cut and restore the network.
	Offline bool `yaml:"offline"`
	Online  bool `yaml:"online"`
	// Crash kills the SDK's process (or what stands for it) and starts it anew with the same storage.
	Crash bool `yaml:"crash"`
	// Await waits until the expectation holds.
	Await *Expectation `yaml:"await"`
	// Expect demands that it holds now.
	Expect *Expectation `yaml:"expect"`
	// QuietMs demands that no request comes for so long.
	QuietMs int `yaml:"quietMs"`
}

// Expectation is about what the gateway recorded and what the SDK says of itself.
type Expectation struct {
	Accepted     *int `yaml:"accepted"`
	Attempts     *int `yaml:"attempts"`
	AttemptsMin  *int `yaml:"attemptsMin"`
	AttemptsMax  *int `yaml:"attemptsMax"`
	DistinctIDs  *int `yaml:"distinctIds"`
	MaxBatch     *int `yaml:"maxBatch"`
	MaxBodyBytes *int `yaml:"maxBodyBytes"`
	// InOrder demands that properties.n of the accepted events rises.
	InOrder bool `yaml:"inOrder"`
	// SentAtRises demands a later sentAt in each attempt.
	SentAtRises bool `yaml:"sentAtRises"`
	// UUIDv7 demands that every id is one.
	UUIDv7 bool `yaml:"uuidv7"`
	// Gaps bound the time between an attempt and the next, in ms.
	Gaps []Gap `yaml:"gaps"`
	// Names are the accepted events' names, in order.
	Names []string `yaml:"names"`
	// Events match the accepted events, in order; only what is written is compared.
	Events []map[string]any `yaml:"events"`
	// State is compared with the adapter's answer to {"do":"state"} alike.
	State map[string]any `yaml:"state"`
}

// Gap bounds the time between two attempts. MaxMs 0 means no bound.
type Gap struct {
	MinMs int64 `yaml:"minMs"`
	MaxMs int64 `yaml:"maxMs"`
}

// Load reads all cases of a folder, in the order of their files.
func Load(folder string) ([]Case, error) {
	paths, err := filepath.Glob(filepath.Join(folder, "*.yaml"))
	if err != nil {
		return nil, err
	}
	sort.Strings(paths)
	var all []Case
	seen := map[string]bool{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		decoder := yaml.NewDecoder(bytes.NewReader(text))
		decoder.KnownFields(true)
		var cases []Case
		if err := decoder.Decode(&cases); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		for _, one := range cases {
			if seen[one.ID] {
				return nil, fmt.Errorf("%s: %s is there twice", path, one.ID)
			}
			seen[one.ID] = true
			if err := one.check(); err != nil {
				return nil, fmt.Errorf("%s: %s: %w", path, one.ID, err)
			}
			all = append(all, one)
		}
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%s holds no cases", folder)
	}
	return all, nil
}

func (c Case) check() error {
	if c.ID == "" || len(c.Requirements) == 0 || len(c.Steps) == 0 {
		return errors.New("id, requirements and steps are needed")
	}
	expects := false
	for i, step := range c.Steps {
		set := 0
		for _, is := range []bool{
			step.Do != nil, step.Behave != nil, step.Offline, step.Online, step.Crash, step.Await != nil, step.Expect != nil, step.QuietMs > 0,
		} {
			if is {
				set++
			}
		}
		if set != 1 {
			return fmt.Errorf("step %d: exactly one thing, not %d", i+1, set)
		}
		expects = expects || step.Expect != nil || step.Await != nil
	}
	if !expects {
		return errors.New("nothing is expected")
	}
	return nil
}
