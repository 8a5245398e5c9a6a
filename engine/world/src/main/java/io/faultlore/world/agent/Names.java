package io.faultlore.world.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Invented names of people and things. */
final class Names {
  static final List<String> PEOPLE =
      pairs(
          "Mara Ines Tomas Yuki Adaeze Leif Priya Oskar Nadia Bram Sefa Elif Juno Kaspar Lindiwe Rafael",
          "Lindqvist Okafor Marten Sato Brandt Novak Iyer Duarte Haddad Visser Tuala Demir Keller Moreau Dlamini Costa");
  static final List<String> ITEMS =
      words(
          "desk lamp,kettle,rain jacket,bike light,headset,travel mug,floor mat,toolbox,wall clock,garden hose,backpack,camp stove,paper knife,tea set,door bell,yoga block");
  static final List<String> STREETS =
      words(
          "Mill Lane,Harbour Road,Elm Street,Station Square,Quarry Hill,Canal Side,Orchard Way,North Gate");
  static final List<String> TOWNS =
      words(
          "Veldhaven,Ostmark,Carrick Bay,Lunden,Mirefield,Sollitz,Brackwater,Tarnby,Eskwell,Pinhollow,Graufurt,Altamira Vieja");
  static final List<String> BRANDS =
      words("Norvik,Talus,Perrin,Quanta,Ostara,Belmont,Kestrel,Halden,Ferro,Luma,Sable,Tindra");
  static final List<String> SERVICES =
      words(
          "gateway,billing,catalog,search,mailer,session,invoice,pricing,router,ledger,upload,scheduler");
  static final List<String> REGIONS = words("north,south,east,west,centre,coast,islands,highlands");
  static final List<String> TOPICS =
      words("retail sales,online sales,service fees,spare parts,rentals,repairs");
  static final List<String> SETTINGS =
      pairs(
          "max min default idle retry cache queue batch",
          "size timeout limit interval count threshold");

  private Names() {}

  private static List<String> words(String list) {
    return List.of(list.split(",", -1));
  }

  private static List<String> pairs(String first, String second) {
    boolean names = Character.isUpperCase(first.charAt(0));
    List<String> all = new ArrayList<>();
    for (String a : first.split(" ", -1)) {
      for (String b : second.split(" ", -1)) {
        all.add(a + (names ? ' ' : '_') + b);
      }
    }
    return List.copyOf(all);
  }

  static String address(RandomGenerator chance) {
    return "%d %s, %s"
        .formatted(1 + chance.nextInt(98), Chance.one(STREETS, chance), Chance.one(TOWNS, chance));
  }
}
