// Command conformance tells whether an SDK does what REQUIREMENTS.md says.
//
//	conformance gateway                       runs the fake gateway; prints its two addresses as one line of JSON
//	conformance run [flags] -- ADAPTER ARGS   runs the cases against an SDK through its adapter
//	conformance send [flags] -- ADAPTER ARGS  lets an SDK send to a real gateway (../end-to-end.sh)
//	conformance chaos [flags] -- ADAPTER ARGS the same while its network and its process fail (../chaos.sh); prints a report as JSON
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"regexp"
	"time"

	"causality.io/conformance/gateway"
	"causality.io/conformance/runner"
)

func main() {
	if len(os.Args) < 2 {
		usage()
	}
	switch os.Args[1] {
	case "gateway":
		fail(serve())
	case "run":
		run(os.Args[2:])
	case "send":
		send(os.Args[2:])
	case "chaos":
		chaos(os.Args[2:])
	default:
		usage()
	}
}

func usage() {
	fmt.Fprintln(os.Stderr, "usage: conformance gateway | conformance run [-cases DIR] [-only REGEXP] [-v] -- ADAPTER ARGUMENTS… | conformance send -endpoint URL -key KEY [-events N] -- ADAPTER ARGUMENTS… | conformance chaos -endpoint URL -key KEY [-events N] [-duration D] [-kills N] [-seed N] -- ADAPTER ARGUMENTS…")
	os.Exit(2)
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "conformance:", err)
		os.Exit(1)
	}
}

func serve() error {
	server := gateway.New()
	if err := server.Listen(); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addresses := runner.Addresses{Gateway: server.URL(), Control: "http://" + listener.Addr().String()}
	if err := json.NewEncoder(os.Stdout).Encode(addresses); err != nil {
		return err
	}
	return http.Serve(listener, server.Control())
}

func run(arguments []string) {
	flags := flag.NewFlagSet("run", flag.ExitOnError)
	folder := flags.String("cases", "cases", "folder of the cases")
	only := flags.String("only", "", "run the cases whose id matches")
	verbose := flags.Bool("v", false, "print every command and answer")
	_ = flags.Parse(arguments) // ExitOnError
	if flags.NArg() == 0 {
		usage()
	}
	pattern, err := regexp.Compile(*only)
	fail(err)
	cases, err := runner.Load(*folder)
	fail(err)
	result, err := runner.Run(cases, runner.Options{Adapter: flags.Args(), Only: pattern, Verbose: *verbose})
	fail(err)
	fmt.Printf("conformance %s: %d passed, %d failed, %d not applicable\n", result.SDK, result.Passed, result.Failed, result.NotApplicable)
	if result.Failed > 0 || result.Passed == 0 {
		os.Exit(1)
	}
}

func send(arguments []string) {
	flags := flag.NewFlagSet("send", flag.ExitOnError)
	endpoint := flags.String("endpoint", "http://127.0.0.1:8080", "address of the gateway")
	key := flags.String("key", "", "API key")
	events := flags.Int("events", 500, "how many events besides the last two")
	_ = flags.Parse(arguments) // ExitOnError
	if flags.NArg() == 0 || *key == "" {
		usage()
	}
	storage, err := os.MkdirTemp("", "conformance-send-")
	fail(err)
	defer os.RemoveAll(storage)
	fail(runner.Send(flags.Args(), *endpoint, *key, *events, storage+"/storage"))
}

func chaos(arguments []string) {
	flags := flag.NewFlagSet("chaos", flag.ExitOnError)
	options := runner.ChaosOptions{Patience: 3 * time.Minute}
	flags.StringVar(&options.Endpoint, "endpoint", "http://127.0.0.1:8080", "address of the gateway")
	flags.StringVar(&options.Key, "key", "", "API key")
	flags.IntVar(&options.Events, "events", 3000, "how many events")
	flags.DurationVar(&options.Duration, "duration", time.Minute, "in how much time")
	flags.IntVar(&options.Kills, "kills", 3, "how often the SDK's process is killed")
	flags.Uint64Var(&options.Seed, "seed", 1, "decides what fails when")
	_ = flags.Parse(arguments) // ExitOnError
	options.Adapter = flags.Args()
	if flags.NArg() == 0 || options.Key == "" || options.Events < 2 {
		usage()
	}
	storage, err := os.MkdirTemp("", "conformance-chaos-")
	fail(err)
	defer os.RemoveAll(storage)
	options.Storage = storage + "/storage"
	report, err := runner.Chaos(options)
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(report)
	}
	fail(err)
}
