package io.causality.portal.access;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.causality.portal.PortalFixture;
import io.causality.portal.http.Contract;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.Operation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Walks every operation of the contract as everybody, and says who is refused. */
class OperationAccessIT {
  private static final String MINE = "mine";
  private static final String OTHER = "other";
  private static final String SOME_ID = "00000000-0000-4000-8000-000000000001";

  /** The least that a caller must be. */
  private enum Least {
    NOBODY,
    VIEWER,
    EDITOR,
    ADMIN
  }

  /**
   * What an operation asks of its caller.
   *
   * @param more what follows the path of the contract: a query, in which APP is an app
   * @param body in which APP is an app; empty for none
   * @param inApp whether one app is meant, which must be the caller's
   */
  private record Rule(Least least, boolean inApp, String more, String body) {
    static Rule inApp(Least least, String body) {
      return new Rule(least, true, "", body);
    }

    static Rule anywhere(Least least, String body) {
      return new Rule(least, false, "", body);
    }
  }

  private static final String SPEC =
      "{\"kind\":\"trends\",\"series\":[{\"event\":null}],\"from\":\"-7d\"}";

  private static final String FUNNEL =
      "{\"kind\":\"funnel\",\"steps\":[{\"event\":null}],\"from\":\"-7d\"}";

  private static final String SAVED_SQL = "{\"name\":\"q\",\"sql\":\"SELECT 1\",\"app\":\"APP\"}";

  private static final String CHART = "{\"name\":\"c\",\"query\":" + SPEC + "}";

  private static final String COHORT = "{\"name\":\"c\",\"kind\":\"static\",\"people\":[\"ada\"]}";

  private static final String WEBHOOK =
      "{\"name\":\"w\",\"url\":\"http://nowhere.invalid/\",\"app\":\"APP\"}";

  private static final String RULE = "{\"name\":\"r\",\"when\":{\"match\":{\"event\":\"login\"}}}";

  private static final String METRIC =
      "{\"name\":\"m\",\"query\":"
          + SPEC
          + ",\"condition\":\"above\",\"value\":1,\"every_s\":86400}";

  private static final String WEBHOOK_DRAFT =
      "{\"name\":\"w\",\"url\":\"http://nowhere.invalid/\"}";

