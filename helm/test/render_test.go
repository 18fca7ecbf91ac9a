// Package helm tests the chart beside it: what the real helm renders, read back into the types of Kubernetes.
package helm

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	monitoring "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	apps "k8s.io/api/apps/v1"
	autoscaling "k8s.io/api/autoscaling/v2"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	policy "k8s.io/api/policy/v1"
	rbac "k8s.io/api/rbac/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"
)

const (
	chart = "../causality"
	root  = "../.."
	// The oldest Kubernetes that Chart.yaml allows.
	kubeVersion = "1.30.0"
)

var sizes = []string{"small", "medium", "large"}

// helm runs the helm of CAUSALITY_HELM, or of the PATH, in the folder of the chart.
func helm(arguments ...string) (string, string, error) {
	program := os.Getenv("CAUSALITY_HELM")
	if program == "" {
		program = "helm"
	}
	command := exec.Command(program, arguments...)
	command.Dir = chart
	var out, err bytes.Buffer
	command.Stdout, command.Stderr = &out, &err
	failure := command.Run()
	return out.String(), err.String(), failure
}

func template(arguments ...string) (string, string, error) {
	return helm(append([]string{"template", "causality", ".", "--kube-version", kubeVersion}, arguments...)...)
}

type object struct {
	kind, name string
	value      any
}

// types has what a document may be; a kind that is not here fails.
func types(kind string) any {
	switch kind {
	case "apps/v1 Deployment":
		return &apps.Deployment{}
	case "apps/v1 StatefulSet":
		return &apps.StatefulSet{}
	case "autoscaling/v2 HorizontalPodAutoscaler":
		return &autoscaling.HorizontalPodAutoscaler{}
	case "flink.apache.org/v1beta1 FlinkDeployment":
		return &FlinkDeployment{}
	case "monitoring.coreos.com/v1 PodMonitor":
		return &monitoring.PodMonitor{}
	case "monitoring.coreos.com/v1 PrometheusRule":
		return &monitoring.PrometheusRule{}
	case "monitoring.coreos.com/v1 ServiceMonitor":
		return &monitoring.ServiceMonitor{}
	case "networking.k8s.io/v1 Ingress":
		return &networking.Ingress{}
	case "networking.k8s.io/v1 NetworkPolicy":
		return &networking.NetworkPolicy{}
	case "policy/v1 PodDisruptionBudget":
		return &policy.PodDisruptionBudget{}
	case "rbac.authorization.k8s.io/v1 Role":
		return &rbac.Role{}
	case "rbac.authorization.k8s.io/v1 RoleBinding":
		return &rbac.RoleBinding{}
	case "v1 ConfigMap":
		return &core.ConfigMap{}
	case "v1 Secret":
		return &core.Secret{}
	case "v1 Service":
		return &core.Service{}
	case "v1 ServiceAccount":
		return &core.ServiceAccount{}
	}
	return nil
}

// parse reads what helm rendered; unknown and doubled fields are errors.
func parse(text string) ([]object, error) {
	var objects []object
	for _, document := range strings.Split("\n"+text, "\n---\n") {
		var head meta.TypeMeta
		if err := yaml.Unmarshal([]byte(document), &head); err != nil {
			return nil, fmt.Errorf("%w in:\n%s", err, document)
		}
		if head.Kind == "" {
			continue
		}
		kind := head.APIVersion + " " + head.Kind
		value := types(kind)
		if value == nil {
			return nil, fmt.Errorf("no type for %s", kind)
		}
		if err := yaml.UnmarshalStrict([]byte(document), value); err != nil {
			return nil, fmt.Errorf("%s: %w in:\n%s", kind, err, document)
		}
		objects = append(objects, object{head.Kind, value.(meta.Object).GetName(), value})
	}
	return objects, nil
}

var rendered sync.Map

// render gives what a size consists of; the secret is one that exists.
func render(t *testing.T, size string, arguments ...string) []object {
	t.Helper()
	key := size + strings.Join(arguments, " ")
	if known, ok := rendered.Load(key); ok {
		return known.([]object)
	}
	text, said, err := template(append([]string{"-f", "values-" + size + ".yaml", "--set", "secrets.existing=causality-keys"}, arguments...)...)
	if err != nil {
		t.Fatal(said)
	}
	objects, err := parse(text)
	if err != nil {
		t.Fatal(err)
	}
	rendered.Store(key, objects)
	return objects
}

func of[T any](objects []object) map[string]T {
	found := map[string]T{}
	for _, each := range objects {
		if value, ok := each.value.(T); ok {
			found[each.name] = value
		}
	}
	return found
}

// pod is a pod's description, from whatever makes it.
type pod struct {
	name   string
	labels map[string]string
	spec   core.PodSpec
	flink  bool
}

func pods(objects []object) []pod {
	var all []pod
	for _, each := range objects {
		switch value := each.value.(type) {
		case *apps.Deployment:
			all = append(all, pod{each.name, value.Spec.Template.Labels, value.Spec.Template.Spec, false})
		case *apps.StatefulSet:
			all = append(all, pod{each.name, value.Spec.Template.Labels, value.Spec.Template.Spec, false})
		case *FlinkDeployment:
			all = append(all, pod{each.name, value.Spec.PodTemplate.Labels, value.Spec.PodTemplate.Spec, true})
		}
	}
	return all
}

func part(p pod) string { return p.labels["app.kubernetes.io/component"] }

// environment has the names of a container's entries with their plain values; those of secrets are empty.
func environment(container core.Container) map[string]string {
	entries := map[string]string{}
	for _, entry := range container.Env {
		entries[entry.Name] = entry.Value
	}
	return entries
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
