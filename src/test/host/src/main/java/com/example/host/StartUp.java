package com.example.host;

import dev.tidings.api.Administration;
import dev.tidings.api.EndpointSettings;
import dev.tidings.api.EndpointType;
import dev.tidings.api.PubSub;
import dev.tidings.api.Role;
import dev.tidings.api.SubscribeOptions;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TopicSettings;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Makes the tables of the host with its own Flyway, and uses Tidings before anything else does. */
@Singleton
@Startup
@DependsOn("TidingsFirstStart")
@TransactionManagement(TransactionManagementType.BEAN)
public class StartUp {
  static final String TOPIC = "/host/notes";

  @Inject private DataSource dataSource;
  @Inject private Administration administration;
  @Inject private PubSub pubSub;

  private SubscriptionKey key;

  @PostConstruct
  void begin() {
    Flyway.configure(StartUp.class.getClassLoader()).dataSource(dataSource).load().migrate();
    administration.createTopic(TopicSettings.builder(TOPIC).build());
    administration.createEndpoint(
        new EndpointSettings(
            "host", EndpointType.SERVICE, Role.SUB_ONLY, "host", "not-for-anybody",
            List.of("sub=" + TOPIC), true));
    key = pubSub.subscribe(TOPIC, SubscribeOptions.endpoint("host"));
  }

  public SubscriptionKey key() {
    return key;
  }
}
