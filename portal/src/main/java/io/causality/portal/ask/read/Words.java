package io.causality.portal.ask.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words in a normal form, in questions and in names alike. Pure. */
final class Words {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\"([^\"]{1,200})\"|“([^”]{1,200})”|`([^`]{1,200})`|(?<![\\p{L}\\p{N}])'([^']{1,200})'(?![\\p{L}])"
              + "|(\\d{4}-\\d{2}-\\d{2})|(\\d{1,2}[./]\\d{1,2}[./]\\d{4})|(\\d{1,2}:\\d{2})"
              + "|((?<![\\p{L}\\p{N}])/[\\w\\-./%*]*)"
              + "|(\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+\\.\\d+|\\d+)(?![\\p{N}_])"
              + "|([\\p{L}\\p{N}$]+(?:_[\\p{L}\\p{N}$]+)+)"
              + "|((?<![\\p{L}\\p{N}])\\p{L}+(?:-\\p{L}+)+(?![\\p{L}\\p{N}]))|([\\p{L}\\p{N}$]+)"
              + "|(>=|<=|!=|[><=%&+])");

  private static final Map<String, String> IRREGULAR =
      Map.ofEntries(
          Map.entry("bought", "buy"),
          Map.entry("paid", "pay"),
          Map.entry("sent", "send"),
          Map.entry("sold", "sell"),
          Map.entry("made", "make"),
          Map.entry("did", "do"),
          Map.entry("does", "do"),
          Map.entry("done", "do"),
          Map.entry("began", "begin"),
          Map.entry("begun", "begin"),
          Map.entry("chose", "choos"),
          Map.entry("chosen", "choos"),
          Map.entry("saw", "see"),
          Map.entry("seen", "see"),
          Map.entry("went", "go"),
          Map.entry("gone", "go"),
          Map.entry("goes", "go"),
          Map.entry("came", "com"),
          Map.entry("left", "leav"),
          Map.entry("people", "people"),
          Map.entry("persons", "people"),
          Map.entry("person", "people"),
          Map.entry("countries", "country"),
          Map.entry("redeemed", "redeem"),
          Map.entry("abandoned", "abandon"),
          Map.entry("submitted", "submit"),
          Map.entry("news", "news"),
          Map.entry("address", "address"),
          Map.entry("process", "process"),
          Map.entry("series", "series"),
          Map.entry("status", "status"),
          Map.entry("ios", "ios"),
          Map.entry("apps", "app"),
          Map.entry("need", "need"),
          Map.entry("feed", "feed"),
          Map.entry("speed", "speed"),
          Map.entry("string", "string"),
          Map.entry("during", "during"),
          Map.entry("pricing", "pricing"),
          Map.entry("landing", "landing"));

  private Words() {}

  /**
   * One word of a question.
   *
   * @param text as it was written, without quotes
   * @param word lower case
   * @param quoted whether it stood in quotes, as a whole
   */
  record Token(String text, String word, boolean quoted) {
    String stem() {
      return Words.stem(word);
    }

    boolean isNumber() {
      return !quoted && word.matches("\\d+(\\.\\d+)?");
    }
  }

  /** Splits a question. */
  static List<Token> tokens(String question) {
    List<Token> tokens = new ArrayList<>();
    String text =
        question
            .replace('’', '\'')
            .replaceAll("(?i)\\b(what|who|where|how|when|that|there|it|let)'s\\b", "$1 is")
            .replaceAll("(?i)(n't)\\b", " not")
            .replaceAll("(?i)\\blog(?:s|ged|ging)?[ -]in\\b", "login")
            .replaceAll("(?i)\\blog(?:s|ged|ging)?[ -]out\\b", "logout")
            .replaceAll("(?i)'(s|re|ve|ll|d)\\b", "");
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      String quoted = firstGroup(matcher, 1, 4);
      if (quoted != null) {
        tokens.add(new Token(quoted, quoted.toLowerCase(Locale.ROOT), true));
        continue;
      }
      String name = matcher.group(10);
      if (name != null) {
        tokens.add(new Token(name, name.toLowerCase(Locale.ROOT), true));
        continue;
      }
      String number = matcher.group(9);
      String found = number == null ? matcher.group() : number.replace(",", "");
      String hyphened = matcher.group(11);
      if (hyphened != null) {
        List<String> parts = List.of(hyphened.split("-", -1));
        // "sign-up" is two words; "shop-app", of words that say nothing, is a name.
        boolean oneName =
            parts.stream()
                .map(part -> part.toLowerCase(Locale.ROOT))
                .allMatch(Lexicon.FILLERS::contains);
        for (String part : oneName ? List.of(hyphened) : parts) {
          tokens.add(new Token(part, part.toLowerCase(Locale.ROOT), false));
        }
        continue;
      }
      if (matcher.group(12) != null) {
        for (String part : split(found)) {
          tokens.add(new Token(part, part.toLowerCase(Locale.ROOT), false));
        }
      } else {
        tokens.add(new Token(found, found.toLowerCase(Locale.ROOT), false));
      }
    }
    return tokens;
  }

  private static @org.jspecify.annotations.Nullable String firstGroup(
      Matcher matcher, int from, int to) {
    for (int group = from; group <= to; group++) {
      if (matcher.group(group) != null) {
        return matcher.group(group);
      }
    }
    return null;
  }

  /** {@code checkoutStarted} → checkout, Started; {@code 30days} → 30, days; {@code Q3} stays. */
  private static List<String> split(String word) {
    String spaced =
        word.replaceAll("(?<=\\p{Ll}\\p{Ll})(?=\\p{Lu}\\p{Ll})", " ")
            .replaceAll("(?<=^\\d{1,4})(?=(days?|weeks?|months?|hours?|d|w|h)$)", " ");
    return List.of(spaced.split(" ", -1));
  }

  /** The words of a name, as stems: {@code purchase_complete} → purchas, complet. */
  static List<String> ofName(String name) {
    String spaced =
        name.replaceAll("(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})", " ")
            .replaceAll("[^\\p{L}\\p{N}]+", " ")
            .strip()
            .toLowerCase(Locale.ROOT);
    return spaced.isEmpty() ? List.of() : compound(stems(List.of(spaced.split(" ", -1))));
  }

  static List<String> stems(List<String> words) {
    return words.stream().map(Words::stem).toList();
  }

  private static final Map<String, List<String>> ONE_WORD =
      Map.of(
          "pageview", List.of("pag", "view"),
          "screenview", List.of("screen", "view"),
          "addtocart", List.of("add", "to", "cart"),
          "giftcard", List.of("gift", "card"));

  private static final Map<String, String> TWO_WORDS =
      Map.of(
          "sign up", "signup",
          "log in", "login",
          "sign in", "login",
          "log out", "logout",
          "sign out", "logout",
          "check out", "checkout",
          "e mail", "email",
          "web site", "website");

  /** Brings together what is written as one word or as two. */
  static List<String> compound(List<String> stems) {
    List<String> joined = new ArrayList<>();
    for (int i = 0; i < stems.size(); i++) {
      String pair = i + 1 < stems.size() ? stems.get(i) + " " + stems.get(i + 1) : "";
      if (TWO_WORDS.containsKey(pair)) {
        joined.add(TWO_WORDS.get(pair));
        i++;
      } else {
        joined.addAll(ONE_WORD.getOrDefault(stems.get(i), List.of(stems.get(i))));
      }
    }
    return joined;
  }

  /** How many words of a question make one word of names: 2 for {@code sign up}. */
  static int compoundLength(String stem, String next) {
    return TWO_WORDS.containsKey(stem + " " + next) ? 2 : 1;
  }

  /** A word without its endings: the same for purchase, purchases, purchased, purchasing. */
  static String stem(String word) {
    String known = IRREGULAR.get(word);
    if (known != null) {
      return known;
    }
    if (word.length() <= 3 || !Character.isLetter(word.charAt(0))) {
      return word.equals("ads") || word.equals("ups") ? word.substring(0, 2) : word;
    }
    String stem = word;
    if (stem.endsWith("ies") && stem.length() > 4) {
      stem = stem.substring(0, stem.length() - 3) + "y";
    } else if (stem.matches(".*(ss|ch|sh|x)es")) {
      stem = stem.substring(0, stem.length() - 2);
    } else if (stem.endsWith("s") && !stem.matches(".*(ss|us|is)")) {
      stem = stem.substring(0, stem.length() - 1);
    }
    if (stem.endsWith("ied") && stem.length() > 4) {
      stem = stem.substring(0, stem.length() - 3) + "y";
    } else if (stem.endsWith("ing") && stem.length() > 5 && hasVowel(stem, 3)) {
      stem = single(stem.substring(0, stem.length() - 3));
    } else if (stem.endsWith("ed") && stem.length() > 4 && hasVowel(stem, 2)) {
      stem = single(stem.substring(0, stem.length() - 2));
    }
    return stem.length() > 3 && stem.endsWith("e") ? stem.substring(0, stem.length() - 1) : stem;
  }

  private static boolean hasVowel(String word, int ending) {
    return word.substring(0, word.length() - ending).matches(".*[aeiouy].*");
  }

  /** shipp → ship; but add, call, pass, buzz stay. */
  private static String single(String stem) {
    int last = stem.length() - 1;
    return stem.length() > 3
            && stem.charAt(last) == stem.charAt(last - 1)
            && "lsz".indexOf(stem.charAt(last)) < 0
        ? stem.substring(0, last)
        : stem;
  }
}
