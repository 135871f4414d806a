package dev.tidings.transport.http.proxy;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/** A request that came through trusted proxies, as its client sent it to the first of them. */
public final class ProxiedRequest extends HttpServletRequestWrapper {
  private static final String VIEW = ClientRequestView.class.getName();
  private static final String HOST = "Host";

  private final ClientRequestView view;

  private ProxiedRequest(HttpServletRequest request, ClientRequestView view) {
    super(request);
    this.view = view;
  }

  /** The request as its client sees it, which is noted with the request. */
  static HttpServletRequest wrap(HttpServletRequest request, ClientRequestView view) {
    request.setAttribute(VIEW, view);
    return new ProxiedRequest(request, view);
  }

  /**
   * The request as its client sees it, for those who get the container's own: injection and
   * listeners know nothing of filters.
   */
  public static HttpServletRequest of(HttpServletRequest request) {
    return request.getAttribute(VIEW) instanceof ClientRequestView view
        ? new ProxiedRequest(request, view)
        : request;
  }

  @Override
  public String getRemoteAddr() {
    return view.address();
  }

  /** The address: nobody is asked for a name. */
  @Override
  public String getRemoteHost() {
    return view.address();
  }

  @Override
  public String getScheme() {
    return view.scheme();
  }

  @Override
  public boolean isSecure() {
    return view.scheme().equals("https");
  }

  @Override
  public String getServerName() {
    return view.host();
  }

  @Override
  public int getServerPort() {
    return view.portOrUsual();
  }

  @Override
  public StringBuffer getRequestURL() {
    return new StringBuffer(view.scheme() + "://" + view.authority()).append(getRequestURI());
  }

  @Override
  public String getHeader(String name) {
    return HOST.equalsIgnoreCase(name) ? view.authority() : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return HOST.equalsIgnoreCase(name)
        ? Collections.enumeration(List.of(view.authority()))
        : super.getHeaders(name);
  }
}
