package dev.tidings.transport.http.body;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.container.ReadListenerDefect;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets a request go on when all of its body has arrived. The rest of a body that is still on its
 * way is received without a thread; where the server cannot do that, few threads wait for it.
 */
@ApplicationScoped
public class RequestBodies {
  @Inject private Settings settings;
  @Inject private BodyMemoryLimit unfinished;
  @Inject private BlockingBodyReader blocking;

  private int maxBody;
  private Duration timeout;

  @PostConstruct
  void readSettings() {
    maxBody = settings.number(Setting.HTTP_MAX_BODY);
    timeout = settings.duration(Setting.HTTP_BODY_TIMEOUT);
  }

  /**
   * Receives what is missing of a request's body.
   *
   * @param refusals answers requests whose body is refused later
   * @return the request, when its body is complete; empty, when it goes on by itself later
   * @throws TidingsException when its body is refused now
   */
  public Optional<HttpServletRequest> receive(
      HttpServletRequest request, HttpServletResponse response, RefusalWriter refusals) {
    check(request);
    try {
      return hasArrived(request) ? Optional.of(request) : receiveRest(request, response, refusals);
    } catch (IOException brokenOff) {
      throw AsyncBodyReader.brokenOff();
    }
  }

  private Optional<HttpServletRequest> receiveRest(
      HttpServletRequest request, HttpServletResponse response, RefusalWriter refusals)
      throws IOException {
    RequestBody body = new RequestBody(maxBody);
    if (!body.readAvailable(request.getInputStream())) {
      if (!ReadListenerDefect.affect(request)) {
        new AsyncBodyReader(request, response, body, refusals)
            .begin(unfinished.begin(request), timeout);
        return Optional.empty();
      }
      blocking.readRest(request, body, timeout);
    }
    return Optional.of(new BufferedRequest(request, body.bytes()));
  }

  /** Whether the container has all of the body, so that reading it never blocks. */
  public static boolean hasArrived(HttpServletRequest request) throws IOException {
    long length = request.getContentLengthLong();
    if (length >= 0) {
      return length == 0 || request.getInputStream().available() >= length;
    }
    return isWithoutBody(request);
  }

  /** In HTTP/1.1 a header announces each body; HTTP/2 needs none. */
  private static boolean isWithoutBody(HttpServletRequest request) throws IOException {
    if (request.getProtocol().startsWith("HTTP/1.")) {
      return request.getHeader("Transfer-Encoding") == null;
    }
    ServletInputStream in = request.getInputStream();
    return in.available() == 0 && in.isFinished();
  }

  private void check(HttpServletRequest request) {
    String encoding = request.getHeader("Content-Encoding");
    if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
      throw new TidingsException(
          ErrorType.UNSUPPORTED_MEDIA_TYPE,
          "The body has a Content-Encoding; send it as it is, without one.");
    }
    if (request.getContentLengthLong() > maxBody) {
      throw RequestBody.tooLarge(maxBody);
    }
  }
}
