package io.causality.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.causality.portal.http.ApiRouter;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Contract;
import io.causality.portal.http.Operation;
import io.causality.portal.http.Proxies;
import io.causality.portal.http.Reply;
import io.causality.portal.http.Role;
import io.causality.portal.http.Routes;
import io.causality.portal.http.Senders;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ContractTest {
  private static final Vertx VERTX = Vertx.vertx();

  /** They ask by POST, stop what only runs, or keep their own record (signing in). */
  private static final Set<String> CHANGE_NOTHING =
      Set.of(
          "runSql",
          "downloadSql",
          "cancelSql",
          "signIn",
          "queryInsight",
          "insightPeople",
          "insightCorrelation",
          "backTestRule",
          "ask",
          "stopQuestion");

  @AfterAll
  static void close() {
    VERTX.close().await();
  }

  @Test
  void anOperationWithoutHandlerOrAHandlerWithoutOperationIsRefused() {
    OpenAPIContract contract = Contract.load(VERTX).await();
    Map<String, Operation> all = new HashMap<>();
    contract
        .operations()
        .forEach(operation -> all.put(operation.getOperationId(), call -> Reply.empty(204)));
    assertThat(all).containsKeys("createApp", "createKey", "runSql", "freshness");
    create(contract, () -> all);

    Map<String, Operation> less = new HashMap<>(all);
    less.remove("runSql");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> create(contract, () -> less));

    Map<String, Operation> more = new HashMap<>(all);
    more.put("unheardOf", call -> Reply.empty(204));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> create(contract, () -> more));

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> create(contract, () -> all, () -> Map.of("runSql", all.get("runSql"))));
  }

  @Test
  void everyOperationThatMayChangeSomethingSaysUnderWhichNameItIsRemembered() {
    Contract.load(VERTX).await().operations().stream()
        .filter(operation -> !operation.getHttpMethod().equals(HttpMethod.GET))
        .filter(operation -> !CHANGE_NOTHING.contains(operation.getOperationId()))
        .forEach(
            operation ->
                assertThat(operation.getOpenAPIModel().getString(ApiRouter.AUDIT))
                    .as(operation.getOperationId())
                    .matches("[a-z_]+\\.[a-z_]+"));
  }

  private static void create(OpenAPIContract contract, Routes... routes) {
    new ApiRouter(
            VERTX,
            new Senders(Proxies.of(List.of())),
            sender -> new Caller(new UUID(0, 0), "a@b.c", Role.ADMIN, Set.of()),
            Runnable::run,
            (operation, status, seconds) -> {},
            (call, action) -> {})
        .create(contract, Buffer.buffer(), List.of(routes), List.of());
  }
}
