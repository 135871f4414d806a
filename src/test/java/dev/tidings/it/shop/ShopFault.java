package dev.tidings.it.shop;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;

/** What goes wrong with an order, and when. */
enum ShopFault {
  NONE,
  PUBLISHED_FIRST,
  EXCEPTION,
  BROKEN_CONSTRAINT,
  KILLED_AFTER_PUBLISH,
  KILLED_BEFORE_COMMIT,
  KILLED_AFTER_COMMIT;

  /** Ends the process if it is to end at this point, without any of the work of a shutdown. */
  void at(ShopFault point) {
    if (this == point) {
      Runtime.getRuntime().halt(137);
    }
  }

  /** Whoever is told of the end of the transaction, and may not live to see it. */
  Synchronization synchronization() {
    return new Synchronization() {
      @Override
      public void beforeCompletion() {
        at(KILLED_BEFORE_COMMIT);
      }

      @Override
      public void afterCompletion(int status) {
        if (status == Status.STATUS_COMMITTED) {
          at(KILLED_AFTER_COMMIT);
        }
      }
    };
  }
}
