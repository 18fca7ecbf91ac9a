package runner

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"
)

// answerTimeout is how long an adapter may take for one command; those that flush bound themselves.
const answerTimeout = 60 * time.Second

// adapter is a running adapter process: one JSON object per line in each direction, one answer per command.
type adapter struct {
	command *exec.Cmd
	input   io.WriteCloser
	lines   chan []byte
	verbose bool
}

func startAdapter(arguments []string, verbose bool) (*adapter, error) {
	command := exec.Command(arguments[0], arguments[1:]...)
	command.Stderr = os.Stderr
	input, err := command.StdinPipe()
	if err != nil {
		return nil, err
	}
	output, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, fmt.Errorf("cannot start the adapter: %w", err)
	}
	started := &adapter{command: command, input: input, lines: make(chan []byte), verbose: verbose}
	go func() {
		defer close(started.lines)
		scanner := bufio.NewScanner(output)
		scanner.Buffer(nil, 16<<20)
		for scanner.Scan() {
			started.lines <- append([]byte(nil), scanner.Bytes()...)
		}
	}()
	return started, nil
}

// do sends a command and returns its answer; an answer with "error" is an error.
func (a *adapter) do(command map[string]any) (map[string]any, error) {
	line, err := json.Marshal(command)
	if err != nil {
		return nil, err
	}
	if a.verbose {
		fmt.Fprintf(os.Stderr, "  > %s\n", line)
	}
	if _, err := a.input.Write(append(line, '\n')); err != nil {
		return nil, fmt.Errorf("the adapter does not listen: %w", err)
	}
	select {
	case line, open := <-a.lines:
		if !open {
			return nil, errors.New("the adapter ended")
		}
		if a.verbose {
			fmt.Fprintf(os.Stderr, "  < %s\n", line)
		}
		var answer map[string]any
		if err := json.Unmarshal(line, &answer); err != nil {
			return nil, fmt.Errorf("the adapter answered %q: %w", line, err)
		}
		if text, failed := answer["error"]; failed {
			return nil, fmt.Errorf("%v: %v", command["do"], text)
		}
		return answer, nil
	case <-time.After(answerTimeout):
		return nil, fmt.Errorf("%v: no answer within %s", command["do"], answerTimeout)
	}
}

// kill ends the process as kill -9 does.
func (a *adapter) kill() error {
	if err := a.command.Process.Kill(); err != nil {
		return err
	}
	for range a.lines { // What it still said does not matter.
	}
	var exit *exec.ExitError
	if err := a.command.Wait(); err != nil && !errors.As(err, &exit) {
		return err
	}
	return nil
}

// stop lets the process end by itself.
func (a *adapter) stop() error {
	if err := a.input.Close(); err != nil {
		return err
	}
	timer := time.AfterFunc(answerTimeout, func() { _ = a.command.Process.Kill() })
	defer timer.Stop()
	for range a.lines {
	}
	return a.command.Wait()
}
