package gateway

import (
	"encoding/json"
	"net/http"
)

// Control is the handler of the control port, by which a test in any language steers the gateway:
//
//	GET  /record              Record
//	POST /behave  [Behaviour] replaces the behaviours to come
//	POST /reset               forgets everything, and is online
//	POST /offline, /online    closes or opens the clients' port
func (s *Server) Control() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /record", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, "application/json", s.Record())
	})
	mux.HandleFunc("POST /behave", func(w http.ResponseWriter, r *http.Request) {
		var behaviours []Behaviour
		decoder := json.NewDecoder(r.Body)
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&behaviours); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		s.Behave(behaviours)
	})
	mux.HandleFunc("POST /reset", func(w http.ResponseWriter, _ *http.Request) {
		s.Reset()
		outcome(w, s.Listen())
	})
	mux.HandleFunc("POST /offline", func(w http.ResponseWriter, _ *http.Request) { outcome(w, s.Offline()) })
	mux.HandleFunc("POST /online", func(w http.ResponseWriter, _ *http.Request) { outcome(w, s.Listen()) })
	return mux
}

func outcome(w http.ResponseWriter, err error) {
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}
