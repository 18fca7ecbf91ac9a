// Command verify tells genuine deliveries of Causality from others.
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"strconv"
	"time"
)

const tolerance = 5 * time.Minute

// verify says whether a delivery was signed with the webhook's secret, not long ago. timestamp and signature are the
// headers X-Causality-Timestamp and X-Causality-Signature, body is the body as it came.
func verify(secret, timestamp, signature string, body []byte, now time.Time) bool {
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil || now.Sub(time.Unix(seconds, 0)).Abs() > tolerance {
		return false
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(timestamp + "."))
	mac.Write(body)
	expected := "v1=" + hex.EncodeToString(mac.Sum(nil))
	return hmac.Equal([]byte(expected), []byte(signature))
}

func main() {
	body, err := io.ReadAll(os.Stdin)
	if err != nil || len(os.Args) != 4 || !verify(os.Args[1], os.Args[2], os.Args[3], body, time.Now()) {
		os.Exit(1)
	}
}
