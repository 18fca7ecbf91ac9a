package io.causality.portal.ask.agent;

import dev.langchain4j.model.chat.response.PartialToolCall;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The text of an answer while a model writes it, in whole words. What has been shown cannot be
 * taken back: so it ends before the first number that stands in no result, and where a model writes
 * anew, it goes on only if the new text begins with what was shown. For one question; its calls do
 * not overlap.
 */
final class GrowingText {
  private final Evidence evidence;
  private final Consumer<String> out;
  private final StringBuilder shown = new StringBuilder();
  private @Nullable StreamedField field;
  private int call;

  /**
   * @param out hears what is to be added
   */
  GrowingText(Evidence evidence, Consumer<String> out) {
    this.evidence = evidence;
    this.out = out;
  }

  /** A reply begins. */
  void begin() {
    field = null;
  }

  /** A piece of a call has come. */
  void part(PartialToolCall part) {
    if (!Agent.ANSWER.equals(part.name()) || part.partialArguments() == null) {
      return;
    }
    StreamedField current = field;
    if (current == null || call != part.index()) {
      current = new StreamedField("text");
      field = current;
      call = part.index();
    }
    String text = current.take(part.partialArguments());
    show(text.substring(0, text.lastIndexOf(' ') + 1));
  }

  /** The whole text, when it is the answer's. */
  void end(String text) {
    show(text);
  }

  private void show(String text) {
    if (text.length() <= shown.length() || !text.startsWith(shown.toString())) {
      return;
    }
    String more = text.substring(shown.length());
    boolean hasNumber = more.chars().anyMatch(Character::isDigit);
    if (hasNumber && !evidence.unsupported(text).isEmpty()) {
      return;
    }
    shown.append(more);
    out.accept(more);
  }
}
