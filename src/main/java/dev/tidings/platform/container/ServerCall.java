package dev.tidings.platform.container;

import java.lang.reflect.Method;

/** A public method of objects of one server, found once for each of their classes. */
final class ServerCall {
  private final String name;
  private final Class<?>[] parameters;

  private final ClassValue<Method> methods =
      new ClassValue<>() {
        @Override
        protected Method computeValue(Class<?> owner) {
          try {
            return owner.getMethod(name, parameters);
          } catch (NoSuchMethodException none) {
            throw new IllegalArgumentException(none);
          }
        }
      };

  ServerCall(String name, Class<?>... parameters) {
    this.name = name;
    this.parameters = parameters;
  }

  /**
   * Calls it.
   *
   * @throws IllegalArgumentException when the object has no such method
   */
  Object on(Object owner, Object... arguments) throws ReflectiveOperationException {
    return methods.get(owner.getClass()).invoke(owner, arguments);
  }
}
