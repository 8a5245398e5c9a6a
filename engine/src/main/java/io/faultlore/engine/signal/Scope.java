package io.faultlore.engine.signal;

/** The instrumentation scope (library or logger) of a record; empty strings when it has none. */
public record Scope(String name, String version, Attributes attributes) {
  public static final Scope NONE = new Scope("", "", Attributes.EMPTY);
}
