package helm

import (
	"encoding/base64"
	"flag"
	"os"
	"reflect"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	monitoring "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	apps "k8s.io/api/apps/v1"
	core "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"
)

var update = flag.Bool("update", false, "write golden files and the chart's README anew")

func itoa(number int) string { return strconv.Itoa(number) }

func TestLintFindsNothing(t *testing.T) {
	for _, size := range sizes {
		out, said, err := helm("lint", ".", "--strict", "--kube-version", kubeVersion, "-f", "values-"+size+".yaml")
		if err != nil || strings.Contains(out, "[WARNING]") {
			t.Errorf("%s: %s%s", size, out, said)
		}
	}
}

// What each size consists of, and the small one word for word.
func TestGolden(t *testing.T) {
	for _, size := range sizes {
		var lines []string
		for _, each := range render(t, size) {
			lines = append(lines, each.kind+" "+each.name)
		}
		sort.Strings(lines)
		golden(t, "golden/"+size+".txt", strings.Join(lines, "\n")+"\n")
	}
	text, said, err := template("-f", "values-small.yaml", "--set", "secrets.existing=causality-keys")
	if err != nil {
		t.Fatal(said)
	}
	golden(t, "golden/small.yaml", text)
}

func golden(t *testing.T, path, now string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(now), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(before) != now {
		old, fresh := strings.Split(string(before), "\n"), strings.Split(now, "\n")
		for i := 0; i < len(old) && i < len(fresh); i++ {
			if old[i] != fresh[i] {
				t.Fatalf("%s differs from line %d on:\n- %s\n+ %s\nIf that is right: go test ./... -update", path, i+1, old[i], fresh[i])
			}
		}
		t.Fatalf("%s differs in length; if that is right: go test ./... -update", path)
	}
}

// What is wrong is refused before anything reaches the cluster, with words that say where.
func TestWrongValuesAreRefused(t *testing.T) {
	for wrong, message := range map[string]string{
		"gateway.replcas=3":                                  "additional properties 'replcas' not allowed",
		"nats.replicas=2":                                    "at '/nats/replicas': value must be one of 1, 3, 5",
		"gateway.replicas=0":                                 "at '/gateway/replicas'",
		"flink.env.FOO=1":                                    "at '/flink/env': additional properties 'FOO' not allowed",
		"flink.archive.state=stopped":                        "at '/flink/archive/state'",
		"flink.archive.jobManager.memory=1":                  "at '/flink/archive/jobManager/memory'",
		"images.pullPolicy=Sometimes":                        "at '/images/pullPolicy'",
		"s3.bucket=Lake":                                     "at '/s3/bucket'",
		"events.replicas=3":                                  "events.replicas is 3, but nats.replicas is only 1",
		"events.maxGiB=20":                                   "nats.storageGiB must be events.maxGiB and 3 more at least (dead letters, alerts, the rest): 23",
		"flink.detection.parallelism=9":                      "flink.detection.parallelism is 9, but there are only 8 partitions",
		"s3.enabled=false":                                   "s3.endpoint is needed when s3.enabled is false",
		"nats.enabled=false":                                 "nats.url is needed when nats.enabled is false",
		"trino.enabled=false":                                "trino.url is needed when trino.enabled is false",
		"postgres.enabled=false":                             "postgres.url is needed when postgres.enabled is false",
		"tls.management=true":                                "tls.gatewaySecret is needed when tls.management is true",
		"oidc.issuer=http://id.example.com":                  "at '/oidc/issuer'",
		"oidc.issuer=https://id.example.com":                 "oidc.clientId is needed when oidc.issuer is set",
		"oidc.issuer=https://id.example.com,oidc.clientId=c": "portal.publicUrl is needed when oidc.issuer is set",
		"oidc.adminGroups={a\\,b}":                           "at '/oidc/adminGroups/0'",
		"ingress.enabled=true":                               "ingress.gatewayHost is needed when ingress.enabled is true",
	} {
		_, said, err := template("--set", wrong)
		if err == nil || !strings.Contains(said, message) {
			t.Errorf("%s: %v, says %s", wrong, err, said)
		}
	}
}

