package helm

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
)

// Whoever is given the address of another part may reach it: out of the one, into the other, and through its service.
func TestEveryAddressIsAllowedAndLeadsSomewhere(t *testing.T) {
	for _, size := range sizes {
		objects := render(t, size, secured...)
		services := of[*core.Service](objects)
		policies := of[*networking.NetworkPolicy](objects)
		parts := map[string]pod{}
		for _, p := range pods(objects) {
			parts[p.name] = p
		}
		edges := 0
		for _, from := range pods(objects) {
			for name, value := range environment(from.spec.Containers[0]) {
				address, err := url.Parse(strings.TrimPrefix(value, "jdbc:"))
				if err != nil || address.Port() == "" || address.Hostname() == "0.0.0.0" {
					continue
				}
				port, err := strconv.Atoi(address.Port())
				if err != nil {
					t.Fatal(err)
				}
				host := strings.TrimSuffix(address.Hostname(), ".default.svc")
				host = strings.TrimSuffix(host, "-rest") // Flink makes that service
				target, inside := parts[host]
				if !inside {
					if !allowed(policies[from.name].Spec.Egress, port, nil) {
						t.Errorf("%s: %s may not reach %s", size, from.name, value)
					}
					continue
				}
				edges++
				if !target.flink {
					service := services[host]
					if service == nil || service.Spec.Ports[0].Port != int32(port) || !selects(service.Spec.Selector, target.labels) {
						t.Errorf("%s: %s of %s: no service of %s has that port", size, name, from.name, host)
					}
				}
				if !allowed(policies[from.name].Spec.Egress, port, target.labels) {
					t.Errorf("%s: %s may not reach %s", size, from.name, value)
				}
				if !admitted(policies[host].Spec.Ingress, port, from.labels) {
					t.Errorf("%s: %s does not admit %s", size, host, from.name)
				}
			}
		}
		if edges == 0 {
			t.Errorf("%s: no part has another's address", size)
		}
	}
}

func TestEverythingElseIsDenied(t *testing.T) {
	for _, size := range sizes {
		objects := render(t, size)
		policies := of[*networking.NetworkPolicy](objects)
		all := policies["causality-default-deny"]
		if all == nil || len(all.Spec.Ingress) != 0 || len(all.Spec.PolicyTypes) != 2 {
			t.Fatalf("%s: %+v", size, all)
		}
		for _, p := range pods(objects) {
			if !selects(all.Spec.PodSelector.MatchLabels, p.labels) {
				t.Errorf("%s: %s is left out", size, p.name)
			}
			own := policies[p.name]
			if own == nil || !selects(own.Spec.PodSelector.MatchLabels, p.labels) {
				t.Fatalf("%s: no policy for %s", size, p.name)
			}
			for _, rule := range own.Spec.Ingress {
				if len(rule.From) == 0 {
					t.Errorf("%s: everybody may speak to %s", size, p.name)
				}
			}
			for _, rule := range own.Spec.Egress {
				if len(rule.To) == 0 {
					t.Errorf("%s: %s may speak to everybody", size, p.name)
				}
			}
		}
		gateway := of[*networking.NetworkPolicy](objects)["causality-gateway"]
		if allowed(gateway.Spec.Egress, 5432, nil) || allowed(gateway.Spec.Egress, 443, nil) {
			t.Errorf("%s: the gateway, which faces everybody, reaches more than NATS", size)
		}
	}
}

func selects(selector, labels map[string]string) bool {
	for name, value := range selector {
		if labels[name] != value {
			return false
		}
	}
	return len(selector) > 0
}

// allowed says whether a rule leads to pods with these labels, or without labels to some network, on the port.
func allowed(rules []networking.NetworkPolicyEgressRule, port int, labels map[string]string) bool {
	for _, rule := range rules {
		for _, peer := range rule.To {
			if labels == nil && peer.IPBlock != nil || labels != nil && peer.PodSelector != nil && selects(peer.PodSelector.MatchLabels, labels) {
				if opens(rule.Ports, port) {
					return true
				}
			}
		}
	}
	return false
}

func admitted(rules []networking.NetworkPolicyIngressRule, port int, labels map[string]string) bool {
	for _, rule := range rules {
		for _, peer := range rule.From {
			if peer.PodSelector != nil && selects(peer.PodSelector.MatchLabels, labels) && opens(rule.Ports, port) {
				return true
			}
		}
	}
	return false
}

func opens(ports []networking.NetworkPolicyPort, port int) bool {
	for _, open := range ports {
		if open.Port != nil && open.Port.IntValue() == port {
			return true
		}
	}
	return len(ports) == 0
}
