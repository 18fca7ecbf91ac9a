package io.causality.portal.ask.read;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the interpreter knows of English, beside the names of the app. */
final class Lexicon {
  /** Words that say nothing of what is asked. */
  static final Set<String> FILLERS =
      words(
          """
          a an the this that these those our we us i me my you your they them their it its he she
          is are was were be been being am do does did have has had can could would will shall should may might
          please pls hey hi hello tell show give get let know see find want need like check look display list out
          what whats there here just really actually exactly got gets about of in on at for to from with by as into over onto
          and so much many how who which when where whose whom
          app site website shop store product platform service system data dataset
          any some all total overall altogether something anything things thing stuff
          came come comes coming
          think say answer question wonder wondering curious interested quickly thanks thank ok okay now currently
          up down go going gone went make made makes take took place
          number numbers figure figures stat stats statistic statistics report overview summary value values
          during within period range use uses used using usage bring brings brought generate generates generated
          produce produces produced drive drives drove yield yields count counts volume long compute calculate plot graph chart draw
          individual same also still always currently respectively following far
          idea wanna gonna looking curious
          """);

  /** Words without which a question says the same. */
  static final Set<String> SILENT =
      words(
          """
          a an the this that these those our we us i me my you your please pls hey hi hello tell show give get got let know
          see find did do does done is are was were been be have has had can could would will of in on at for to there here
          just really actually exactly what how during
          """);

  /** Words that ask for a number. */
  static final Set<String> COUNT = words("count number many total");

  /** Words that say no more than that an event was one. */
  static final Set<String> VAGUE =
      words(
          """
          happen happens happened happening occur occurs occurred recorded tracked fired sent received triggered
          performed placed submitted seen record track tracks collect collected capture captured receive log
          """);

  /** Words that the patterns read; kept from being taken for misspelled names. */
  static final Set<String> GRAMMAR =
      words(
          """
          how many much count number total sum average avg mean median minimum maximum max min lowest highest
          most least fewest best worst top bottom largest smallest biggest greatest popular common frequent often rarest
          unique distinct different individual active new first returning
          users user people person persons visitors visitor customers customer buyers members accounts clients humans
          times time event events session sessions
          per by each every across split broken break down grouped group breakdown segmented segment distribution among
          hour hours hourly day days daily week weeks weekly month months monthly weekday weekdays over trend trends timeline
          evolution develop developed development change changed changes changing grow grew growth growing
          rise risen rose increase increased decrease decreased drop dropped fall fell decline declined difference
          compare compared comparison comparing versus vs against than between
          percentile percentiles differently differ differs behave behaves
          conversion convert converted converts converting funnel rate ratio percent percentage proportion share fraction
          step steps went go goes going continue continued reach reached proceed then after before next
          retention retained retain come came back return returned returns cohort cohorts
          path paths journey journeys flow lead leads followed
          why reason cause caused explain because
          not except excluding exclude without other never only or but both either
          more less over under above below least most exactly equal equals greater
          quarter year today yesterday last past previous prior since until till ago between
          weekend morning evening before after
          revenue turnover income earnings
          long take takes took duration average
          sticky stickiness lifecycle dormant resurrecting resurrected churned churn bounce entry exit
          monday tuesday wednesday thursday friday saturday sunday
          january february march april may june july august september october november december
          jan feb mar apr jun jul aug sep sept oct nov dec
          one two three four five six seven eight nine ten twelve couple fourteen thirty hundred
          second third fourth half st nd rd th am pm fortnight ytd mtd wtd ever alltime time date period weekdays weekends end beginning start starting
          what is are was were the
          """);

  /** What people ask for and analytics seldom has: never taken for a misspelled name. */
  static final Set<String> UNRECORDED =
      words(
          """
          age ages gender sex profit profits margin margins cost costs weather temperature salary salaries email emails
          phone phones names surname birthday city cities zip postcode nps satisfaction happy happiness satisfied inventory
          stock warehouse shipping delivery competitor competitors market marketing budget spend ads seo ranking
          forecast predict prediction future tomorrow religion race politics education income household friends family
          bug bugs uptime latency server servers cpu memory employees employee staff boss ceo company
          refund refunds subscription subscriptions discount discounts tax taxes lifetime ltv cac
          states state regions towns weather jobs job occupation
          form forms better worse good bad nice opinion feel feeling like love hate
          """);

  /** What asks for something else than an answer. */
  static final Set<String> HOSTILE =
      words(
          """
          delete drop truncate insert update alter grant revoke create table tables database schema ignore instructions
          instruction prompt prompts system password passwords secret secrets token tokens key keys credentials
          admin override jailbreak pretend role execute script shell sudo rm
          """);

  /** Words of the question that typos are measured against, beside the grammar's and the names. */
  static final Set<String> SPOKEN =
      words(
          """
          purchases purchase bought orders order sales signups signup registered registrations logins login viewed views
          visited searches searched baskets checkout country countries platform browser browsers campaign campaigns
          products product category categories viewed mobile desktop
          """);

