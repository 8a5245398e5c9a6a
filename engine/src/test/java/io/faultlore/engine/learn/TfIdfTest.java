package io.faultlore.engine.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TfIdfTest {
  private static final List<List<String>> DOCUMENTS =
      List.of(
          List.of("depot", "lorry", "lorry"),
          List.of("depot", "parcel"),
          List.of("depot", "lorry", "gate"));

  @Test
  void weightsAreThoseOfTheFormula() {
    // Columns by document frequency: depot 3, lorry 2, then gate and parcel 1 each.
    TfIdf model = TfIdf.fit(DOCUMENTS, 10, 1);
    SparseRow row = model.row(List.of("lorry", "depot", "lorry"));
    double depot = Math.log(4.0 / 4) + 1;
    double lorry = (1 + Math.log(2)) * (Math.log(4.0 / 3) + 1);
    double length = Math.hypot(depot, lorry);
    assertArrayEquals(new int[] {0, 1}, row.indices());
    assertEquals(depot / length, row.values()[0], 1e-6);
    assertEquals(lorry / length, row.values()[1], 1e-6);
  }

  @Test
  void rowsAreOfUnitLengthSoThatTheirProductIsTheCosine() {
    TfIdf model = TfIdf.fit(DOCUMENTS, 10, 1);
    SparseRow row = model.row(List.of("gate", "parcel", "depot"));
    assertEquals(1, row.dot(row), 1e-6);
    assertEquals(0, row.dot(model.row(List.of("lorry"))), 1e-9);
  }

  @Test
  void keepsTheMostFrequentTermsThatAreFrequentEnough() {
    assertEquals(2, TfIdf.fit(DOCUMENTS, 10, 2).width());
    TfIdf one = TfIdf.fit(DOCUMENTS, 1, 1);
    assertEquals(1, one.width());
    assertEquals(1, one.row(List.of("depot")).indices().length);
    assertEquals(0, one.row(List.of("lorry")).indices().length);
  }

  @Test
  void termsOfOneFrequencyComeInAlphabeticalOrder() {
    TfIdf model = TfIdf.fit(List.of(List.of("b", "c", "a")), 2, 1);
    assertArrayEquals(new int[] {0, 1}, model.row(List.of("a", "b", "c")).indices());
    assertEquals(0, model.row(List.of("c")).indices().length);
  }

  @Test
  void unknownTermsDoNotCount() {
    TfIdf model = TfIdf.fit(DOCUMENTS, 10, 1);
    assertEquals(0, model.row(List.of("submarine")).indices().length);
    SparseRow mixed = model.row(List.of("depot", "submarine"));
    SparseRow plain = model.row(List.of("depot"));
    assertArrayEquals(plain.indices(), mixed.indices());
    assertArrayEquals(plain.values(), mixed.values());
  }
}
