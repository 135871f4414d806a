package dev.tidings.transport.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.api.ErrorType;
import dev.tidings.transport.http.HttpPath;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What stands at the type of every problem: a page about it; and a list of all at the parent. */
public class ProblemPage extends HttpServlet {
  private static final long serialVersionUID = 1;

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>%1$s</title>
      <link rel="stylesheet" href="%2$s/style.css">
      <main>
      <h1>%1$s</h1>
      %3$s
      </main>
      </html>
      """;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String root = HttpPath.root(request);
    String code = Optional.ofNullable(request.getPathInfo()).orElse("/").substring(1);
    Optional<ErrorType> type =
        Arrays.stream(ErrorType.values()).filter(one -> one.code().equals(code)).findFirst();
    if (type.isPresent()) {
      write(response, PAGE.formatted(type.get().title(), root, description(type.get(), root)));
    } else if (code.isEmpty()) {
      write(response, PAGE.formatted("Problems", root, list(root)));
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private static void write(HttpServletResponse response, String page) throws IOException {
    response.setContentType("text/html");
    response.setCharacterEncoding(UTF_8.name());
    response.getWriter().write(page);
  }

  private static String description(ErrorType type, String root) {
    return """
        <p>Code <code>%s</code>, HTTP status %d.</p>
        <p>The field <code>detail</code> of the answer says what it was about this time, and
        <code>errors</code> names every field at fault.</p>
        <p><a href="%s/problems/">All problems</a></p>"""
        .formatted(type.code(), type.status(), root);
  }

  private static String list(String root) {
    return Arrays.stream(ErrorType.values())
        .map(
            type ->
                "<li><a href=\"%s/problems/%s\"><code>%s</code></a> %d: %s</li>"
                    .formatted(root, type.code(), type.code(), type.status(), type.title()))
        .collect(Collectors.joining("\n", "<ul>\n", "\n</ul>"));
  }
}
