package io.faultlore.engine.world.agent;

import java.util.ArrayList;
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
    List<String> people = Names.some(Names.PEOPLE, COMPANIES, chance);
    List<String> towns = Names.some(Names.TOWNS, COMPANIES, chance);
    List<String> brands = Names.some(Names.BRANDS, COMPANIES, chance);
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
    SequencedMap<String, String> old = new java.util.LinkedHashMap<>();
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
  public String changes() {
    return "";
  }

  @Override
  public boolean writes(String tool) {
    return false;
  }

  @Override
  public Task draw(RandomGenerator chance) {
    List<String> two = Names.some(companies, 2, chance);
    SequencedMap<String, String> other = page(two.getLast());
    String otherTown = page(other.getOrDefault("founder", "")).getOrDefault("town", "");
    Goal search = Goal.of("search", "query", "company").yielding("page").mistakenFor("open_page");
    Goal company =
        Goal.of("open_page", "title", "page")
            .yielding("founder", "founded", "staff")
            .mistakenFor("open_archive");
    Goal founder = Goal.of("open_page", "title", "founder").yielding("town");
    Goal town =
        Goal.of("open_page", "title", "town").yielding("inhabitants").mistakenFor("open_archive");
    Goal oldCompany = Goal.of("open_archive", "title", "page").yielding("staff");
    Goal oldTown = Goal.of("open_archive", "title", "town").yielding("inhabitants");
    boolean far = chance.nextBoolean();
    boolean ruled = chance.nextBoolean();
    return new Task(
        Family.SEARCH,
        far ? "hometown" : "company",
        ruled ? "search_no_archive" : "",
        Values.of("company", two.getFirst()),
        Values.of(
            "company", two.getLast(),
            "page", two.getLast(),
            "founder", other.getOrDefault("founder", ""),
            "founded", other.getOrDefault("founded", ""),
            "staff", other.getOrDefault("staff", ""),
            "town", otherTown,
            "inhabitants", page(otherTown).getOrDefault("inhabitants", "")),
        far ? List.of(search, company, founder, town) : List.of(search, company),
        far ? List.of("founder", "town", "inhabitants") : List.of("founder", "founded", "staff"),
        far
            ? new Task.Check(town, "inhabitants", "inhabitants")
            : new Task.Check(company, "staff", "staff"),
        ruled ? List.of(far ? oldTown : oldCompany) : List.of(),
        far ? List.of(search, company) : List.of(search, company, founder, town));
  }

  private SequencedMap<String, String> page(String title) {
    return pages.getOrDefault(title, Values.of());
  }
}
