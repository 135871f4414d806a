package dev.tidings.it.client;

import dev.tidings.client.Message;
import dev.tidings.client.Problem;
import dev.tidings.client.SettlementResults;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** Uses Tidings with the JAX-RS client of the server, and tells what that gave, line by line. */
@WebServlet(urlPatterns = JaxRsClientServlet.PATH)
public class JaxRsClientServlet extends HttpServlet {
  static final String PATH = "/it-jax-rs-client";

  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain;charset=UTF-8");
    Client client = ClientBuilder.newClient();
    try {
      JaxRsOrders orders =
          new JaxRsOrders(
              client,
              request.getParameter("topic"),
              request.getParameter("username"),
              request.getParameter("password"));
      use(orders, response.getWriter());
    } finally {
      client.close();
    }
    response.getWriter().println(client.getClass().getName());
  }

  private static void use(JaxRsOrders orders, PrintWriter out) {
    String id = orders.publish(new Order("pear", 3), "key-1");
    out.println(orders.publish(new Order("pear", 3), "key-1").equals(id));
    try {
      orders.publish(new Order("pear", 4), "key-1");
    } catch (ClientErrorException e) {
      Problem problem = e.getResponse().readEntity(Problem.class);
      out.println(problem.getStatus() + " " + problem.getCode());
    }
    List<Message<Order>> messages = orders.receive();
    Message<Order> message = messages.get(0);
    out.println(message.getMsgId().equals(id));
    out.println(message.getData() + ", priority " + message.getPriority());
    out.println(
        Duration.between(message.getPubTime(), message.getExpirationTime()).toMillis()
            == message.getExpiration());
    SettlementResults results = orders.acknowledge(messages);
    out.println(results.getResults());
  }
}