  /** Words that mean the same in names of events. Each line: what a name may say, by stem. */
  private static final List<Set<String>> SAME =
      List.of(
          stems("purchase buy order sale sell transaction"),
          stems("signup register registration enroll enrollment"),
          stems("login signin"),
          stems("cart basket bag trolley"),
          stems("tap click press"),
          stems("search query"),
          stems("view visit see look open display"),
          stems("remove delete removal"),
          stems("add addition"),
          stems("submit submission"),
          stems("cancel cancellation"),
          stems("create creation"),
          stems("abandon abandonment"),
          stems("share forward"),
          stems("subscribe subscription"),
          stems("upload import"),
          stems("install installation"),
          stems("wishlist favorite favourite favorites"),
          stems("coupon voucher promocode"),
          stems("video movie clip"),
          stems("play watch"),
          stems("review rating"),
          stems("fail failure unsuccessful"),
          stems("complete finish success successful succeed completion"),
          stems("start begin initiate"),
          stems("pay payment"),
          stems("refund reimburse reimbursement"),
          stems("download save"),
          stems("message msg"),
          stems("invite invitation"),
          stems("crash"),
          stems("redeem use redemption"));

  /** Words that a name may have although nobody says them. */
  static final Set<String> WEAK =
      stems("user event complete completed success perform performed do submit submitted clicked");

  /** Words inside a phrase for a name that the name need not have. */
  static final Set<String> GLUE =
      stems(
          "a an the to their his her its my our of from in into on it them something one was were"
              + " is are been be being have has had did get got");

  private static final Map<String, String> PROPERTY_SAME =
      Map.ofEntries(
          Map.entry("os", "platform"),
          Map.entry("operating system", "os"),
          Map.entry("device", "device type"),
          Map.entry("page", "page path"),
          Map.entry("url", "page url"),
          Map.entry("screen", "screen name"),
          Map.entry("campaign", "utm campaign"),
          Map.entry("campaign source", "utm source"),
          Map.entry("traffic source", "utm source"),
          Map.entry("source", "utm source"),
          Map.entry("channel", "utm source"),
          Map.entry("medium", "utm medium"),
          Map.entry("referrer", "page referrer"),
          Map.entry("product", "product id"),
          Map.entry("button", "button id"),
          Map.entry("version", "app version"),
          Map.entry("release", "app version"),
          Map.entry("language", "locale"),
          Map.entry("payment type", "payment method"),
          Map.entry("method of payment", "payment method"),
          Map.entry("nation", "country"),
          Map.entry("market", "country"),
          Map.entry("region", "country"),
          Map.entry("pricing plan", "plan"),
          Map.entry("subscription plan", "plan"),
          Map.entry("tier", "plan"),
          Map.entry("search term", "query"),
          Map.entry("keyword", "query"),
          Map.entry("error", "error code"),
          Map.entry("topic", "topic"),
          Map.entry("rating", "stars"));

  private static final Map<String, String> SYNONYM_OF = synonyms();
  private static final Map<String, String> COUNTRIES = countries();

  private Lexicon() {}

  private static Set<String> words(String text) {
    return Set.copyOf(new HashSet<>(List.of(text.strip().split("\\s+"))));
  }

  private static Set<String> stems(String text) {
    return Stream.of(text.split(" ", -1)).map(Words::stem).collect(Collectors.toSet());
  }

  private static Map<String, String> synonyms() {
    Map<String, String> all = new TreeMap<>();
    for (Set<String> group : SAME) {
      String name = group.stream().sorted().findFirst().orElseThrow();
      group.forEach(stem -> all.put(stem, name));
    }
    return Map.copyOf(all);
  }

  /** One word for all that mean the same. */
  static String concept(String stem) {
    return SYNONYM_OF.getOrDefault(stem, stem);
  }

  /** Whether some name could mean it. */
  static boolean isSynonym(String stem) {
    return SYNONYM_OF.containsKey(stem);
  }

  /** All words that stand for others. */
  static Set<String> synonymWords() {
    return SYNONYM_OF.keySet();
  }

  /** Under which name the usual word for a property may be recorded; itself otherwise. */
  static String property(String words) {
    return PROPERTY_SAME.getOrDefault(words, words);
  }

  static Set<String> propertyWords() {
    return PROPERTY_SAME.keySet().stream()
        .flatMap(words -> Stream.of(words.split(" ", -1)))
        .collect(Collectors.toSet());
  }

  private static Map<String, String> countries() {
    Map<String, String> names = new TreeMap<>();
    for (String code : Locale.getISOCountries()) {
      String name = Locale.of("", code).getDisplayCountry(Locale.ENGLISH).toLowerCase(Locale.ROOT);
      names.put(name, code);
    }
    names.putAll(
        Map.ofEntries(
            Map.entry("usa", "US"),
            Map.entry("america", "US"),
            Map.entry("uk", "GB"),
            Map.entry("britain", "GB"),
            Map.entry("great britain", "GB"),
            Map.entry("england", "GB"),
            Map.entry("holland", "NL"),
            Map.entry("german", "DE"),
            Map.entry("germans", "DE"),
            Map.entry("americans", "US"),
            Map.entry("italians", "IT"),
            Map.entry("austrians", "AT"),
            Map.entry("swiss", "CH"),
            Map.entry("austrian", "AT"),
            Map.entry("french", "FR"),
            Map.entry("american", "US"),
            Map.entry("british", "GB"),
            Map.entry("italian", "IT"),
            Map.entry("dutch", "NL"),
            Map.entry("polish", "PL"),
            Map.entry("spanish", "ES")));
    return Map.copyOf(names);
  }

  /** The ISO code of a country's name. */
  static java.util.Optional<String> country(String words) {
    return java.util.Optional.ofNullable(COUNTRIES.get(words));
  }

  static Set<String> countryWords() {
    return COUNTRIES.keySet().stream()
        .flatMap(words -> Stream.of(words.split(" ", -1)))
        .filter(word -> word.length() > 3)
        .collect(Collectors.toSet());
  }
}