  private static final Map<String, Rule> RULES =
      new TreeMap<>(
          Map.ofEntries(
              entry(
                  "signIn",
                  Rule.anywhere(Least.NOBODY, "{\"email\":\"a@b.c\",\"password\":\"wrong\"}")),
              entry("signInWays", Rule.anywhere(Least.NOBODY, "")),
              entry("beginProviderSignIn", Rule.anywhere(Least.NOBODY, "")),
              entry("finishProviderSignIn", Rule.anywhere(Least.NOBODY, "")),
              entry("currentSession", Rule.anywhere(Least.VIEWER, "")),
              entry("signOut", Rule.anywhere(Least.VIEWER, "")),
              entry("listSessions", Rule.anywhere(Least.VIEWER, "")),
              entry("endSession", Rule.anywhere(Least.VIEWER, "")),
              entry(
                  "changePassword",
                  Rule.anywhere(
                      Least.VIEWER, "{\"current\":\"long enough\",\"password\":\"long enough\"}")),
              entry("listAudit", Rule.anywhere(Least.ADMIN, "")),
              entry("listApps", Rule.anywhere(Least.VIEWER, "")),
              entry("createApp", Rule.anywhere(Least.ADMIN, "{\"id\":\"another\"}")),
              entry("updateApp", Rule.inApp(Least.EDITOR, "{\"week_start\":\"monday\"}")),
              entry("listErasures", Rule.inApp(Least.ADMIN, "")),
              entry("createErasure", Rule.inApp(Least.ADMIN, "{\"person_id\":\"ada\"}")),
              entry("getErasure", Rule.inApp(Least.ADMIN, "")),
              entry("listEventNames", Rule.inApp(Least.VIEWER, "")),
              entry("listPropertyNames", Rule.inApp(Least.VIEWER, "")),
              entry("listValues", new Rule(Least.VIEWER, true, "?property=plan", "")),
              entry("listCharts", Rule.inApp(Least.VIEWER, "")),
              entry("createChart", Rule.inApp(Least.EDITOR, CHART)),
              entry("getChart", Rule.inApp(Least.VIEWER, "")),
              entry("replaceChart", Rule.inApp(Least.EDITOR, CHART)),
              entry("deleteChart", Rule.inApp(Least.EDITOR, "")),
              entry("listCohorts", Rule.inApp(Least.VIEWER, "")),
              entry("createCohort", Rule.inApp(Least.EDITOR, COHORT)),
              entry("getCohort", Rule.inApp(Least.VIEWER, "")),
              entry("replaceCohort", Rule.inApp(Least.EDITOR, COHORT)),
              entry("deleteCohort", Rule.inApp(Least.EDITOR, "")),
              entry("listDashboards", new Rule(Least.VIEWER, true, "?app=APP", "")),
              entry(
                  "createDashboard",
                  Rule.inApp(Least.EDITOR, "{\"app\":\"APP\",\"name\":\"mine\"}")),
              entry("getDashboard", Rule.anywhere(Least.VIEWER, "")),
              entry("replaceDashboard", Rule.anywhere(Least.EDITOR, "{\"name\":\"mine\"}")),
              entry("deleteDashboard", Rule.anywhere(Least.EDITOR, "")),
              entry("ruleSchema", Rule.anywhere(Least.VIEWER, "")),
              entry("listRules", Rule.inApp(Least.VIEWER, "")),
              entry("createRule", Rule.inApp(Least.EDITOR, RULE)),
              entry("getRule", Rule.inApp(Least.VIEWER, "")),
              entry("replaceRule", Rule.inApp(Least.EDITOR, RULE)),
              entry("deleteRule", Rule.inApp(Least.EDITOR, "")),
              entry("backTestRule", Rule.inApp(Least.VIEWER, "{\"rule\":" + RULE + "}")),
              entry("listRuleVersions", Rule.inApp(Least.VIEWER, "")),
              entry("enableRule", Rule.inApp(Least.EDITOR, "")),
              entry("disableRule", Rule.inApp(Least.EDITOR, "")),
              entry("muteRule", Rule.inApp(Least.EDITOR, "")),
              entry("listMetricAlerts", Rule.inApp(Least.VIEWER, "")),
              entry("createMetricAlert", Rule.inApp(Least.EDITOR, METRIC)),
              entry("getMetricAlert", Rule.inApp(Least.VIEWER, "")),
              entry("replaceMetricAlert", Rule.inApp(Least.EDITOR, METRIC)),
              entry("deleteMetricAlert", Rule.inApp(Least.EDITOR, "")),
              entry("checkMetricAlert", Rule.inApp(Least.EDITOR, "")),
              entry("listAlerts", Rule.inApp(Least.VIEWER, "")),
              entry("getAlert", Rule.inApp(Least.VIEWER, "")),
              entry("listWebhooks", new Rule(Least.VIEWER, true, "?app=APP", "")),
              entry("createWebhook", Rule.inApp(Least.EDITOR, WEBHOOK)),
              entry("getWebhook", Rule.anywhere(Least.VIEWER, "")),
              entry("replaceWebhook", Rule.anywhere(Least.EDITOR, WEBHOOK_DRAFT)),
              entry("deleteWebhook", Rule.anywhere(Least.EDITOR, "")),
              entry("testWebhook", Rule.anywhere(Least.EDITOR, "")),
              entry("listWebhookDeliveries", Rule.anywhere(Least.VIEWER, "")),
              entry("listDeliveries", Rule.anywhere(Least.VIEWER, "")),
              entry("getDelivery", Rule.anywhere(Least.VIEWER, "")),
              entry("redeliver", Rule.anywhere(Least.EDITOR, "")),
              entry("live", Rule.inApp(Least.VIEWER, "")),
              entry("listDeadLetters", Rule.inApp(Least.VIEWER, "")),
              entry("replayDeadLetters", Rule.inApp(Least.EDITOR, "{\"ids\":[]}")),
              entry("queryInsight", Rule.inApp(Least.VIEWER, SPEC)),
              entry("insightCorrelation", Rule.inApp(Least.VIEWER, "{\"query\":" + FUNNEL + "}")),
              entry("insightPeople", Rule.inApp(Least.VIEWER, "{\"query\":" + SPEC + "}")),
              entry("personTimeline", new Rule(Least.VIEWER, true, "?person=ada", "")),
              entry("ask", Rule.inApp(Least.VIEWER, "{\"question\":\"how many events today\"}")),
              entry("stopQuestion", Rule.inApp(Least.VIEWER, "")),
              entry("listModelQuestions", Rule.inApp(Least.ADMIN, "")),
              entry("getModel", Rule.anywhere(Least.ADMIN, "")),
              entry(
                  "setModel",
                  Rule.anywhere(
                      Least.ADMIN,
                      "{\"provider\":\"openai\",\"model\":\"m\",\"url\":\"http://127.0.0.1:1/v1\"}")),
              entry("testModel", Rule.anywhere(Least.ADMIN, "")),
              entry("removeModel", Rule.anywhere(Least.ADMIN, "")),
              entry("modelUsage", Rule.anywhere(Least.ADMIN, "")),
              entry("verifyAnswer", Rule.inApp(Least.EDITOR, "{}")),
              entry("rateAnswer", Rule.inApp(Least.VIEWER, "{\"rating\":\"up\"}")),
              entry("listRatings", Rule.inApp(Least.EDITOR, "")),
              entry("closeRating", Rule.inApp(Least.EDITOR, "")),
              entry("listSuggestions", Rule.inApp(Least.VIEWER, "")),
              entry("listVerifiedQuestions", Rule.inApp(Least.VIEWER, "")),
              entry("deleteVerifiedQuestion", Rule.inApp(Least.EDITOR, "")),
              entry("listConversations", Rule.inApp(Least.VIEWER, "")),
              entry("getConversation", Rule.inApp(Least.VIEWER, "")),
              entry("updateConversation", Rule.inApp(Least.VIEWER, "{\"name\":\"n\"}")),
              entry("deleteConversation", Rule.inApp(Least.VIEWER, "")),
              entry("listKeys", Rule.inApp(Least.VIEWER, "")),
              entry("createKey", Rule.inApp(Least.EDITOR, "{\"name\":\"k\"}")),
              entry("revokeKey", Rule.inApp(Least.EDITOR, "")),
              entry("freshness", Rule.inApp(Least.VIEWER, "")),
              entry("listRunningSql", Rule.anywhere(Least.VIEWER, "")),
              entry("runSql", Rule.inApp(Least.VIEWER, "{\"sql\":\"SELECT 1\",\"app\":\"APP\"}")),
              entry("sqlProgress", Rule.anywhere(Least.VIEWER, "")),
              entry("listSqlHistory", new Rule(Least.VIEWER, true, "?app=APP", "")),
              entry("listSavedSql", new Rule(Least.VIEWER, true, "?app=APP", "")),
              entry("saveSql", Rule.inApp(Least.EDITOR, SAVED_SQL)),
              entry("replaceSavedSql", Rule.anywhere(Least.EDITOR, SAVED_SQL)),
              entry("deleteSavedSql", Rule.anywhere(Least.EDITOR, "")),
              entry("sqlSchema", new Rule(Least.VIEWER, true, "?app=APP", "")),
              entry(
                  "downloadSql",
                  Rule.inApp(Least.VIEWER, "{\"sql\":\"SELECT 1\",\"app\":\"APP\"}")),
              entry("cancelSql", Rule.anywhere(Least.VIEWER, "")),
              entry("listUsers", Rule.anywhere(Least.ADMIN, "")),
              entry(
                  "createUser",
                  Rule.anywhere(
                      Least.ADMIN,
                      "{\"email\":\"n@b.c\",\"password\":\"long enough\",\"role\":\"viewer\"}")),
              entry("updateUser", Rule.anywhere(Least.ADMIN, "{\"role\":\"viewer\"}")),
              entry("deleteUser", Rule.anywhere(Least.ADMIN, "")),
              entry("listTokens", Rule.anywhere(Least.VIEWER, "")),
              entry("createToken", Rule.anywhere(Least.VIEWER, "{\"name\":\"t\"}")),
              entry("deleteToken", Rule.anywhere(Least.VIEWER, ""))));

