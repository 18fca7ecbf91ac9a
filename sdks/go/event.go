package causality

import (
	"errors"
	"fmt"
	"time"
	"unicode/utf8"
)

// Properties and traits: text, numbers, booleans and times; nil deletes a trait; lists and objects become JSON text.
type Properties = map[string]any

// Event is one thing that happened. Name or Typed is needed, and UserID or DeviceID. The client keeps nothing of what the
// event points to, so maps may be used again.
type Event struct {
	// Name of the event, up to 200 characters, e.g. "signup".
	Name string
	// Typed is one of the generated events, e.g. ProductView{…}, instead of a name. Properties may add to it.
	Typed Typed
	// UserID is the app's own id of the person who is signed in.
	UserID string
	// DeviceID is the installation, browser or host.
	DeviceID string
	// SessionID ties together events of one visit.
	SessionID string
	// ID identifies the event; made when it is empty. Events with equal ids count once.
	ID string
	// Timestamp is when it happened; now when it is zero.
	Timestamp time.Time
	// Properties of the event.
	Properties Properties
	// Traits set properties of the person.
	Traits Properties
	// TraitsOnce set those that the person does not have yet.
	TraitsOnce Properties
	// Context replaces the client's where it is not nil.
	Context *Context
}

// Typed is an event of the .proto files. Only this package's generated types are.
type Typed interface {
	EventName() string
	appendFields(*fieldWriter)
}

// Context says where an event happened. What is empty is left out.
type Context struct {
	Page                            *Page
	Platform                        Platform // default PlatformBackend
	OSName, OSVersion               string
	AppVersion, BuildNumber         string
	DeviceModel, DeviceManufacturer string
	DeviceType                      string
	ScreenWidth, ScreenHeight       *int32 // pixels
	NetworkType                     NetworkType
	Carrier                         string
	IsJailbroken, IsEmulator        *bool
	Locale, Timezone, Country       string
	IP, UserAgent                   string
}

// Page is a web page.
type Page struct{ URL, Referrer, Title string }

// Value points to a copy of a value, for the optional fields of typed events: Value[int64](1990).
func Value[T any](value T) *T { return &value }

var errNobody = errors.New("UserID or DeviceID is needed")

// encodeSafely is encode, with a panic of the host's clock as an error.
func (e *Event) encodeSafely(w *fieldWriter, config *Config, fixed []byte) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("a panic: %v", cause)
		}
	}()
	return e.encode(w, config, fixed)
}

// encode appends the event as one JSON object; fixed is the client's context, encoded.
func (e *Event) encode(w *fieldWriter, config *Config, fixed []byte) error {
	name := e.Name
	if e.Typed != nil {
		name = e.Typed.EventName()
	}
	if err := checkText("Name", name, 1, 200); err != nil {
		return err
	}
	if e.UserID == "" && e.DeviceID == "" {
		return errNobody
	}
	at := e.Timestamp
	if at.IsZero() {
		at = config.Clock()
	}
	ms := max(0, at.UnixMilli())
	w.open('{')
	if e.ID == "" {
		w.buffer = append(w.buffer, `"id":"`...)
		w.buffer = appendUUIDv7(w.buffer, ms)
		w.buffer = append(w.buffer, '"')
	} else {
		w.id("id", e.ID, 128)
	}
	w.text("event", name)
	w.integer("timestamp", ms)
	w.id("userId", e.UserID, 256)
	w.id("deviceId", e.DeviceID, 256)
	w.id("sessionId", e.SessionID, 256)
	if e.Typed != nil || len(e.Properties) > 0 {
		w.begin("properties", '{')
		if e.Typed != nil {
			e.Typed.appendFields(w)
		}
		w.members(e.Properties)
		w.end('}')
	}
	w.object("traits", e.Traits)
	w.object("traitsOnce", e.TraitsOnce)
	if e.Context != nil {
		e.Context.encode(w, config)
	} else {
		w.raw(fixed)
	}
	w.end('}')
	return w.wrong
}

func (c *Context) encode(w *fieldWriter, config *Config) {
	w.begin("context", '{')
	w.begin("library", '{')
	w.text("name", config.Library)
	w.text("version", config.LibraryVersion)
	w.end('}')
	platform := c.Platform
	if platform == "" {
		platform = PlatformBackend
	}
	w.text("platform", string(platform))
	w.text("sdkVersion", config.LibraryVersion)
	w.text("osVersion", c.OSVersion)
	w.text("appVersion", c.AppVersion)
	w.text("buildNumber", c.BuildNumber)
	w.text("deviceModel", c.DeviceModel)
	w.text("manufacturer", c.DeviceManufacturer)
	w.optionalInteger("screenWidth", c.ScreenWidth)
	w.optionalInteger("screenHeight", c.ScreenHeight)
	w.text("networkType", string(c.NetworkType))
	w.text("carrier", c.Carrier)
	w.optionalBoolean("isJailbroken", c.IsJailbroken)
	w.optionalBoolean("isEmulator", c.IsEmulator)
	w.text("locale", c.Locale)
	w.text("timezone", c.Timezone)
	w.text("ip", c.IP)
	w.text("userAgent", c.UserAgent)
	w.group("os", "name", c.OSName)
	w.group("device", "type", c.DeviceType)
	w.group("location", "country", c.Country)
	if c.Page != nil {
		w.begin("page", '{')
		w.text("url", c.Page.URL)
		w.text("referrer", c.Page.Referrer)
		w.text("title", c.Page.Title)
		w.end('}')
	}
	w.end('}')
}

// checkText holds names and ids to what the gateway takes. Characters are counted as it counts them, in UTF-16 units.
func checkText(field, text string, least, most int) error {
	if len(text) < least {
		return fmt.Errorf("%s is needed", field)
	}
	units := len(text)
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c < 0x20 || c == 0x7f {
			return fmt.Errorf("%s must not hold control characters", field)
		}
		if c >= utf8.RuneSelf && c < 0xc0 {
			units-- // A character of n bytes has n-1 bytes like this, and is one unit …
		}
		if c >= 0xf0 {
			units++ // … or two, if it has four.
		}
	}
	if units > most {
		return fmt.Errorf("%s has more than %d characters", field, most)
	}
	return nil
}