func TestPodsHaveNoRights(t *testing.T) {
	for _, size := range sizes {
		for _, p := range pods(render(t, size)) {
			security := p.spec.SecurityContext
			if !*security.RunAsNonRoot || *security.RunAsUser == 0 || security.SeccompProfile.Type != core.SeccompProfileTypeRuntimeDefault {
				t.Errorf("%s: %+v", p.name, security)
			}
			if !p.flink && (p.spec.AutomountServiceAccountToken == nil || *p.spec.AutomountServiceAccountToken) {
				t.Errorf("%s has a token of the API's", p.name)
			}
			for _, container := range slices.Concat(p.spec.InitContainers, p.spec.Containers) {
				own := container.SecurityContext
				if !*own.ReadOnlyRootFilesystem || *own.AllowPrivilegeEscalation || !reflect.DeepEqual(own.Capabilities.Drop, []core.Capability{"ALL"}) {
					t.Errorf("%s: %+v", p.name, own)
				}
				if p.flink {
					continue
				}
				if !regexp.MustCompile(`^[^:]+:v?[0-9]+\..+$`).MatchString(container.Image) {
					t.Errorf("%s: the image %s has no version", p.name, container.Image)
				}
				resources := container.Resources
				if resources.Requests.Cpu().IsZero() || resources.Limits.Memory().IsZero() || resources.Requests.Memory().Cmp(*resources.Limits.Memory()) != 0 {
					t.Errorf("%s: %+v", p.name, resources)
				}
			}
			if !p.flink {
				for _, container := range p.spec.Containers {
					if container.StartupProbe == nil || container.LivenessProbe == nil || container.ReadinessProbe == nil {
						t.Errorf("%s is not watched", p.name)
					}
				}
			}
		}
	}
}

