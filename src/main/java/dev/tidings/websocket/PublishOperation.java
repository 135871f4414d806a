package dev.tidings.websocket;

import dev.tidings.api.AsyncPubSub;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.wire.CompatiblePublication;
import dev.tidings.wire.CompatibleRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Publishes a message. */
@ApplicationScoped
class PublishOperation implements Operation {
  @Inject AsyncPubSub pubSub;

  @Override
  public CompletionStage<Answer> run(Call call) {
    CompatibleRequest request = call.fields();
    String topic =
        request
            .text("topic_name")
            .orElseThrow(() -> CompatibleRequest.refuse("No topic_name sent on input"));
    Publication publication = CompatiblePublication.of(request, call.endpoint());
    return pubSub
        .publish(topic, List.of(publication), Optional.empty())
        .thenApply(ids -> answer(ids.get(0)));
  }

  /** Without subscribers, some topics store nothing. */
  private static Answer answer(MessageId id) {
    return id.isStored()
        ? Answer.object(json -> json.field("msg_id", id.toString()))
        : Answer.nothing();
  }
}
