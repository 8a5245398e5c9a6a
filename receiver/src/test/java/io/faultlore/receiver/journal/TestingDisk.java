package io.faultlore.receiver.journal;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A directory in memory that can lose what was not synced, run full, and fail its n-th change. A
 * power loss keeps synced bytes and names; of the rest it keeps, cuts, zeroes or flips.
 */
final class TestingDisk implements Disk {
  private final TreeMap<String, Content> files = new TreeMap<>();
  private TreeMap<String, Content> durableNames = new TreeMap<>();
  private long capacity = Long.MAX_VALUE;
  private long changes;
  private long failFrom = Long.MAX_VALUE;
  private long failTo = Long.MAX_VALUE;

  private static final class Content {
    byte[] bytes = new byte[0];
    byte[] synced = new byte[0];

    Content copy() {
      Content copy = new Content();
      copy.bytes = bytes.clone();
      copy.synced = synced.clone();
      return copy;
    }
  }

  /** What a new process finds after a kill: everything that was written. */
  TestingDisk afterKill() {
    TestingDisk disk = new TestingDisk();
    files.forEach((name, content) -> disk.put(name, content.bytes.clone()));
    return disk;
  }

  /** What a new process finds after a power loss. */
  TestingDisk afterPowerLoss(RandomGenerator random) {
    TestingDisk disk = new TestingDisk();
    TreeMap<String, Content> names = random.nextBoolean() ? durableNames : files;
    names.forEach((name, content) -> disk.put(name, survivor(content, random)));
    return disk;
  }

  /** Each 16-byte page that differs from the synced state is new, old, zero or damaged. */
  private static byte[] survivor(Content content, RandomGenerator random) {
    if (Arrays.equals(content.bytes, content.synced)) {
      return content.bytes.clone();
    }
    int length =
        random.nextInt(
            Math.min(content.synced.length, content.bytes.length),
            Math.max(content.synced.length, content.bytes.length) + 1);
    byte[] out = Arrays.copyOf(content.synced, length);
    for (int page = 0; page < length; page += 16) {
      for (int i = page; i < Math.min(page + 16, length) && i < content.bytes.length; i++) {
        boolean changed = i >= content.synced.length || content.synced[i] != content.bytes[i];
        if (changed) {
          out[i] = content.bytes[i];
        }
      }
      int fate = random.nextInt(4);
      for (int i = Math.max(page, content.synced.length); i < Math.min(page + 16, length); i++) {
        if (fate == 0) {
          out[i] = 0;
        } else if (fate == 1) {
          out[i] ^= (byte) random.nextInt(256);
        }
      }
    }
    return out;
  }

  void put(String name, byte[] bytes) {
    Content content = new Content();
    content.bytes = bytes;
    content.synced = bytes.clone();
    files.put(name, content);
    durableNames.put(name, content);
  }

  byte[] bytes(String name) {
    return requireNonNull(files.get(name)).bytes.clone();
  }

  long used() {
    return files.values().stream().mapToLong(content -> content.bytes.length).sum();
  }

  void capacity(long bytes) {
    capacity = bytes;
  }

  /** Changes number {@code from} to {@code to} - 1, counted from now, throw. */
  void failChanges(long from, long to) {
    failFrom = changes + from;
    failTo = changes + to;
  }

  long changes() {
    return changes;
  }

  private void change() throws IOException {
    long number = changes++;
    if (number >= failFrom && number < failTo) {
      throw new IOException("testing: change " + number + " failed");
    }
  }

  @Override
  public List<String> names() {
    return List.copyOf(files.keySet());
  }

  @Override
  public DiskFile open(String name) {
    return new OpenFile(files.computeIfAbsent(name, absent -> new Content()));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    change();
    files.put(to, requireNonNull(files.remove(from)));
  }

  @Override
  public void delete(String name) throws IOException {
    change();
    files.remove(name);
  }

  @Override
  public void syncNames() throws IOException {
    change();
    durableNames = new TreeMap<>(files);
  }

  @Override
  public String describe(String name) {
    return name;
  }

  @Override
  public void close() {}

  private final class OpenFile implements DiskFile {
    private final Content content;

    OpenFile(Content content) {
      this.content = content;
    }

    @Override
    public long size() {
      return content.bytes.length;
    }

    @Override
    public void read(ByteBuffer into, long position) {
      int from = (int) Math.min(position, content.bytes.length);
      into.put(content.bytes, from, Math.min(into.remaining(), content.bytes.length - from));
    }

    @Override
    public void write(ByteBuffer from, long position) throws IOException {
      change();
      int end = (int) position + from.remaining();
      long grows = Math.max(0, end - content.bytes.length);
      if (used() + grows > capacity) {
        // A real disk takes what fits before it fails.
        write(from, (int) position, (int) (position + Math.max(0, capacity - used())));
        throw new IOException("No space left on device");
      }
      write(from, (int) position, end);
    }

    private void write(ByteBuffer from, int position, int end) {
      if (end > position) {
        content.bytes = Arrays.copyOf(content.bytes, Math.max(end, content.bytes.length));
        from.get(content.bytes, position, end - position);
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      change();
      content.bytes = Arrays.copyOf(content.bytes, (int) Math.min(size, content.bytes.length));
    }

    @Override
    public void sync() throws IOException {
      change();
      content.synced = content.bytes.clone();
    }

    @Override
    public void close() {}
  }

  /** A copy whose files can be damaged without harm to this one. */
  TestingDisk copy() {
    TestingDisk disk = new TestingDisk();
    files.forEach((name, content) -> disk.files.put(name, content.copy()));
    disk.durableNames = new TreeMap<>(disk.files);
    return disk;
  }
}
