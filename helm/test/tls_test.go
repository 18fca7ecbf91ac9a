package helm

import (
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"

	monitoring "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	core "k8s.io/api/core/v1"
)

var secured = []string{"-f", "../test/secured.yaml"}

// Whose certificate each part's listeners show.
var certificates = map[string]string{
	"gateway":   "cert-gateway",
	"portal":    "cert-portal",
	"keeper":    "cert-jobs",
	"archive":   "cert-jobs",
	"detection": "cert-jobs",
}

// Each file that a program is told of lies in a mounted secret that has it, readable by the program's group and nobody else.
func TestCertificatesAreWhereTheProgramsLookForThem(t *testing.T) {
	seen := 0
	for _, p := range pods(render(t, "small", secured...)) {
		own, ours := certificates[part(p)]
		if !ours {
			continue
		}
		seen++
		container := p.spec.Containers[0]
		set := environment(container)
		for key, secret := range map[string]string{
			"CAUSALITY_TLS_CERT_FILE":        own + "/tls.crt",
			"CAUSALITY_TLS_KEY_FILE":         own + "/tls.key",
			"CAUSALITY_TLS_CA_FILE":          "cert-authority/ca.crt",
			"CAUSALITY_TLS_CLIENT_CERT_FILE": "cert-client/tls.crt",
			"CAUSALITY_TLS_CLIENT_KEY_FILE":  "cert-client/tls.key",
		} {
			if got := mounted(t, p, set[key]); got != secret {
				t.Errorf("%s: %s leads to %s, wanted %s", p.name, key, got, secret)
			}
		}
		if set["CAUSALITY_TLS_MANAGEMENT"] != "true" {
			t.Errorf("%s: its management port speaks plain HTTP", p.name)
		}
		if p.flink {
			continue
		}
		for _, probe := range []*core.Probe{container.StartupProbe, container.LivenessProbe, container.ReadinessProbe} {
			if probe.HTTPGet.Scheme != core.URISchemeHTTPS {
				t.Errorf("%s is asked by %s, which it does not speak", p.name, probe.HTTPGet.Scheme)
			}
		}
	}
	if seen != len(certificates) {
		t.Errorf("%d parts, wanted %d", seen, len(certificates))
	}
}

// Trino has its own probes, which stay with the plain port; the portal calls the other one, by the name in the certificate.
func TestTrinoHasACertificateAndTrustsTheAuthority(t *testing.T) {
	objects := render(t, "small", secured...)
	for _, p := range pods(objects) {
		set := environment(p.spec.Containers[0])
		switch part(p) {
		case "portal":
			if got := set["CAUSALITY_TRINO_URL"]; got != "https://causality-trino.default.svc:8443" {
				t.Errorf("the portal calls %s", got)
			}
		case "trino":
			for key, secret := range map[string]string{
				"CAUSALITY_TLS_CERT_FILE": "cert-trino/tls.crt",
				"CAUSALITY_TLS_KEY_FILE":  "cert-trino/tls.key",
				"CAUSALITY_TLS_CA_FILE":   "cert-authority/ca.crt",
			} {
				if got := mounted(t, p, set[key]); got != secret {
					t.Errorf("%s leads to %s, wanted %s", key, got, secret)
				}
			}
		}
	}
	if ports := of[*core.Service](objects)["causality-trino"].Spec.Ports; len(ports) != 1 || ports[0].Port != 8443 {
		t.Errorf("%+v", ports)
	}
}

// mounted gives the secret and its key behind a path in a pod.
func mounted(t *testing.T, p pod, file string) string {
	t.Helper()
	for _, mount := range p.spec.Containers[0].VolumeMounts {
		if mount.MountPath != path.Dir(file) {
			continue
		}
		for _, volume := range p.spec.Volumes {
			if volume.Name != mount.Name || volume.Secret == nil {
				continue
			}
			if !mount.ReadOnly || *volume.Secret.DefaultMode != 0o440 || p.spec.SecurityContext.FSGroup == nil {
				t.Errorf("%s: %+v", p.name, volume.Secret)
			}
			name := path.Base(file)
			if items := volume.Secret.Items; items != nil && !slices.Contains(items, core.KeyToPath{Key: name, Path: name}) {
				t.Errorf("%s: %s is not among %v", p.name, name, items)
			}
			return volume.Secret.SecretName + "/" + name
		}
	}
	return "nothing"
}

