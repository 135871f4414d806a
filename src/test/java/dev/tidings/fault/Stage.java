package dev.tidings.fault;

import dev.tidings.system.Setup;
import dev.tidings.system.TidingsClient;
import java.util.List;

/** One topic of a node, with everybody who uses it. Nobody else knows addresses or names. */
final class Stage {
  private final Node node;
  private final String topic;

  /** A topic with that name, which has no slash. */
  Stage(Node node, String topic) {
    this.node = node;
    this.topic = topic;
  }

  /** Makes the topic and its endpoints, and subscribes those that stay all the time. */
  Stage prepare() {
    Setup setup = new Setup(node.process());
    setup.topic("/fault/" + topic);
    setup.endpoint(name("publisher"), "pub-only", "pub=/fault/" + topic);
    setup.endpoint(name("visitor"), "sub-only", "sub=/fault/" + topic);
    for (String subscriber : subscribers()) {
      setup
          .endpoint(subscriber, "sub-only", "sub=/fault/" + topic)
          .post(subscription())
          .expect(201);
    }
    return this;
  }

  private String name(String part) {
    return topic + "-" + part;
  }

  /** The endpoints that are subscribed all the time. */
  List<String> subscribers() {
    return List.of(name("first"), name("second"));
  }

  /** Who publishes, as soon as the node is up. */
  TidingsClient publisher() {
    return node.client(name("publisher"));
  }

  /** An endpoint that comes and goes, as soon as the node is up. */
  TidingsClient visitor() {
    return node.client(name("visitor"));
  }

  /** One of those who are subscribed all the time, as soon as the node is up. */
  TidingsClient subscriber(String name) {
    return node.client(name);
  }

  String messages() {
    return "/api/v1/topics/fault/" + topic + "/messages";
  }

  String subscription() {
    return "/api/v1/topics/fault/" + topic + "/subscription";
  }
}
