package causality

import (
	"encoding/binary"
	"encoding/hex"
	"math/rand/v2"
)

// uuidLength is the number of characters of a UUID.
const uuidLength = 36

// appendUUIDv7 appends a UUID of version 7 of that time, in ms since the epoch. The random part comes from the runtime's
// ChaCha8 generator, which the operating system seeds.
func appendUUIDv7(to []byte, ms int64) []byte {
	var id [16]byte
	binary.BigEndian.PutUint64(id[:8], uint64(ms)<<16|0x7000|rand.Uint64()&0x0fff)
	binary.BigEndian.PutUint64(id[8:], rand.Uint64()&^(3<<62)|2<<62)
	var text [uuidLength]byte
	hex.Encode(text[0:8], id[0:4])
	text[8] = '-'
	hex.Encode(text[9:13], id[4:6])
	text[13] = '-'
	hex.Encode(text[14:18], id[6:8])
	text[18] = '-'
	hex.Encode(text[19:23], id[8:10])
	text[23] = '-'
	hex.Encode(text[24:36], id[10:16])
	return append(to, text[:]...)
}

// NewID makes an id for a device, a session or an event: a UUID of version 7.
func NewID() string {
	return string(appendUUIDv7(nil, systemClock().UnixMilli()))
}
