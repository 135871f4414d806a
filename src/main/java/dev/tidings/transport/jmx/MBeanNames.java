package dev.tidings.transport.jmx;

import java.util.regex.Pattern;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** Names of the MBeans of one application: a server may have several that have Tidings in them. */
record MBeanNames(String application) {
  private static final String DOMAIN = "dev.tidings";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]+");

  ObjectName broker() {
    return name("Broker", "");
  }

  ObjectName node() {
    return name("Node", "");
  }

  ObjectName topic(String name) {
    return name("Topic", ",name=" + ObjectName.quote(name));
  }

  ObjectName queue(String topic, String endpoint) {
    return name(
        "Queue", ",topic=" + ObjectName.quote(topic) + ",name=" + ObjectName.quote(endpoint));
  }

  private ObjectName name(String type, String others) {
    try {
      return new ObjectName(
          DOMAIN + ":type=" + type + ",application=" + plainOrQuoted(application) + others);
    } catch (MalformedObjectNameException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String plainOrQuoted(String text) {
    return PLAIN.matcher(text).matches() ? text : ObjectName.quote(text);
  }
}
