package dev.tidings.transport.listener;

import dev.tidings.api.TidingsListener;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import dev.tidings.platform.settings.StartFailure;
import dev.tidings.platform.settings.StartFailureReport;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessSessionBean;
import jakarta.enterprise.inject.spi.SessionBeanType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Finds the listeners of the application, and fails its deployment where one is wrong. */
public class ListenerExtension implements Extension {
  private final List<ListenerDeclaration> declarations = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  /** Those that keep the rules. */
  public List<ListenerDeclaration> declarations() {
    return List.copyOf(declarations);
  }

  <X> void collect(@Observes ProcessManagedBean<X> event) {
    if (!(event instanceof ProcessSessionBean)) {
      collect(event.getAnnotatedBeanClass(), event.getBean(), MethodRules::check, false);
    }
  }

  <X> void collectSession(@Observes ProcessSessionBean<X> event) {
    boolean isStateful = event.getSessionBeanType() == SessionBeanType.STATEFUL;
    collect(
        event.getAnnotatedBeanClass(),
        event.getBean(),
        (bean, method, objections) ->
            MethodRules.checkSession(bean, isStateful, method, objections),
        true);
  }

  /** Says all that is wrong at once. */
  void validate(@Observes AfterDeploymentValidation event) {
    if (!failures.isEmpty()) {
      StartFailure failure = new StartFailure(String.join(" ", failures));
      StartFailureReport.report(failure, new Settings().flag(Setting.EXIT_ON_FAILED_START));
      event.addDeploymentProblem(failure);
    }
  }

  /** The rules for one kind of bean. */
  private interface Rules {
    void check(Bean<?> bean, Method method, Consumer<String> objections);
  }

  private void collect(AnnotatedType<?> type, Bean<?> bean, Rules rules, boolean isSession) {
    for (AnnotatedMethod<?> annotated : type.getMethods()) {
      TidingsListener values = annotated.getAnnotation(TidingsListener.class);
      Method method = annotated.getJavaMember();
      if (values != null && !isOverridden(method, bean.getBeanClass())) {
        collect(bean, method, values, rules, isSession);
      }
    }
  }

  private void collect(
      Bean<?> bean, Method method, TidingsListener values, Rules rules, boolean isSession) {
    List<String> objections = new ArrayList<>();
    rules.check(bean, method, objections::add);
    CallParameters parameters = ParameterParser.parse(method, objections::add);
    ValueRules.check(values, objections::add);
    if (objections.isEmpty()) {
      declarations.add(new ListenerDeclaration(bean, isSession, method, values, parameters));
    } else {
      failures.add(
          ListenerDeclaration.prefix(bean.getBeanClass(), method) + String.join(" ", objections));
    }
  }

  /** Types have the methods of their superclasses too, also those that they override. */
  private static boolean isOverridden(Method method, Class<?> beanClass) {
    for (Class<?> type = beanClass;
        type != null && type != method.getDeclaringClass();
        type = type.getSuperclass()) {
      for (Method other : type.getDeclaredMethods()) {
        if (!other.isBridge()
            && other.getName().equals(method.getName())
            && List.of(other.getParameterTypes()).equals(List.of(method.getParameterTypes()))) {
          return true;
        }
      }
    }
    return false;
  }
}
