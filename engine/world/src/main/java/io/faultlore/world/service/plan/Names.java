package io.faultlore.world.service.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names for the things of a random system, in the manners of several houses. */
final class Names {
  private static final List<String> NOUNS =
      List.of(
          "account",
          "ad",
          "agenda",
          "asset",
          "audit",
          "balance",
          "basket",
          "billing",
          "booking",
          "campaign",
          "card",
          "claim",
          "contract",
          "coupon",
          "crew",
          "customer",
          "delivery",
          "device",
          "discount",
          "document",
          "driver",
          "event",
          "fare",
          "feed",
          "fleet",
          "flight",
          "fraud",
          "gift",
          "identity",
          "invoice",
          "ledger",
          "listing",
          "location",
          "loyalty",
          "media",
          "meter",
          "offer",
          "parcel",
          "partner",
          "photo",
          "playlist",
          "policy",
          "portal",
          "profile",
          "quota",
          "rating",
          "refund",
          "report",
          "review",
          "risk",
          "room",
          "route",
          "schedule",
          "seat",
          "session",
          "stock",
          "survey",
          "tariff",
          "ticket",
          "trip",
          "user",
          "vendor",
          "voucher",
          "wallet",
          "warehouse",
          "weather");
  private static final List<String> ENDINGS =
      List.of("", "-service", "-svc", "-api", "svc", "-app");
  private static final List<String> VERBS =
      List.of("Get", "List", "Create", "Update", "Check", "Resolve", "Find", "Apply", "Quote");
  private static final List<String> WORK =
      List.of("validate", "render", "map", "score", "merge", "encode", "authorize", "load", "plan");

  private final Draw draw;
  private final String ending;
  private final Set<String> taken = new HashSet<>();

  Names(Draw draw) {
    this.draw = draw;
    this.ending = draw.pick(ENDINGS);
  }

  String system() {
    return draw.pick(NOUNS) + "-" + Integer.toHexString(draw.between(16, 255));
  }

  String service() {
    return unique(draw.pick(NOUNS), ending);
  }

  String store(Technology technology) {
    String kind = technology.isCache() ? "cache" : technology.isBroker() ? "events" : "db";
    boolean product = draw.chance(.3);
    return unique(draw.pick(NOUNS) + "-", product ? technology.system() : kind);
  }

  String external() {
    return unique(draw.pick(List.of("acme", "globex", "initech", "umbra", "hooli")) + "-", noun());
  }

  private String unique(String stem, String end) {
    String name = stem + end;
    for (int i = 2; !taken.add(name); i++) {
      name = draw.pick(NOUNS) + (i > 3 ? i : "") + (stem.endsWith("-") ? "-" : "") + end;
    }
    return name;
  }

  String noun() {
    return draw.pick(NOUNS);
  }

  String operation(Protocol protocol, String service) {
    String noun = noun();
    return switch (protocol) {
      case HTTP -> {
        String method = draw.pick(List.of("GET", "GET", "GET", "POST", "PUT"));
        String end = draw.pick(List.of("", "/{id}", "/{id}/" + noun(), "/search"));
        yield method + " /" + draw.pick(List.of("api/", "v1/", "v2/", "")) + noun + "s" + end;
      }
      case RPC -> {
        String owner = capital(service.replaceAll("[^a-z]", ""));
        yield "acme." + owner + "/" + draw.pick(VERBS) + capital(noun);
      }
      case SQL -> draw.pick(List.of("SELECT ", "SELECT ", "INSERT ", "UPDATE ")) + noun + "s";
      case CACHE -> "GET";
      case MESSAGING -> noun + draw.pick(List.of("-events", ".created", "_updates"));
      case JOB -> draw.pick(List.of("rebuild-", "export-", "clean-")) + noun;
    };
  }

  String work() {
    return draw.pick(WORK) + " " + noun();
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
