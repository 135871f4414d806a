package dev.tidings.rest;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executor;

/** Threads for writing answers that are too long for a thread on which others wait. */
@ApplicationScoped
class AnswerWriters implements Executor {
  /** That many short words fit into what a connection takes without being read. */
  private static final int FEW = 100;

  @Resource(lookup = "java:comp/DefaultManagedExecutorService")
  private ManagedExecutorService threads;

  @Override
  public void execute(Runnable work) {
    threads.execute(work);
  }

  /** Where to write an answer with that many ids or receipts. */
  Executor forWords(int count) {
    return count <= FEW ? Runnable::run : this;
  }
}
