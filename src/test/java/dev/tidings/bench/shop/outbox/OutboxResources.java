package dev.tidings.bench.shop.outbox;

import com.github.jonasrutishauser.transactional.event.api.Events;
import dev.tidings.bench.shop.Orders;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import javax.sql.DataSource;

/** What the library asks the application for, and an executor in place of the library's own. */
@Alternative
@Priority(1)
@ApplicationScoped
public class OutboxResources {
  @Resource(lookup = Orders.DATA_SOURCE)
  private DataSource dataSource;

  @Resource private ManagedScheduledExecutorService scheduler;
  @Inject private HandlerThreads threads;

  @Produces
  @Events
  DataSource dataSource() {
    return dataSource;
  }

  /** The server's, but for the calls of handlers. */
  @Produces
  @Events
  ManagedScheduledExecutorService executor() {
    return (ManagedScheduledExecutorService)
        Proxy.newProxyInstance(
            ManagedScheduledExecutorService.class.getClassLoader(),
            new Class<?>[] {ManagedScheduledExecutorService.class},
            (proxy, method, arguments) -> call(method, arguments));
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("execute")) {
      threads.execute((Runnable) arguments[0]);
      return null;
    }
    try {
      return method.invoke(scheduler, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
