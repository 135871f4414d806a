package dev.tidings.transport.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.TidingsListener;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueRulesTest {

  /** Methods whose annotations are looked at; nobody calls them. */
  @SuppressWarnings("unused")
  private static final class Methods {
    @TidingsListener(topic = "/shop/orders")
    void plain() {}

    @TidingsListener(
        topic = "/shop/orders",
        name = "a.b_c-1",
        concurrency = 100,
        batchSize = 1_000,
        prefetch = 1,
        timeout = "PT12H")
    void extreme() {}

    @TidingsListener(topic = " ")
    void noTopic() {}

    @TidingsListener(topic = "/shop/*")
    void pattern() {}

    @TidingsListener(topic = "/shop/orders", name = "a b")
    void badName() {}

    @TidingsListener(topic = "/shop/orders", concurrency = 0)
    void noConcurrency() {}

    @TidingsListener(topic = "/shop/orders", batchSize = 1_001)
    void largeBatch() {}

    @TidingsListener(topic = "/shop/orders", prefetch = 0)
    void noPrefetch() {}

    @TidingsListener(topic = "/shop/orders", timeout = "PT0.9S")
    void shortTimeout() {}

    @TidingsListener(topic = "/shop/orders", timeout = "5 minutes")
    void unreadableTimeout() {}

    @TidingsListener(topic = "/shop/orders", selector = "amount > 5")
    void selector() {}
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "extreme"})
  void values_in_their_ranges_are_fine(String method) {
    assertThat(objections(method)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "noTopic | topic must name a topic.",
        "pattern | topic must be the name of one topic, not a pattern: write a method for each topic.",
        "badName | name must have 1 to 100 letters, digits and . _ -, unlike \"a b\".",
        "noConcurrency | concurrency must be from 1 to 100, not 0.",
        "largeBatch | batchSize must be from 1 to 1000, not 1001.",
        "noPrefetch | prefetch must be from 1 to 1000, not 0.",
        "shortTimeout | timeout must be an ISO 8601 duration from PT1S to PT12H, not \"PT0.9S\".",
        "unreadableTimeout | timeout must be an ISO 8601 duration from PT1S to PT12H, not \"5 minutes\".",
        "selector | selector is reserved and must be empty: leave it out."
      })
  void any_other_value_gets_a_sentence(String method, String objection) {
    assertThat(objections(method)).containsExactly(objection);
  }

  private static List<String> objections(String name) {
    Method method =
        Arrays.stream(Methods.class.getDeclaredMethods())
            .filter(one -> one.getName().equals(name))
            .findFirst()
            .orElseThrow();
    List<String> objections = new ArrayList<>();
    ValueRules.check(method.getAnnotation(TidingsListener.class), objections::add);
    return objections;
  }
}
