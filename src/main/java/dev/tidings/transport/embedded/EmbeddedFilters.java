package dev.tidings.transport.embedded;

import dev.tidings.platform.container.UpgradeBodyFilter;
import dev.tidings.platform.ops.ConsolePath;
import dev.tidings.transport.http.HttpPath;
import dev.tidings.transport.http.filter.HttpRulesFilter;
import dev.tidings.transport.http.filter.PageResponse;
import dev.tidings.transport.http.filter.PathFilter;
import dev.tidings.transport.http.proxy.ForwardedFilter;
import dev.tidings.transport.rest.CompressionFilter;
import dev.tidings.transport.rest.HeaderFilter;
import dev.tidings.transport.rest.NativeApiFilter;
import dev.tidings.transport.websocket.OriginFilter;
import dev.tidings.transport.zato.CorrelationFilter;
import dev.tidings.transport.zato.ZatoApiFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/**
 * The filters that web.xml lists, in that order, as one: servers differ in the order in which they
 * put filters that are added while an application is deployed.
 */
final class EmbeddedFilters implements Filter {
  private static final Predicate<String> WEBSOCKET = List.of("/ws", "/ws/")::contains;

  private List<FilterStep> steps;

  /** One filter, and the addresses below our path that it is for. */
  private record FilterStep(Filter filter, Predicate<String> addresses, boolean isAlsoForAsync) {
    boolean isFor(String path, ServletRequest request) {
      return addresses.test(path)
          && (isAlsoForAsync || request.getDispatcherType() != DispatcherType.ASYNC);
    }
  }

  /** The error pages of the host are not for clients of Tidings. */
  private static final class EmbeddedResponse extends PageResponse {
    EmbeddedResponse(HttpServletRequest request, HttpServletResponse response) {
      super(request, response);
    }

    @Override
    public void sendError(int status) throws IOException {
      HeaderFilter.addTo(this, true);
      super.sendError(status);
    }
  }

  @Override
  public void init(FilterConfig config) throws ServletException {
    steps =
        List.of(
            new FilterStep(new UpgradeBodyFilter(), EmbeddedFilters::isAny, false),
            new FilterStep(new HeaderFilter(), EmbeddedFilters::isAny, false),
            new FilterStep(Injected.make(ForwardedFilter.class), EmbeddedFilters::isAny, false),
            new FilterStep(new CorrelationFilter(), EmbeddedFilters::isZatoApi, false),
            new FilterStep(new HttpRulesFilter(), EmbeddedFilters::isAny, false),
            new FilterStep(
                Injected.make(NativeApiFilter.class), EmbeddedFilters::isNativeApi, true),
            new FilterStep(Injected.make(ZatoApiFilter.class), EmbeddedFilters::isZatoApi, true),
            new FilterStep(new PathFilter(), EmbeddedFilters::isAny, false),
            new FilterStep(new CompressionFilter(), ConsolePath::isWithin, false),
            new FilterStep(Injected.make(OriginFilter.class), WEBSOCKET, false));
    for (FilterStep step : steps) {
      step.filter().init(config);
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest received = (HttpServletRequest) request;
    String path = HttpPath.decodedBelow(received);
    List<Filter> filters =
        steps.stream().filter(step -> step.isFor(path, request)).map(FilterStep::filter).toList();
    goOn(
        filters,
        isHandshake(received, path) ? withResponse(response, chain) : chain,
        received,
        new EmbeddedResponse(received, (HttpServletResponse) response));
  }

  private static boolean isHandshake(HttpServletRequest request, String path) {
    return WEBSOCKET.test(path) && request.getHeader("Upgrade") != null;
  }

  /** Servers make no WebSocket of a response that somebody has wrapped. */
  private static FilterChain withResponse(ServletResponse response, FilterChain chain) {
    return (request, wrapped) -> chain.doFilter(request, response);
  }

  private static boolean isAny(String path) {
    return true;
  }

  private static boolean isNativeApi(String path) {
    return isBelow("/api/v1", path);
  }

  private static boolean isZatoApi(String path) {
    return isBelow("/zato/pubsub", path);
  }

  private static boolean isBelow(String root, String path) {
    return path.equals(root) || path.startsWith(root + "/");
  }

  private static void goOn(
      List<Filter> filters, FilterChain chain, ServletRequest request, ServletResponse response)
      throws IOException, ServletException {
    if (filters.isEmpty()) {
      chain.doFilter(request, response);
    } else {
      List<Filter> others = filters.subList(1, filters.size());
      filters.get(0).doFilter(request, response, (next, to) -> goOn(others, chain, next, to));
    }
  }
}
