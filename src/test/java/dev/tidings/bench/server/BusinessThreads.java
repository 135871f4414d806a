package dev.tidings.bench.server;

import dev.tidings.api.Publication;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Threads of the EJB container that run one business transaction after the other. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class BusinessThreads {
  @Inject private BusinessTransaction transaction;

  /** One thread, until the business is closed. */
  @Asynchronous
  public void run(Business business, String topic, Publication publication) {
    while (business.isOpen()) {
      try {
        transaction.run(topic, publication);
        business.committed();
      } catch (RuntimeException e) {
        business.failed(e);
      }
    }
  }
}
