package io.faultlore.receiver.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RoomTest {
  @Test
  void bytesAreTakenUpToTheLimit() {
    Room room = new Room(10 * 1024, 100);
    assertTrue(room.fits(9 * 1024 - 1) && room.fits(9 * 1024), "limit - 1 and limit");
    assertFalse(room.fits(9 * 1024 + 1), "limit + 1");
    assertFalse(room.reserve(9 * 1024 + 1, 1));
    assertEquals(0, room.bytes());
    assertTrue(room.reserve(9 * 1024, 1));
    assertEquals(10 * 1024, room.bytes());
    assertFalse(room.reserve(0, 1), "even an empty body takes room");
    room.release(9 * 1024, 1);
    assertEquals(0, room.bytes());
    assertTrue(room.reserve(9 * 1024 - 1, 1));
  }

  @Test
  void itemsAreTakenUpToTheLimit() {
    Room room = new Room(1 << 20, 100);
    assertTrue(room.reserve(1, 1));
    assertFalse(room.reserve(1, 100), "limit + 1");
    assertTrue(room.reserve(1, 98), "limit - 1");
    assertTrue(room.fits(1));
    assertTrue(room.reserve(1, 1), "limit");
    assertFalse(room.fits(1));
    assertFalse(room.reserve(1, 1));
    assertEquals(100, room.items());
  }

  @Test
  void aRequestLargerThanTheLimitOfItemsPassesAlone() {
    Room room = new Room(1 << 20, 100);
    assertTrue(room.reserve(1, 500));
    assertFalse(room.reserve(1, 1));
    room.release(1, 500);
    assertTrue(room.reserve(1, 1));
    assertFalse(room.reserve(1, 500));
  }
}
