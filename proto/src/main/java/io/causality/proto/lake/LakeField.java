package io.causality.proto.lake;

/** A field of a {@link LakeType.Row}; the name is lower case. */
public record LakeField(String name, LakeType type) {}
