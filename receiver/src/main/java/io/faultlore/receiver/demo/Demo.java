package io.faultlore.receiver.demo;

import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.receiver.config.FaultloreConfig;
import io.faultlore.receiver.replay.Pace;
import io.faultlore.receiver.replay.SignalSender;
import io.faultlore.receiver.serve.Service;
import io.faultlore.receiver.server.CaseBook;
import io.faultlore.receiver.server.PortException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

/** Plays the demo: history in seconds, then live, until it is told to stop. */
public final class Demo {
  /** From the command to the fault: the server starts and history is filled in meanwhile. */
  private static final Duration LEAD = Duration.ofSeconds(12);

  private static final Duration TICK = Duration.ofMillis(200);
  private static final Duration REDRAW = Duration.ofSeconds(1);

  /** Who waits for verdicts longer than this waits for nothing. */
  private static final Duration VERDICT_WAIT = Duration.ofMinutes(3);

  private final Options options;
  private final Pace pace;
  private final PrintWriter out;
  private final long began;
  private final Cast cast;
  private final Watch watch;
  private boolean serviceLabelled;
  private boolean runsLabelled;
  private volatile boolean stopped;

  /**
   * A demo.
   *
   * @param beganUnixNano when the command was given
   * @throws IllegalArgumentException when the fault or the mistake is unknown
   */
  public Demo(Options options, long beganUnixNano, Pace pace, PrintWriter out) {
    this.options = options;
    this.pace = pace;
    this.out = out;
    this.began = beganUnixNano;
    this.cast =
        Cast.of(options.fault(), options.mode(), beganUnixNano + LEAD.toNanos(), options.seed());
    this.watch = new Watch(pace::nowUnixNano);
  }

  /** Ends the demo soon; it cleans up and {@link #play} returns. */
  public void stop() {
    stopped = true;
  }

  /**
   * Plays.
   *
   * @return whether the verdicts that were waited for came
   * @throws IOException when no temporary folder can be made or filled
   * @throws PortException when a port of the server is taken
   */
  public boolean play(FaultloreConfig config, String version)
      throws IOException, PortException, InterruptedException {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(options.seed());
    if (options.endpoint().isPresent()) {
      play(options.endpoint().get(), Optional.empty(), random);
      return true;
    }
    Path data = Files.createTempDirectory("faultlore-demo-");
    try (Service service =
        Service.start(config.withData(data), version, InstantSource.system(), random, watch)) {
      play(uri(service.httpAddress().getPort(), config), Optional.of(service), random);
    } finally {
      delete(data);
    }
    return !options.untilVerdict() || watch.view().isComplete();
  }

  private static URI uri(int port, FaultloreConfig config) {
    return URI.create("http://" + config.server().host() + ":" + port);
  }

  private void play(URI endpoint, Optional<Service> service, RandomGenerator random)
      throws InterruptedException {
    SignalSender sender = SignalSender.to(endpoint, false, pace, random);
    Telemetry telemetry =
        new Telemetry(List.of(cast.shop(), cast.team()), cast.startUnixNano(), sender);
    Screen screen =
        new Screen(
            service.map(it -> "http://127.0.0.1:" + it.adminAddress().getPort()).orElse(""),
            service.isPresent());
    say("filling in 45 minutes of history");
    boolean live = false;
    long drawn = 0;
    while (!stopped && !isOver()) {
      boolean behind = telemetry.advance(worldTime());
      service.ifPresent(it -> feedback(it.cases(), telemetry.reached()));
      if (!behind && !live) {
        live = true;
        watch.expect(cast.story());
        say("%,d records sent, live from now on".formatted(sender.accepted()));
      }
      if (!behind) {
        if (pace.nowUnixNano() - drawn >= REDRAW.toNanos()) {
          drawn = pace.nowUnixNano();
          draw(screen);
        }
        pace.pause(TICK);
      }
    }
    finish(screen);
  }

  /** History is told as fast as it can be; live time runs with the chosen speed. */
  private long worldTime() {
    long live = cast.story().faultUnixNano();
    long passed = pace.nowUnixNano() - live;
    return passed <= 0 ? live + passed : live + (long) (passed * options.speed());
  }

  private boolean isOver() {
    return options.untilVerdict()
        && (watch.view().isComplete() || pace.nowUnixNano() - began > VERDICT_WAIT.toNanos());
  }

  /** A person labels the earlier failures, once the server has made cases of them. */
  private void feedback(CaseBook cases, long reachedUnixNano) {
    if (!serviceLabelled && reachedUnixNano > cast.earlier().endUnixNano()) {
      serviceLabelled =
          cases.latest(20).stream()
              .filter(known -> known.kind() == Case.Kind.RUNTIME)
              .filter(known -> known.startUnixNano() < cast.earlier().endUnixNano())
              .filter(known -> known.endUnixNano() > cast.earlier().startUnixNano())
              .findFirst()
              .map(known -> label(cases, known.id(), cast.serviceLabel()))
              .orElse(false);
    }
    if (!runsLabelled && reachedUnixNano > cast.reviewUnixNano()) {
      cast.review().forEach((run, label) -> label(cases, run, label));
      runsLabelled = true;
    }
  }

  private static boolean label(CaseBook cases, String id, CaseLabel label) {
    return cases.feedback(id, label).join();
  }

  private void draw(Screen screen) {
    if (options.redraws() && !options.json()) {
      out.print("\u001b[H\u001b[J");
      screen.lines(watch.view(), cast.story(), pace.nowUnixNano()).forEach(out::println);
      out.flush();
    }
  }

  private void finish(Screen screen) {
    if (options.json()) {
      out.println(Outcome.json(watch.view(), cast.story(), began));
    } else if (!options.redraws()) {
      screen.lines(watch.view(), cast.story(), pace.nowUnixNano()).forEach(out::println);
    }
    out.flush();
  }

  private void say(String line) {
    if (!options.json()) {
      out.println(line);
      out.flush();
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
