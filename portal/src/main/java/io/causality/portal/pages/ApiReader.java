package io.causality.portal.pages;

import io.causality.portal.pages.ApiDocument.Answer;
import io.causality.portal.pages.ApiDocument.Authentication;
import io.causality.portal.pages.ApiDocument.Body;
import io.causality.portal.pages.ApiDocument.Field;
import io.causality.portal.pages.ApiDocument.Group;
import io.causality.portal.pages.ApiDocument.Operation;
import io.causality.portal.pages.ApiDocument.Schema;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads an OpenAPI file for its page. Of one thread. */
final class ApiReader {
  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  private final JsonObject root;
  private final ApiTypes types;

  private ApiReader(JsonObject root) {
    this.root = root;
    this.types = new ApiTypes(root);
  }

  /**
   * Reads it.
   *
   * @param resource of the file
   * @param file where readers find the file itself
   */
  static ApiDocument read(String resource, String file) {
    try (InputStream in = ApiReader.class.getResourceAsStream(resource)) {
      Objects.requireNonNull(in, resource);
      Map<String, Object> yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      return new ApiReader(new JsonObject(yaml)).document(file);
    } catch (IOException e) {
      throw new IllegalStateException(resource, e);
    }
  }

  private ApiDocument document(String file) {
    JsonObject info = root.getJsonObject("info");
    return new ApiDocument(
        info.getString("version"), description(info), file, authentication(), groups(), schemas());
  }

  private List<Authentication> authentication() {
    List<Authentication> ways = new ArrayList<>();
    JsonObject schemes = object(object(root, "components"), "securitySchemes");
    for (String name : schemes.fieldNames()) {
      JsonObject scheme = schemes.getJsonObject(name);
      String how =
          scheme.getString("type").equals("apiKey")
              ? scheme.getString("in") + " `" + scheme.getString("name") + "`"
              : "`Authorization: " + capital(scheme.getString("scheme")) + " …`";
      List<Prose> text = new ArrayList<>(Prose.of(how));
      text.addAll(description(scheme));
      ways.add(new Authentication(name, text));
    }
    return ways;
  }

  private List<Group> groups() {
    Map<String, List<Operation>> byTag = new LinkedHashMap<>();
    Map<String, List<Prose>> descriptions = new LinkedHashMap<>();
    for (Object entry : array(root, "tags")) {
      JsonObject tag = (JsonObject) entry;
      descriptions.put(tag.getString("name"), description(tag));
      byTag.put(tag.getString("name"), new ArrayList<>());
    }
    JsonObject paths = root.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      JsonObject item = paths.getJsonObject(path);
      for (String method : METHODS) {
        if (item.containsKey(method)) {
          JsonObject operation = item.getJsonObject(method);
          JsonArray tags = array(operation, "tags");
          String tag = tags.isEmpty() ? "operations" : tags.getString(0);
          byTag
              .computeIfAbsent(tag, name -> new ArrayList<>())
              .add(operation(path, method, operation, array(item, "parameters")));
        }
      }
    }
    List<Group> groups = new ArrayList<>();
    byTag.forEach(
        (tag, operations) -> {
          if (!operations.isEmpty()) {
            groups.add(new Group(tag, descriptions.getOrDefault(tag, List.of()), operations));
          }
        });
    return groups;
  }

  private Operation operation(
      String path, String method, JsonObject operation, JsonArray sharedParameters) {
    List<Field> parameters = new ArrayList<>();
    sharedParameters.forEach(parameter -> parameters.add(parameter((JsonObject) parameter)));
    array(operation, "parameters")
        .forEach(parameter -> parameters.add(parameter((JsonObject) parameter)));
    JsonArray security = operation.getJsonArray("security");
    List<Answer> answers = new ArrayList<>();
    JsonObject responses = object(operation, "responses");
    for (String status : responses.fieldNames()) {
      JsonObject response = types.resolve(responses.getJsonObject(status));
      answers.add(new Answer(status, description(response), bodies(response)));
    }
    return new Operation(
        operation.getString("operationId"),
        method.toUpperCase(Locale.ROOT),
        path,
        operation.getString("summary", ""),
        description(operation),
        security != null && security.isEmpty(),
        parameters,
        bodies(types.resolve(object(operation, "requestBody"))),
        answers);
  }

  private Field parameter(JsonObject reference) {
    JsonObject parameter = types.resolve(reference);
    JsonObject schema = object(parameter, "schema");
    List<Prose> text = new ArrayList<>(description(parameter));
    text.addAll(description(schema));
    return new Field(
        parameter.getString("name"),
        parameter.getString("in"),
        types.name(schema),
        parameter.getBoolean("required", false),
        text);
  }

  private List<Body> bodies(JsonObject holder) {
    List<Body> bodies = new ArrayList<>();
    JsonObject content = object(holder, "content");
    for (String mediaType : content.fieldNames()) {
      JsonObject media = content.getJsonObject(mediaType);
      JsonObject schema = object(media, "schema");
      bodies.add(
          new Body(
              mediaType,
              types.name(schema),
              schema.containsKey("$ref") ? List.of() : types.fields(schema),
              example(media)));
    }
    return bodies;
  }

  private static Optional<String> example(JsonObject media) {
    Object example = media.getValue("example");
    return example instanceof JsonObject object
        ? Optional.of(object.encodePrettily())
        : Optional.ofNullable(example).map(Object::toString);
  }

  private List<Schema> schemas() {
    List<Schema> found = new ArrayList<>();
    JsonObject schemas = object(object(root, "components"), "schemas");
    for (String name : schemas.fieldNames()) {
      JsonObject schema = schemas.getJsonObject(name);
      found.add(new Schema(name, description(schema), types.name(schema), types.fields(schema)));
    }
    return found;
  }

  private static List<Prose> description(JsonObject holder) {
    return Prose.of(holder.getString("description", ""));
  }

  private static JsonObject object(JsonObject holder, String key) {
    return holder.getJsonObject(key, new JsonObject());
  }

  private static JsonArray array(JsonObject holder, String key) {
    return holder.getJsonArray(key, new JsonArray());
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
