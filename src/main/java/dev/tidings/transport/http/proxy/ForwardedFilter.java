package dev.tidings.transport.http.proxy;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.net.IpNetworks;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import dev.tidings.transport.http.ProblemResponse;
import dev.tidings.transport.http.ServletResponses;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Collections;
import java.util.List;

/**
 * Lets everything behind it see a request as the client sent it, when a trusted proxy passed it on.
 * Headers of others that say who they are have no effect.
 */
public class ForwardedFilter implements Filter {
  @Inject private Settings settings;

  private TrustedProxies proxies;

  @Override
  public void init(FilterConfig config) {
    proxies =
        new TrustedProxies(
            settings
                .optional(Setting.HTTP_TRUSTED_PROXIES)
                .flatMap(IpNetworks::parse)
                .orElseGet(() -> new IpNetworks(List.of())));
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest direct = (HttpServletRequest) request;
    HttpServletRequest seen;
    try {
      seen = proxies.isTrusted(direct.getRemoteAddr()) ? asItsClientSeesIt(direct) : direct;
    } catch (MalformedForwardingException unreadable) {
      ServletResponses.write(refusal(unreadable, direct), direct, (HttpServletResponse) response);
      return;
    }
    chain.doFilter(seen, response);
  }

  private HttpServletRequest asItsClientSeesIt(HttpServletRequest request) {
    List<ForwardedElement> forwarded = ForwardedHeader.parse(lines(request, ForwardedHeader.NAME));
    List<ForwardedElement> xForwarded = XForwardedHeaders.parse(name -> lines(request, name));
    return forwarded.isEmpty() && xForwarded.isEmpty()
        ? request
        : ProxiedRequest.wrap(
            request, proxies.resolve(asThePeerSeesIt(request), forwarded, xForwarded));
  }

  private static ClientRequestView asThePeerSeesIt(HttpServletRequest request) {
    ClientRequestView view =
        new ClientRequestView(
            request.getRemoteAddr(),
            request.getScheme(),
            request.getServerName(),
            request.getServerPort());
    String host = request.getHeader("Host");
    return host == null ? view : view.withHost(host, "");
  }

  private static List<String> lines(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name));
  }

  private static Response refusal(MalformedForwardingException reason, HttpServletRequest request) {
    return ProblemResponse.of(
        new TidingsException(ErrorType.INVALID_INPUT, reason.getMessage()), request);
  }
}
