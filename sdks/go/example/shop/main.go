// Command shop is a tiny web shop that records who looks at what and who buys.
//
//	CAUSALITY_ENDPOINT=http://127.0.0.1:8080 CAUSALITY_KEY=… go run ./example/shop
//	curl localhost:3000/products/p1 -b user=u1; curl -X POST localhost:3000/orders -b user=u1
package main

import (
	"context"
	"log"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"causality.io/go"
)

func main() {
	client, err := causality.New(causality.Config{
		Key:           os.Getenv("CAUSALITY_KEY"),
		Endpoint:      os.Getenv("CAUSALITY_ENDPOINT"),
		FlushInterval: time.Second,
		Context:       causality.Context{AppVersion: "1.0.0"},
		OnDrop:        func(drop causality.Drop) { log.Printf("lost %s: %s, %s", drop.EventName, drop.Reason, drop.Detail) },
		OnError:       func(err error) { log.Print(err) },
	})
	if err != nil {
		log.Fatal(err)
	}
	routes := http.NewServeMux()
	routes.HandleFunc("GET /products/{id}", func(w http.ResponseWriter, r *http.Request) {
		track(r, causality.Event{Typed: causality.ProductView{ProductID: r.PathValue("id"), PriceCents: causality.Value[int64](1990), Currency: "CHF"}})
		_, _ = w.Write([]byte("a product\n"))
	})
	routes.HandleFunc("POST /orders", func(w http.ResponseWriter, r *http.Request) {
		track(r, causality.Event{Typed: causality.PurchaseComplete{OrderID: causality.NewID(), TotalCents: causality.Value[int64](1990), Currency: "CHF"}})
		_, _ = w.Write([]byte("thank you\n"))
	})
	recorded := causality.Middleware{Client: client, Identify: user}
	server := &http.Server{Addr: "127.0.0.1:3000", Handler: recorded.Wrap(routes), ReadHeaderTimeout: 5 * time.Second}

	stop, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	go func() {
		<-stop.Done()
		_ = server.Shutdown(context.Background())
	}()
	log.Print("the shop is at http://", server.Addr)
	if err := server.ListenAndServe(); err != http.ErrServerClosed {
		log.Print(err)
	}
	if err := client.Close(context.Background()); err != nil {
		log.Print(err)
	}
}

// user is who sends the request. A real shop asks its session; cookies like this one can be forged.
func user(r *http.Request) causality.Identity {
	cookie, err := r.Cookie("user")
	if err != nil {
		return causality.Identity{}
	}
	return causality.Identity{UserID: cookie.Value}
}

func track(r *http.Request, event causality.Event) {
	if person := causality.FromContext(r.Context()); person != nil {
		_ = person.Track(event) // OnDrop tells of losses.
	}
}
