package dev.tidings.transport.listener;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.Asynchronous;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ConversationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.SessionScoped;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodRulesTest {
  private final List<String> objections = new ArrayList<>();

  /** Methods that are looked at; nobody calls them. */
  @SuppressWarnings("unused")
  static class Methods {
    void packagePrivate(String text) {}

    protected void ofSubclasses(String text) {}

    public void open(String text) {}

    public final void sealed(String text) {}

    private void hidden(String text) {}

    static void shared(String text) {}

    String answering(String text) {
      return text;
    }

    <T> void generic(T text) {}

    @Asynchronous
    public void later(String text) {}

    @jakarta.enterprise.concurrent.Asynchronous
    public void laterToo(String text) {}
  }

  @ParameterizedTest
  @ValueSource(strings = {"packagePrivate", "ofSubclasses", "open", "sealed"})
  void a_managed_bean_may_have_methods_that_are_not_private(String method) {
    check(ApplicationScoped.class, method);
    check(Dependent.class, method);

    assertThat(objections).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hidden | The method must not be private.",
        "shared | The method must not be static.",
        "answering | The method must return void.",
        "generic | The method must not be generic.",
        "laterToo | The method must not be @Asynchronous: it would be acknowledged before it is done."
      })
  void other_methods_get_a_sentence(String method, String objection) {
    check(ApplicationScoped.class, method);

    assertThat(objections).containsExactly(objection);
  }

  @Test
  void beans_of_clients_get_no_messages() {
    check(SessionScoped.class, "open");
    check(ConversationScoped.class, "open");

    assertThat(objections)
        .containsExactly(
            "The bean must not be in the scope @SessionScoped, which no message belongs to.",
            "The bean must not be in the scope @ConversationScoped, which no message belongs to.");
  }

  @Test
  void a_session_bean_has_public_methods_in_its_no_interface_view() {
    checkSession(SomeBean.of(Methods.class, Dependent.class), false, "open");

    assertThat(objections).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "packagePrivate | The method of a session bean must be public and not final.",
        "sealed | The method of a session bean must be public and not final.",
        "later | The method must not be @Asynchronous: it would be acknowledged before it is done."
      })
  void other_methods_of_a_session_bean_get_a_sentence(String method, String objection) {
    checkSession(SomeBean.of(Methods.class, Dependent.class), false, method);

    assertThat(objections).containsExactly(objection);
  }

  @Test
  void a_stateful_bean_or_one_that_has_only_interfaces_gets_a_sentence() {
    checkSession(SomeBean.of(Methods.class, Dependent.class), true, "open");
    checkSession(
        new SomeBean<>(Methods.class, Dependent.class, Set.of(Runnable.class)), false, "open");

    assertThat(objections)
        .containsExactly(
            "The bean must be a stateless or singleton session bean, not a stateful one.",
            "The session bean must have a no-interface view: add @LocalBean.");
  }

  private void check(Class<? extends Annotation> scope, String method) {
    MethodRules.check(SomeBean.of(Methods.class, scope), method(method), objections::add);
  }

  private void checkSession(SomeBean<?> bean, boolean isStateful, String method) {
    MethodRules.checkSession(bean, isStateful, method(method), objections::add);
  }

  private static Method method(String name) {
    return Arrays.stream(Methods.class.getDeclaredMethods())
        .filter(one -> one.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
