package io.causality.android

/** What has fields: a typed event, or an object in one. */
interface Fields {
    /** By their names on the wire; those that are null are left out. */
    fun fields(): Map<String, Any?>
}

/** One of the generated events. */
interface TypedEvent : Fields {
    val eventName: String
}

/** An enum's value with its word on the wire. */
interface Worded {
    val text: String
}

/** Writes what the core reads. */
internal object Json {
    /** A value of the app's that throws spoils its event alone: the core reports what is no JSON as invalid. */
    fun encode(members: Map<String, Any?>): String =
        if (members.isEmpty()) {
            ""
        } else {
            try {
                StringBuilder().also { write(it, members) }.toString()
            } catch (e: Exception) { // Whatever the app's own objects throw.
                "not encodable: ${e.javaClass.name}"
            } catch (e: StackOverflowError) {
                "not encodable: it holds itself"
            }
        }

    private fun write(out: StringBuilder, value: Any?) {
        when (value) {
            null -> out.append("null")
            is String -> text(out, value)
            is Worded -> text(out, value.text)
            is Boolean, is Number -> out.append(value) // NaN is no JSON, and reported as such.
            is Fields -> write(out, value.fields().filterValues { it != null })
            is Map<*, *> -> list(out, '{', value.entries, '}') { (name, member) ->
                text(out, name.toString())
                out.append(':')
                write(out, member)
            }
            is Iterable<*> -> list(out, '[', value, ']') { write(out, it) }
            is Array<*> -> list(out, '[', value.asList(), ']') { write(out, it) }
            else -> text(out, value.toString())
        }
    }

    private fun <T> list(out: StringBuilder, open: Char, items: Iterable<T>, close: Char, each: (T) -> Unit) {
        out.append(open)
        items.forEachIndexed { i, item ->
            if (i > 0) out.append(',')
            each(item)
        }
        out.append(close)
    }

    private fun text(out: StringBuilder, text: String) {
        out.append('"')
        for (c in text) {
            when {
                c == '"' || c == '\\' -> out.append('\\').append(c)
                c < ' ' -> out.append("\\u").append(c.code.toString(16).padStart(4, '0'))
                else -> out.append(c)
            }
        }
        out.append('"')
    }
}
