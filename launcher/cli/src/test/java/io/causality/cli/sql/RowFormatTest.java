package io.causality.cli.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class RowFormatTest {
  private static String print(RowFormat format) throws IOException {
    JsonNode answer =
        new ObjectMapper()
            .readTree(
                """
                {"columns":[{"name":"path","type":"varchar"},{"name":"n","type":"bigint"}],
                 "rows":[["/a, \\"b\\"",10],[null,7],["/c",{"x":1}]],"meta":{}}
                """);
    StringWriter out = new StringWriter();
    format.print(answer, new PrintWriter(out));
    return out.toString();
  }

  @Test
  void linesUpATable() throws IOException {
    assertThat(print(RowFormat.TABLE))
        .isEqualTo(
            """
            path           n
            -------  -------
            /a, "b"       10
            NULL           7
            /c       {"x":1}
            (3 rows)
            """);
  }

  @Test
  void quotesCsvWhereItMust() throws IOException {
    assertThat(print(RowFormat.CSV))
        .isEqualTo("path,n\r\n\"/a, \"\"b\"\"\",10\r\n,7\r\n/c,\"{\"\"x\"\":1}\"\r\n");
  }

  @Test
  void passesJsonAsItCame() throws IOException {
    assertThat(print(RowFormat.JSON)).startsWith("{\"columns\":[{\"name\":\"path\"").endsWith("\n");
  }
}
