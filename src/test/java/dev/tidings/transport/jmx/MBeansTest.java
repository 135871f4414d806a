package dev.tidings.transport.jmx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MBeansTest {
  private static final String[] NAMES = {String.class.getName(), String.class.getName()};

  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final JmxScene scene = new JmxScene(server, "shop", 2);

  @Test
  void the_first_topics_and_queues_have_an_mbean() throws Exception {
    scene.topics("/a", "/b", "/c");

    scene.update();

    assertThat(names())
        .containsExactlyInAnyOrder(
            "dev.tidings:type=Broker,application=shop",
            "dev.tidings:type=Node,application=shop",
            "dev.tidings:type=Topic,application=shop,name=\"/a\"",
            "dev.tidings:type=Topic,application=shop,name=\"/b\"",
            "dev.tidings:type=Queue,application=shop,topic=\"/a\",name=\"e\"",
            "dev.tidings:type=Queue,application=shop,topic=\"/b\",name=\"e\"");
    ObjectName broker = new MBeanNames("shop").broker();
    assertThat(server.getAttribute(broker, "Topics")).isEqualTo(3);
    assertThat(server.getAttribute(broker, "TopicMBeans")).isEqualTo(2);
    assertThat(server.getAttribute(broker, "QueueMBeans")).isEqualTo(2);
  }

  @Test
  void they_follow_what_is_deleted_and_created_anew() throws Exception {
    scene.topics("/a", "/b");
    scene.update();
    Object before = server.getAttribute(topic("/a"), "Id");

    scene.topics("/c", "/a");
    scene.update();

    assertThat(names()).noneMatch(name -> name.contains("/b")).anyMatch(it -> it.contains("/c"));
    assertThat(server.getAttribute(topic("/a"), "Id")).isNotEqualTo(before);
  }

  @Test
  void none_is_left_at_the_end_and_none_comes_back() throws Exception {
    scene.topics("/a");
    scene.update();

    scene.beans().end();
    scene.update();

    assertThat(names()).isEmpty();
  }

  @Test
  void applications_on_one_server_have_their_own() throws Exception {
    JmxScene other = new JmxScene(server, "an ear, another", 2);
    scene.topics("/a");
    other.topics("/a");

    scene.update();
    other.update();
    scene.beans().end();

    assertThat(names()).hasSize(4).allMatch(name -> name.contains("\"an ear, another\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a,b=c", "/\"quoted\"", "/any*?", "/back\\slash", "/two\nlines"})
  void any_name_of_a_topic_will_do(String name) throws Exception {
    scene.topics(name);

    scene.update();

    assertThat(server.getAttribute(topic(name), "Name")).isEqualTo(name);
    assertThat(ObjectName.unquote(topic(name).getKeyProperty("name"))).isEqualTo(name);
  }

  @Test
  void what_many_ask_for_is_read_once() throws Exception {
    scene.topics("/a", "/b");
    scene.update();

    for (ObjectName name : server.queryNames(null, null)) {
      if (name.getDomain().equals("dev.tidings")) {
        MBeanInfo info = server.getMBeanInfo(name);
        for (var attribute : info.getAttributes()) {
          assertThat(server.getAttribute(name, attribute.getName())).isNotNull();
        }
      }
    }

    assertThat(scene.reads()).isEqualTo(1);
    assertThat(server.getAttribute(topic("/a"), "ReadyMessages")).isEqualTo(3L);
    assertThat(server.getAttribute(topic("/a"), "OldestMessageAgeSeconds")).isEqualTo(1.5);
    assertThat(server.getAttribute(topic("/a"), "Active")).isEqualTo(true);
  }

  @Test
  void the_last_figures_stay_while_the_database_does_not_answer() throws Exception {
    scene.topics("/a");
    scene.update();
    scene.breakDatabase();

    assertThat(server.getAttribute(new MBeanNames("shop").node(), "DatabaseUp")).isEqualTo(false);
    assertThat(server.getAttribute(topic("/a"), "ReadyMessages")).isEqualTo(3L);
  }

  @Test
  void what_has_no_mbean_is_there_by_its_name() throws Exception {
    scene.topics("/a", "/b", "/c");
    scene.update();
    ObjectName broker = new MBeanNames("shop").broker();

    CompositeData queue =
        (CompositeData) server.invoke(broker, "queue", new Object[] {"/c", "e"}, NAMES);

    assertThat(queue.get("topic")).isEqualTo("/c");
    assertThat(queue.get("readyMessages")).isEqualTo(3L);
  }

  @Test
  void operations_are_those_of_an_administrator_called_jmx() throws Exception {
    scene.topics("/a");
    scene.update();

    server.invoke(topic("/a"), "pause", null, null);
    CompositeData job = (CompositeData) server.invoke(topic("/a"), "purge", null, null);

    assertThat(scene.done()).containsExactly("jmx: pause /a", "jmx: DELETE_MESSAGES /a");
    assertThat(job.get("kind")).isEqualTo("delete-messages");
    assertThat(job.get("state")).isEqualTo("waiting");
    assertThat(scene.administrator().endpointName()).isEmpty();
  }

  @Test
  void failures_are_exceptions_that_clients_know() throws Exception {
    scene.update();

    assertThatThrownBy(
            () ->
                server.invoke(
                    new MBeanNames("shop").broker(),
                    "pauseQueue",
                    new Object[] {"/none", "e"},
                    NAMES))
        .isInstanceOf(RuntimeMBeanException.class)
        .hasRootCauseInstanceOf(IllegalArgumentException.class)
        .hasRootCauseMessage("There is no subscription of e to /none.");
  }

  @Test
  void everything_is_described_and_has_the_names_of_its_parameters() throws Exception {
    scene.topics("/a");
    scene.update();

    MBeanInfo info = server.getMBeanInfo(new MBeanNames("shop").broker());

    assertThat(info.getDescription()).isEqualTo("All topics and queues of Tidings, on all nodes");
    assertThat(Stream.of(info.getOperations()).filter(it -> it.getName().equals("queue")))
        .singleElement()
        .satisfies(
            queue -> {
              assertThat(queue.getDescription()).isEqualTo("How a queue stands");
              assertThat(queue.getSignature()[1].getName()).isEqualTo("endpoint");
            });
  }

  /** The tables of the page, against the interfaces. */
  @Test
  void everything_is_documented_as_it_is() throws IOException {
    String page = Files.readString(Path.of("docs/administration.md"), UTF_8);

    for (Class<?> type :
        List.of(BrokerMXBean.class, NodeMXBean.class, TopicMXBean.class, QueueMXBean.class)) {
      for (Method method : type.getMethods()) {
        String row =
            "| `%s` | %s. |"
                .formatted(shownName(method), method.getAnnotation(Description.class).value());
        assertThat(page).contains(row);
      }
    }
  }

  private static String shownName(Method method) {
    String name = method.getName().replaceFirst("^(get|is)(?=[A-Z])", "");
    boolean isAttribute = !name.equals(method.getName());
    String parameters =
        Stream.of(method.getParameters())
            .map(parameter -> parameter.getName().toLowerCase(Locale.ROOT))
            .reduce((one, two) -> one + ", " + two)
            .orElse("");
    return isAttribute ? name : "%s(%s)".formatted(name, parameters);
  }

  private ObjectName topic(String name) {
    return new MBeanNames("shop").topic(name);
  }

  private List<String> names() {
    return server.queryNames(null, null).stream()
        .filter(name -> name.getDomain().equals("dev.tidings"))
        .map(ObjectName::toString)
        .toList();
  }
}
