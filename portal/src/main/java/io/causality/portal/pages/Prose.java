package io.causality.portal.pages;

import java.util.ArrayList;
import java.util.List;

/**
 * Text of comments and OpenAPI files: paragraphs, and code between backticks.
 *
 * @param spans in order
 */
public record Prose(List<Span> spans) {
  public Prose {
    spans = List.copyOf(spans);
  }

  /** A piece of a paragraph. */
  public record Span(String text, boolean code) {}

  /** The paragraphs of a text; empty lines are between them. */
  public static List<Prose> of(String text) {
    List<Prose> paragraphs = new ArrayList<>();
    for (String paragraph : text.strip().split("\n\\s*\n", -1)) {
      if (!paragraph.isBlank()) {
        paragraphs.add(new Prose(spans(paragraph.strip())));
      }
    }
    return paragraphs;
  }

  private static List<Span> spans(String paragraph) {
    List<Span> spans = new ArrayList<>();
    String[] pieces = paragraph.split("`", -1);
    for (int i = 0; i < pieces.length; i++) {
      if (!pieces[i].isEmpty()) {
        spans.add(new Span(pieces[i], i % 2 == 1));
      }
    }
    return spans;
  }
}
