package dev.tidings.it;

import dev.tidings.api.Administration;
import dev.tidings.api.EndpointDetails;
import dev.tidings.api.EndpointSettings;
import dev.tidings.api.EndpointType;
import dev.tidings.api.Role;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** What one test plays on: topics and endpoints of its own, under a random name. */
final class Stage {
  /** Of every endpoint. */
  static final String PASSWORD = "a-good-password";

  private final ContractServer server;
  private final String suffix = UUID.randomUUID().toString().substring(0, 8);

  Stage(ContractServer server) {
    this.server = server;
  }

  Administration administration() {
    return server.administration();
  }

  /** A name for a topic, which need not exist. */
  String topicName(String name) {
    return "/it/" + suffix + "/" + name;
  }

  /** A name for an endpoint, which need not exist. */
  String endpointName(String name) {
    return name + "-" + suffix;
  }

  /** A topic with the defaults. */
  TopicDetails topic() {
    return topic("topic", settings -> settings);
  }

  TopicDetails topic(UnaryOperator<TopicSettings.Builder> settings) {
    return topic("topic", settings);
  }

  TopicDetails topic(String name, UnaryOperator<TopicSettings.Builder> settings) {
    TopicSettings.Builder builder = TopicSettings.builder(topicName(name));
    return administration().createTopic(settings.apply(builder).build());
  }

  TopicDetails change(TopicDetails topic, UnaryOperator<TopicSettings.Builder> settings) {
    return administration()
        .changeTopic(
            topic.id(), topic.version(), settings.apply(topic.settings().toBuilder()).build());
  }

  /** An endpoint that may do everything with the topics of this stage. */
  ContractClient client(String name) {
    return client(name, Role.PUB_SUB, "pub=" + topicName("**"), "sub=" + topicName("**"));
  }

  ContractClient client(String name, Role role, String... patterns) {
    return client(endpoint(name, role, patterns));
  }

  ContractClient client(EndpointDetails endpoint) {
    return server.client(endpoint.settings().name());
  }

  EndpointDetails endpoint(String name, Role role, String... patterns) {
    return administration().createEndpoint(settings(name, role, PASSWORD, patterns));
  }

  /** Gives the endpoint other patterns and keeps its password. */
  EndpointDetails change(EndpointDetails endpoint, String... patterns) {
    EndpointSettings old = endpoint.settings();
    return administration()
        .changeEndpoint(
            endpoint.id(),
            endpoint.version(),
            new EndpointSettings(
                old.name(),
                old.type(),
                old.role(),
                old.username(),
                "",
                List.of(patterns),
                old.isActive()));
  }

  EndpointSettings settings(String name, Role role, String password, String... patterns) {
    return new EndpointSettings(
        endpointName(name),
        EndpointType.REST,
        role,
        endpointName(name),
        password,
        List.of(patterns),
        true);
  }
}
