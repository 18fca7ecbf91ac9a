package io.causality.portal.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.mediatype.ContentAnalyser;
import io.vertx.openapi.mediatype.ContentAnalyserFactory;
import io.vertx.openapi.mediatype.MediaTypeRegistration;
import io.vertx.openapi.mediatype.MediaTypeRegistry;
import io.vertx.openapi.validation.ValidationContext;
import java.util.List;

/** Reads the OpenAPI file. */
public final class Contract {
  /** Where it lies among the resources. */
  public static final String PATH = "openapi/portal.yaml";

  private Contract() {}

  public static Future<OpenAPIContract> load(Vertx vertx) {
    return OpenAPIContract.builder(vertx)
        .setContractPath(PATH)
        .mediaTypeRegistry(MediaTypeRegistry.createDefault().register(new Others()))
        .build();
  }

  /** Media types that the library does not know: problems, and replies that are streamed. */
  private record Others() implements MediaTypeRegistration {
    private static final String PROBLEM = "application/problem+json";
    private static final List<String> TYPES =
        List.of(PROBLEM, "text/event-stream", "text/csv", "application/vnd.apache.parquet");

    @Override
    public ContentAnalyser createContentAnalyser(
        String contentType, Buffer content, ValidationContext context) {
      ContentAnalyserFactory factory =
          contentType.startsWith(PROBLEM)
              ? ContentAnalyserFactory.json()
              : ContentAnalyserFactory.noop();
      return factory.create(contentType, content, context);
    }

    @Override
    public boolean canHandle(String mediaType) {
      return TYPES.contains(mediaType);
    }

    @Override
    public List<String> supportedTypes() {
      return TYPES;
    }
  }
}
