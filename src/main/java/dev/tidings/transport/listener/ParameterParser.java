package dev.tidings.transport.listener;

import dev.tidings.api.Message;
import dev.tidings.api.Receipt;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.transport.listener.CallParameters.Kind;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Finds out what each parameter of a listener's method is. */
final class ParameterParser {
  private static final Map<Type, Kind> KINDS =
      Map.of(
          Message.class,
          Kind.MESSAGE,
          Receipt.class,
          Kind.RECEIPT,
          SubscriptionKey.class,
          Kind.SUBSCRIPTION_KEY);

  private final Consumer<String> objections;
  private final List<Kind> kinds = new ArrayList<>();
  private final Set<Kind> seen = EnumSet.noneOf(Kind.class);
  private Type payload;
  private boolean isBatch;

  private ParameterParser(Consumer<String> objections) {
    this.objections = objections;
  }

  /**
   * The parameters of a method.
   *
   * @param objections gets a sentence for each parameter that is wrong; then the result is worth
   *     nothing
   */
  static CallParameters parse(Method method, Consumer<String> objections) {
    return new ParameterParser(objections).parse(method.getGenericParameterTypes());
  }

  private CallParameters parse(Type[] types) {
    if (types.length == 0) {
      objections.accept(
          "The method must have a parameter: the payload, the Message, or a List of either.");
    }
    isBatch = types.length > 0 && rawType(types[0]) == List.class;
    for (int i = 0; i < types.length; i++) {
      Kind kind = isBatch ? kindInBatch(types[i], i) : kind(types[i], i);
      kinds.add(kind);
      if (!seen.add(kind) && kind != Kind.PAYLOAD) {
        objections.accept("There must be only one parameter for %s.".formatted(nameOf(kind)));
      }
    }
    return new CallParameters(kinds, Optional.ofNullable(payload), isBatch);
  }

  private Kind kind(Type type, int index) {
    if (rawType(type) == List.class) {
      objections.accept(
          "A List stands for a batch and must be the first parameter, with all others lists too.");
      return Kind.PAYLOAD;
    }
    return KINDS.containsKey(type) ? KINDS.get(type) : payload(type, index);
  }

  private Kind kindInBatch(Type type, int index) {
    if (rawType(type) == List.class) {
      return element(type, index);
    }
    if (type == SubscriptionKey.class) {
      return Kind.SUBSCRIPTION_KEY;
    }
    objections.accept(
        "With a batch, parameter %d must be a List<Message>, a List<Receipt> or a SubscriptionKey, not %s."
            .formatted(index + 1, type.getTypeName()));
    return Kind.PAYLOAD;
  }

  private Kind element(Type list, int index) {
    if (!(list instanceof ParameterizedType parameterized)) {
      objections.accept(
          "The List must name the type of its elements, such as List<Message> or List<Order>.");
      return Kind.PAYLOAD;
    }
    Type element = parameterized.getActualTypeArguments()[0];
    return element == Message.class || element == Receipt.class
        ? KINDS.get(element)
        : payload(element, index);
  }

  private Kind payload(Type type, int index) {
    if (index > 0) {
      objections.accept(
          "Only the first parameter may be the payload, so parameter %d must be a Message, a Receipt or a SubscriptionKey, not %s."
              .formatted(index + 1, type.getTypeName()));
    } else if (type instanceof TypeVariable || type instanceof WildcardType) {
      objections.accept(
          "The payload must have a type that is known, not %s.".formatted(type.getTypeName()));
    } else if (type instanceof Class<?> plain && plain.isPrimitive()) {
      objections.accept(
          "The payload must be an object, such as Integer for int, not %s."
              .formatted(type.getTypeName()));
    } else if (rawType(type) == Collection.class || rawType(type) == Iterable.class) {
      objections.accept(
          "The payload must not be a %s: a List gets batches of messages, an array gets a message that is a JSON array."
              .formatted(rawType(type).getSimpleName()));
    }
    payload = type;
    return Kind.PAYLOAD;
  }

  private static Class<?> rawType(Type type) {
    if (type instanceof ParameterizedType parameterized) {
      return (Class<?>) parameterized.getRawType();
    }
    return type instanceof Class<?> plain ? plain : Object.class;
  }

  private static String nameOf(Kind kind) {
    return switch (kind) {
      case PAYLOAD -> "the payload";
      case MESSAGE -> "the Message";
      case RECEIPT -> "the Receipt";
      case SUBSCRIPTION_KEY -> "the SubscriptionKey";
    };
  }
}
