package dev.tidings.transport.jmx;

import dev.tidings.api.Administration;
import dev.tidings.api.ErrorType;
import dev.tidings.api.JobDetails;
import dev.tidings.api.JobRequest;
import dev.tidings.api.JobState;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.platform.metrics.ActivityHistory;
import dev.tidings.platform.metrics.ConfiguredObject;
import dev.tidings.platform.metrics.FigureReader;
import dev.tidings.platform.metrics.Figures;
import dev.tidings.platform.metrics.Measurements;
import dev.tidings.platform.metrics.QueueFigures;
import dev.tidings.platform.metrics.Resolution;
import dev.tidings.platform.metrics.Statistics;
import dev.tidings.platform.metrics.StatisticsReader;
import dev.tidings.platform.metrics.Subject;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.management.JMException;
import javax.management.MBeanServer;

/** The MBeans of a broker as a test wants it: each topic has one queue, that of the endpoint e. */
final class JmxScene {
  private final JmxAdministrator administrator = new JmxAdministrator();
  private final List<String> done = new ArrayList<>();
  private final MBeans beans;
  private Figures figures = Figures.NONE;
  private long lastId;
  private int reads;
  private boolean isBroken;

  JmxScene(MBeanServer server, String application, int most) {
    ServerCalls calls = new ServerCalls(Runnable::run, administrator);
    FigureSource source = new FigureSource(statistics(), reader(), new Measurements(), calls);
    beans =
        new MBeans(
            new MBeanRegistry(server),
            new MBeanNames(application),
            most,
            source,
            new JmxOperations(administration(), calls, source::refresh),
            "node");
  }

  MBeans beans() {
    return beans;
  }

  JmxAdministrator administrator() {
    return administrator;
  }

  /** What administrators did, each with who it was. */
  List<String> done() {
    return done;
  }

  int reads() {
    return reads;
  }

  void breakDatabase() {
    isBroken = true;
  }

  void update() throws JMException {
    beans.update(figures);
  }

  /** Replaces all topics; each is a new one. */
  void topics(String... names) {
    List<ConfiguredObject> objects = new ArrayList<>();
    List<QueueFigures> queues = new ArrayList<>();
    for (String name : names) {
      long id = ++lastId;
      objects.add(new ConfiguredObject(ConfiguredObject.TOPIC, id, 0, name, true));
      objects.add(new ConfiguredObject(ConfiguredObject.SUBSCRIPTION, id, 0, name + " e", true));
      queues.add(new QueueFigures(id, id, name, "e", 100, 3, 0, 0, 1, Duration.ofMillis(1_500)));
    }
    figures = new Figures(Instant.EPOCH, objects, queues);
  }

  private StatisticsReader statistics() {
    return new StatisticsReader() {
      @Override
      public Statistics read() {
        reads++;
        if (isBroken) {
          throw new TidingsException(ErrorType.UNAVAILABLE, "The database does not answer.");
        }
        return new Statistics(figures, true, 1, Map.of());
      }

      @Override
      public Figures known() {
        return figures;
      }

      @Override
      public Optional<ActivityHistory> history(Subject subject, Resolution resolution) {
        throw new UnsupportedOperationException("Nobody asks");
      }

      @Override
      public void follow(Consumer<Statistics> follower) {
        throw new UnsupportedOperationException("Nobody asks");
      }

      @Override
      public Runnable watch(Consumer<Statistics> watcher) {
        throw new UnsupportedOperationException("Nobody asks");
      }
    };
  }

  private static FigureReader reader() {
    return new FigureReader() {
      @Override
      public Figures read() {
        throw new UnsupportedOperationException("Nobody asks");
      }

      @Override
      public int consumers(QueueFigures queue) {
        return 1;
      }

      @Override
      public int consumers() {
        return 1;
      }
    };
  }

  /** Topics and subscriptions have the ids of the figures. */
  private Administration administration() {
    return (Administration)
        Proxy.newProxyInstance(
            Administration.class.getClassLoader(),
            new Class<?>[] {Administration.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "topic" -> topic((long) arguments[0]);
                  case "changeTopic" -> {
                    TopicSettings settings = (TopicSettings) arguments[2];
                    did((settings.isActive() ? "resume " : "pause ") + settings.name());
                    yield topic((long) arguments[0]);
                  }
                  case "startJob" -> started((JobRequest) arguments[0]);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private TopicDetails topic(long id) {
    return new TopicDetails(
        id, 0, Instant.EPOCH, TopicSettings.named(figures.topicNames().get(id)));
  }

  private JobDetails started(JobRequest request) {
    did(request.kind() + " " + request.topicName());
    return new JobDetails(
        1, request, JobState.WAITING, 0, 0, 0, "jmx", Instant.EPOCH, null, null, "");
  }

  private void did(String what) {
    done.add(administrator.endpointName() + ": " + what);
  }
}
