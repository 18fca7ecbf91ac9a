package main

import (
	"bytes"
	"fmt"
	"go/format"
	"strings"
)

// renderConformance prints the table by which the conformance gateway judges typed events.
func renderConformance(events model) ([]byte, error) {
	var out bytes.Buffer
	fmt.Fprintf(&out, "// %s\n\npackage gateway\n\n", header)
	out.WriteString("type typedField struct {\n\tname string\n\t// kind is string, bool, int, float, message, map, enum:value|value, or any of them after [].\n\tkind string\n\trequired bool\n}\n\n")
	out.WriteString("var typedEvents = map[string][]typedField{\n")
	for _, event := range events.events {
		fmt.Fprintf(&out, "%q: {", event.name)
		for _, field := range event.fields {
			fmt.Fprintf(&out, "{%q, %q, %t},", field.name, field.contractKind(events), field.required)
		}
		out.WriteString("},\n")
	}
	out.WriteString("}\n\n// deviceContext has the fields of the context that stand in it without a group.\nvar deviceContext = map[string]string{\n")
	for _, field := range events.context {
		fmt.Fprintf(&out, "%q: %q,\n", field.name, field.contractKind(events))
	}
	out.WriteString("}\n")
	return format.Source(out.Bytes())
}

func (f field) contractKind(events model) string {
	name := map[kind]string{
		text: "string", boolean: "bool", integer32: "int", integer64: "int", float: "float", object: "message", textMap: "map",
	}[f.kind]
	if f.kind == enumeration {
		for _, enum := range events.enums {
			if enum.name == f.typeName {
				name = "enum:" + strings.Join(enum.values, "|")
			}
		}
	}
	if f.repeated {
		name = "[]" + name
	}
	return name
}

// initialisms keep their capitals in Go names.
var initialisms = map[string]bool{"id": true, "url": true, "ms": false}

func goName(name string) string {
	var result strings.Builder
	for _, part := range strings.Split(name, "_") {
		if initialisms[part] {
			result.WriteString(strings.ToUpper(part))
		} else {
			result.WriteString(strings.ToUpper(part[:1]) + part[1:])
		}
	}
	return result.String()
}

func (f field) goType() string {
	base := map[kind]string{
		text: "string", boolean: "bool", integer32: "int32", integer64: "int64", float: "float64",
		enumeration: f.typeName, object: f.typeName, textMap: "map[string]string",
	}[f.kind]
	switch {
	case f.repeated:
		return "[]" + base
	case f.optional, f.kind == object:
		return "*" + base
	}
	return base
}

// renderGo prints a struct per event with a method that appends its fields as JSON.
func renderGo(events model) ([]byte, error) {
	var out bytes.Buffer
	fmt.Fprintf(&out, "// %s\n\npackage causality\n\n", header)
	for _, enum := range events.enums {
		fmt.Fprintf(&out, "// %s: %s\ntype %s string\n\n// The values of %s.\nconst (\n", enum.name, lower(enum.comment), enum.name, enum.name)
		for _, value := range enum.values {
			fmt.Fprintf(&out, "%s%s %s = %q\n", enum.name, goName(value), enum.name, value)
		}
		out.WriteString(")\n\n")
	}
	for _, message := range events.structs {
		goStruct(&out, message)
	}
	for _, event := range events.events {
		goStruct(&out, event.message)
		fmt.Fprintf(&out, "// EventName is %q.\nfunc (%s) EventName() string { return %q }\n\n", event.name, event.message.name, event.name)
	}
	source, err := format.Source(out.Bytes())
	if err != nil {
		return nil, fmt.Errorf("%w in\n%s", err, out.String())
	}
	return source, nil
}

func goStruct(out *bytes.Buffer, message message) {
	fmt.Fprintf(out, "// %s: %s\ntype %s struct {\n", message.name, lower(message.comment), message.name)
	for _, field := range message.fields {
		comment := field.comment
		if field.required {
			comment = strings.TrimSuffix(comment, ".") + "; required."
		}
		fmt.Fprintf(out, "// %s\n%s %s\n", comment, goName(field.name), field.goType())
	}
	out.WriteString("}\n\n")
	fmt.Fprintf(out, "func (v %s) appendFields(w *fieldWriter) {\n", message.name)
	for _, field := range message.fields {
		member := "v." + goName(field.name)
		switch {
		case field.repeated && field.kind == text:
			fmt.Fprintf(out, "w.texts(%q, %s)\n", field.name, member)
		case field.repeated:
			fmt.Fprintf(out, "if len(%s) > 0 {\nw.begin(%q, '[')\nfor _, item := range %s {\nw.item('{')\nitem.appendFields(w)\nw.end('}')\n}\nw.end(']')\n}\n", member, field.name, member)
		case field.kind == text && field.required:
			fmt.Fprintf(out, "w.required(%q, %s)\n", field.name, member)
		case field.kind == text:
			fmt.Fprintf(out, "w.text(%q, %s)\n", field.name, member)
		case field.kind == enumeration:
			fmt.Fprintf(out, "w.text(%q, string(%s))\n", field.name, member)
		case field.kind == textMap:
			fmt.Fprintf(out, "w.textMap(%q, %s)\n", field.name, member)
		case field.kind == object:
			fmt.Fprintf(out, "if %s != nil {\nw.begin(%q, '{')\n%s.appendFields(w)\nw.end('}')\n}\n", member, field.name, member)
		case field.kind == boolean:
			fmt.Fprintf(out, "if %s != nil {\nw.boolean(%q, *%s)\n}\n", member, field.name, member)
		case field.kind == float:
			fmt.Fprintf(out, "if %s != nil {\nw.float(%q, *%s)\n}\n", member, field.name, member)
		default:
			fmt.Fprintf(out, "if %s != nil {\nw.integer(%q, int64(*%s))\n}\n", member, field.name, member)
		}
	}
	out.WriteString("}\n\n")
}

// lower begins a comment that follows a name and a colon.
func lower(comment string) string {
	return strings.ToLower(comment[:1]) + comment[1:]
}
