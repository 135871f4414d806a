package dev.tidings.transport.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.TidingsListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanRulesTest {
  private static final String PREFIX = "@TidingsListener on " + Methods.class.getName() + ".";

  /** Methods whose annotations are looked at; nobody calls them. */
  @SuppressWarnings("unused")
  static class Methods {
    @TidingsListener(topic = "/a")
    void derived(String text) {}

    @TidingsListener(topic = "/a", name = "shop.Methods.derived")
    void sameName(String text) {}

    @TidingsListener(topic = "/a", name = "one", endpoint = "shop")
    void one(String text) {}

    @TidingsListener(topic = "a", name = "two", endpoint = "shop")
    void sameQueue(String text) {}

    @TidingsListener(topic = "/b", name = "three", endpoint = "shop")
    void otherTopic(String text) {}
  }

  @Test
  void listeners_with_names_and_queues_of_their_own_are_fine() {
    assertThat(objections("shop", "derived", "one", "otherTopic")).isEmpty();
  }

  @Test
  void a_name_belongs_to_one_listener() {
    assertThat(objections("shop-1.0", "derived", "sameName"))
        .containsExactly(
            PREFIX
                + "sameName: The name shop.Methods.derived belongs to "
                + Methods.class.getName()
                + ".derived already: give one of them another name.");
  }

  @Test
  void a_queue_belongs_to_one_listener() {
    assertThat(objections("shop", "one", "sameQueue"))
        .containsExactly(
            PREFIX
                + "sameQueue: "
                + Methods.class.getName()
                + ".one receives from /a as the endpoint shop too, so each message would go to"
                + " only one of them: give one of them another endpoint.");
  }

  @Test
  void a_derived_name_must_not_be_too_long() {
    String application = "a".repeat(100);

    assertThat(objections(application, "derived"))
        .containsExactly(
            PREFIX
                + "derived: Its name would be "
                + application
                + ".Methods.derived, which is too long: give it a shorter one with name.");
  }

  private static List<String> objections(String application, String... methods) {
    return PlanRules.objections(
        Arrays.stream(methods)
            .map(name -> ListenerPlan.of(declaration(name), application))
            .toList());
  }

  private static ListenerDeclaration declaration(String name) {
    Method method =
        Arrays.stream(Methods.class.getDeclaredMethods())
            .filter(one -> one.getName().equals(name))
            .findFirst()
            .orElseThrow();
    return new ListenerDeclaration(
        SomeBean.of(Methods.class, ApplicationScoped.class),
        false,
        method,
        method.getAnnotation(TidingsListener.class),
        ParameterParser.parse(method, objection -> {}));
  }
}
