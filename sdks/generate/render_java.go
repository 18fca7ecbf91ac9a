package main

import (
	"bytes"
	"fmt"
	"strings"
)

const javaWidth = 100

// renderJava prints one class with a class per event, formatted as google-java-format does.
func renderJava(events model) ([]byte, error) {
	var out bytes.Buffer
	fmt.Fprintf(&out, "// %s\n\npackage io.causality.client;\n\nimport java.util.List;\nimport java.util.Map;\n\n", header)
	javadoc(&out, "", "The typed events of Causality, one class for each. Set what is known; a comment says where a field is required. Not thread-safe.")
	out.WriteString("public final class Events {\n  private Events() {}\n")
	for _, enum := range events.enums {
		out.WriteString("\n")
		javadoc(&out, "  ", enum.comment)
		fmt.Fprintf(&out, "  public enum %s {\n", enum.name)
		for i, value := range enum.values {
			end := ","
			if i == len(enum.values)-1 {
				end = ";"
			}
			fmt.Fprintf(&out, "    /** On the wire: {@code %s}. */\n    %s(%q)%s\n", value, strings.ToUpper(value), value, end)
		}
		fmt.Fprintf(&out, "\n    private final String text;\n\n    %s(String text) {\n      this.text = text;\n    }\n", enum.name)
		out.WriteString("\n    /** As it stands on the wire. */\n    public String text() {\n      return text;\n    }\n  }\n")
	}
	for _, message := range events.structs {
		javaClass(&out, message, "TypedFields", "")
	}
	for _, event := range events.events {
		arguments := []string{fmt.Sprintf("%q", event.name)}
		for _, field := range event.fields {
			if field.required {
				arguments = append(arguments, fmt.Sprintf("%q", field.name))
			}
		}
		javaClass(&out, event.message, "TypedEvent", strings.Join(arguments, ", "))
	}
	out.WriteString("}\n")
	return out.Bytes(), nil
}

func javaClass(out *bytes.Buffer, message message, base, arguments string) {
	out.WriteString("\n")
	javadoc(out, "  ", message.comment)
	fmt.Fprintf(out, "  public static final class %s extends %s {\n", message.name, base)
	fmt.Fprintf(out, "    /** Without any field. */\n    public %s() {\n      super(%s);\n    }\n", message.name, arguments)
	for _, field := range message.fields {
		comment := field.comment
		if field.required {
			comment = strings.TrimSuffix(comment, ".") + "; required."
		}
		out.WriteString("\n")
		javadoc(out, "    ", comment)
		value := "value"
		switch {
		case field.repeated:
			value = "List.copyOf(value)"
		case field.kind == textMap:
			value = "Map.copyOf(value)"
		case field.kind == enumeration:
			value = "value.text()"
		}
		fmt.Fprintf(out, "    public %s %s(%s value) {\n      put(%q, %s);\n      return this;\n    }\n", message.name, camel(field.name), field.javaType(), field.name, value)
	}
	out.WriteString("  }\n")
}

func (f field) javaType() string {
	base := map[kind]string{
		text: "String", boolean: "boolean", integer32: "int", integer64: "long", float: "double",
		enumeration: f.typeName, object: f.typeName, textMap: "Map<String, String>",
	}[f.kind]
	if f.repeated {
		return "List<" + base + ">"
	}
	return base
}

// javadoc prints a comment on one line where it fits, else filled.
func javadoc(out *bytes.Buffer, indent, comment string) {
	comment = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(comment)
	if line := indent + "/** " + comment + " */"; len([]rune(line)) <= javaWidth {
		out.WriteString(line + "\n")
		return
	}
	out.WriteString(indent + "/**\n")
	line := indent + " *"
	for _, word := range strings.Fields(comment) {
		if len([]rune(line))+1+len([]rune(word)) > javaWidth {
			out.WriteString(line + "\n")
			line = indent + " *"
		}
		line += " " + word
	}
	out.WriteString(line + "\n" + indent + " */\n")
}
