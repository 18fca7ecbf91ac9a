package io.causality.portal.ask.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What a model is told: the file {@code ask/agent.yaml}. Thread-safe. */
final class Prompts {
  private static final String PATH = "/ask/agent.yaml";

  private final Map<String, String> texts;

  Prompts() {
    try (InputStream in = Prompts.class.getResourceAsStream(PATH)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + PATH);
      }
      texts = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rules, with the facts of this question. */
  String system(AgentQuestion question) {
    ZonedDateTime local = question.now().atZone(question.zone());
    return text("system")
        .replace("{app}", question.app().id())
        .replace("{now}", local.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME))
        .replace("{weekday}", local.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH))
        .replace("{timezone}", question.zone().getId())
        .replace("{week_start}", question.app().weekStart())
        .replace("{first}", question.first().map(Object::toString).orElse("none yet"))
        .replace("{last}", question.last().map(Object::toString).orElse("none yet"));
  }

  String text(String name) {
    String text = texts.get(name);
    if (text == null) {
      throw new IllegalArgumentException(PATH + " has no " + name);
    }
    return text.strip();
  }
}
