// Package relay stands between a client and a server and is as bad as a network can be: it cuts connections, refuses new ones, and
// loses answers to requests that were carried out. It needs the standard library alone.
package relay

import (
	"net"
	"sync"
	"sync/atomic"
)

// Mode says what happens to connections.
type Mode int32

// The modes.
const (
	// Open lets everything pass.
	Open Mode = iota
	// Refusing cuts each new connection at once.
	Refusing
	// Deaf lets requests pass and keeps the answers; leaving the mode cuts those connections.
	Deaf
)

// Counts of what a relay did.
type Counts struct {
	// Cut connections, with requests under way or not.
	Cut int64 `json:"cut"`
	// Refused connections.
	Refused int64 `json:"refused"`
	// AnswersLost are connections on which an answer, or a part of one, was kept back.
	AnswersLost int64 `json:"answersLost"`
}

// Relay forwards connections. Safe for concurrent use.
type Relay struct {
	listener net.Listener
	target   string
	mode     atomic.Int32
	counts   struct{ cut, refused, answersLost atomic.Int64 }
	mutex    sync.Mutex
	pairs    map[*pair]bool
	ended    sync.WaitGroup
}

type pair struct {
	client, server *net.TCPConn
	lost           atomic.Bool
}

// New listens on a free port of this machine and forwards to an address, host:port.
func New(target string) (*Relay, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	r := &Relay{listener: listener, target: target, pairs: map[*pair]bool{}}
	r.ended.Add(1)
	go r.accept()
	return r, nil
}

// Address is host:port of the relay.
func (r *Relay) Address() string { return r.listener.Addr().String() }

// Set the mode. What Deaf kept back is cut off by the mode after it.
func (r *Relay) Set(mode Mode) {
	if Mode(r.mode.Swap(int32(mode))) == Deaf && mode != Deaf {
		r.cut(func(p *pair) bool { return p.lost.Load() })
	}
}

// Cut all connections.
func (r *Relay) Cut() { r.cut(func(*pair) bool { return true }) }

// Counts of now.
func (r *Relay) Counts() Counts {
	return Counts{r.counts.cut.Load(), r.counts.refused.Load(), r.counts.answersLost.Load()}
}

// Close cuts everything and waits until nothing is forwarded any more.
func (r *Relay) Close() error {
	err := r.listener.Close()
	r.Cut()
	r.ended.Wait()
	return err
}

func (r *Relay) accept() {
	defer r.ended.Done()
	for {
		connection, err := r.listener.Accept()
		if err != nil {
			return // closed
		}
		client := connection.(*net.TCPConn)
		if Mode(r.mode.Load()) == Refusing {
			r.counts.refused.Add(1)
			reset(client)
			continue
		}
		r.ended.Add(1)
		go r.serve(client)
	}
}

func (r *Relay) serve(client *net.TCPConn) {
	defer r.ended.Done()
	connection, err := net.Dial("tcp", r.target)
	if err != nil {
		reset(client) // The server is away: to the client it is a network that is.
		return
	}
	p := &pair{client: client, server: connection.(*net.TCPConn)}
	r.mutex.Lock()
	r.pairs[p] = true
	r.mutex.Unlock()
	requests := make(chan struct{})
	go func() {
		defer close(requests)
		p.copy(p.client, p.server, func([]byte) bool { return true })
	}()
	p.copy(p.server, p.client, func([]byte) bool {
		if Mode(r.mode.Load()) != Deaf && !p.lost.Load() {
			return true
		}
		if !p.lost.Swap(true) {
			r.counts.answersLost.Add(1)
		}
		return false
	})
	<-requests
	r.mutex.Lock()
	delete(r.pairs, p)
	r.mutex.Unlock()
}

// copy until one side ends; then both do.
func (p *pair) copy(from, to *net.TCPConn, passes func([]byte) bool) {
	buffer := make([]byte, 32<<10)
	for {
		n, err := from.Read(buffer)
		if n > 0 && passes(buffer[:n]) {
			if _, failed := to.Write(buffer[:n]); failed != nil {
				break
			}
		}
		if err != nil {
			break
		}
	}
	_ = from.Close() // Either may be closed already; there is nothing left to say.
	_ = to.Close()
}

func (r *Relay) cut(which func(*pair) bool) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	for p := range r.pairs {
		if which(p) {
			r.counts.cut.Add(1)
			reset(p.client)
			reset(p.server)
		}
	}
}

// reset ends a connection as one that breaks ends: nothing that waits is sent.
func reset(connection *net.TCPConn) {
	_ = connection.SetLinger(0) // Without it the end is gentler, which is no matter.
	_ = connection.Close()
}
