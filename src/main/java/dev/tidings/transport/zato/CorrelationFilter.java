package dev.tidings.transport.zato;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Gives every request an id, which every answer repeats, also the server's own errors. */
public class CorrelationFilter implements Filter {
  private static final String HEADER = "X-Zato-CID";
  private static final String ATTRIBUTE = CorrelationFilter.class.getName();
  private static final SecureRandom RANDOM = new SecureRandom();

  /** The id of the request: 24 hexadecimal digits. */
  static String id(HttpServletRequest request) {
    return String.valueOf(request.getAttribute(ATTRIBUTE));
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    byte[] bytes = new byte[12];
    RANDOM.nextBytes(bytes);
    String id = HexFormat.of().formatHex(bytes);
    request.setAttribute(ATTRIBUTE, id);
    ((HttpServletResponse) response).setHeader(HEADER, id);
    chain.doFilter(request, response);
  }
}
