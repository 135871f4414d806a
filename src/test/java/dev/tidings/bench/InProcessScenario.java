package dev.tidings.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** S13: code in the server calls the contract. There is one request for each round. */
final class InProcessScenario implements Scenario {
  private static final String NAME = "S13";
  private static final String TOPIC = "s13";
  private static final String PATH = "/api/bench/in-process/";
  private static final List<Integer> THREADS = List.of(1, 16, 64);

  /** Each holds a connection of the pool, which has few. */
  private static final List<Integer> THREADS_WITH_ROW = List.of(1, 16);

  private static final int BATCH = 100;
  private static final int BATCH_THREADS = 4;

  /** After the time that the server was told. */
  private static final Duration LONGEST_END = Duration.ofMinutes(1);

  @Override
  public void run(Bench bench) {
    bench.stage().topic(TOPIC);
    Login reader = bench.stage().readers(1).get(0);
    bench.stage().subscribe(List.of(reader), TOPIC);
    for (int threads : THREADS) {
      add(bench, "publish, threads: " + threads, publish(threads, 1, false));
    }
    add(bench, "publish %d a call".formatted(BATCH), publish(1, BATCH, false));
    add(
        bench,
        "publish %d a call, threads: %d".formatted(BATCH, BATCH_THREADS),
        publish(BATCH_THREADS, BATCH, false));
    for (int threads : THREADS_WITH_ROW) {
      add(bench, "publish beside a row, threads: " + threads, publish(threads, 1, true));
    }
    bench.stage().fill(TOPIC, bench.options().queueLength(), bench.options().messageSize());
    add(
        bench,
        "receive and acknowledge " + BATCH,
        "receive?topic=/bench/%s&endpoint=%s&max=%d".formatted(TOPIC, reader.username(), BATCH));
    add(bench, "a listener", "listen?batch=" + BATCH);
  }

  private static String publish(int threads, int batch, boolean hasRow) {
    return "publish?topic=/bench/%s&threads=%d&batch=%d&row=%b"
        .formatted(TOPIC, threads, batch, hasRow);
  }

  private static void add(Bench bench, String subject, String call) {
    Timing timing = bench.options().timing();
    run(bench, call, timing.warmUp());
    Tally tally = new Tally(bench.server());
    Rounds rounds = new Rounds(List.of(tally), timing);
    rounds.begin();
    do {
      Answer answer = run(bench, call, timing.round());
      count(tally, answer);
    } while (rounds.goOn());
    bench.add(new Result(NAME, subject, "messages/s", tally.measurement()));
  }

  private static void count(Tally tally, Answer answer) {
    List<String> messages = numbers(answer, "messages");
    List<String> nanos = numbers(answer, "nanos");
    for (int i = 0; i < nanos.size(); i++) {
      tally.count(Integer.parseInt(messages.get(i)), Long.parseLong(nanos.get(i)));
    }
  }

  private static List<String> numbers(Answer answer, String field) {
    return List.of(answer.text(field).orElseThrow().split(",", -1));
  }

  private static Answer run(Bench bench, String call, Duration time) {
    Request request =
        Request.post(
            bench.stage().publisher(),
            "%s%s&millis=%d".formatted(PATH, call, time.toMillis()),
            Payload.one(bench.options().messageSize()));
    List<Answer> answers = new ArrayList<>();
    Iterator<Request> once = List.of(request).iterator();
    bench
        .load()
        .run(
            Crowd.of(1, number -> Script.each(once, 200, answers::add)),
            Timing.once(time.plus(LONGEST_END)));
    return answers.get(0);
  }
}
