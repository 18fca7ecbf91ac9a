package io.causality.portal.pages;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import nu.validator.client.EmbeddedValidator;
import nu.validator.client.EmbeddedValidator.OutputFormat;
import nu.validator.htmlparser.dom.HtmlDocumentBuilder;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Reads pages as a browser does, and judges them as the W3C's validator does. */
final class Html {
  private Html() {}

  /** What the Nu validator says against a page; empty when nothing. */
  static String complaints(String html) throws Exception {
    EmbeddedValidator validator = new EmbeddedValidator();
    validator.setOutputFormat(OutputFormat.JSON);
    String report =
        validator.validate(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
    return new JsonObject(report)
        .getJsonArray("messages").stream().map(String::valueOf).collect(Collectors.joining("\n"));
  }

  static Document parse(String html) throws Exception {
    return new HtmlDocumentBuilder().parse(new InputSource(new StringReader(html)));
  }

  static List<Element> all(Document page, String tag) {
    NodeList nodes = page.getElementsByTagName(tag);
    List<Element> found = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      found.add((Element) nodes.item(i));
    }
    return found;
  }

  /** The one element of that name. */
  static Element only(Document page, String tag) {
    List<Element> found = all(page, tag);
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " × " + tag);
    }
    return found.getFirst();
  }
}
