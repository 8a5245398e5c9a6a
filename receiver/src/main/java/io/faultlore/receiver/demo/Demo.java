package io.faultlore.receiver.demo;

import io.faultlore.receiver.config.FaultloreConfig;
import io.faultlore.receiver.demo.Watch.View;
import io.faultlore.receiver.offline.TemporaryFolder;
import io.faultlore.receiver.replay.Pace;
import io.faultlore.receiver.replay.SignalSender;
import io.faultlore.receiver.serve.Service;
import io.faultlore.receiver.server.PortException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/** Plays the demo: history in seconds, then live, until it is told to stop. */
public final class Demo {
  /** From the command to the fault: the server starts and history is filled in meanwhile. */
  private static final Duration LEAD = Duration.ofSeconds(12);

  private static final Duration TICK = Duration.ofMillis(200);

  /** The server of a demo that runs for an hour writes a third of this. */
  private static final long SPACE_BYTES = 512L << 20;

  /** A receiver that takes nothing for so long has a reason that a person has to see. */
  private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(20);

  /** Who waits for verdicts longer than this waits for nothing. */
  private static final Duration VERDICT_WAIT = Duration.ofMinutes(3);

  private final Options options;
  private final Pace pace;
  private final PrintWriter out;
  private final long began;
  private final Cast cast;
  private final Watch watch;
  private final Tempo tempo;
  private volatile boolean stopped;
  private @Nullable Thread player;

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
    Story story = cast.story();
    this.watch = new Watch(pace::nowUnixNano, story, cast.reviewUnixNano());
    this.tempo =
        new Tempo(pace::nowUnixNano, story.faultUnixNano(), options.speed(), !options.serves());
  }

  /** Ends the demo soon; it cleans up and {@link #play} returns. */
  public synchronized void stop() {
    stopped = true;
    if (player != null) {
      // It may wait for a server that takes nothing.
      player.interrupt();
    }
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
      URI endpoint = options.endpoint().orElseThrow();
      play(endpoint, endpoint, Optional.empty(), random);
      return true;
    }
    try (TemporaryFolder data = TemporaryFolder.create("faultlore-demo-")) {
      long free = Files.getFileStore(data.path()).getUsableSpace();
      if (free < SPACE_BYTES) {
        throw new IOException(
            "the demo needs %d MiB in %s, and %d are free"
                .formatted(SPACE_BYTES >> 20, data.path().getParent(), free >> 20));
      }
      serve(config.withData(data.path()), version, random);
    }
    return !options.untilVerdict() || watch.view().isComplete();
  }

  private void serve(FaultloreConfig config, String version, RandomGenerator random)
      throws IOException, PortException, InterruptedException {
    try (Service service = Service.start(config, version, InstantSource.system(), random, watch)) {
      URI own = uri(service.httpAddress().getPort(), config);
      play(own, options.endpoint().orElse(own), Optional.of(service), random);
    }
  }

  private static URI uri(int port, FaultloreConfig config) {
    return URI.create("http://" + config.server().host() + ":" + port);
  }

  /**
   * Plays.
   *
   * @param past where history goes: straight to the server where it is our own, for a Collector's
   *     parallel senders mix up what comes so fast
   * @param present where the rest goes
   */
  private void play(URI past, URI present, Optional<Service> service, RandomGenerator random)
      throws IOException, InterruptedException {
    Page page =
        new Page(
            service.map(it -> "http://127.0.0.1:" + it.adminAddress().getPort()).orElse(""),
            cast.story());
    Teller teller = new Teller(options, page, pace::nowUnixNano, out);
    SignalSender history = new SignalSender(past, GIVE_UP_AFTER, pace, random);
    SignalSender live = new SignalSender(present, GIVE_UP_AFTER, pace, random);
    begin();
    try {
      teller.say("filling in 45 minutes of history, in which both failed alike before");
      live(teller, history, live, service.map(it -> new Reviewer(cast, it.cases())));
    } catch (InterruptedException interrupted) {
      if (!stopped) {
        throw interrupted;
      }
    } finally {
      end();
    }
    View view = watch.view();
    teller.end(view, history.accepted() + live.accepted(), Outcome.json(view, cast.story(), began));
  }

  private synchronized void begin() {
    player = Thread.currentThread();
  }

  /** From here on nothing is to be interrupted: files are closed and deleted. */
  private synchronized void end() {
    player = null;
    stopped |= Thread.interrupted();
  }

  private void live(
      Teller teller, SignalSender past, SignalSender present, Optional<Reviewer> reviewer)
      throws IOException, InterruptedException {
    Telemetry telemetry = new Telemetry(List.of(cast.shop(), cast.team()), cast.startUnixNano());
    boolean live = false;
    while (!stopped && !isOver()) {
      long now = tempo.nowUnixNano();
      boolean more =
          telemetry.advance(tempo.allowedUnixNano(telemetry.reached()), live ? present : past);
      reviewer.ifPresent(person -> person.review(telemetry.reached()));
      if (telemetry.reached() >= now) {
        if (!live) {
          live = true;
          teller.live(past.accepted());
        }
        teller.tell(watch.view());
      }
      if (!more) {
        pace.pause(TICK);
      }
    }
  }

  private boolean isOver() {
    return options.untilVerdict()
        && (watch.view().isComplete() || pace.nowUnixNano() - began > VERDICT_WAIT.toNanos());
  }
}
