package dev.tidings.transport.jmx;

import dev.tidings.platform.metrics.Subject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The MBeans that the server has of this application, which others may have taken from it. */
final class MBeanRegistry {
  private final MBeanServer server;
  private final Map<ObjectName, Subject> registered = new HashMap<>();
  private boolean isClosed;

  /** An MBean that is to be there, and what it is of. */
  record Wanted(Subject subject, Supplier<DescribedMBean> bean) {}

  MBeanRegistry(MBeanServer server) {
    this.server = server;
  }

  /**
   * Registers what is new, and unregisters what is not wanted any more. An object that is created
   * anew under the name of another gets an MBean of its own. Does nothing once it is closed.
   *
   * @throws InstanceAlreadyExistsException when somebody else has one of the names
   */
  synchronized void update(Map<ObjectName, Wanted> wanted) throws JMException {
    if (!isClosed) {
      change(wanted);
    }
  }

  /** Unregisters all, for good. */
  synchronized void close() throws JMException {
    isClosed = true;
    change(Map.of());
  }

  private void change(Map<ObjectName, Wanted> wanted) throws JMException {
    for (ObjectName name : List.copyOf(registered.keySet())) {
      Wanted now = wanted.get(name);
      if (now == null || !now.subject().equals(registered.get(name))) {
        unregister(name);
      }
    }
    for (Map.Entry<ObjectName, Wanted> entry : wanted.entrySet()) {
      if (!registered.containsKey(entry.getKey())) {
        server.registerMBean(entry.getValue().bean().get(), entry.getKey());
        registered.put(entry.getKey(), entry.getValue().subject());
      }
    }
  }

  synchronized int count(Subject.Kind kind) {
    return (int) registered.values().stream().filter(subject -> subject.kind() == kind).count();
  }

  private void unregister(ObjectName name) throws JMException {
    registered.remove(name);
    try {
      server.unregisterMBean(name);
    } catch (InstanceNotFoundException gone) {
      // Somebody else has unregistered it.
      return;
    }
  }
}
