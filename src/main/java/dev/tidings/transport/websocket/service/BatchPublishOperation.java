package dev.tidings.transport.websocket.service;

import dev.tidings.api.AsyncPubSub;
import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import dev.tidings.transport.json.Fields;
import dev.tidings.transport.json.JsonOutput;
import dev.tidings.transport.json.Problem;
import dev.tidings.transport.json.ProblemJson;
import dev.tidings.transport.json.PublicationJson;
import dev.tidings.transport.json.Violations;
import dev.tidings.transport.publish.Entry;
import dev.tidings.transport.publish.EntryPublisher;
import dev.tidings.transport.publish.EntryResult;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Publishes a list of messages, with a result for each when it is on disk. */
@ApplicationScoped
class BatchPublishOperation implements ServiceOperation {
  private static final String PATH = "/ws";

  @Inject AsyncPubSub pubSub;
  @Inject Settings settings;

  private int maxBytes;

  @PostConstruct
  void readSettings() {
    maxBytes = settings.number(Setting.HTTP_MAX_BODY);
  }

  private record Batch(String topic, List<PublicationJson.Parsed> messages) {}

  @Override
  public CompletionStage<ServiceResponse> run(ServiceCall call) {
    Batch batch = read(call);
    pubSub.requireMayPublish(batch.topic(), call.endpoint());
    List<Entry> entries = new ArrayList<>();
    List<EntryResult> refused = new ArrayList<>();
    for (PublicationJson.Parsed one : batch.messages()) {
      one.refusal().ifPresent(refusal -> refused.add(EntryResult.failed(one.number(), refusal)));
      one.publication()
          .ifPresent(
              publication -> entries.add(new Entry(one.number(), publication, Optional.empty())));
    }
    return new EntryPublisher(pubSub, batch.topic())
        .publish(entries, refused)
        .thenApply(BatchPublishOperation::answer);
  }

  @Override
  public boolean isOrdered() {
    return true;
  }

  private Batch read(ServiceCall call) {
    byte[] json = call.json();
    if (json.length > maxBytes) {
      throw new TidingsException(
          ErrorType.BODY_TOO_LARGE,
          "The request has more than %d bytes. Send fewer messages at once.".formatted(maxBytes));
    }
    Violations violations = new Violations();
    Fields fields = Fields.ofOptional(json, violations);
    Optional<String> topic = fields.text("topic_name");
    if (!fields.has("topic_name")) {
      fields.refuse("topic_name", "is required");
    }
    List<PublicationJson.Parsed> messages = PublicationJson.readEach(fields, call.endpoint());
    fields.refuseOthers();
    violations.throwIfAny();
    return new Batch(topic.orElseThrow(), messages);
  }

  private static ServiceResponse answer(List<EntryResult> results) {
    return ServiceResponse.object(
        json -> json.name("results").array(all -> results.forEach(one -> write(all, one))));
  }

  private static void write(JsonOutput json, EntryResult result) {
    if (result.failure().isPresent()) {
      Problem problem = Problem.of(result.failure().get(), PATH);
      ProblemJson.write(json, problem, "index", result.number());
    } else {
      json.object(
          fields -> {
            fields.field("index", result.number());
            result
                .id()
                .filter(id -> id.isStored())
                .ifPresent(id -> fields.field("msg_id", id.toString()));
          });
    }
  }
}