func TestWithoutCertificatesNothingIsMounted(t *testing.T) {
	for _, size := range sizes {
		for _, p := range pods(render(t, size)) {
			for name := range environment(p.spec.Containers[0]) {
				if strings.HasPrefix(name, "CAUSALITY_TLS_") || strings.HasPrefix(name, "CAUSALITY_OIDC_") {
					t.Errorf("%s: %s is set", p.name, name)
				}
			}
			for _, volume := range p.spec.Volumes {
				if volume.Secret != nil {
					t.Errorf("%s mounts %s", p.name, volume.Secret.SecretName)
				}
			}
		}
	}
}

// A listener may have a certificate while the management ports go on as they are.
func TestManagementPortsStayPlainUntilTheyAreToldOtherwise(t *testing.T) {
	for _, p := range pods(render(t, "small", "--set", "tls.gatewaySecret=cert-gateway")) {
		set := environment(p.spec.Containers[0])
		if _, own := set["CAUSALITY_TLS_CERT_FILE"]; own != (part(p) == "gateway") {
			t.Errorf("%s: %v", p.name, set)
		}
		if probe := p.spec.Containers[0].ReadinessProbe; part(p) == "gateway" && probe.HTTPGet.Scheme != "" {
			t.Errorf("%+v", probe.HTTPGet)
		}
	}
}

func TestPrometheusAsksTheManagementPortsByTheirName(t *testing.T) {
	objects := render(t, "small", secured...)
	asked := map[string]*monitoring.SafeTLSConfig{}
	for name, monitor := range of[*monitoring.ServiceMonitor](objects) {
		endpoint := monitor.Spec.Endpoints[0]
		if endpoint.Scheme == nil || endpoint.Scheme.String() != "https" {
			t.Errorf("%s: %v", name, endpoint.Scheme)
		}
		asked[name] = &endpoint.TLSConfig.SafeTLSConfig
	}
	for name, monitor := range of[*monitoring.PodMonitor](objects) {
		endpoint := monitor.Spec.PodMetricsEndpoints[0]
		if endpoint.Scheme == nil || endpoint.Scheme.String() != "https" {
			t.Errorf("%s: %v", name, endpoint.Scheme)
		}
		asked[name] = endpoint.TLSConfig
	}
	names := map[string]string{}
	for name, tls := range asked {
		names[name] = *tls.ServerName
		if tls.CA.Secret.Name != "cert-authority" || tls.CA.Secret.Key != "ca.crt" {
			t.Errorf("%s trusts %+v", name, tls.CA)
		}
	}
	if want := map[string]string{
		"causality-gateway": "causality-gateway.default.svc",
		"causality-portal":  "causality-portal.default.svc",
		"causality-keeper":  "causality-keeper.default.svc",
		"causality-flink":   "causality-keeper.default.svc",
	}; !reflect.DeepEqual(names, want) {
		t.Errorf("asks for %v, wanted %v", names, want)
	}
}

func TestThePortalKnowsTheOpenIDProvider(t *testing.T) {
	for _, p := range pods(render(t, "small", secured...)) {
		set := map[string]string{}
		for _, entry := range p.spec.Containers[0].Env {
			if !strings.HasPrefix(entry.Name, "CAUSALITY_OIDC_") {
				continue
			}
			set[entry.Name] = entry.Value
			if entry.ValueFrom != nil {
				reference := entry.ValueFrom.SecretKeyRef
				set[entry.Name] = reference.Name + "/" + reference.Key
			}
		}
		want := map[string]string{}
		if part(p) == "portal" {
			want = map[string]string{
				"CAUSALITY_OIDC_ISSUER":        "https://id.example.com:8443/realms/corp",
				"CAUSALITY_OIDC_CLIENT_ID":     "causality",
				"CAUSALITY_OIDC_CLIENT_SECRET": "id-client/CAUSALITY_OIDC_CLIENT_SECRET",
				"CAUSALITY_OIDC_NAME":          "single sign-on",
				"CAUSALITY_OIDC_SCOPES":        "openid email profile",
				"CAUSALITY_OIDC_CREATE_USERS":  "false",
				"CAUSALITY_OIDC_DEFAULT_ROLE":  "viewer",
				"CAUSALITY_OIDC_GROUPS_CLAIM":  "groups",
				"CAUSALITY_OIDC_ADMIN_GROUPS":  "analytics-admins,sre",
				"CAUSALITY_OIDC_EDITOR_GROUPS": "",
			}
		}
		if !reflect.DeepEqual(set, want) {
			t.Errorf("%s: %v", p.name, set)
		}
	}
}
