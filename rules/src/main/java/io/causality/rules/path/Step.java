package io.causality.rules.path;

/** A step of a path. */
sealed interface Step {
  /** A member by its name. */
  record Name(String name) implements Step {}

  /** A field of a row by its place; made of a name when the type is known. */
  record Field(int position) implements Step {}

  /** An element of a list, from 0. */
  record Index(int index) implements Step {}

  /** Every element of a list. */
  record All() implements Step {}
}
