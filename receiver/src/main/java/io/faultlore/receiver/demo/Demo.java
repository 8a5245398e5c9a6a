package io.faultlore.receiver.demo;

import static java.util.Objects.requireNonNull;

import io.faultlore.engine.memory.Case;
import io.faultlore.engine.memory.CaseLabel;
import io.faultlore.receiver.config.FaultloreConfig;
import io.faultlore.receiver.demo.Watch.View;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
  private final Screen screen;
  private boolean serviceLabelled;
  private @Nullable SortedMap<String, CaseLabel> unsaid;
  private boolean failureTold;
  private boolean stepTold;
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
    this.screen = options.redraws() ? Terminal.size() : Screen.SMALLEST;
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
    if (!options.serves()) {
      play(options.endpoint().orElseThrow(), Optional.empty(), random);
      return true;
    }
    Path data = Files.createTempDirectory("faultlore-demo-");
    try (Service service =
        Service.start(config.withData(data), version, InstantSource.system(), random, watch)) {
      URI own = uri(service.httpAddress().getPort(), config);
      play(options.endpoint().orElse(own), Optional.of(service), random);
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
    Page page =
        new Page(
            service.map(it -> "http://127.0.0.1:" + it.adminAddress().getPort()).orElse(""),
            cast.story());
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
        if (!options.redraws()) {
          screen.tell(page.opening()).forEach(this::say);
        }
      }
      if (!behind) {
        if (pace.nowUnixNano() - drawn >= REDRAW.toNanos()) {
          drawn = pace.nowUnixNano();
          tell(page);
        }
        pace.pause(TICK);
      }
    }
    finish(page);
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
    if (unsaid == null && reachedUnixNano > cast.reviewUnixNano()) {
      unsaid = cast.review();
    }
    if (unsaid != null) {
      // A case may come late: a Collector, or the server, holds its spans. Those that are known are
      // said in one go, as what was learned is learned anew after a label.
      List<String> known =
          unsaid.keySet().stream().filter(run -> cases.get(run).isPresent()).toList();
      List<CompletableFuture<Boolean>> said = new ArrayList<>();
      for (String run : known) {
        said.add(cases.feedback(run, requireNonNull(unsaid.remove(run))));
      }
      said.forEach(CompletableFuture::join);
    }
  }

  private static boolean label(CaseBook cases, String id, CaseLabel label) {
    return cases.feedback(id, label).join();
  }

  /** Draws anew, or says what is new since it said something. */
  private void tell(Page page) {
    if (options.json()) {
      return;
    }
    View view = watch.view();
    if (options.redraws()) {
      String title =
          "Faultlore demo   %s UTC   Ctrl-C ends it".formatted(Page.time(pace.nowUnixNano()));
      out.print("\u001b[H\u001b[J");
      screen.draw(title, page.fields(view)).forEach(out::println);
      out.flush();
      return;
    }
    if (view.step().isPresent() && !stepTold) {
      stepTold = true;
      screen.tell(page.agents(view)).forEach(this::say);
    }
    if (view.failure().isPresent() && !failureTold) {
      failureTold = true;
      screen.tell(page.failure(view)).forEach(this::say);
    }
  }

  private void finish(Page page) {
    tell(page);
    if (options.json()) {
      out.println(Outcome.json(watch.view(), cast.story(), began));
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
