package dev.tidings.it.shop;

import dev.tidings.api.Message;
import dev.tidings.api.PubSub;
import dev.tidings.api.SubscribeOptions;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** How a test talks to the host application; Tidings itself has no address in it. */
@WebServlet({"/orders", "/messages", "/tables"})
public class ShopServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Inject private transient Shop shop;
  @Inject private transient PubSub pubSub;
  @Inject private transient ShopDatabase database;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      shop.order(request.getParameter("id"), ShopFault.valueOf(request.getParameter("fault")));
      response.getWriter().print("ordered");
    } catch (RuntimeException failure) {
      response.setStatus(409);
      response.getWriter().print(reasons(failure));
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    List<String> lines =
        switch (request.getServletPath()) {
          case "/orders" -> shop.ids();
          case "/messages" -> messages();
          default -> database.tables();
        };
    response.getWriter().print(String.join("\n", lines));
  }

  /** Those that have come since the last time, which are removed by this. */
  private List<String> messages() {
    SubscriptionKey key = pubSub.subscribe(Shop.TOPIC, SubscribeOptions.endpoint("demo"));
    return pubSub.getMessages(Shop.TOPIC, key).stream()
        .map(Message::data)
        .map(data -> data.asString())
        .sorted()
        .toList();
  }

  private static String reasons(Throwable failure) {
    StringBuilder reasons = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String type =
          cause instanceof TidingsException ours
              ? ours.type().code()
              : cause.getClass().getSimpleName();
      reasons.append(type).append(": ").append(cause.getMessage()).append('\n');
    }
    return reasons.toString();
  }
}
