package io.faultlore.world.service;

/** What databases are asked and answer. */
final class Queries {
  private Queries() {}

  static String text(String verb, String table) {
    return switch (verb) {
      case "SELECT" -> "SELECT * FROM " + table + " WHERE id = $1";
      case "INSERT" -> "INSERT INTO " + table + " VALUES ($1, $2, $3)";
      case "UPDATE" -> "UPDATE " + table + " SET state = $1 WHERE id = $2";
      default -> verb + " " + table;
    };
  }

  /** SQLSTATE of a failure. */
  static String code(Outcome outcome) {
    return switch (outcome) {
      case UNAUTHORIZED -> "28P01";
      case OVERLOADED, RATE_LIMITED -> "53300";
      case DISK_FULL -> "53100";
      case LOCK_TIMEOUT -> "55P03";
      default -> "XX000";
    };
  }
}
