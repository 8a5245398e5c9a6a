package io.faultlore.engine.memory;

import io.faultlore.engine.encode.Embedding;
import java.util.Optional;

/**
 * What the index keeps under a key.
 *
 * @param kind a {@link Case.Kind}, or {@link #STATE}
 * @param vector what can be searched for; never all zero
 * @param payload the encoded case or state
 */
// An array, because it is handed to the index as it is; entries are never compared.
@SuppressWarnings("ArrayRecordComponent")
record IndexEntry(String key, String kind, Optional<Embedding> vector, byte[] payload) {
  static final String STATE = "STATE";

  private static final String CASE_PREFIX = "c ";

  static String caseKey(String id) {
    return CASE_PREFIX + id;
  }

  /** The case's id; empty for a state's key. */
  static Optional<String> caseId(String key) {
    return key.startsWith(CASE_PREFIX)
        ? Optional.of(key.substring(CASE_PREFIX.length()))
        : Optional.empty();
  }

  static String stateKey(String id) {
    return "s " + id;
  }

  static IndexEntry of(Case source) {
    return new IndexEntry(
        caseKey(source.id()),
        source.kind().name(),
        source.embedding().filter(Vectors::isSearchable),
        Codec.encode(source));
  }

  /** Without a vector: a service has so few states that comparing them all is fastest. */
  static IndexEntry of(State source) {
    return new IndexEntry(stateKey(source.id()), STATE, Optional.empty(), Codec.encode(source));
  }
}
