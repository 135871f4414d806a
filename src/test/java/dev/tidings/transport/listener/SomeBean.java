package dev.tidings.transport.listener;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Set;

/** A bean that nobody creates. */
record SomeBean<T>(Class<T> type, Class<? extends Annotation> scope, Set<Type> types)
    implements Bean<T> {

  static <T> SomeBean<T> of(Class<T> type, Class<? extends Annotation> scope) {
    return new SomeBean<>(type, scope, Set.of(type, Object.class));
  }

  @Override
  public Class<?> getBeanClass() {
    return type;
  }

  @Override
  public Class<? extends Annotation> getScope() {
    return scope;
  }

  @Override
  public Set<Type> getTypes() {
    return types;
  }

  @Override
  public Set<InjectionPoint> getInjectionPoints() {
    return Set.of();
  }

  @Override
  public Set<Annotation> getQualifiers() {
    return Set.of();
  }

  @Override
  public Set<Class<? extends Annotation>> getStereotypes() {
    return Set.of();
  }

  @Override
  public String getName() {
    return null;
  }

  @Override
  public boolean isAlternative() {
    return false;
  }

  @Override
  public T create(CreationalContext<T> context) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void destroy(T instance, CreationalContext<T> context) {
    throw new UnsupportedOperationException();
  }
}
