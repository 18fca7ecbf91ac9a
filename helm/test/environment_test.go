package helm

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

// Where the programs read their environment, by the part of the chart that runs them.
var sources = map[string][]string{
	"gateway":   {"ingest-gateway/src/main", "tls/src/main"},
	"portal":    {"portal/src/main", "tls/src/main"},
	"keeper":    {"flink-jobs/jobs/src/main", "tls/src/main"},
	"archive":   {"flink-jobs/jobs/src/main", "tls/src/main"},
	"detection": {"flink-jobs/jobs/src/main", "tls/src/main"},
	"s3":        {"launcher/servers/src/main"},
	"trino":     {"launcher/servers/src/main/resources/trino", "docker/trino"},
	"nats":      {"docker/nats.conf"},
}

// The services of the compose file that are other parts here.
var services = map[string]string{"keeper": "jobs"}

// Keys of the compose file that the chart leaves to the defaults, or sets by portal.env.
var elsewhere = map[string]string{
	"CAUSALITY_ASK_PROVIDER": "portal.env",
	"CAUSALITY_ASK_URL":      "portal.env",
	"CAUSALITY_ASK_MODEL":    "portal.env",
}

var key = regexp.MustCompile(`CAUSALITY_[A-Z0-9_]*[A-Z0-9]`)

func keysRead(t *testing.T, part string) []string {
	t.Helper()
	var keys []string
	for _, source := range sources[part] {
		err := filepath.WalkDir(filepath.Join(root, source), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			text, err := os.ReadFile(path)
			keys = append(keys, key.FindAllString(string(text), -1)...)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return keys
}

func TestEveryKeyIsReadByItsProgram(t *testing.T) {
	for _, size := range sizes {
		for _, p := range slices.Concat(pods(render(t, size)), pods(render(t, size, secured...))) {
			known := keysRead(t, part(p))
			for _, container := range p.spec.Containers {
				for name := range environment(container) {
					if strings.HasPrefix(name, "CAUSALITY_") && !slices.Contains(known, name) {
						t.Errorf("%s: nobody reads %s", p.name, name)
					}
				}
			}
		}
	}
}

// The compose file gives some parts more than they read, by its anchors.
func TestWhatComposeSetsIsSetHereToo(t *testing.T) {
	var compose struct {
		Services map[string]struct {
			Environment map[string]string `json:"environment"`
		} `json:"services"`
	}
	if err := yaml.Unmarshal([]byte(read(t, "docker-compose.yml")), &compose); err != nil {
		t.Fatal(err)
	}
	for _, p := range pods(render(t, "small", secured...)) {
		service := part(p)
		if other, ok := services[service]; ok {
			service = other
		}
		entries := environment(p.spec.Containers[0])
		known := keysRead(t, part(p))
		for name := range compose.Services[service].Environment {
			if _, ok := entries[name]; !ok && elsewhere[name] == "" && slices.Contains(known, name) {
				t.Errorf("%s lacks %s", p.name, name)
			}
		}
	}
}
