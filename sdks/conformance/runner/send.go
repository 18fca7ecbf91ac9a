package runner

import "fmt"

// Send lets an SDK send n anonymous events, then an identify and a typed event, to a real gateway: what end-to-end.sh asks the
// lake for afterwards.
func Send(arguments []string, endpoint, key string, n int, storage string) error {
	adapter, err := startAdapter(arguments, false)
	if err != nil {
		return err
	}
	do := func(command map[string]any) {
		if err == nil {
			_, err = adapter.do(command)
		}
	}
	config := map[string]any{"endpoint": endpoint, "key": key, "storage": storage, "flushAt": 50}
	do(map[string]any{"do": "init", "config": config, "fresh": true})
	for i := range n {
		do(map[string]any{"do": "track", "event": "end to end", "properties": map[string]any{"n": i}})
	}
	do(map[string]any{"do": "identify", "userId": "u1", "traits": map[string]any{"plan": "pro"}})
	do(map[string]any{"do": "typed", "event": "product_view", "properties": map[string]any{"product_id": "p1", "price_cents": 1990}})
	do(map[string]any{"do": "flush", "timeoutMs": 30_000})
	state := map[string]any{}
	if err == nil {
		state, err = adapter.do(map[string]any{"do": "state"})
	}
	if err == nil && text(state["queued"]) != "0" {
		err = fmt.Errorf("%v events were not delivered, dropped: %v", state["queued"], state["dropped"])
	}
	if err != nil {
		_ = adapter.kill()
		return err
	}
	return adapter.stop()
}
