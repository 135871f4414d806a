package dev.tidings.transport.listener;

import jakarta.ejb.Asynchronous;
import jakarta.enterprise.context.ConversationScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.spi.Bean;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.function.Consumer;

/** What the method of a listener, and its bean, must be like besides the parameters. */
final class MethodRules {
  private static final Set<Class<? extends Annotation>> SCOPES_OF_CLIENTS =
      Set.of(SessionScoped.class, ConversationScoped.class);

  private final Method method;
  private final Consumer<String> objections;

  private MethodRules(Method method, Consumer<String> objections) {
    this.method = method;
    this.objections = objections;
  }

  /** The objections to a method of a managed bean. */
  static void check(Bean<?> bean, Method method, Consumer<String> objections) {
    MethodRules rules = new MethodRules(method, objections);
    rules.checkMethod();
    rules.require(
        !SCOPES_OF_CLIENTS.contains(bean.getScope()),
        "The bean must not be in the scope @%s, which no message belongs to."
            .formatted(bean.getScope().getSimpleName()));
    rules.require(!Modifier.isPrivate(method.getModifiers()), "The method must not be private.");
  }

  /** The objections to a method of a session bean, called through its no-interface view. */
  static void checkSession(
      Bean<?> bean, boolean isStateful, Method method, Consumer<String> objections) {
    MethodRules rules = new MethodRules(method, objections);
    rules.checkMethod();
    rules.require(
        !isStateful, "The bean must be a stateless or singleton session bean, not a stateful one.");
    rules.require(
        bean.getTypes().contains(bean.getBeanClass()),
        "The session bean must have a no-interface view: add @LocalBean.");
    rules.require(
        Modifier.isPublic(method.getModifiers()) && !Modifier.isFinal(method.getModifiers()),
        "The method of a session bean must be public and not final.");
    rules.require(
        !method.isAnnotationPresent(Asynchronous.class)
            && !method.getDeclaringClass().isAnnotationPresent(Asynchronous.class),
        "The method must not be @Asynchronous: it would be acknowledged before it is done.");
  }

  private void checkMethod() {
    require(!Modifier.isStatic(method.getModifiers()), "The method must not be static.");
    require(method.getReturnType() == void.class, "The method must return void.");
    require(method.getTypeParameters().length == 0, "The method must not be generic.");
    require(
        !method.isAnnotationPresent(jakarta.enterprise.concurrent.Asynchronous.class),
        "The method must not be @Asynchronous: it would be acknowledged before it is done.");
  }

  private void require(boolean isKept, String sentence) {
    if (!isKept) {
      objections.accept(sentence);
    }
  }
}
