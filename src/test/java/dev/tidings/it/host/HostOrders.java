package dev.tidings.it.host;

import jakarta.enterprise.context.RequestScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.stream.Collectors;

/** The persistence unit of a host application, which has one and so does not name it. */
@RequestScoped
@Path("orders")
@Produces(MediaType.TEXT_PLAIN)
public class HostOrders {
  static final String PERSISTENCE_XML =
      """
      <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
        <persistence-unit name="shop" transaction-type="JTA">
          <jta-data-source>java:comp/DefaultDataSource</jta-data-source>
          <class>dev.tidings.it.host.HostOrder</class>
          <exclude-unlisted-classes>true</exclude-unlisted-classes>
          <properties>
            <property name="jakarta.persistence.schema-generation.database.action"
                      value="drop-and-create"/>
          </properties>
        </persistence-unit>
      </persistence>
      """;

  @PersistenceContext private EntityManager entities;

  /** Stores an order, and says what all orders are. */
  @POST
  @Transactional
  public String store(String text) {
    entities.persist(new HostOrder(text));
    return entities
        .createQuery("SELECT o FROM HostOrder o ORDER BY o.id", HostOrder.class)
        .getResultStream()
        .map(HostOrder::text)
        .collect(Collectors.joining(","));
  }
}
