package io.causality.portal.pages;

import java.util.List;
import java.util.Optional;

/**
 * An OpenAPI file as its page shows it.
 *
 * @param file where the file itself is
 * @param authentication the ways to prove who calls; any of them is enough
 */
public record ApiDocument(
    String version,
    List<Prose> description,
    String file,
    List<Authentication> authentication,
    List<Group> groups,
    List<Schema> schemas) {

  /** A way to prove who calls. */
  public record Authentication(String name, List<Prose> description) {}

  /** Operations of one kind. */
  public record Group(String name, List<Prose> description, List<Operation> operations) {}

  /**
   * An operation.
   *
   * @param open whether everybody may call it
   */
  public record Operation(
      String id,
      String method,
      String path,
      String summary,
      List<Prose> description,
      boolean open,
      List<Field> parameters,
      List<Body> request,
      List<Answer> answers) {}

  /** A body in one media type. */
  public record Body(
      String mediaType, List<Piece> type, List<Field> fields, Optional<String> example) {}

  /** An answer by status; {@code default} stands for all others. */
  public record Answer(String status, List<Prose> description, List<Body> bodies) {}

  /**
   * A named schema.
   *
   * @param type what it is, where it has no fields
   */
  public record Schema(
      String name, List<Prose> description, List<Piece> type, List<Field> fields) {}

  /**
   * A parameter, or a field of a body.
   *
   * @param name with dots where it is nested and {@code []} where it is in a list
   * @param place of a parameter: path, query or header; empty for a field
   */
  public record Field(
      String name, String place, List<Piece> type, boolean required, List<Prose> description) {}

  /** A piece of a type's name: text, which may be the name of a schema. */
  public record Piece(String text, boolean schema) {}
}
