package dev.tidings.wire;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.Optional;

/** A private field of objects of one server's, which those of other servers do not have. */
public final class ForeignField {
  private static final Logger LOG = System.getLogger(ForeignField.class.getName());

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
  public ForeignField(String name, Class<?> type) {
    this.name = name;
    this.type = type;
  }

  /** Sets it; an object without such a field stays as it is. */
  public void set(Object owner, Object value) {
    fields.get(owner.getClass()).ifPresent(field -> set(field, owner, value));
  }

  private Optional<Field> find(Class<?> owner) {
    try {
      Field field = owner.getDeclaredField(name);
      field.setAccessible(true);
      return Optional.of(field).filter(found -> found.getType() == type);
    } catch (ReflectiveOperationException | RuntimeException none) {
      sayThatItStays(owner, none);
      return Optional.empty();
    }
  }

  private static void set(Field field, Object owner, Object value) {
    try {
      field.set(owner, value);
    } catch (IllegalAccessException isConstant) {
      sayThatItStays(owner.getClass(), isConstant);
    }
  }

  private static void sayThatItStays(Class<?> owner, Exception why) {
    LOG.log(Level.TRACE, () -> "%s stays as it is: %s".formatted(owner.getName(), why));
  }
}
