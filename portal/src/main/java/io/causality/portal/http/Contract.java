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
        .mediaTypeRegistry(MediaTypeRegistry.createDefault().register(new ProblemJson()))
        .build();
  }

  /** The media type of errors, which the library does not know. */
  private record ProblemJson() implements MediaTypeRegistration {
    private static final String TYPE = "application/problem+json";

    @Override
    public ContentAnalyser createContentAnalyser(
        String contentType, Buffer content, ValidationContext context) {
      return ContentAnalyserFactory.json().create(contentType, content, context);
    }

    @Override
    public boolean canHandle(String mediaType) {
      return mediaType.equals(TYPE);
    }

    @Override
    public List<String> supportedTypes() {
      return List.of(TYPE);
    }
  }
}