// A gateway that is to go serves until nobody sends to it, and then has the time that GatewayMain may take.
func TestTheGatewayHasTimeToStop(t *testing.T) {
	for _, values := range [][]string{{}, {"--set", "gateway.stopSeconds=120,gateway.leaveSeconds=30"}} {
		objects := render(t, "small", values...)
		spec := of[*apps.Deployment](objects)["causality-gateway"].Spec.Template.Spec
		container := spec.Containers[0]
		stopMs, err := strconv.ParseInt(environment(container)["CAUSALITY_GATEWAY_STOP_TIMEOUT_MS"], 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		// Gateway.close: the requests, 1 s, Vert.x 5 s.
		needed := container.Lifecycle.PreStop.Sleep.Seconds + stopMs/1000 + 6
		if *spec.TerminationGracePeriodSeconds < needed {
			t.Errorf("%d s, but it may take %d", *spec.TerminationGracePeriodSeconds, needed)
		}
		probe := container.ReadinessProbe
		if container.Lifecycle.PreStop.Sleep.Seconds < int64(probe.PeriodSeconds*probe.FailureThreshold) {
			t.Errorf("it stops before others can know: %+v", probe)
		}
	}
}

// Whatever a job does, what comes in that time fits, and does not raise StreamFills.
func TestTheStreamHoldsWhatTheSizeAimsAt(t *testing.T) {
	costs := read(t, "bench/src/main/resources/io/causality/bench/scale/costs.properties")
	bytes, err := strconv.ParseFloat(regexp.MustCompile(`stream\.bytes=([0-9.]+)`).FindStringSubmatch(costs)[1], 64)
	if err != nil {
		t.Fatal(err)
	}
	for size, eventsPerSecond := range map[string]float64{"small": 1_000, "medium": 10_000, "large": 100_000} {
		gateway := of[*apps.Deployment](render(t, size))["causality-gateway"].Spec.Template.Spec.Containers[0]
		full, err := strconv.ParseFloat(environment(gateway)["CAUSALITY_EVENTS_MAX_BYTES"], 64)
		if err != nil {
			t.Fatal(err)
		}
		hours, err := strconv.ParseFloat(environment(gateway)["CAUSALITY_EVENTS_MAX_AGE_HOURS"], 64)
		if err != nil {
			t.Fatal(err)
		}
		if held := eventsPerSecond * bytes * hours * 3_600; held > 0.8*full {
			t.Errorf("%s: %.0f of %.0f bytes are full", size, held, full)
		}
	}
}

func TestAlertRulesAndDashboardAreThoseOfDocker(t *testing.T) {
	objects := render(t, "medium")
	var rules monitoring.PrometheusRuleSpec
	if err := yaml.UnmarshalStrict([]byte(read(t, "docker/prometheus/alerts.yml")), &rules); err != nil {
		t.Fatal(err)
	}
	if got := of[*monitoring.PrometheusRule](objects)["causality"].Spec; !reflect.DeepEqual(got, rules) || len(rules.Groups) == 0 {
		t.Errorf("%+v", got)
	}
	dashboard := of[*core.ConfigMap](objects)["causality-dashboard"].Data["causality.json"]
	if strings.TrimSpace(dashboard) != strings.TrimSpace(read(t, "docker/grafana/dashboards/causality.json")) {
		t.Error("the dashboard differs")
	}
	var jobs []string
	for _, monitor := range of[*monitoring.ServiceMonitor](objects) {
		jobs = append(jobs, *monitor.Spec.Endpoints[0].RelabelConfigs[0].Replacement)
	}
	for _, monitor := range of[*monitoring.PodMonitor](objects) {
		jobs = append(jobs, *monitor.Spec.PodMetricsEndpoints[0].RelabelConfigs[0].Replacement)
	}
	slices.Sort(jobs)
	var known []string
	for _, job := range regexp.MustCompile(`job_name: (.+)`).FindAllStringSubmatch(read(t, "docker/prometheus/prometheus.yml"), -1) {
		known = append(known, job[1])
	}
	slices.Sort(known)
	if !slices.Equal(slices.Compact(jobs), known) {
		t.Errorf("scraped as %v, rules know %v", jobs, known)
	}
}

func TestSecretsAreMadeOnceOrAreThere(t *testing.T) {
	var wanted []string
	for _, key := range regexp.MustCompile(`(?m)^([A-Z0-9_]+)=`).FindAllStringSubmatch(read(t, "docker/env.example"), -1) {
		wanted = append(wanted, key[1])
	}
	slices.Sort(wanted)
	text, said, err := template()
	if err != nil {
		t.Fatal(said)
	}
	objects, err := parse(text)
	if err != nil {
		t.Fatal(err)
	}
	made := of[*core.Secret](objects)["causality"]
	var keys []string
	for key, value := range made.Data {
		keys = append(keys, key)
		if key != "CAUSALITY_ADMIN_EMAIL" && len(value) < 32 {
			t.Errorf("%s has %d characters", key, len(value))
		}
	}
	slices.Sort(keys)
	if !slices.Equal(keys, wanted) {
		t.Errorf("made %v, wanted %v", keys, wanted)
	}
	if raw, err := base64.StdEncoding.DecodeString(string(made.Data["CAUSALITY_SECRET_KEY"])); err != nil || len(raw) != 32 {
		t.Errorf("CAUSALITY_SECRET_KEY is no base64 of 32 bytes: %v", err)
	}
	if made.Annotations["helm.sh/resource-policy"] != "keep" {
		t.Error("an uninstall would lose the secrets, and the data with them")
	}

	existing := render(t, "small")
	if len(of[*core.Secret](existing)) != 0 {
		t.Error("a secret is made although there is one")
	}
	for _, p := range pods(existing) {
		for _, container := range p.spec.Containers {
			for _, entry := range container.Env {
				if entry.ValueFrom != nil && entry.ValueFrom.SecretKeyRef != nil {
					reference := entry.ValueFrom.SecretKeyRef
					optional := reference.Optional != nil && *reference.Optional
					if reference.Name != "causality-keys" || !optional && !slices.Contains(wanted, reference.Key) {
						t.Errorf("%s asks %s for %s", p.name, reference.Name, reference.Key)
					}
				} else if regexp.MustCompile(`PASSWORD|SECRET|TOKEN|ACCESS_KEY`).MatchString(entry.Name) {
					t.Errorf("%s: %s stands in the open", p.name, entry.Name)
				}
			}
		}
	}
}
