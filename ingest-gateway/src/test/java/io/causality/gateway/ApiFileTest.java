package io.causality.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.causality.gateway.collect.CollectApi;
import io.causality.gateway.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ApiFileTest {
  private final JsonNode file = read();

  @Test
  void everyRouteStandsInTheFileAndEveryOperationOfTheFileIsServed() {
    List<String> described = new ArrayList<>();
    file.get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation ->
                            described.add(
                                operation.getKey().toUpperCase(Locale.ROOT)
                                    + " "
                                    + path.getKey()
                                    + " "
                                    + operation.getValue().get("operationId").asText())));
    assertThat(
            new CollectApi()
                .endpoints().stream()
                    .map(route -> route.method() + " " + route.path() + " " + route.operationId()))
        .containsExactlyElementsOf(described);
  }

  @Test
  void everyProblemCodeStandsInTheFile() {
    List<String> described = new ArrayList<>();
    file.at("/components/schemas/Problem/properties/code/enum")
        .forEach(code -> described.add(code.asText()));
    assertThat(Arrays.stream(Problem.values()).map(Problem::code))
        .containsExactlyInAnyOrderElementsOf(described);
  }

  private static JsonNode read() {
    try (InputStream in = ApiFileTest.class.getResourceAsStream("/openapi/gateway.yaml")) {
      return new YAMLMapper().readTree(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
