package io.faultlore.world.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Pages about companies, their founders and the founders' towns. */
final class SearchWorld implements Sandbox {
  private static final int COMPANIES = 7;

  private final Map<String, SequencedMap<String, String>> pages = new TreeMap<>();
  private final List<String> companies = new ArrayList<>();

  SearchWorld(long seed, boolean now) {
    RandomGenerator chance = Chance.of(seed, "search", 0);
    List<String> people = Chance.some(Names.PEOPLE, COMPANIES, chance);
    List<String> towns = Chance.some(Names.TOWNS, COMPANIES, chance);
    List<String> brands = Chance.some(Names.BRANDS, COMPANIES, chance);
    for (int i = 0; i < COMPANIES; i++) {
      String brand = brands.get(i) + ' ' + Chance.one(List.of("Works", "Labs", "Foods"), chance);
      companies.add(brand);
      int founded = 1880 + chance.nextInt(120);
      int staff = 40 + chance.nextInt(9_000);
      int people2 = 900 + chance.nextInt(300_000);
      int growth = 1 + chance.nextInt(800);
      pages.put(
          brand,
          Values.of(
              "title",
              brand,
              "founder",
              people.get(i),
              "founded",
              "" + founded,
              "staff",
              "" + (now ? staff + growth : staff)));
      pages.put(people.get(i), Values.of("title", people.get(i), "town", towns.get(i)));
      pages.put(
          towns.get(i),
          Values.of("title", towns.get(i), "inhabitants", "" + (now ? people2 + growth : people2)));
    }
  }

  @Override
  public Observation call(Call call) {
    if (call.tool().equals("search")) {
      String query = call.argument("query");
      return companies.contains(query)
          ? Observation.found("page", query, "hits", "" + (1 + query.length() % 5))
          : Observation.nothing("no pages match '" + query + "'");
    }
    SequencedMap<String, String> page = pages.get(call.argument("title"));
    if (page == null) {
      return Observation.nothing("no page '" + call.argument("title") + "'");
    }
    return switch (call.tool()) {
      case "open_page" -> new Observation(Observation.Outcome.OK, page, "");
      case "open_archive" -> new Observation(Observation.Outcome.OK, older(page), "");
      default -> Observation.error("unknown tool " + call.tool());
    };
  }

  /** What the page said years ago: other numbers, the same names. */
  private static SequencedMap<String, String> older(SequencedMap<String, String> page) {
    SequencedMap<String, String> old = new LinkedHashMap<>();
    page.forEach(
        (name, value) ->
            old.put(
                name,
                value.matches("\\d+") && !name.equals("founded")
                    ? "" + (Integer.parseInt(value) * 4 / 5)
                    : value));
    return old;
  }

  @Override
  public Task draw(RandomGenerator chance) {
    List<String> some = Chance.some(companies, COMPANIES, chance);
    SequencedMap<String, String> other = page(some.getLast());
    String otherTown = page(other.getOrDefault("founder", "")).getOrDefault("town", "");
    SequencedMap<String, String> known = new LinkedHashMap<>();
    known.put("company", some.getFirst());
    SequencedMap<String, String> decoys = new LinkedHashMap<>(other);
    decoys.put("company", some.getLast());
    decoys.put("page", some.getLast());
    decoys.put("town", otherTown);
    decoys.put("inhabitants", page(otherTown).getOrDefault("inhabitants", ""));
    int count = 3 + chance.nextInt(3);
    for (int i = 1; i <= count; i++) {
      known.put("company_" + i, some.get(i - 1));
      decoys.put("company_" + i, some.getLast());
      decoys.put("staff_" + i, "" + (40 + chance.nextInt(9_000)));
    }
    return Task.draw(Family.SEARCH, kinds(count), known, decoys, chance);
  }

  private static List<TaskKind> kinds(int count) {
    Goal search = Goal.of("search", "query", "company").yielding("page");
    Goal company = open("open_page", "page", "founder", "founded", "staff");
    Goal old = open("open_archive", "page", "founder", "founded", "staff");
    Goal founder = Goal.of("open_page", "title", "founder").yielding("town");
    Goal town = open("open_page", "town", "inhabitants");
    Goal oldCompany = open("open_archive", "page", "staff");
    Goal oldTown = open("open_archive", "town", "inhabitants");
    Goal before = open("open_archive", "page", "staff_2");
    Goal staff = open("open_page", "company", "staff");
    String noOld = "search_no_archive";
    List<String> home = List.of("founder", "town", "inhabitants");
    return List.of(
        TaskKind.of("company", List.of(search, company), company.yields())
            .unless(noOld, oldCompany),
        TaskKind.of("hometown", List.of(search, company, founder, town), home)
            .unless(noOld, oldTown),
        TaskKind.of("former", List.of(search, old), List.of("staff")),
        TaskKind.of(
            "growth", List.of(search, company, before), List.of("founder", "staff", "staff_2")),
        TaskKind.forEach("compare", List.of(), staff, "company", count));
  }

  private static Goal open(String tool, String title, String... yields) {
    String alike = tool.equals("open_page") ? "open_archive" : "open_page";
    return Goal.of(tool, "title", title).yielding(yields).mistakenFor(alike);
  }

  private SequencedMap<String, String> page(String title) {
    return pages.getOrDefault(title, Values.of());
  }
}
