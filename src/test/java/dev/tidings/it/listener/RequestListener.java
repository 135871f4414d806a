package dev.tidings.it.listener;

import dev.tidings.api.TidingsListener;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Each call has a request of its own, and names as any code of the application has them. */
@RequestScoped
class RequestListener {
  @Inject Journal journal;

  private int calls;

  @TidingsListener(topic = "/it-listener/request", name = "request", createTopic = true)
  void take(String text) throws NamingException {
    calls++;
    Object dataSource = InitialContext.doLookup("java:app/jdbc/tidings");
    journal.add("request", text + " " + calls + " " + (dataSource != null));
  }
}
