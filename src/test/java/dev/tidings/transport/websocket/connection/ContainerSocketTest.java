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
import java.sql.Driver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ContainerSocketTest {
  private final ClassLoader application = Thread.currentThread().getContextClassLoader();
  private final List<ClassLoader> during = new ArrayList<>();
  private Optional<RuntimeException> failure = Optional.empty();

  private final ContainerSocket socket =
      new ContainerSocket(
          as(
              Session.class,
              (session, method, arguments) ->
                  as(RemoteEndpoint.Async.class, (remote, send, sent) -> send(sent))));

  @Test
  void containers_find_no_services_in_the_application_when_something_is_sent() throws IOException {
    socket.send("text", result -> {});
    socket.ping("ping");

    assertThat(ServiceLoader.load(Driver.class, application)).isNotEmpty();
    assertThat(during)
        .hasSize(2)
        .allSatisfy(loader -> assertThat(ServiceLoader.load(Driver.class, loader)).isEmpty());
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(application);
  }

  @Test
  void what_follows_has_the_class_loader_of_the_application() {
    List<ClassLoader> after = new ArrayList<>();

    socket.send("text", result -> after.add(Thread.currentThread().getContextClassLoader()));

    assertThat(after).containsExactly(application);
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
    during.add(Thread.currentThread().getContextClassLoader());
    failure.ifPresent(
        unchecked -> {
          throw unchecked;
        });
    if (arguments.length == 2) {
      ((SendHandler) arguments[1]).onResult(new SendResult());
    }
    return null;
  }

  private static <T> T as(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