  private static final Vertx VERTX = Vertx.vertx();
  private static List<Operation> operations;
  private static PortalFixture portal;
  private static Map<Least, String> tokens;

  @BeforeAll
  static void start() {
    operations = Contract.load(VERTX).await().operations();
    portal = new PortalFixture(Map.of("CAUSALITY_INSIGHT_PATIENCE_MS", "0"));
    portal.awaitKeys();
    portal.post("/api/apps", new JsonObject().put("id", MINE));
    portal.post("/api/apps", new JsonObject().put("id", OTHER));
    tokens =
        Map.of(
            Least.VIEWER, portal.userWithToken("viewer@corp.example", "viewer", MINE),
            Least.EDITOR, portal.userWithToken("editor@corp.example", "editor", MINE),
            Least.ADMIN, PortalFixture.TOKEN);
  }

  @AfterAll
  static void stop() {
    portal.close();
    VERTX.close().await();
  }

  @Test
  void everyOperationHasARule() {
    assertThat(operations.stream().map(Operation::getOperationId))
        .as("say in RULES who may call it")
        .containsExactlyInAnyOrderElementsOf(RULES.keySet());
  }

  @TestFactory
  Stream<DynamicTest> operationsRefuseWhoeverMayNotCallThem() {
    return operations.stream()
        .filter(operation -> RULES.containsKey(operation.getOperationId()))
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation.getOperationId(),
                    () -> check(operation, RULES.get(operation.getOperationId()))));
  }

  private static void check(Operation operation, Rule rule) {
    if (rule.least() != Least.NOBODY) {
      assertThat(call(operation, rule, MINE, Map.of()).code()).isEqualTo("not_authenticated");
      assertThat(
              call(
                      operation,
                      rule,
                      MINE,
                      Map.of("Cookie", "causality_session=cs_" + "0".repeat(40)))
                  .code())
          .isEqualTo("not_authenticated");
      assertThat(call(operation, rule, MINE, bearer("ct_" + "0".repeat(40))).code())
          .isEqualTo("not_authenticated");
    }
    for (Least role : List.of(Least.VIEWER, Least.EDITOR, Least.ADMIN)) {
      PortalFixture.Answer answer = call(operation, rule, MINE, bearer(tokens.get(role)));
      if (role.compareTo(rule.least()) < 0) {
        assertThat(answer.code()).as("as %s", role).isEqualTo("forbidden");
      } else {
        assertThat(refusal(answer)).as("as %s", role).isEqualTo("none");
      }
      if (rule.inApp() && role != Least.ADMIN) {
        assertThat(call(operation, rule, OTHER, bearer(tokens.get(role))).code())
            .as("as %s of another app", role)
            .isEqualTo("no_such_app");
      }
    }
  }

  private static String refusal(PortalFixture.Answer answer) {
    if (answer.status() < 400) {
      return "none";
    }
    String code = answer.code();
    return List.of(
                "forbidden", "not_authenticated", "no_such_app", "csrf", "bad_request", "internal")
            .contains(code)
        ? code + ": " + answer.text()
        : "none";
  }

  private static PortalFixture.Answer call(
      Operation operation, Rule rule, String app, Map<String, String> headers) {
    String path =
        (operation.getOpenAPIPath() + rule.more())
            .replace("{app}", app)
            .replace("APP", app)
            .replaceAll("\\{\\w+}", SOME_ID);
    String body = rule.body().isEmpty() ? null : rule.body().replace("APP", app);
    return portal.callWith(operation.getHttpMethod().name(), path, body, headers);
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }
}
