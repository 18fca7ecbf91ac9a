package io.causality.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.causality.portal.http.ApiRouter;
import io.causality.portal.http.Caller;
import io.causality.portal.http.Contract;
import io.causality.portal.http.Operation;
import io.causality.portal.http.Reply;
import io.causality.portal.http.Role;
import io.causality.portal.http.Routes;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
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

  private static void create(OpenAPIContract contract, Routes... routes) {
    new ApiRouter(
            VERTX,
            header -> new Caller(new UUID(0, 0), "a@b.c", Role.ADMIN, Set.of()),
            Runnable::run,
            (operation, status, seconds) -> {})
        .create(contract, Buffer.buffer(), List.of(routes));
  }
}
