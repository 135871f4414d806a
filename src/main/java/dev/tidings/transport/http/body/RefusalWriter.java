package dev.tidings.transport.http.body;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers a request that is refused, in the form of its API. */
@FunctionalInterface
public interface RefusalWriter {
  void write(Throwable reason, HttpServletRequest request, HttpServletResponse response)
      throws IOException;
}
