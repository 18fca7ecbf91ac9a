package io.causality.portal.webhooks;

import io.causality.portal.http.Problem;
import io.causality.portal.http.ProblemCode;
import io.causality.portal.http.ProblemException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a delivery shows a receiver that it may come in, beside the signature that all carry. */
sealed interface Authorization {
  /** The kinds, as the API names them. */
  enum Type {
    NONE,
    BASIC,
    BEARER,
    HMAC;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Type of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  /** Nothing. */
  record None() implements Authorization {}

  /** A user name and a password. */
  record Basic(String username, String password) implements Authorization {
    @Override
    public String toString() {
      return "Basic[***]";
    }
  }

  /** A token. */
  record Bearer(String token) implements Authorization {
    @Override
    public String toString() {
      return "Bearer[***]";
    }
  }

  /**
   * The body's HMAC-SHA-256 in a header of the receiver's choice.
   *
   * @param prefix what the header's value begins with, before the hexadecimal digits
   */
  record Hmac(String secret, String header, String prefix) implements Authorization {
    @Override
    public String toString() {
      return "Hmac[***]";
    }
  }

  /** Headers that belong to the request itself, or to our signature. */
  List<String> TAKEN =
      List.of(
          "host",
          "content-type",
          "content-length",
          "transfer-encoding",
          "connection",
          "user-agent",
          "te",
          "trailer",
          "upgrade",
          "expect");

  Pattern HEADER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,63}");
  Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");

  /** Of a request's {@code auth}, which the contract has checked in part. */
  static Authorization parse(JsonObject auth) {
    return switch (Type.of(auth.getString("type"))) {
      case NONE -> new None();
      case BASIC -> {
        String username = required(auth, "username");
        if (username.contains(":")) {
          throw bad("username", "a user name has no colon");
        }
        yield new Basic(username, required(auth, "password"));
      }
      case BEARER -> {
        String token = required(auth, "token");
        if (!VISIBLE.matcher(token).matches()) {
          throw bad("token", "a token consists of visible ASCII characters");
        }
        yield new Bearer(token);
      }
      case HMAC -> {
        String header = auth.getString("header", "X-Hub-Signature-256");
        String prefix = auth.getString("prefix", "sha256=");
        String lower = header.toLowerCase(Locale.ROOT);
        if (!HEADER.matcher(header).matches()
            || TAKEN.contains(lower)
            || lower.startsWith("x-causality-")) {
          throw bad("header", "that header cannot be used");
        }
        if (!prefix.isEmpty() && !VISIBLE.matcher(prefix + "0").matches()) {
          throw bad("prefix", "a prefix consists of visible ASCII characters");
        }
        yield new Hmac(required(auth, "secret"), header, prefix);
      }
    };
  }

  /** The same as it is sealed. */
  default JsonObject toJson() {
    JsonObject json = new JsonObject().put("type", type().text());
    return switch (this) {
      case None none -> json;
      case Basic basic -> json.put("username", basic.username()).put("password", basic.password());
      case Bearer bearer -> json.put("token", bearer.token());
      case Hmac hmac ->
          json.put("secret", hmac.secret())
              .put("header", hmac.header())
              .put("prefix", hmac.prefix());
    };
  }

  default Type type() {
    return switch (this) {
      case None none -> Type.NONE;
      case Basic basic -> Type.BASIC;
      case Bearer bearer -> Type.BEARER;
      case Hmac hmac -> Type.HMAC;
    };
  }

  /** The header to send, name and value. */
  default Optional<Map.Entry<String, String>> header(String body) {
    return switch (this) {
      case None none -> Optional.empty();
      case Basic basic ->
          Optional.of(
              Map.entry(
                  "Authorization",
                  "Basic "
                      + Base64.getEncoder()
                          .encodeToString(
                              (basic.username() + ":" + basic.password())
                                  .getBytes(StandardCharsets.UTF_8))));
      case Bearer bearer -> Optional.of(Map.entry("Authorization", "Bearer " + bearer.token()));
      case Hmac hmac ->
          Optional.of(
              Map.entry(hmac.header(), hmac.prefix() + Signature.hmac(hmac.secret(), body)));
    };
  }

  private static String required(JsonObject auth, String field) {
    String value = auth.getString(field, "");
    if (value.isEmpty()) {
      throw bad(field, "auth of the type " + auth.getString("type") + " needs " + field);
    }
    return value;
  }

  private static ProblemException bad(String field, String detail) {
    return new ProblemException(Problem.of(ProblemCode.BAD_REQUEST, detail).at("$.auth." + field));
  }
}
