package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/bufbuild/protocompile"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// requiredOption is the number of causality.v1.required in options.proto.
const requiredOption = 50001

// model is what the targets print: the members of EventEnvelope.payload, and the messages and enums that they use.
type model struct {
	events  []event
	structs []message // used inside events, each once
	enums   []enum
	context []field // of DeviceContext
}

type event struct {
	name string // screen_view
	message
}

type message struct {
	name    string // ScreenView
	comment string
	fields  []field
}

type field struct {
	name     string // screen_name
	comment  string
	required bool
	kind     kind
	// typeName is the message's or enum's name, for those kinds.
	typeName string
	repeated bool
	// optional fields tell a measured zero from a missing value.
	optional bool
}

type kind int

const (
	text kind = iota
	boolean
	integer32
	integer64
	float
	enumeration
	object
	textMap
)

type enum struct {
	name    string
	comment string
	values  []string // left, right, …: without the prefix, without the unspecified one
}

// read compiles the .proto files under root and collects what the typed helpers are made from.
func read(root string) (model, error) {
	compiler := protocompile.Compiler{
		Resolver:       protocompile.WithStandardImports(&protocompile.SourceResolver{ImportPaths: []string{root}}),
		SourceInfoMode: protocompile.SourceInfoStandard,
	}
	files, err := compiler.Compile(context.Background(), "causality/v1/events.proto")
	if err != nil {
		return model{}, fmt.Errorf("%s: %w", filepath.Join(root, "causality/v1/events.proto"), err)
	}
	file := files[0]
	envelope := file.Messages().ByName("EventEnvelope")
	device := file.Messages().ByName("DeviceContext")
	if envelope == nil || device == nil || envelope.Oneofs().ByName("payload") == nil {
		return model{}, fmt.Errorf("EventEnvelope.payload or DeviceContext is missing")
	}
	collected := &collector{file: file, seen: map[protoreflect.FullName]bool{}}
	payload := envelope.Oneofs().ByName("payload").Fields()
	for i := range payload.Len() {
		member := payload.Get(i)
		if member.Name() == "custom_event" {
			continue
		}
		fields, err := collected.fields(member.Message())
		if err != nil {
			return model{}, err
		}
		collected.result.events = append(collected.result.events, event{
			name:    string(member.Name()),
			message: message{string(member.Message().Name()), collected.comment(member), fields},
		})
	}
	fields, err := collected.fields(device)
	if err != nil {
		return model{}, err
	}
	collected.result.context = fields
	return collected.result, nil
}

type collector struct {
	file   protoreflect.FileDescriptor
	seen   map[protoreflect.FullName]bool
	result model
}

func (c *collector) fields(of protoreflect.MessageDescriptor) ([]field, error) {
	var fields []field
	for i := range of.Fields().Len() {
		descriptor := of.Fields().Get(i)
		converted := field{
			name:     string(descriptor.Name()),
			comment:  c.comment(descriptor),
			required: required(descriptor),
			repeated: descriptor.IsList(),
			optional: descriptor.HasOptionalKeyword(),
		}
		if err := c.setKind(&converted, descriptor); err != nil {
			return nil, err
		}
		fields = append(fields, converted)
	}
	return fields, nil
}

func (c *collector) setKind(target *field, descriptor protoreflect.FieldDescriptor) error {
	switch descriptor.Kind() {
	case protoreflect.StringKind:
		target.kind = text
	case protoreflect.BoolKind:
		target.kind = boolean
	case protoreflect.Int32Kind:
		target.kind = integer32
	case protoreflect.Int64Kind:
		target.kind = integer64
	case protoreflect.FloatKind, protoreflect.DoubleKind:
		target.kind = float
	case protoreflect.EnumKind:
		target.kind = enumeration
		target.typeName = enumName(descriptor.Enum())
		return c.enum(descriptor.Enum())
	case protoreflect.MessageKind:
		if descriptor.IsMap() {
			if descriptor.MapValue().Kind() != protoreflect.StringKind {
				return fmt.Errorf("%s: only maps to text have a helper", descriptor.FullName())
			}
			target.kind = textMap
			return nil
		}
		target.kind = object
		target.typeName = string(descriptor.Message().Name())
		return c.structure(descriptor.Message())
	default:
		return fmt.Errorf("%s: no helper is made for fields of kind %s", descriptor.FullName(), descriptor.Kind())
	}
	return nil
}

func (c *collector) structure(of protoreflect.MessageDescriptor) error {
	if c.seen[of.FullName()] {
		return nil
	}
	c.seen[of.FullName()] = true
	fields, err := c.fields(of)
	if err != nil {
		return err
	}
	c.result.structs = append(c.result.structs, message{string(of.Name()), c.comment(of), fields})
	return nil
}

func (c *collector) enum(of protoreflect.EnumDescriptor) error {
	if c.seen[of.FullName()] {
		return nil
	}
	c.seen[of.FullName()] = true
	converted := enum{name: enumName(of), comment: c.comment(of)}
	prefix := strings.ToUpper(snake(string(of.Name()))) + "_"
	for i := range of.Values().Len() {
		value := of.Values().Get(i)
		short, ok := strings.CutPrefix(string(value.Name()), prefix)
		if !ok {
			return fmt.Errorf("%s: does not begin with %s", value.FullName(), prefix)
		}
		if value.Number() != 0 {
			converted.values = append(converted.values, strings.ToLower(short))
		}
	}
	c.result.enums = append(c.result.enums, converted)
	return nil
}

// enumName is unique also for enums of the same name in several messages (SwipeGestureDirection), and does not stutter
// (BatteryChangeState).
func enumName(of protoreflect.EnumDescriptor) string {
	if outer, ok := of.Parent().(protoreflect.MessageDescriptor); ok {
		return string(outer.Name()) + strings.TrimPrefix(string(of.Name()), firstWord(string(outer.Name())))
	}
	return string(of.Name())
}

func firstWord(name string) string {
	word, _, _ := strings.Cut(snake(name), "_")
	return pascal(word)
}

func (c *collector) comment(of protoreflect.Descriptor) string {
	location := c.file.SourceLocations().ByDescriptor(of)
	return strings.Join(strings.Fields(location.LeadingComments), " ")
}

// required reads the option from the descriptor's bytes, since the extension has no Go type here.
func required(descriptor protoreflect.FieldDescriptor) bool {
	options, err := proto.Marshal(descriptor.Options())
	if err != nil {
		return false
	}
	for len(options) > 0 {
		number, wireType, tagLength := protowire.ConsumeTag(options)
		if tagLength < 0 {
			return false
		}
		valueLength := protowire.ConsumeFieldValue(number, wireType, options[tagLength:])
		if valueLength < 0 {
			return false
		}
		if number == requiredOption {
			value, _ := protowire.ConsumeVarint(options[tagLength:])
			return value != 0
		}
		options = options[tagLength+valueLength:]
	}
	return false
}

func snake(name string) string {
	var result strings.Builder
	for i, r := range name {
		if r >= 'A' && r <= 'Z' {
			if i > 0 {
				result.WriteByte('_')
			}
			r += 'a' - 'A'
		}
		result.WriteRune(r)
	}
	return result.String()
}

// pascal turns screen_name into ScreenName.
func pascal(name string) string {
	var result strings.Builder
	for _, part := range strings.Split(name, "_") {
		result.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return result.String()
}

// camel turns screen_name into screenName.
func camel(name string) string {
	upper := pascal(name)
	return strings.ToLower(upper[:1]) + upper[1:]
}
