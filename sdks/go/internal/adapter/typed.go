package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"causality.io/go"
)

// typedEvents has a value of each type that the suite asks for.
var typedEvents = map[string]causality.Typed{
	"product_view":        causality.ProductView{},
	"purchase_complete":   causality.PurchaseComplete{},
	"button_tap":          causality.ButtonTap{},
	"swipe_gesture":       causality.SwipeGesture{},
	"user_profile_update": causality.UserProfileUpdate{},
	"screen_view":         causality.ScreenView{},
	"app_start":           causality.AppStart{},
}

// typedEvent fills the struct of that event from fields in snake_case, by way of JSON with the struct's names.
func typedEvent(name string, fields map[string]any) (causality.Typed, error) {
	zero, known := typedEvents[name]
	if !known {
		return nil, fmt.Errorf("no typed event %s", name)
	}
	encoded, err := json.Marshal(named(fields, reflect.TypeOf(zero)))
	if err != nil {
		return nil, err
	}
	filled := reflect.New(reflect.TypeOf(zero))
	decoder := json.NewDecoder(bytes.NewReader(encoded))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(filled.Interface()); err != nil {
		return nil, err
	}
	typed, _ := filled.Elem().Interface().(causality.Typed)
	return typed, nil
}

// named turns the keys of objects that become structs; those of maps stay.
func named(value any, into reflect.Type) any {
	if into.Kind() == reflect.Pointer {
		into = into.Elem()
	}
	switch value := value.(type) {
	case map[string]any:
		if into.Kind() != reflect.Struct {
			return value
		}
		members := map[string]any{}
		for key, member := range value {
			goName := strings.ReplaceAll(key, "_", "")
			field, found := into.FieldByNameFunc(func(name string) bool { return strings.EqualFold(name, goName) })
			if !found {
				members[key] = member
				continue
			}
			members[field.Name] = named(member, field.Type)
		}
		return members
	case []any:
		if into.Kind() != reflect.Slice {
			return value
		}
		items := []any{}
		for _, item := range value {
			items = append(items, named(item, into.Elem()))
		}
		return items
	}
	return value
}
