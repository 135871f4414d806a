package dev.tidings.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * S14: jobs of administrators work through a long queue while clients publish to its topic. A batch
 * holds its locks for no longer than it takes.
 */
final class JobScenario implements Scenario {
  private static final String NAME = "S14";
  private static final String JOBS = "/api/v1/admin/jobs";
  private static final String TARGET = "s14-target";
  private static final int PUBLISHERS = 8;
  private static final double PUBLISHES_PER_SECOND = 200;
  private static final double LOOKS_PER_SECOND = 5;
  private static final int DEAD_AT_ONCE = 1_000;

  private static final Pattern BUCKET =
      Pattern.compile(
          "tidings_job_batch_duration_seconds_bucket\\{[^}]*le=\"([^\"]+)\"[^}]*} ([0-9.E]+)");

  @Override
  public void run(Bench bench) {
    bench.stage().topic(TARGET);
    bench.stage().subscribe(bench.stage().readers(1), TARGET);
    List<String> kinds =
        List.of(
            "delete-messages",
            "move-messages",
            "redeliver-dead-letters",
            "move-dead-letters",
            "delete-dead-letters");
    for (String kind : kinds) {
      String topic = "s14-" + kind;
      prepare(bench, topic, kind.endsWith("dead-letters"));
      Measurement alone = publish(bench, topic, () -> false, bench.options().timing());
      measure(bench, topic, kind, alone);
    }
  }

  private static void prepare(Bench bench, String topic, boolean isOfDeadLetters) {
    Login reader = bench.stage().readers(1).get(0);
    bench.stage().topic(topic, isOfDeadLetters ? 1 : 16);
    bench.stage().subscribe(List.of(reader), topic);
    bench.stage().fill(topic, bench.options().queueLength(), bench.options().messageSize());
    if (isOfDeadLetters) {
      Crowd crowd = Crowd.of(1, number -> Drain.rejecting(reader, topic, DEAD_AT_ONCE));
      bench.load().run(crowd, Timing.once(Stage.LIMIT));
    }
  }

  private static Measurement publish(
      Bench bench, String topic, BooleanSupplier isDone, Timing timing) {
    return bench.load().run(publishers(bench, topic, isDone), timing);
  }

  private static Crowd publishers(Bench bench, String topic, BooleanSupplier isDone) {
    Request publish = bench.publish(topic, 1);
    return Crowd.of(PUBLISHERS, number -> until(isDone, publish)).at(PUBLISHES_PER_SECOND);
  }

  private static Script until(BooleanSupplier isDone, Request request) {
    Script endless = Script.repeat(request, 201, 1);
    return new Script() {
      @Override
      public Optional<Request> next() {
        return isDone.getAsBoolean() ? Optional.empty() : endless.next();
      }

      @Override
      public int answered(Answer answer) {
        return endless.answered(answer);
      }
    };
  }

  private static void measure(Bench bench, String topic, String kind, Measurement alone) {
    Map<Double, Long> before = buckets(bench);
    AtomicBoolean isDone = new AtomicBoolean();
    Crowd watcher = Crowd.of(1, number -> watching(bench, topic, kind, isDone));
    List<Crowd> crowds =
        List.of(publishers(bench, topic, isDone::get), watcher.at(LOOKS_PER_SECOND));
    Measurement beside = bench.load().run(crowds, Timing.once(Stage.LIMIT)).get(0);
    Map<Double, Long> after = buckets(bench);
    after.replaceAll((bound, count) -> count - before.getOrDefault(bound, 0L));
    bench.add(
        new Result(
            NAME,
            "publish beside %s, %,d; %s"
                .formatted(kind, bench.options().queueLength(), batches(after)),
            "messages/s",
            beside,
            Ratio.of(beside.millis(99), alone.millis(99), "p99 alone")));
  }

  /** Starts the job, and looks at it until it has ended. */
  private static Script watching(Bench bench, String topic, String kind, AtomicBoolean isDone) {
    String target = kind.startsWith("move") ? "/bench/" + TARGET : "";
    String job =
        "{\"kind\":\"%s\",\"topic_name\":\"/bench/%s\",\"endpoint_name\":\"%s\",\"target_topic_name\":\"%s\"}"
            .formatted(kind, topic, bench.stage().readers(1).get(0).username(), target);
    return new Script() {
      private Request next = Request.post(BenchServer.ADMIN, JOBS, job);

      @Override
      public Optional<Request> next() {
        return isDone.get() ? Optional.empty() : Optional.of(next);
      }

      @Override
      public int answered(Answer answer) {
        next = Request.get(BenchServer.ADMIN, JOBS + "/" + answer.number("id"));
        String state = answer.text("state").orElseThrow();
        if (state.equals("failed")) {
          throw new BenchmarkFailure("The job failed: " + answer.body());
        }
        isDone.set(state.equals("done"));
        return 0;
      }
    };
  }

  /** How many batches took at most so many seconds. */
  private static Map<Double, Long> buckets(Bench bench) {
    Answer metrics = bench.call(Request.get(BenchServer.ADMIN, "/api/v1/metrics"), 200);
    Map<Double, Long> buckets = new TreeMap<>();
    Matcher line = BUCKET.matcher(metrics.body());
    while (line.find()) {
      String bound = line.group(1).equals("+Inf") ? "Infinity" : line.group(1);
      buckets.put(Double.parseDouble(bound), (long) Double.parseDouble(line.group(2)));
    }
    return buckets;
  }

  private static String batches(Map<Double, Long> buckets) {
    long all = buckets.getOrDefault(Double.POSITIVE_INFINITY, 0L);
    List<String> longer = new ArrayList<>();
    for (double bound : new double[] {0.01, 0.025, 0.05, 0.1}) {
      long count = all - buckets.getOrDefault(bound, 0L);
      longer.add(String.format(Locale.ROOT, "%d > %.0f ms", count, bound * 1_000));
    }
    return "%d batches, %s".formatted(all, String.join(", ", longer));
  }
}
