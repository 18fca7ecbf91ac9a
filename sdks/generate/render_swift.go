package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// renderSwift prints a struct per event for the iOS wrapper of sdks/mobile.
func renderSwift(events model) ([]byte, error) {
	var out bytes.Buffer
	fmt.Fprintf(&out, "// %s\n", header)
	for _, enum := range events.enums {
		fmt.Fprintf(&out, "\n/// %s\npublic enum %s: String {\n", enum.comment, enum.name)
		for _, value := range enum.values {
			fmt.Fprintf(&out, "    case %s = %q\n", swiftName(value), value)
		}
		out.WriteString("}\n")
	}
	for _, message := range events.structs {
		swiftStruct(&out, message, "Fields", "")
	}
	for _, event := range events.events {
		swiftStruct(&out, event.message, "TypedEvent", event.name)
	}
	return out.Bytes(), nil
}

func swiftStruct(out *bytes.Buffer, message message, base, eventName string) {
	fmt.Fprintf(out, "\n/// %s\npublic struct %s: %s {\n", message.comment, message.name, base)
	var parameters, assignments []string
	for _, field := range message.fields {
		name, mark, standard := swiftName(field.name), "?", " = nil"
		if field.required {
			mark, standard = "", ""
		}
		fmt.Fprintf(out, "    /// %s\n    public var %s: %s%s\n", field.comment, name, field.swiftType(), mark)
		parameters = append(parameters, fmt.Sprintf("%s: %s%s%s", name, field.swiftType(), mark, standard))
		assignments = append(assignments, fmt.Sprintf("        self.%s = %s\n", name, name))
	}
	fmt.Fprintf(out, "\n    public init(\n        %s\n    ) {\n%s    }\n", strings.Join(parameters, ",\n        "), strings.Join(assignments, ""))
	if eventName != "" {
		fmt.Fprintf(out, "\n    public var eventName: String { %q }\n", eventName)
	}
	out.WriteString("\n    public var fields: [String: Any?] {\n        [\n")
	for _, field := range message.fields {
		fmt.Fprintf(out, "            %q: %s,\n", field.name, field.swiftValue())
	}
	out.WriteString("        ]\n    }\n}\n")
}

func (f field) swiftType() string {
	base := map[kind]string{
		text: "String", boolean: "Bool", integer32: "Int32", integer64: "Int64", float: "Double",
		enumeration: f.typeName, object: f.typeName, textMap: "[String: String]",
	}[f.kind]
	if f.repeated {
		return "[" + base + "]"
	}
	return base
}

// swiftValue is what JSON can hold of the field.
func (f field) swiftValue() string {
	name, mark := swiftName(f.name), "?"
	if f.required {
		mark = ""
	}
	member := map[kind]string{enumeration: "rawValue", object: "json"}[f.kind]
	switch {
	case member == "":
		return name
	case f.repeated:
		return fmt.Sprintf("%s%s.map { $0.%s }", name, mark, member)
	}
	return name + mark + "." + member
}

var swiftWords = []string{"as", "case", "class", "default", "extension", "import", "in", "init", "internal", "is", "operator", "private", "protocol", "public", "repeat", "return", "self", "static", "switch", "where"}

func swiftName(name string) string {
	if camel(name) != "" && slices.Contains(swiftWords, camel(name)) {
		return "`" + camel(name) + "`"
	}
	return camel(name)
}
