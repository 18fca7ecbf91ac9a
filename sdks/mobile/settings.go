package mobile

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"causality.io/go"
)

// settings of Open. What is missing has the default of all SDKs.
type settings struct {
	Key              string        `json:"key"`
	Endpoint         string        `json:"endpoint"`
	Storage          string        `json:"storage"`
	InBackground     bool          `json:"inBackground"`
	FlushAt          int           `json:"flushAt"`
	FlushIntervalMs  int64         `json:"flushIntervalMs"`
	MaxQueue         int           `json:"maxQueue"`
	MaxBatch         int           `json:"maxBatch"`
	MaxBatchBytes    int           `json:"maxBatchBytes"`
	RetryMinMs       int64         `json:"retryMinMs"`
	RetryMaxMs       int64         `json:"retryMaxMs"`
	RequestTimeoutMs int64         `json:"requestTimeoutMs"`
	CloseTimeoutMs   int64         `json:"closeTimeoutMs"`
	Context          deviceContext `json:"context"`
}

// deviceContext is what the host knows of the device.
type deviceContext struct {
	Platform     causality.Platform    `json:"platform"`
	OSName       string                `json:"osName"`
	OSVersion    string                `json:"osVersion"`
	AppVersion   string                `json:"appVersion"`
	BuildNumber  string                `json:"buildNumber"`
	DeviceModel  string                `json:"deviceModel"`
	Manufacturer string                `json:"manufacturer"`
	DeviceType   string                `json:"deviceType"`
	ScreenWidth  *int32                `json:"screenWidth"`
	ScreenHeight *int32                `json:"screenHeight"`
	Locale       string                `json:"locale"`
	Timezone     string                `json:"timezone"`
	NetworkType  causality.NetworkType `json:"networkType"`
	Carrier      string                `json:"carrier"`
	IsJailbroken *bool                 `json:"isJailbroken"`
	IsEmulator   *bool                 `json:"isEmulator"`
}

func readSettings(text string) (settings, error) {
	var read settings
	if err := decode(text, &read); err != nil {
		return read, fmt.Errorf("causality: settings: %w", err)
	}
	if strings.TrimSpace(read.Storage) == "" {
		return read, errors.New("causality: storage is needed: a folder of the app's own files")
	}
	return read, nil
}

// decode takes one JSON value and nothing else; whole numbers stay whole.
func decode(text string, into any) error {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	decoder.UseNumber()
	if err := decoder.Decode(into); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows the value")
	}
	return nil
}

// milliseconds that no time.Duration can hold are as many as it can: a host's largest number means for ever.
func milliseconds(n int64) time.Duration {
	const most = math.MaxInt64 / int64(time.Millisecond)
	return time.Duration(min(max(n, -most), most)) * time.Millisecond
}

func (s settings) config() causality.Config {
	ms := milliseconds
	return causality.Config{
		Key: s.Key, Endpoint: s.Endpoint, Storage: s.Storage,
		FlushAt: s.FlushAt, FlushInterval: ms(s.FlushIntervalMs), MaxQueue: s.MaxQueue,
		MaxBatch: s.MaxBatch, MaxBatchBytes: s.MaxBatchBytes,
		RetryMin: ms(s.RetryMinMs), RetryMax: ms(s.RetryMaxMs),
		RequestTimeout: ms(s.RequestTimeoutMs), CloseTimeout: ms(s.CloseTimeoutMs),
		Context: s.Context.of(), Library: libraryName, LibraryVersion: Version,
	}
}

func (d deviceContext) of() causality.Context {
	return causality.Context{
		Platform: d.Platform, OSName: d.OSName, OSVersion: d.OSVersion,
		AppVersion: d.AppVersion, BuildNumber: d.BuildNumber,
		DeviceModel: d.DeviceModel, DeviceManufacturer: d.Manufacturer, DeviceType: d.DeviceType,
		ScreenWidth: d.ScreenWidth, ScreenHeight: d.ScreenHeight,
		Locale: d.Locale, Timezone: d.Timezone, NetworkType: d.NetworkType, Carrier: d.Carrier,
		IsJailbroken: d.IsJailbroken, IsEmulator: d.IsEmulator,
	}
}
