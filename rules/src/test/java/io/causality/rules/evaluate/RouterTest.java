package io.causality.rules.evaluate;

import static io.causality.rules.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.causality.rules.TestEvents;
import io.causality.rules.event.RuleEvent;
import io.causality.rules.model.PublishedRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouterTest {
  private static Evaluation rule(String app, String id, String when, String rest) {
    return new Evaluation(new PublishedRule(app, id, 3, TestEvents.rule(when, rest).rule()));
  }

  private static List<String> routes(Router router, RuleEvent event) {
    List<String> routes = new ArrayList<>();
    router.route(event, (evaluation, key, signal) -> routes.add(evaluation.id() + " " + key));
    return routes;
  }

  @Test
  void findsTheRulesOfAnEventAndTheirScopeKeys() {
    String any = "{'match':{'where':[{'path':'$.properties.n','op':'gt','value':3}]}}";
    Router router =
        Router.of(
            List.of(
                rule("shop", "named", "{'match':{'event':'a'}}", ""),
                rule("shop", "any", any, ",'scope':'app'"),
                rule("shop", "off", "{'match':{'event':'a'}}", ",'enabled':false"),
                rule("other", "named", "{'match':{'event':'a'}}", ""),
                rule("shop", "prop", "{'match':{'event':'a'}}", ",'scope':'property:plan'"),
                rule("shop", "cart", "{'match':{}}", ",'scope':'property:cart_id'"),
                rule("shop", "device", "{'match':{'event':'b'}}", ",'scope':'device'")));
    assertThat(routes(router, event("a", "p", 1, 1))).containsExactly("shop/named@3 p");
    assertThat(routes(router, event("a", "p", 1, 1, Map.of("n", 4, "plan", "pro"))))
        .containsExactlyInAnyOrder("shop/named@3 p", "shop/any@3 ", "shop/prop@3 pro");
    assertThat(routes(router, event("b", "p", 1, 1))).containsExactly("shop/device@3 device-p");
    assertThat(routes(router, event("z", "", 1, 1, Map.of("n", 4)))).containsExactly("shop/any@3 ");
    assertThat(routes(router, TestEvents.checkout("c7", 1, 1, 1)))
        .containsExactly("shop/cart@3 c7");
    assertThat(router.concerns("shop", "whatever")).isTrue();
    assertThat(router.concerns("other", "b")).isFalse();
    assertThat(router.evaluation("shop/off@3")).isEmpty();
    assertThat(router.evaluation("shop/any@3")).isPresent();
  }

  @Test
  void sequencesGetEventsOfAllTheirSteps() {
    String steps =
        "'within_s':9,'steps':[{'name':'a','event':'a'},{'name':'b','event':'b','where':[{'path':'$.properties.ok','op':'exists'}]}]";
    Router loose = Router.of(List.of(rule("shop", "s", "{'sequence':{" + steps + "}}", "")));
    Router strict =
        Router.of(List.of(rule("shop", "s", "{'sequence':{'strict':true," + steps + "}}", "")));
    assertThat(routes(loose, event("b", "p", 1, 1))).isEmpty();
    assertThat(routes(strict, event("b", "p", 1, 1))).hasSize(1);
    assertThat(routes(strict, event("c", "p", 1, 1))).isEmpty();
    assertThat(routes(loose, event("a", "p", 1, 1))).hasSize(1);
  }

  @Test
  void namesTheColumnsThatARuleReads() {
    String steps =
        "{'sequence':{'within_s':9,'steps':[{'name':'a','event':'a','where':[{'any':[{'path':'$.os','op':'exists'}]}]},"
            + "{'name':'b','where':[{'path':'$.properties.k','op':'eq','same_as':'a:$.items[0].product_id'}]}]}}";
    assertThat(rule("shop", "s", steps, ",'scope':'property:cart_id'").columns())
        .containsExactly(
            "event_id",
            "event_name",
            "ts",
            "stream_seq",
            "person_id",
            "device_id",
            "os",
            "properties",
            "items",
            "cart_id");
  }
}
