package causality

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// bodyOverhead is more than a body has around its events.
const bodyOverhead = 64

// compressAbove is the size from which compression is worth its time.
const compressAbove = 2 << 10

// mostReplyBytes bounds what is read of a reply; 2,000 results are far smaller.
const mostReplyBytes = 8 << 20

// newHTTPClient follows no redirects: they come from captive portals and wrong addresses, and would take the key along. Where
// the program has put a transport of its own in the default's place, requests go through that.
func newHTTPClient() *http.Client {
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	if standard, is := http.DefaultTransport.(*http.Transport); is {
		transport := standard.Clone()
		transport.MaxIdleConnsPerHost = 4
		client.Transport = transport
	}
	return client
}

// verdict is what an attempt came to. Exactly one of the kinds below.
type verdict interface{ verdict() }

// delivered: the batch is done; rejected are the events that the gateway refused, by index.
type delivered struct{ rejected []refusal }

// refused: the named events will never be taken; the others were not taken yet.
type refused struct{ named []refusal }

// divide: the batch as a whole is not taken; its halves may be.
type divide struct {
	reason DropReason
	detail string
}

// again: no answer, or one that may be better later.
type again struct {
	after time.Duration // at least
	cause error
}

type refusal struct {
	index  int
	detail string
}

func (delivered) verdict() {}
func (refused) verdict()   {}
func (divide) verdict()    {}
func (again) verdict()     {}

// transport sends batches by HTTP. Not safe for concurrent use: it keeps its buffers.
type transport struct {
	config     Config
	body       []byte
	compressed bytes.Buffer
	gzip       *gzip.Writer
}

func (t *transport) send(ctx context.Context, batch []entry) verdict {
	ctx, cancel := context.WithTimeout(ctx, t.config.RequestTimeout)
	defer cancel()
	body, compressed := t.encode(batch)
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, t.config.Endpoint+"/v1/events/batch", bytes.NewReader(body))
	if err != nil {
		return again{cause: err}
	}
	request.Header.Set("Content-Type", "application/json")
	if compressed {
		request.Header.Set("Content-Encoding", "gzip")
	}
	request.Header.Set("X-API-Key", t.config.Key)
	request.Header.Set("User-Agent", t.config.Library+"/"+t.config.LibraryVersion)
	response, err := t.config.HTTPClient.Do(request)
	if err != nil {
		return again{cause: err}
	}
	defer response.Body.Close()
	reply, err := io.ReadAll(io.LimitReader(response.Body, mostReplyBytes))
	if err != nil {
		return again{cause: fmt.Errorf("the reply broke off: %w", err)}
	}
	return judge(response, reply, len(batch))
}

// encode makes the body: the events as they are, and the time of this attempt; and says whether it is compressed.
func (t *transport) encode(batch []entry) ([]byte, bool) {
	t.body = append(t.body[:0], `{"events":[`...)
	for i, one := range batch {
		if i > 0 {
			t.body = append(t.body, ',')
		}
		t.body = append(t.body, one.data...)
	}
	t.body = append(t.body, `],"sentAt":`...)
	t.body = strconv.AppendInt(t.body, t.config.Clock().UnixMilli(), 10)
	t.body = append(t.body, '}')
	if t.config.NoCompression || len(t.body) < compressAbove {
		return t.body, false
	}
	t.compressed.Reset()
	if t.gzip == nil {
		t.gzip, _ = gzip.NewWriterLevel(&t.compressed, gzip.BestSpeed) // the level is valid
	} else {
		t.gzip.Reset(&t.compressed)
	}
	if _, err := t.gzip.Write(t.body); err != nil {
		return t.body, false // cannot be: writing to memory
	}
	if err := t.gzip.Close(); err != nil {
		return t.body, false
	}
	return t.compressed.Bytes(), true
}

type gatewayReply struct {
	AcceptedCount *int   `json:"acceptedCount"`
	Code          string `json:"code"`
	Detail        string `json:"detail"`
	Results       []struct {
		Index  int    `json:"index"`
		Status string `json:"status"`
		Error  string `json:"error"`
	} `json:"results"`
}

func judge(response *http.Response, body []byte, size int) verdict {
	var reply gatewayReply
	readable := json.Unmarshal(body, &reply) == nil
	var named []refusal
	for _, result := range reply.Results {
		if result.Status == "rejected" && result.Index >= 0 && result.Index < size {
			named = append(named, refusal{result.Index, result.Error})
		}
	}
	said := fmt.Sprintf("the gateway answered %d %s %s", response.StatusCode, reply.Code, reply.Detail)
	switch {
	case response.StatusCode == http.StatusOK && readable && reply.AcceptedCount != nil:
		return delivered{named}
	case response.StatusCode == http.StatusOK:
		return again{cause: fmt.Errorf("something else than the gateway answered")}
	case response.StatusCode == http.StatusRequestEntityTooLarge:
		return divide{DropTooLarge, said}
	case response.StatusCode == http.StatusBadRequest && len(named) > 0:
		return refused{named}
	case response.StatusCode == http.StatusBadRequest:
		return divide{DropRejected, said}
	}
	return again{after: retryAfter(response.Header.Get("Retry-After"), time.Now()), cause: fmt.Errorf("%s", said)}
}
