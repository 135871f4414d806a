package dev.tidings.transport.websocket.service;

import dev.tidings.api.AsyncPubSub;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.transport.zato.ZatoPublication;
import dev.tidings.transport.zato.ZatoRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Publishes a message. */
@ApplicationScoped
class PublishOperation implements ServiceOperation {
  @Inject AsyncPubSub pubSub;

  @Override
  public CompletionStage<ServiceResponse> run(ServiceCall call) {
    ZatoRequest request = call.fields();
    String topic =
        request
            .text("topic_name")
            .orElseThrow(() -> ZatoRequest.refuse("No topic_name sent on input"));
    Publication publication = ZatoPublication.of(request, call.endpoint());
    return pubSub
        .publish(topic, List.of(publication), Optional.empty())
        .thenApply(ids -> answer(ids.get(0)));
  }

  /** Without subscribers, some topics store nothing. */
  private static ServiceResponse answer(MessageId id) {
    return id.isStored()
        ? ServiceResponse.object(json -> json.field("msg_id", id.toString()))
        : ServiceResponse.nothing();
  }
}
