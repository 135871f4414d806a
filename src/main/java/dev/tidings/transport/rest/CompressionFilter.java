package dev.tidings.transport.rest;

import dev.tidings.platform.ops.ConsolePath;
import dev.tidings.transport.http.HttpPath;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Sends the files of the console compressed to browsers that take it, which no server does unless
 * it is set up to. Answers of the API are left as they are.
 */
public class CompressionFilter implements Filter {

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!isWanted((HttpServletRequest) request)) {
      chain.doFilter(request, response);
      return;
    }
    CompressedResponse compressed = new CompressedResponse((HttpServletResponse) response);
    chain.doFilter(request, compressed);
    compressed.send();
  }

  private static boolean isWanted(HttpServletRequest request) {
    String encodings = request.getHeader("Accept-Encoding");
    return request.getMethod().equals("GET")
        && ConsolePath.isWithin(HttpPath.below(request))
        && request.getHeader("Range") == null
        && encodings != null
        && encodings.contains("gzip")
        && !encodings.contains("gzip;q=0");
  }
}
