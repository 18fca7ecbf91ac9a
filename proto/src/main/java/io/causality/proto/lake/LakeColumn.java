package io.causality.proto.lake;

/**
 * A column of the lake.
 *
 * @param name lower case, letters, digits and underscores
 * @param comment one or more sentences for a person who writes SQL; never empty
 */
public record LakeColumn(String name, LakeType type, String comment, Source source) {
  public LakeColumn {
    if (!name.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException("bad column name: " + name);
    }
    if (comment.isBlank()) {
      throw new IllegalArgumentException("column without comment: " + name);
    }
  }
}
