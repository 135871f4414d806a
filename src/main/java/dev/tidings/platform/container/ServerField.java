package dev.tidings.platform.container;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.Optional;

/** A private field of objects of one server's, which those of other servers do not have. */
public final class ServerField {
  private static final Logger LOG = System.getLogger(ServerField.class.getName());

  private final String name;
  private final Class<?> type;

  private final ClassValue<Optional<Field>> fields =
      new ClassValue<>() {
        @Override
        protected Optional<Field> computeValue(Class<?> owner) {
          return find(owner);
        }
      };

  /**
   * Of whatever objects have it.
   *
   * @param type exactly as it is declared
   */
  public ServerField(String name, Class<?> type) {
    this.name = name;
    this.type = type;
  }

  /** The same, of whatever type. */
  ServerField(String name) {
    this(name, null);
  }

  /** Whether objects of that class, or of one that it extends, have it and let it be set. */
  public boolean isIn(Class<?> owner) {
    return fields.get(owner).isPresent();
  }

  /** Sets it; an object without such a field stays as it is. */
  public void set(Object owner, Object value) {
    fields.get(owner.getClass()).ifPresent(field -> set(field, owner, value));
  }

  /** Its value; empty when an object has no such field, or nothing in it. */
  Optional<Object> get(Object owner) {
    return fields.get(owner.getClass()).flatMap(field -> get(field, owner));
  }

  private Optional<Field> find(Class<?> owner) {
    for (Class<?> declaring = owner; declaring != null; declaring = declaring.getSuperclass()) {
      Optional<Field> found = findIn(declaring);
      if (found.isPresent()) {
        return found;
      }
    }
    LOG.log(Level.TRACE, () -> "%s has no field %s".formatted(owner.getName(), name));
    return Optional.empty();
  }

  private Optional<Field> findIn(Class<?> declaring) {
    try {
      Field field = declaring.getDeclaredField(name);
      field.setAccessible(true);
      return Optional.of(field).filter(found -> type == null || found.getType() == type);
    } catch (ReflectiveOperationException | RuntimeException none) {
      return Optional.empty();
    }
  }

  private static Optional<Object> get(Field field, Object owner) {
    try {
      return Optional.ofNullable(field.get(owner));
    } catch (IllegalAccessException isHidden) {
      LOG.log(Level.TRACE, () -> "%s cannot be read".formatted(field), isHidden);
      return Optional.empty();
    }
  }

  private static void set(Field field, Object owner, Object value) {
    try {
      field.set(owner, value);
    } catch (IllegalAccessException isConstant) {
      LOG.log(Level.TRACE, () -> "%s stays as it is".formatted(field), isConstant);
    }
  }
}
