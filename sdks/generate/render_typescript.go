package main

import (
	"bytes"
	"fmt"
	"strings"
)

// renderTypeScript prints one function per event, so that a bundler keeps only those that are used. Fields are camelCase in
// TypeScript and snake_case on the wire, which one small function turns.
func renderTypeScript(events model) ([]byte, error) {
	var out bytes.Buffer
	fmt.Fprintf(&out, "// %s\n\nimport { typed, type TypedEvent } from \"./typed.js\";\n\n", header)
	for _, enum := range events.enums {
		fmt.Fprintf(&out, "/** %s */\nexport type %s = \"%s\";\n\n", enum.comment, enum.name, strings.Join(enum.values, "\" | \""))
	}
	for _, message := range events.structs {
		typeScriptInterface(&out, message)
	}
	for _, event := range events.events {
		typeScriptInterface(&out, event.message)
		optional := ""
		if !anyRequired(event.fields) {
			optional = " = {}"
		}
		fmt.Fprintf(&out, "/** %s */\nexport const %s = (fields: %s%s): TypedEvent => typed(%q, fields%s);\n\n",
			event.comment, camel(event.name), event.message.name, optional, event.name, maps(event.fields))
	}
	return append(bytes.TrimRight(out.Bytes(), "\n"), '\n'), nil
}

// maps names the fields whose keys are the app's own and stay as they are.
func maps(fields []field) string {
	for _, field := range fields {
		if field.kind == textMap {
			return fmt.Sprintf(", %q", field.name)
		}
	}
	return ""
}

func anyRequired(fields []field) bool {
	for _, field := range fields {
		if field.required {
			return true
		}
	}
	return false
}

func typeScriptInterface(out *bytes.Buffer, message message) {
	fmt.Fprintf(out, "/** %s */\nexport interface %s {\n", message.comment, message.name)
	for _, field := range message.fields {
		mark := "?"
		if field.required {
			mark = ""
		}
		fmt.Fprintf(out, "  /** %s */\n  %s%s: %s;\n", field.comment, camel(field.name), mark, field.typeScriptType())
	}
	out.WriteString("}\n\n")
}

func (f field) typeScriptType() string {
	base := map[kind]string{
		text: "string", boolean: "boolean", integer32: "number", integer64: "number", float: "number",
		enumeration: f.typeName, object: f.typeName, textMap: "Record<string, string>",
	}[f.kind]
	if f.repeated {
		return "readonly " + base + "[]"
	}
	return base
}
