package causality

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"sync"
	"time"
	"unicode/utf8"
)

// fieldWriter appends members of JSON objects to a buffer that is used again. Its first error stays in wrong.
type fieldWriter struct {
	buffer []byte
	wrong  error
}

var writers = sync.Pool{New: func() any { return &fieldWriter{buffer: make([]byte, 0, 1024)} }}

func newFieldWriter() *fieldWriter {
	w := writers.Get().(*fieldWriter)
	w.buffer, w.wrong = w.buffer[:0], nil
	return w
}

// release gives the buffer back, unless an enormous event made it enormous.
func (w *fieldWriter) release() {
	if cap(w.buffer) <= 64<<10 {
		writers.Put(w)
	}
}

func (w *fieldWriter) fail(err error) {
	if w.wrong == nil {
		w.wrong = err
	}
}

// comma separates what follows from what stands before it.
func (w *fieldWriter) comma() {
	if n := len(w.buffer); n > 0 && w.buffer[n-1] != '{' && w.buffer[n-1] != '[' {
		w.buffer = append(w.buffer, ',')
	}
}

func (w *fieldWriter) open(bracket byte) { w.buffer = append(w.buffer, bracket) }
func (w *fieldWriter) end(bracket byte)  { w.buffer = append(w.buffer, bracket) }

func (w *fieldWriter) item(bracket byte) {
	w.comma()
	w.open(bracket)
}

func (w *fieldWriter) name(name string) {
	w.comma()
	w.buffer = appendString(w.buffer, name)
	w.buffer = append(w.buffer, ':')
}

func (w *fieldWriter) begin(name string, bracket byte) {
	w.name(name)
	w.open(bracket)
}

func (w *fieldWriter) raw(member []byte) {
	w.comma()
	w.buffer = append(w.buffer, member...)
}

func (w *fieldWriter) text(name, value string) {
	if value != "" {
		w.name(name)
		w.buffer = appendString(w.buffer, value)
	}
}

func (w *fieldWriter) required(name, value string) {
	if value == "" {
		w.fail(fmt.Errorf("%s is needed", name))
	}
	w.text(name, value)
}

func (w *fieldWriter) id(name, value string, most int) {
	if value == "" {
		return
	}
	if err := checkText(name, value, 1, most); err != nil {
		w.fail(err)
	}
	w.text(name, value)
}

func (w *fieldWriter) group(name, member, value string) {
	if value != "" {
		w.begin(name, '{')
		w.text(member, value)
		w.end('}')
	}
}

func (w *fieldWriter) texts(name string, values []string) {
	if len(values) == 0 {
		return
	}
	w.begin(name, '[')
	for _, value := range values {
		w.comma()
		w.buffer = appendString(w.buffer, value)
	}
	w.end(']')
}

func (w *fieldWriter) textMap(name string, values map[string]string) {
	if len(values) == 0 {
		return
	}
	w.begin(name, '{')
	for key, value := range values {
		w.name(key)
		w.buffer = appendString(w.buffer, value)
	}
	w.end('}')
}

func (w *fieldWriter) boolean(name string, value bool) {
	w.name(name)
	w.buffer = strconv.AppendBool(w.buffer, value)
}

func (w *fieldWriter) integer(name string, value int64) {
	w.name(name)
	w.buffer = strconv.AppendInt(w.buffer, value, 10)
}

func (w *fieldWriter) optionalInteger(name string, value *int32) {
	if value != nil {
		w.integer(name, int64(*value))
	}
}

func (w *fieldWriter) optionalBoolean(name string, value *bool) {
	if value != nil {
		w.boolean(name, *value)
	}
}

func (w *fieldWriter) float(name string, value float64) {
	w.name(name)
	w.number(name, value)
}

func (w *fieldWriter) number(name string, value float64) {
	if math.IsNaN(value) || math.IsInf(value, 0) {
		w.fail(fmt.Errorf("%s is %v, which JSON does not have", name, value))
		return
	}
	format := byte('f')
	if size := math.Abs(value); size != 0 && (size < 1e-6 || size >= 1e21) {
		format = 'e'
	}
	w.buffer = strconv.AppendFloat(w.buffer, value, format, -1, 64)
}

func (w *fieldWriter) object(name string, values Properties) {
	if len(values) > 0 {
		w.begin(name, '{')
		w.members(values)
		w.end('}')
	}
}

// members appends the entries of a map that belongs to the host.
func (w *fieldWriter) members(values Properties) {
	if len(values) > 1000 {
		w.fail(fmt.Errorf("%d names are more than 1,000", len(values)))
		return
	}
	for key, value := range values {
		if err := checkText("a name", key, 1, 256); err != nil {
			w.fail(err)
		}
		w.name(key)
		w.value(key, value)
	}
}

func (w *fieldWriter) value(name string, value any) {
	switch value := value.(type) {
	case nil:
		w.buffer = append(w.buffer, "null"...)
	case string:
		w.buffer = appendString(w.buffer, value)
	case bool:
		w.buffer = strconv.AppendBool(w.buffer, value)
	case int:
		w.buffer = strconv.AppendInt(w.buffer, int64(value), 10)
	case int32:
		w.buffer = strconv.AppendInt(w.buffer, int64(value), 10)
	case int64:
		w.buffer = strconv.AppendInt(w.buffer, value, 10)
	case uint64:
		w.buffer = strconv.AppendUint(w.buffer, value, 10)
	case float32:
		w.number(name, float64(value))
	case float64:
		w.number(name, value)
	case time.Time:
		w.buffer = appendString(w.buffer, value.UTC().Format(time.RFC3339Nano))
	default:
		w.any(name, value)
	}
}

// any takes whatever encoding/json takes. A method of the host's type that panics spoils the event, not the host.
func (w *fieldWriter) any(name string, value any) {
	defer func() {
		if cause := recover(); cause != nil {
			w.fail(fmt.Errorf("%s cannot be encoded: %v", name, cause))
		}
	}()
	encoded, err := json.Marshal(value)
	if err != nil {
		w.fail(fmt.Errorf("%s cannot be encoded: %w", name, err))
		return
	}
	w.buffer = append(w.buffer, encoded...)
}

const hexDigits = "0123456789abcdef"

// appendString appends a JSON string. What is no UTF-8 becomes U+FFFD.
func appendString(to []byte, text string) []byte {
	to = append(to, '"')
	start := 0
	for i := 0; i < len(text); {
		c := text[i]
		if c >= 0x20 && c != '"' && c != '\\' && c < utf8.RuneSelf {
			i++
			continue
		}
		if c < utf8.RuneSelf {
			to = append(to, text[start:i]...)
			switch c {
			case '"', '\\':
				to = append(to, '\\', c)
			case '\n':
				to = append(to, '\\', 'n')
			default:
				to = append(to, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
			}
			i++
			start = i
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && size == 1 {
			to = append(to, text[start:i]...)
			to = append(to, "\ufffd"...)
			start = i + 1
		}
		i += size
	}
	to = append(to, text[start:]...)
	return append(to, '"')
}
