package io.faultlore.receiver.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.faultlore.receiver.journal.Disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryDiskTest {
  @TempDir private Path parent = Path.of("");

  @Test
  void aDirectoryIsHeldByOneAtATime() throws IOException {
    Path directory = parent.resolve("journal");
    try (Disk held = DirectoryDisk.open(directory)) {
      assertEquals(List.of(), held.names(), "the lock is no content");
      IOException e = assertThrows(IOException.class, () -> DirectoryDisk.open(directory));
      assertEquals(directory + " is in use by another faultlore", e.getMessage());
    }
    DirectoryDisk.open(directory).close();
  }

  @Test
  void aFileInThePlaceOfTheDirectoryIsNamed() throws IOException {
    Path file = Files.writeString(parent.resolve("journal"), "x");
    FileAlreadyExistsException e =
        assertThrows(FileAlreadyExistsException.class, () -> DirectoryDisk.open(file));
    assertEquals(file.toString(), e.getFile());
  }

  @Test
  void filesAreWrittenReadCutAndReplaced() throws IOException {
    try (Disk disk = DirectoryDisk.open(parent)) {
      try (DiskFile file = disk.open("a")) {
        file.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), 0);
        file.write(ByteBuffer.wrap(new byte[] {9}), 1);
        file.truncate(3);
        file.sync();
        assertEquals(3, file.size());
        ByteBuffer all = ByteBuffer.allocate(10);
        file.read(all, 0);
        assertEquals(ByteBuffer.wrap(new byte[] {1, 9, 3}), all.flip());
      }
      disk.replace("b", ByteBuffer.wrap(new byte[] {5}));
      disk.replace("b", ByteBuffer.wrap(new byte[] {6, 7}));
      assertEquals(List.of("a", "b"), disk.names());
      assertEquals(2, Files.size(parent.resolve("b")));
      disk.delete("a");
      disk.delete("a");
      assertEquals(List.of("b"), disk.names());
      assertTrue(disk.describe("b").startsWith(parent.toString()));
    }
  }
}
