// Command generate writes the typed helpers of the SDKs, and what the conformance gateway knows of typed events, from the
// .proto files. With -check it writes nothing and fails when a file is not what it would write.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

const header = "Code generated from proto/src/main/proto/causality/v1/events.proto by sdks/generate. DO NOT EDIT."

type target struct {
	path   string // below sdks/
	render func(model) ([]byte, error)
}

var targets = []target{
	{"conformance/gateway/typed_events.go", renderConformance},
	{"go/typed_events.go", renderGo},
	{"java/src/main/java/io/causality/client/Events.java", renderJava},
	{"mobile/android/src/main/kotlin/io/causality/android/TypedEvents.kt", renderKotlin},
	{"mobile/ios/Sources/Causality/TypedEvents.swift", renderSwift},
	{"web/src/typed-events.ts", renderTypeScript},
}

func main() {
	root := flag.String("root", "../..", "folder of the repository")
	check := flag.Bool("check", false, "compare instead of writing")
	flag.Parse()
	if err := run(*root, *check); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run(root string, check bool) error {
	events, err := read(filepath.Join(root, "proto/src/main/proto"))
	if err != nil {
		return err
	}
	for _, target := range targets {
		wanted, err := target.render(events)
		if err != nil {
			return fmt.Errorf("%s: %w", target.path, err)
		}
		path := filepath.Join(root, "sdks", target.path)
		if !check {
			if err := os.WriteFile(path, wanted, 0o644); err != nil {
				return err
			}
			continue
		}
		found, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if !bytes.Equal(found, wanted) {
			return fmt.Errorf("%s is not what the .proto files say; run: cd sdks/generate && go run .", target.path)
		}
	}
	return nil
}
