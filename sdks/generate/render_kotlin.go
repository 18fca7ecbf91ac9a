package main

import (
	"bytes"
	"fmt"
	"strings"
)

// renderKotlin prints a data class per event for the Android wrapper of sdks/mobile.
func renderKotlin(events model) ([]byte, error) {
	var out bytes.Buffer
	fmt.Fprintf(&out, "// %s\n\npackage io.causality.android\n", header)
	for _, enum := range events.enums {
		fmt.Fprintf(&out, "\n/** %s */\nenum class %s(override val text: String) : Worded {\n", enum.comment, enum.name)
		for _, value := range enum.values {
			fmt.Fprintf(&out, "    %s(%q),\n", strings.ToUpper(value), value)
		}
		out.WriteString("}\n")
	}
	for _, message := range events.structs {
		kotlinClass(&out, message, "Fields", "")
	}
	for _, event := range events.events {
		kotlinClass(&out, event.message, "TypedEvent", event.name)
	}
	return out.Bytes(), nil
}

func kotlinClass(out *bytes.Buffer, message message, base, eventName string) {
	fmt.Fprintf(out, "\n/** %s */\ndata class %s(\n", message.comment, message.name)
	for _, field := range message.fields {
		end := "? = null,"
		if field.required {
			end = ","
		}
		fmt.Fprintf(out, "    /** %s */\n    val %s: %s%s\n", field.comment, camel(field.name), field.kotlinType(), end)
	}
	fmt.Fprintf(out, ") : %s {\n", base)
	if eventName != "" {
		fmt.Fprintf(out, "    override val eventName get() = %q\n\n", eventName)
	}
	out.WriteString("    override fun fields(): Map<String, Any?> = mapOf(\n")
	for _, field := range message.fields {
		fmt.Fprintf(out, "        %q to %s,\n", field.name, camel(field.name))
	}
	out.WriteString("    )\n}\n")
}

func (f field) kotlinType() string {
	base := map[kind]string{
		text: "String", boolean: "Boolean", integer32: "Int", integer64: "Long", float: "Double",
		enumeration: f.typeName, object: f.typeName, textMap: "Map<String, String>",
	}[f.kind]
	if f.repeated {
		return "List<" + base + ">"
	}
	return base
}
