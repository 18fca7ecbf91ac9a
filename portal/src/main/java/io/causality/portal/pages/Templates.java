package io.causality.portal.pages;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** The templates of {@code src/main/jte}, compiled with the project. Thread-safe. */
final class Templates {
  private static final String PACKAGE = "io.causality.portal.pages.html";

  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Templates.class.getClassLoader(), PACKAGE);

  /**
   * A template's text.
   *
   * @param name without ending
   */
  Buffer render(String name, Map<String, Object> parameters) {
    StringOutput output = new StringOutput();
    engine.render(name + ".jte", parameters, output);
    return Buffer.buffer(output.toString());
  }
}
