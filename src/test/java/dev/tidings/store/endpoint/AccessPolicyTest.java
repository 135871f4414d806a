package dev.tidings.store.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tidings.api.AccessDecision;
import dev.tidings.api.AccessReason;
import dev.tidings.api.EndpointType;
import dev.tidings.api.ErrorType;
import dev.tidings.api.Role;
import dev.tidings.api.TidingsException;
import dev.tidings.store.endpoint.TopicPermission.Action;
import dev.tidings.store.topic.TopicName;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessPolicyTest {
  private static final TopicName ORDERS = TopicName.of("/orders/created");
  private static final TopicName RESERVED = TopicName.of("/tidings/events");

  private final AccessPolicy policy = new AccessPolicy();

  @Test
  void the_first_line_that_matches_is_told() {
    EndpointSnapshot endpoint =
        endpoint(
            Role.PUB_SUB, "sub=/**", "pub=/other", "pub=/orders/*", "pub=/**", "sub=/orders/*");

    assertThat(policy.publishPattern(endpoint, ORDERS)).contains("pub=/orders/*");
    assertThat(policy.receivePattern(endpoint, ORDERS)).contains("sub=/**");
  }

  @Test
  void the_decision_names_the_line_and_its_number() {
    EndpointSnapshot endpoint = endpoint(Role.PUB_SUB, "sub=/**", "pub=/other", "pub=/orders/*");

    assertThat(policy.decide(endpoint, Action.PUBLISH, ORDERS))
        .isEqualTo(new AccessDecision(AccessReason.PATTERN, "pub=/orders/*", 3));
    assertThat(policy.decide(endpoint, Action.RECEIVE, ORDERS))
        .isEqualTo(new AccessDecision(AccessReason.PATTERN, "sub=/**", 1));
  }

  @Test
  void the_decision_names_what_forbids_it() {
    EndpointSnapshot reader = endpoint(Role.SUB_ONLY, "pub=/**", "sub=/other");

    assertThat(policy.decide(reader, Action.PUBLISH, ORDERS).reason()).isEqualTo(AccessReason.ROLE);
    assertThat(policy.decide(reader, Action.RECEIVE, ORDERS).reason())
        .isEqualTo(AccessReason.NO_PATTERN);
    assertThat(policy.decide(reader, Action.RECEIVE, RESERVED).reason())
        .isEqualTo(AccessReason.RESERVED_NAME);
    assertThat(policy.decide(reader.withActivity(false), Action.RECEIVE, ORDERS).reason())
        .isEqualTo(AccessReason.ENDPOINT_INACTIVE);
  }

  @Test
  void without_a_line_that_matches_there_is_no_access() {
    EndpointSnapshot endpoint = endpoint(Role.PUB_SUB, "pub=/orders", "sub=/Orders/*");

    assertThat(policy.publishPattern(endpoint, ORDERS)).isEmpty();
    assertThat(policy.receivePattern(endpoint, ORDERS)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"PUB_SUB,true,true", "PUB_ONLY,true,false", "SUB_ONLY,false,true", "ADMIN,true,true"})
  void the_role_comes_before_the_lines(Role role, boolean mayPublish, boolean mayReceive) {
    EndpointSnapshot endpoint = endpoint(role, "pub=/**", "sub=/**");

    assertThat(policy.publishPattern(endpoint, ORDERS).isPresent()).isEqualTo(mayPublish);
    assertThat(policy.receivePattern(endpoint, ORDERS).isPresent()).isEqualTo(mayReceive);
  }

  @ParameterizedTest
  @CsvSource({
    "REST,PUB_SUB,false",
    "WEBSOCKETS,PUB_SUB,false",
    "SERVICE,PUB_SUB,false",
    "INTERNAL,PUB_SUB,true",
    "REST,ADMIN,true"
  })
  void topics_of_the_broker_are_for_internal_endpoints_and_administrators(
      EndpointType type, Role role, boolean mayUse) {
    EndpointSnapshot endpoint = endpoint(type, role, true, "pub=/**", "sub=/**");

    assertThat(policy.publishPattern(endpoint, RESERVED).isPresent()).isEqualTo(mayUse);
    assertThat(policy.receivePattern(endpoint, RESERVED).isPresent()).isEqualTo(mayUse);
  }

  @Test
  void an_administrator_needs_a_line_too() {
    assertThat(policy.publishPattern(endpoint(Role.ADMIN), ORDERS)).isEmpty();
  }

  @Test
  void an_inactive_endpoint_may_nothing() {
    EndpointSnapshot endpoint =
        endpoint(EndpointType.INTERNAL, Role.ADMIN, false, "pub=/**", "sub=/**");

    assertThat(policy.publishPattern(endpoint, ORDERS)).isEmpty();
    assertThat(policy.receivePattern(endpoint, RESERVED)).isEmpty();
  }

  @Test
  void the_refusal_is_the_same_as_for_a_topic_that_does_not_exist() {
    EndpointSnapshot endpoint = endpoint(Role.PUB_SUB);

    assertThatExceptionOfType(TidingsException.class)
        .isThrownBy(() -> policy.requirePublish(endpoint, ORDERS))
        .matches(e -> e.type() == ErrorType.TOPIC_NOT_ACCESSIBLE)
        .withMessage(AccessPolicy.notAccessible(endpoint, ORDERS).getMessage());
    assertThatExceptionOfType(TidingsException.class)
        .isThrownBy(() -> policy.requireReceive(endpoint, ORDERS))
        .withMessage(AccessPolicy.notAccessible(endpoint, ORDERS).getMessage());
  }

  private static EndpointSnapshot endpoint(Role role, String... lines) {
    return endpoint(EndpointType.REST, role, true, lines);
  }

  private static EndpointSnapshot endpoint(
      EndpointType type, Role role, boolean isActive, String... lines) {
    List<TopicPermission> patterns = Arrays.stream(lines).map(TopicPermission::of).toList();
    return new EndpointSnapshot(1, 0, "crm", type, role, isActive, patterns);
  }
}
