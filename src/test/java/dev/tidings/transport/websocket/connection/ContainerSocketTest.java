package dev.tidings.transport.websocket.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContainerSocketTest {
  private static final ClassLoader CONTAINER = new URLClassLoader(new URL[0]);

  private final ClassLoader application = Thread.currentThread().getContextClassLoader();
  private final List<ClassLoader> ofContainer = new ArrayList<>();
  private Optional<RuntimeException> failure = Optional.empty();

  private final ContainerSocket socket =
      new ContainerSocket(
          as(
              Session.class,
              (session, method, arguments) ->
                  as(RemoteEndpoint.Async.class, (remote, send, sent) -> send(sent))));

  /** Containers may call from a thread that has another one. */
  @Test
  void what_follows_has_the_class_loader_of_the_application() {
    List<ClassLoader> after = new ArrayList<>();

    socket.send("text", result -> after.add(Thread.currentThread().getContextClassLoader()));

    assertThat(after).containsExactly(application);
    assertThat(ofContainer).containsExactly(CONTAINER);
  }

  @Test
  void a_failure_leaves_the_thread_as_it_was() {
    failure = Optional.of(new IllegalStateException());
    List<Optional<Throwable>> results = new ArrayList<>();

    socket.send("text", results::add);

    assertThat(results).containsExactly(failure.map(Throwable.class::cast));
    assertThatThrownBy(() -> socket.ping("ping")).isInstanceOf(IOException.class);
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(application);
  }

  private Object send(Object[] arguments) {
    failure.ifPresent(
        unchecked -> {
          throw unchecked;
        });
    if (arguments.length == 2) {
      Thread.currentThread().setContextClassLoader(CONTAINER);
      ((SendHandler) arguments[1]).onResult(new SendResult());
      ofContainer.add(Thread.currentThread().getContextClassLoader());
      Thread.currentThread().setContextClassLoader(application);
    }
    return null;
  }

  private static <T> T as(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
