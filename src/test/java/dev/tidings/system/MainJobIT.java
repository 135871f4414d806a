package dev.tidings.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job that Tidings is for: many publish, several receive, and all of it adds up. */
class MainJobIT {
  private static final int PUBLISHERS = 4;

  private final QueueModel model = new QueueModel();
  private final List<PackageEvent> stream = PackageEvent.all();
  private final List<String> topics =
      stream.stream().map(PackageEvent::topic).distinct().sorted().toList();

  @TempDir Path directory;

  @Test
  void every_subscription_gets_exactly_what_the_model_says() throws Exception {
    try (TidingsProcess server = TidingsProcess.start(directory)) {
      Setup setup = new Setup(server);
      topics.forEach(setup::topic);
      List<StreamPublisher> publishers = publishers(setup);
      StreamSubscriber libraries = libraries(setup);
      StreamSubscriber impatient = impatient(setup);
      StreamSubscriber documentation = documentation(setup);
      StreamSubscriber everything = everything(setup);
      StreamSubscriber late = late(setup);
      List<PackageEvent> firstHalf = stream.subList(0, stream.size() / 2);
      List<PackageEvent> secondHalf = stream.subList(stream.size() / 2, stream.size());

      libraries.subscribeWherePermitted(topics);
      impatient.subscribeWherePermitted(topics);
      documentation.subscribeWherePermitted(topics);
      everything.subscribeWherePermitted(topics);
      publishAtOnce(publishers, firstHalf, impatient);
      late.subscribeWherePermitted(topics);
      publishAtOnce(publishers, secondHalf, impatient);

      List<StreamSubscriber> all = List.of(libraries, impatient, documentation, everything, late);
      all.forEach(StreamSubscriber::assertDepths);
      all.forEach(StreamSubscriber::drain);
      all.forEach(StreamSubscriber::assertGotWhatTheModelSays);
      all.forEach(StreamSubscriber::assertDepths);
      assertThat(all).allSatisfy(subscriber -> assertThat(subscriber.received()).isPositive());
      assertThat(everything.received()).isEqualTo(living(stream).filter(this::isNoHobby).count());
      assertThat(stream).hasSizeGreaterThan(5_000).anyMatch(PackageEvent::isExpiredAtOnce);
    }
  }

  private static Stream<PackageEvent> living(List<PackageEvent> events) {
    return events.stream().filter(event -> !event.isExpiredAtOnce());
  }

  private boolean isNoHobby(PackageEvent event) {
    return !event.topic().startsWith("/packages/hobby/");
  }

  private List<StreamPublisher> publishers(Setup setup) {
    List<StreamPublisher> publishers = new ArrayList<>();
    for (int number = 0; number < PUBLISHERS; number++) {
      TidingsClient client = setup.endpoint("publisher-" + number, "pub-only", "pub=/packages/*/*");
      publishers.add(new StreamPublisher(number, client, model));
    }
    return publishers;
  }

  /** One segment of the tree, by the calls of Zato's clients. */
  private StreamSubscriber libraries(Setup setup) {
    return new StreamSubscriber(
        "libraries",
        setup.endpoint("libraries", "sub-only", "sub=/packages/libraries/*"),
        model,
        "/packages/libraries/[^/]+",
        StreamSubscriber.Drain.asZatoClient());
  }

  /** Few topics, and drains while others publish. */
  private StreamSubscriber impatient(Setup setup) {
    return new StreamSubscriber(
        "impatient",
        setup.endpoint("impatient", "pub-sub", "sub=/packages/languages/p*"),
        model,
        "/packages/languages/(perl|php|python)",
        StreamSubscriber.Drain.natively(50));
  }

  /** Several patterns, small pages. */
  private StreamSubscriber documentation(Setup setup) {
    return new StreamSubscriber(
        "documentation",
        setup.endpoint(
            "documentation", "sub-only", "sub=/packages/*/doc", "sub=/packages/science/**"),
        model,
        "/packages/(documents/doc|science/.+)",
        StreamSubscriber.Drain.natively(7));
  }

  /** The whole tree but the hobbies, which nobody receives from before the late one. */
  private StreamSubscriber everything(Setup setup) {
    return new StreamSubscriber(
        "everything",
        setup.endpoint(
            "everything",
            "sub-only",
            "sub=/packages/d**",
            "sub=/packages/l**",
            "sub=/packages/n**",
            "sub=/packages/s**"),
        model,
        "/packages/[dlns].+",
        StreamSubscriber.Drain.natively(1_000));
  }

  /** Comes to topics that others receive from already, and to some that kept their messages. */
  private StreamSubscriber late(Setup setup) {
    return new StreamSubscriber(
        "late",
        setup.endpoint("late", "sub-only", "sub=/packages/desktop/*", "sub=/packages/hobby/*"),
        model,
        "/packages/(desktop|hobby)/[^/]+",
        StreamSubscriber.Drain.natively(200));
  }

  private static void publishAtOnce(
      List<StreamPublisher> publishers, List<PackageEvent> events, StreamSubscriber impatient)
      throws Exception {
    CountDownLatch running = new CountDownLatch(publishers.size());
    List<WorkerGroup.Work> work = new ArrayList<>();
    for (int number = 0; number < publishers.size(); number++) {
      StreamPublisher publisher = publishers.get(number);
      List<PackageEvent> share = share(events, number);
      work.add(
          () -> {
            try {
              publisher.publish(share);
            } finally {
              running.countDown();
            }
          });
    }
    work.add(
        () -> {
          do {
            impatient.drain();
          } while (!running.await(20, TimeUnit.MILLISECONDS));
        });
    WorkerGroup.runAtOnce(work);
  }

  private static List<PackageEvent> share(List<PackageEvent> events, int number) {
    List<PackageEvent> share = new ArrayList<>();
    for (int i = number; i < events.size(); i += PUBLISHERS) {
      share.add(events.get(i));
    }
    return share;
  }
}
