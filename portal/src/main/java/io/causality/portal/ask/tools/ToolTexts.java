package io.causality.portal.ask.tools;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What is told about tools: the file {@code ask/tools.yaml}. Thread-safe. */
public final class ToolTexts {
  private static final String PATH = "/ask/tools.yaml";

  private final Map<String, JsonObject> texts = new LinkedHashMap<>();

  /** Reads the file. */
  public ToolTexts() {
    try (InputStream in = ToolTexts.class.getResourceAsStream(PATH)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + PATH);
      }
      List<Map<String, Object>> all = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      all.forEach(one -> texts.put((String) one.get("name"), new JsonObject(one)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tool of that name, which the file must have. */
  public Tool tool(String name, Tool.Scope scope, Tool.Work work) {
    JsonObject text = texts.get(name);
    if (text == null) {
      throw new IllegalArgumentException(PATH + " says nothing about " + name);
    }
    return new Tool(
        name,
        text.getString("title"),
        text.getString("description").strip(),
        text.getJsonObject("parameters"),
        scope,
        work);
  }

  /** Names of all tools in the file. */
  public List<String> names() {
    return List.copyOf(texts.keySet());
  }
}
