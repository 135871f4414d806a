package dev.tidings.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.transport.websocket.service.ServiceCall;
import dev.tidings.transport.websocket.service.ServiceOperation;
import dev.tidings.transport.websocket.service.ServiceResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that asks for more before it has its answers. */
class PipelinedRequestsTest {
  private static final int MOST = 1_000;
  private static final String SMALL = "{}";

  private final SessionFixture stage = new SessionFixture();
  private final List<CompletableFuture<ServiceResponse>> begun = new ArrayList<>();
  private String token;

  /** An operation whose answers come when the test says so. */
  private final class Later implements ServiceOperation {
    private final boolean isOrdered;

    Later(boolean isOrdered) {
      this.isOrdered = isOrdered;
    }

    @Override
    public CompletionStage<ServiceResponse> run(ServiceCall call) {
      begun.add(new CompletableFuture<>());
      return begun.get(begun.size() - 1);
    }

    @Override
    public boolean isOrdered() {
      return isOrdered;
    }
  }

  @BeforeEach
  void logIn() {
    token = stage.logIn();
    stage.offer("ordered", new Later(true));
    stage.offer("free", new Later(false));
  }

  private void answer(int number) {
    begun.get(number).complete(ServiceResponse.nothing());
  }

  @Test
  void answers_of_ordered_requests_wait_for_each_other_and_those_of_others_do_not() {
    stage.invoke(token, "a", "ordered", SMALL);
    stage.invoke(token, "b", "ordered", SMALL);
    stage.invoke(token, "c", "free", SMALL);
    stage.invoke(token, "d", "ordered", SMALL);
    assertThat(begun).hasSize(4);

    answer(1);
    answer(2);
    assertThat(answered()).containsExactly("login", "c");

    answer(0);
    assertThat(answered()).containsExactly("login", "c", "a", "b");
    answer(3);
    assertThat(answered()).containsExactly("login", "c", "a", "b", "d");
  }

  @Test
  void a_request_that_fails_is_answered_in_its_turn() {
    stage.invoke(token, "a", "ordered", SMALL);
    stage.invoke(token, "b", "ordered", SMALL);

    begun.get(1).completeExceptionally(new TidingsException(ErrorType.UNAVAILABLE, "later"));
    assertThat(answered()).containsExactly("login");
    answer(0);

    assertThat(answered()).containsExactly("login", "a", "b");
    assertThat(stage.socket.last().getJsonObject("meta").getInt("status")).isEqualTo(503);
  }

  @Test
  void only_so_many_requests_begin_before_one_of_them_is_answered() {
    for (int i = 0; i < MOST + 1; i++) {
      stage.invoke(token, "id" + i, "ordered", SMALL);
    }
    assertThat(begun).hasSize(MOST);

    answer(1);
    assertThat(begun).hasSize(MOST);
    answer(0);

    assertThat(begun).hasSize(MOST + 1);
  }

  @Test
  void only_so_much_text_is_begun_before_some_of_it_is_answered() {
    String long1 = "{\"a\":\"%s\"}".formatted("x".repeat(1_000_000));
    for (int i = 0; i < 6; i++) {
      stage.invoke(token, "id" + i, "free", long1);
    }
    assertThat(begun).hasSize(5);

    answer(4);

    assertThat(begun).hasSize(6);
  }

  private List<String> answered() {
    return stage.socket.texts().stream()
        .map(FakeSocket::object)
        .map(json -> json.getJsonObject("meta").getString("in_reply_to", ""))
        .toList();
  }
}
