package io.causality.portal.ask.read;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Refuses what is no question about the app's events. Pure. */
final class Guard {
  private static final List<Pattern> WRITING =
      patterns(
          "\\b(drop|truncate|alter|create)\\s+(the\\s+)?(table|database|schema|view|index|user)\\b",
          "\\b(drop|truncate|delete|erase|wipe|destroy|purge|remove)\\s+(all|everything|every|the\\s+(table|data|database|lake|app|events?|users?|dashboards?|logs?)|from\\s+\\w+\\s*(where|;|$)|my\\s+data|our\\s+data|this\\s+app|events?\\b(?!\\s+(from\\s+)?(cart|basket))|users?\\b|rows?\\b|records?\\b|dashboards?\\b|tables?\\b)",
          "\\binsert\\s+into\\b",
          "\\bupdate\\s+\\w+\\s+set\\b",
          "\\b(grant|revoke)\\s+\\w+",
          "\\b(make|give)\\s+me\\s+(an?\\s+)?(admin|editor|root)\\b");

  private static final List<Pattern> SECRETS =
      patterns(
          "\\bpasswords?\\b",
          "\\bapi[ _-]?keys?\\b",
          "\\b(secret|private|access)[ _-]?(keys?|tokens?)\\b",
          "\\bcredentials?\\b",
          "\\bsession (cookies?|tokens?)\\b",
          "\\b(system|your|hidden|initial)\\s+(prompt|instructions?|rules|configuration)\\b",
          "\\benvironment variables?\\b",
          "\\b(other|another)\\s+(user|people|person|colleague|customer|tenant|team)s?'?s?\\s+(questions?|conversations?|chats?|account|data|dashboards?)\\b",
          "\\bwhat (did|have) (other|my colleagues|others)\\b.*\\bask",
          "\\bportal users?\\b");

  private static final List<Pattern> INJECTION =
      patterns(
          "\\b(ignore|disregard|forget|override|bypass)\\b.*\\b(instructions?|rules?|prompts?|previous|prior|above|restrictions?|filters?|row filter|limits?|guard\\w*)\\b",
          "\\byou are (now|no longer)\\b",
          "\\bpretend\\b",
          "\\bjailbreak\\b",
          "\\bdeveloper mode\\b",
          "\\bsystem\\.runtime\\b",
          "\\binformation_schema\\b",
          "\\bpg_catalog\\b",
          "\\bcurrent_user\\b");

  private static final List<Pattern> ELSEWHERE =
      patterns(
          "\\b(other|another|all( the)?|every|any other|different)\\s+(apps?|applications?|tenants?|companies|organi[sz]ations?|workspaces?)\\b",
          "\\bacross\\s+(all\\s+)?apps\\b",
          "\\bapp_id\\b");

  private Guard() {}

  private static List<Pattern> patterns(String... texts) {
    return java.util.stream.Stream.of(texts).map(Pattern::compile).toList();
  }

  /** Why a question is refused; empty for most. */
  static Optional<Reading.Declined> refuse(String question, Vocabulary vocabulary) {
    String text = question.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").strip();
    if (any(WRITING, text)) {
      return no("Ask only reads: nothing was changed.");
    }
    if (any(SECRETS, text)) {
      return no("Ask answers questions about this app's events, and about nothing else.");
    }
    if (any(INJECTION, text)) {
      return no("That is no question about this app's events.");
    }
    if (vocabulary.otherApps().stream().anyMatch(app -> names(app, text)) || any(ELSEWHERE, text)) {
      return no("A question reads one app: the one in which it was asked.");
    }
    if (text.matches("(?s)\\W*(select|with|show|describe|explain|values|call)\\b.*\\bfrom\\b.*")
        && text.matches("(?s).*\\bselect\\b.*\\bfrom\\b.*")) {
      return Optional.of(
          new Reading.Declined(
              Reading.Reason.NOT_UNDERSTOOD,
              "That is SQL: the SQL page runs it, Ask reads English."));
    }
    return Optional.empty();
  }

  /** A plain word, "web" say, is an app's name only where it is called one. */
  private static boolean names(String app, String text) {
    String word = "(?<![\\w-])" + Pattern.quote(app) + "(?![\\w-])";
    boolean plain = app.matches("\\p{L}+");
    String pattern =
        plain ? "\\bapp(lication)? " + word + "|" + word + " (app(lication)?|data)\\b" : word;
    return Pattern.compile(pattern).matcher(text).find();
  }

  private static boolean any(List<Pattern> patterns, String text) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(text).find());
  }

  private static Optional<Reading.Declined> no(String text) {
    return Optional.of(new Reading.Declined(Reading.Reason.NOT_ALLOWED, text));
  }
}
