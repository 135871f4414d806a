package dev.tidings.broker;

import dev.tidings.api.Publication;
import dev.tidings.broker.EngineModel.Saying;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Makes up what is published, no text twice, and remembers what can be published again. */
final class EngineModelSayings {
  /** Own ids are not used again later: whether the log still has the message is its own affair. */
  private static final Duration ID_LIFE = Duration.ofHours(23);

  private final Random random;
  private final long run;
  private final List<Published> withOwnId = new ArrayList<>();
  private final List<Published> withKey = new ArrayList<>();
  private int counter;

  record Published(int topic, List<Saying> said, String key, Instant at) {}

  EngineModelSayings(Random random, long run) {
    this.random = random;
    this.run = run;
  }

  Saying one(Set<Integer> addressees, String id) {
    String text = "m" + counter++ + "-".repeat(random.nextInt(5) * 300);
    Duration expiration =
        switch (random.nextInt(6)) {
          case 0 -> Duration.ZERO;
          case 1 -> Duration.ofSeconds(5);
          case 2 -> Duration.ofMinutes(2);
          case 3 -> Duration.ofHours(2);
          default -> Publication.MAX_EXPIRATION;
        };
    int priority = random.nextBoolean() ? 5 : 1 + random.nextInt(9);
    return new Saying(text, priority, expiration, addressees, id);
  }

  List<Saying> batch(int size) {
    List<Saying> batch = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      batch.add(one(Set.of(), ""));
    }
    return batch;
  }

  String ownId() {
    return "zpsm%012x%012x".formatted(run, counter++);
  }

  String newKey() {
    return "key " + counter++;
  }

  void remember(Published published) {
    if (!published.key.isEmpty()) {
      withKey.add(published);
    } else if (published.said.size() == 1 && !published.said.get(0).id().isEmpty()) {
      withOwnId.add(published);
    }
  }

  Optional<Published> withOwnId(Instant now) {
    return anyOf(withOwnId.stream().filter(one -> one.at.plus(ID_LIFE).isAfter(now)).toList());
  }

  Optional<Published> withKey() {
    return anyOf(withKey);
  }

  private Optional<Published> anyOf(List<Published> all) {
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
  }

  static String shown(List<Saying> said) {
    return shown(
        said.stream()
            .map(
                one ->
                    one.text() + "/" + one.priority() + "/" + one.expiration() + one.addressees())
            .toList()
            .toString());
  }

  /** Without what only makes a text long. */
  static String shown(String text) {
    return text.replaceAll("-+", "-");
  }
}
