package dev.tidings.transport.stream;

import dev.tidings.api.AsyncPubSub;
import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.concurrent.WorkerThreads;
import dev.tidings.platform.container.ReadListenerDefect;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import dev.tidings.security.Caller;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Opens streams on which clients publish. */
@ApplicationScoped
public class PublishStreams {
  /** The media type of what they send and get. */
  public static final String NDJSON = "application/x-ndjson";

  @Inject private AsyncPubSub pubSub;
  @Inject private WorkerThreads workers;
  @Inject private Settings settings;

  private StreamLimit limit;
  private int maxLine;
  private Duration timeout;

  @PostConstruct
  void readSettings() {
    limit = new StreamLimit(settings.number(Setting.STREAM_MAX_PUBLISHING));
    maxLine = settings.number(Setting.HTTP_MAX_BODY);
    timeout = settings.duration(Setting.STREAM_TIMEOUT);
  }

  /**
   * Opens one. Returns at once, or when it is over, as the server allows.
   *
   * @param request whose body nobody has begun to read
   * @throws TidingsException when it is refused; then nothing is written
   */
  public void open(
      HttpServletRequest request,
      HttpServletResponse response,
      Caller caller,
      String topic,
      Optional<String> idempotencyKey)
      throws IOException {
    requireUncoded(request);
    pubSub.requireMayPublish(topic, caller.endpointName());
    limit.begin(caller.endpointName());
    LinePublisher publisher = new LinePublisher(pubSub, topic, caller, idempotencyKey, maxLine);
    ResponseLines output;
    try {
      output = ResponseLines.begin(request, response, NDJSON);
    } catch (IOException | RuntimeException failure) {
      limit.end(caller.endpointName());
      throw failure;
    }
    PublishStream stream =
        new PublishStream(
            publisher, output, request.getRequestURI(), maxLine, workers, System::nanoTime);
    var unused = stream.end().whenComplete((end, failure) -> limit.end(caller.endpointName()));
    StreamDeadline.watch(request, stream, timeout, output::cutConnection);
    read(request, response, stream, output);
  }

  private static void read(
      HttpServletRequest request,
      HttpServletResponse response,
      PublishStream stream,
      ResponseLines output)
      throws IOException {
    try {
      if (ReadListenerDefect.affect(request)) {
        BlockingLineReader.read(request, stream);
      } else {
        AsyncLineReader.begin(request, response, stream, output::cutConnection);
      }
    } catch (IOException | RuntimeException failure) {
      stream.cut();
      throw failure;
    }
  }

  private static void requireUncoded(HttpServletRequest request) {
    String coding = request.getHeader("Content-Encoding");
    if (coding != null && !coding.strip().equalsIgnoreCase("identity")) {
      throw new TidingsException(
          ErrorType.UNSUPPORTED_MEDIA_TYPE,
          "The body has a Content-Encoding; send it as it is, without one.");
    }
  }
}
