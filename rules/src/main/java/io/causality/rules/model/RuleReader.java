package io.causality.rules.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads rules strictly: what it does not know, and what cannot be evaluated, is refused with its
 * place. Thread-safe.
 */
public final class RuleReader {
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(50).build())
                  .build())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final String ROOT = "$";

  private RuleReader() {}

  /**
   * Reads a rule as people write it (contract 6b): without id and version.
   *
   * @throws BadRuleException when it is none
   */
  public static Rule read(String json) throws BadRuleException {
    Fields fields = Fields.of(parse(json.getBytes(StandardCharsets.UTF_8)), ROOT);
    Rule rule = rule(fields);
    fields.done();
    return rule;
  }

  /** Reads a rule out of a parsed document; as {@link #read(String)}. */
  public static Rule read(JsonNode json) throws BadRuleException {
    Fields fields = Fields.of(json, ROOT);
    Rule rule = rule(fields);
    fields.done();
    return rule;
  }

  /**
   * Reads a message of the stream {@code RULES}.
   *
   * @param message not empty: an empty one deletes a rule
   * @throws BadRuleException when it is none
   */
  public static PublishedRule readPublished(byte[] message) throws BadRuleException {
    Fields fields = Fields.of(parse(message), ROOT);
    String app = fields.text("app", RuleLimits.NAME);
    String id = fields.text("id", RuleLimits.NAME);
    int version = fields.whole("version", 1, Integer.MAX_VALUE);
    Rule rule = rule(fields);
    fields.done();
    return new PublishedRule(app, id, version, rule);
  }

  private static JsonNode parse(byte[] json) throws BadRuleException {
    if (json.length > RuleLimits.DOCUMENT_BYTES) {
      throw new BadRuleException(
          ROOT, "a rule has at most " + RuleLimits.DOCUMENT_BYTES + " bytes");
    }
    try {
      JsonNode node = JSON.readTree(json);
      if (node == null || node.isMissingNode()) {
        throw new BadRuleException(ROOT, "is empty");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new BadRuleException(ROOT, "is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new BadRuleException(ROOT, "is no text in UTF-8");
    }
  }

  private static Rule rule(Fields fields) throws BadRuleException {
    String name = fields.text("name", RuleLimits.NAME);
    boolean enabled = fields.bool("enabled", true);
    Scope scope = scope(fields);
    Severity severity = fields.choice("severity", Severity.class, Severity::text, Severity.WARNING);
    int cooldown = fields.whole("cooldown_s", 0, RuleLimits.COOLDOWN_S, 0);
    int lateness = fields.whole("lateness_s", 0, RuleLimits.LATENESS_S, 5);
    List<Mute> mute = fields.list("mute", 0, 50, MuteReader::read);
    Kind when = new KindReader().read(fields.need("when"), fields.at("when"));
    List<Action> actions = fields.list("actions", 0, 50, RuleReader::action);
    return new Rule(name, enabled, scope, severity, cooldown, lateness, mute, when, actions);
  }

  private static Scope scope(Fields fields) throws BadRuleException {
    String text = fields.optionalText("scope", RuleLimits.NAME);
    if (text == null || text.equals("person")) {
      return new Scope.Person();
    } else if (text.equals("device")) {
      return new Scope.Device();
    } else if (text.equals("app")) {
      return new Scope.App();
    } else if (text.startsWith("property:") && !text.substring(9).isBlank()) {
      return new Scope.Property(text.substring(9));
    }
    throw new BadRuleException(fields.at("scope"), "must be person, device, app or property:<key>");
  }

  private static Action action(JsonNode node, String path) throws BadRuleException {
    Fields fields = Fields.of(node, path);
    Action action =
        new Action(
            fields.text("webhook", RuleLimits.NAME), fields.optionalText("template", 20_000));
    fields.done();
    return action;
  }
}
