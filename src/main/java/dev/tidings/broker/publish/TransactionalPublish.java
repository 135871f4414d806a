package dev.tidings.broker.publish;

import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.broker.append.DuplicateDetection;
import dev.tidings.broker.append.PublicationWriter;
import dev.tidings.broker.append.PublishValidator;
import dev.tidings.broker.transaction.CallerTransaction;
import dev.tidings.broker.transaction.TransactionContext;
import dev.tidings.platform.tracing.OperationSpan;
import dev.tidings.platform.tracing.Tracing;
import dev.tidings.store.idempotency.PublicationDigest;
import dev.tidings.store.topic.TopicName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Publishes with the commit of a caller's transaction. What can be known before is answered at
 * once; the commit looks at it again.
 */
@ApplicationScoped
public class TransactionalPublish {
  @Inject PublishValidator publishValidator;
  @Inject PublicationWriter publicationWriter;
  @Inject CallerTransaction caller;
  @Inject Tracing tracing;

  /** The ids that the publications have once the calling thread's transaction has committed. */
  public List<MessageId> publish(
      TopicName topicName, List<Publication> publications, Optional<String> idempotencyKey) {
    OperationSpan span = tracing.publish(topicName.value(), publications);
    List<MessageId> ids =
        span.begin(() -> plan(topicName, span.addTo(publications), idempotencyKey));
    return span.published(CompletableFuture.completedFuture(ids)).join();
  }

  private List<MessageId> plan(
      TopicName topicName, List<Publication> publications, Optional<String> idempotencyKey) {
    PublishValidator.Request request =
        publishValidator.admit(topicName, publications, idempotencyKey);
    PublicationWriter.Call call = publishValidator.call(request, false);
    TransactionContext planned = caller.planned();
    Optional<PublicationWriter.Call> earlier = planned.earlier(call);
    if (earlier.isPresent()) {
      return requireSame(earlier.get(), call).ids();
    }
    int before = planned.countFor(call.topic().id());
    Optional<List<MessageId>> answer =
        caller.look(connection -> publicationWriter.foresee(connection, call, before));
    if (answer.isEmpty()) {
      caller.add(request, call);
    }
    return answer.orElse(call.ids());
  }

  private static PublicationWriter.Call requireSame(
      PublicationWriter.Call earlier, PublicationWriter.Call call) {
    String said = PublicationDigest.of(earlier.topic().id(), earlier.publications());
    if (!said.equals(PublicationDigest.of(call.topic().id(), call.publications()))) {
      throw DuplicateDetection.idIsTaken();
    }
    return earlier;
  }
}
