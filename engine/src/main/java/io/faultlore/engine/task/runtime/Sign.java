package io.faultlore.engine.task.runtime;

/**
 * What an evidence row says about one service in one window, against its usual minutes: time,
 * structure, logs, metrics and volume. No name, id or position enters, so that what was learned on
 * one service or system can serve another.
 *
 * <p>{@code Z} is in standard deviations, {@code SHIFT} in decades of ms, {@code ADDED} in decades
 * of added ms, {@code LLR} a signed root of a likelihood ratio (about standard deviations); all are
 * compressed where they grow without bound. 0 always means: as usual, or not recorded.
 */
enum Sign {
  // Time. OWN: the service's code. LEAF: its calls below which nothing is recorded. OUT: its calls
  // of other services, without their part. IN: the same calls, charged to the service called.
  OWN_Z,
  LEAF_Z,
  OUT_Z,
  IN_Z,
  OWN_ADDED,
  LEAF_ADDED,
  OUT_ADDED,
  IN_ADDED,
  OWN_SHIFT,
  LEAF_SHIFT,
  OUT_SHIFT,
  IN_SHIFT,
  OWN_PER_REQUEST,
  LEAF_PER_REQUEST,
  OUT_PER_REQUEST,
  IN_PER_REQUEST,
  /** Share of the edges at the service that slowed. */
  BREADTH,
  /** The smaller of the in-edges' shift and the larger of leaf and out-edges' shift. */
  BOTH_SIDES,
  SERVED_Z,
  /** The strongest speed-up of anything the service does; failing early is fast. */
  FASTER_Z,
  /**
   * The most certain slow-down of one kind of call: the smaller of its Z and 25 times its SHIFT, so
   * that neither a tiny nor a doubtful one counts. OWN with LEAF calls to nobody known; OUT with
   * LEAF calls; IN for the service called.
   */
  OWN_SLOWED,
  OUT_SLOWED,
  IN_SLOWED,
  /** Share of calls slower than nearly all usual ones, where it grew most. */
  OWN_TAIL,
  IN_TAIL,

  // Structure: what follows what. CALL: after a call of another service. OWN: after anything else.
  // START: at the beginning of a request, mostly a matter of what users want.
  STEP_OWN,
  STEP_OWN_MAX,
  STEP_CALL,
  STEP_CALL_MAX,
  STEP_START,
  /** The deviations after calls of this service, at its callers. */
  STEP_BLAMED,
  STEP_BLAMED_MAX,
  STEP_VARIATION,
  STEP_UNSEEN,
  STEP_END_EARLY,

  // Logs.
  LOG_NEW,
  LOG_NEW_FAILING,
  LOG_VANISHED,
  LOG_WARN_LLR,
  LOG_ERROR_LLR,
  LOG_FAIL_WORD_LLR,
  LOG_RATE_LLR,

  // Metrics: the largest rise and fall of any series about something.
  CPU_UP,
  CPU_DOWN,
  MEMORY_UP,
  MEMORY_DOWN,
  NETWORK_UP,
  NETWORK_DOWN,
  CLIENT_UP,
  CLIENT_DOWN,
  SERVER_UP,
  SERVER_DOWN,
  RATE_UP,
  RATE_DOWN,
  WAITING_UP,
  WAITING_DOWN,
  OTHER_UP,
  OTHER_DOWN,
  /** Absolute change of a CPU's utilisation, in CPUs or shares of the limit. */
  CPU_SHIFT,
  /** Share of a limit, of a pool, memory, a disk, that is used; of what never came near it. */
  USED_UP,
  RESTARTS,
  /** Metrics came from others but not from this service, which usually sends them. */
  METRICS_GONE,

  // Volume and errors.
  REQUESTS_LLR,
  REQUESTS_GONE,
  SERVED_ERROR_LLR,
  SERVED_ERROR_SHARE,
  /** Errors that began here: no child failed. */
  ORIGIN_LLR,
  OUT_ERROR_LLR,
  /** Failures of calls to this service that it did not report itself. */
  IN_ERROR_LLR,
  IN_ERROR_SHARE,
  IN_MISSING_LLR,
  IN_MISSING_SHARE,

  // Instances, the one that stands out most, beside its siblings in the same window.
  /** It fails more than they do. */
  SIBLING_FAILING,
  /** It is slower than they are, beyond what it usually is. */
  SIBLING_SLOW,
  /** It is asked more than its usual share. */
  SIBLING_LOAD,
  /** Instances that served a few minutes ago and have sent nothing, without a successor. */
  SIBLING_GONE,
  /** Its metrics, of processor, memory or waiting, rose more than theirs. */
  SIBLING_METRIC,

  /** Work that the service fetches itself, and always did, has stopped while others go on. */
  WORK_STOPPED,

  /** A process of an instance is started again and again. */
  CRASHING,

  /** The clock of an instance has jumped, and nobody else's. */
  CLOCK_JUMPED,

  /**
   * A version, an instance or a process of the service began: 1 at the onset of what is asked
   * about, the less the longer before. Of cases only: a change by itself is no trouble.
   */
  CHANGED;

  // The order of the signs is their column in a row, and part of the schema.
  @SuppressWarnings("EnumOrdinal")
  int column() {
    return ordinal();
  }

  double of(float[] row) {
    return row[column()];
  }

  static final int COUNT = values().length;

  /** Rows of two schemas are never mixed; to be changed with every change of meaning. */
  static final String SCHEMA = "runtime-2." + COUNT;
}
