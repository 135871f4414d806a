package dev.tidings.transport.websocket.service;

import dev.tidings.api.Message;
import dev.tidings.api.PubSub;
import dev.tidings.api.SubscribeOptions;
import dev.tidings.api.SubscribeOutcome;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.transport.json.MessageJson;
import dev.tidings.transport.zato.ZatoRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Subscribes the session, resumes, and ends subscriptions; and delivers what waits in one. */
@ApplicationScoped
class QueueOperations {
  private static final int MAX_TOPICS = 1_000;

  @Inject PubSub pubSub;

  CompletionStage<ServiceResponse> subscribe(ServiceCall call) {
    ZatoRequest request = call.fields();
    Optional<String> topic = request.text("topic_name");
    Optional<List<String>> topics = request.texts("topic_name_list");
    if (topic.isPresent() == topics.isPresent()) {
      throw ZatoRequest.refuse("Exactly one of topic_name or topic_name_list is required");
    }
    SubscribeOptions options = options(request, call.endpoint());
    return topic.isPresent()
        ? subscribeToOne(call, topic.get(), options)
        : subscribeToAll(call, topics.get(), options);
  }

  private static SubscribeOptions options(ZatoRequest request, String endpoint) {
    SubscribeOptions options = SubscribeOptions.endpoint(endpoint);
    Optional<Long> batchSize = request.whole("delivery_batch_size").filter(size -> size != 0);
    if (batchSize.isPresent()) {
      options =
          options.inBatchesOf((int) Math.min(batchSize.get(), SubscribeOptions.MAX_BATCH_SIZE));
    }
    return options
        .wrapOneMessageInList(request.truth("wrap_one_msg_in_list").orElse(false))
        .unsubscribeOnClose(request.truth("unsub_on_wsx_close").orElse(false));
  }

  private CompletionStage<ServiceResponse> subscribeToOne(
      ServiceCall call, String topic, SubscribeOptions options) {
    SubscribeOutcome outcome = pubSub.ensureSubscribed(topic, options);
    call.client().deliver(outcome.key(), options);
    return ServiceResponse.object(
            json ->
                json.field("sub_key", outcome.key().value())
                    .field("queue_depth", outcome.queueDepth()))
        .now();
  }

  /** One by one: what was subscribed before one is refused stays so. */
  private CompletionStage<ServiceResponse> subscribeToAll(
      ServiceCall call, List<String> topics, SubscribeOptions options) {
    if (topics.size() > MAX_TOPICS) {
      throw ZatoRequest.refuse("topic_name_list must have at most 1000 topics");
    }
    List<SubscribeOutcome> outcomes = new ArrayList<>();
    for (String topic : topics) {
      SubscribeOutcome outcome = pubSub.ensureSubscribed(topic, options);
      call.client().deliver(outcome.key(), options);
      outcomes.add(outcome);
    }
    return ServiceResponse.object(
            json ->
                json.name("sub_data")
                    .array(
                        all -> {
                          for (int i = 0; i < topics.size(); i++) {
                            String topic = topics.get(i);
                            SubscribeOutcome outcome = outcomes.get(i);
                            all.object(
                                fields ->
                                    fields
                                        .field("topic_name", topic)
                                        .field("sub_key", outcome.key().value())
                                        .field("current_depth", outcome.queueDepth()));
                          }
                        }))
        .now();
  }

  CompletionStage<ServiceResponse> resume(ServiceCall call) {
    SubscriptionKey key = requireKey(call.fields());
    pubSub.requireOwnTopic(key, call.endpoint());
    call.client().resume(key, SubscribeOptions.endpoint(call.endpoint()));
    return ServiceResponse.nothing().now();
  }

  /** By the key, by the topic, or by both, which then must belong together. */
  CompletionStage<ServiceResponse> unsubscribe(ServiceCall call) {
    ZatoRequest request = call.fields();
    SubscriptionKey key =
        request.text("sub_key").isPresent()
            ? requireOwn(request, call)
            : pubSub.requireSubscription(requireTopic(request), call.endpoint());
    call.client().stop(key);
    pubSub.unsubscribe(key);
    return ServiceResponse.nothing().now();
  }

  CompletionStage<ServiceResponse> getMessages(ServiceCall call) {
    SubscriptionKey key = requireMatching(call.fields(), call);
    String topic = pubSub.requireOwnTopic(key, call.endpoint());
    List<Message> messages = pubSub.getMessages(topic, key, SubscribeOptions.DEFAULT_BATCH_SIZE);
    return ServiceResponse.of(json -> MessageJson.writeCompatible(json, messages)).now();
  }

  private SubscriptionKey requireOwn(ZatoRequest request, ServiceCall call) {
    SubscriptionKey key = requireMatching(request, call);
    pubSub.requireOwnTopic(key, call.endpoint());
    return key;
  }

  /** The key in the request, which belongs to the topic if there is one too. */
  private SubscriptionKey requireMatching(ZatoRequest request, ServiceCall call) {
    SubscriptionKey key = requireKey(request);
    Optional<String> topic = request.text("topic_name");
    if (topic.isPresent()
        && !pubSub.requireSubscription(topic.get(), call.endpoint()).equals(key)) {
      throw TidingsException.invalid("sub_key", "must be that of the subscription to topic_name");
    }
    return key;
  }

  private static SubscriptionKey requireKey(ZatoRequest request) {
    return request
        .text("sub_key")
        .map(SubscriptionKey::of)
        .orElseThrow(() -> ZatoRequest.refuse("No sub_key sent on input"));
  }

  private static String requireTopic(ZatoRequest request) {
    return request
        .text("topic_name")
        .orElseThrow(() -> ZatoRequest.refuse("No sub_key sent on input"));
  }
}
