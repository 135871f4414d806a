package dev.tidings.platform.container;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.stream.Stream;

/** A public method of objects of one server, which those of others lack. */
final class ServerMethod {
  private static final Logger LOG = System.getLogger(ServerMethod.class.getName());

  private final String name;
  private final Class<?>[] parameters;

  private final ClassValue<Optional<Method>> methods =
      new ClassValue<>() {
        @Override
        protected Optional<Method> computeValue(Class<?> owner) {
          return find(owner);
        }
      };

  ServerMethod(String name, Class<?>... parameters) {
    this.name = name;
    this.parameters = parameters;
  }

  /** What it returns; empty where there is no such method, it fails, or it returns nothing. */
  Optional<Object> call(Object owner, Object... arguments) {
    return methods.get(owner.getClass()).flatMap(method -> call(method, owner, arguments));
  }

  /**
   * What it returns.
   *
   * @throws ReflectiveOperationException when there is no such method, or it fails
   */
  Object on(Object owner, Object... arguments) throws ReflectiveOperationException {
    Optional<Method> method = methods.get(owner.getClass());
    if (method.isEmpty()) {
      throw new NoSuchMethodException(owner.getClass().getName() + "." + name);
    }
    return method.get().invoke(owner, arguments);
  }

  private Optional<Method> find(Class<?> owner) {
    return typesOf(owner).filter(ServerMethod::isAccessible).flatMap(this::findIn).findFirst();
  }

  private Stream<Method> findIn(Class<?> type) {
    try {
      Method method = type.getMethod(name, parameters);
      return isAccessible(method.getDeclaringClass()) ? Stream.of(method) : Stream.empty();
    } catch (NoSuchMethodException none) {
      return Stream.empty();
    }
  }

  /** A method of a class that is hidden can be called by the interface that declares it. */
  private static Stream<Class<?>> typesOf(Class<?> type) {
    Stream<Class<?>> inherited =
        Stream.concat(Stream.ofNullable(type.getSuperclass()), Stream.of(type.getInterfaces()));
    return Stream.concat(Stream.of(type), inherited.flatMap(ServerMethod::typesOf));
  }

  private static boolean isAccessible(Class<?> type) {
    return Modifier.isPublic(type.getModifiers())
        && type.getModule().isExported(type.getPackageName(), ServerMethod.class.getModule());
  }

  private static Optional<Object> call(Method method, Object owner, Object... arguments) {
    try {
      return Optional.ofNullable(method.invoke(owner, arguments));
    } catch (ReflectiveOperationException | RuntimeException failure) {
      LOG.log(Level.TRACE, () -> "%s cannot be called".formatted(method), failure);
      return Optional.empty();
    }
  }
}
