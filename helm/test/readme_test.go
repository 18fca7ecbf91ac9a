package helm

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

const (
	readmeBegin = "<!-- values: made by `go test ./... -update` in helm/test from the comments of values.yaml -->\n"
	readmeEnd   = "<!-- end of values -->\n"
)

// The README's table is made from values.yaml, and each value there has a comment.
func TestReadmeListsTheValues(t *testing.T) {
	path := filepath.Join(chart, "README.md")
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(before), readmeBegin)
	_, tail, ended := strings.Cut(rest, readmeEnd)
	if !ok || !ended {
		t.Fatal("the README has no place for the values")
	}
	values, err := os.ReadFile(filepath.Join(chart, "values.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	now := head + readmeBegin + table(t, string(values)) + readmeEnd + tail
	if *update {
		if err := os.WriteFile(path, []byte(now), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(before) != now {
		t.Error("README.md is not that of values.yaml; make it anew: go test ./... -update")
	}
}

// table reads the file line by line, since the comments are no part of YAML.
func table(t *testing.T, text string) string {
	t.Helper()
	var out strings.Builder
	out.WriteString("| value | default | what it is |\n|---|---|---|\n")
	var path []string
	comment, commented := "", -1
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		trimmed := strings.TrimSpace(line)
		indent := (len(line) - len(strings.TrimLeft(line, " "))) / 2
		switch {
		case trimmed == "":
			comment, commented = "", -1
		case strings.HasPrefix(trimmed, "#"):
			comment = strings.TrimSpace(comment + " " + strings.TrimSpace(strings.TrimPrefix(trimmed, "#")))
			commented = indent
		default:
			if commented < 0 && len(path) > 0 && indent >= len(path) {
				continue // below a value that is listed as a whole
			}
			name, value, _ := strings.Cut(trimmed, ":")
			path = append(path[:indent:indent], name)
			if commented != indent || comment == "" {
				if value != "" {
					t.Errorf("%s has no comment", strings.Join(path, "."))
				}
				continue
			}
			if value == "" {
				value = nested(t, lines[i+1:], indent)
			}
			fmt.Fprintf(&out, "| `%s` | `%s` | %s |\n", strings.Join(path, "."), strings.TrimSpace(value), comment)
			comment, commented = "", -1
		}
	}
	return out.String()
}

// nested gives what lies below a line in one line.
func nested(t *testing.T, lines []string, indent int) string {
	t.Helper()
	var below []string
	for _, line := range lines {
		if line != "" && len(line)-len(strings.TrimLeft(line, " ")) <= 2*indent {
			break
		}
		below = append(below, line)
	}
	var value any
	if err := yaml.Unmarshal([]byte(strings.Join(below, "\n")), &value); err != nil {
		t.Fatal(err)
	}
	one, err := yaml.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	json, err := yaml.YAMLToJSON(one)
	if err != nil {
		t.Fatal(err)
	}
	return string(json)
}
