package dev.tidings.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.PubSubRemote;
import dev.tidings.api.Publication;
import dev.tidings.api.SubscribeOptions;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.transaction.UserTransaction;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Another deployment on the same server, with its own copy of the API and nothing else of Tidings,
 * calls the remote view. Only for servers that have one.
 */
@ExtendWith(ArquillianExtension.class)
class RemoteIT {
  private static final String TOPIC = "/zato/demo/sample";

  @EJB(lookup = "java:global/tidings/PubSubBean!dev.tidings.api.PubSubRemote")
  PubSubRemote pubSub;

  @Resource UserTransaction transaction;

  private SubscriptionKey key;

  @Deployment(name = "tidings", order = 1, testable = false)
  static WebArchive tidings() {
    return ShrinkWrap.create(ZipImporter.class, "tidings.war")
        .importFrom(new File(System.getProperty("it.directory"), "tidings.war"))
        .as(WebArchive.class);
  }

  @Deployment(name = "shop", order = 2)
  static WebArchive shop() {
    return ShrinkWrap.create(WebArchive.class, "shop.war")
        .addClass(RemoteIT.class)
        .addAsLibraries(
            apiOfTidings(),
            new File(
                Assertions.class.getProtectionDomain().getCodeSource().getLocation().getPath()));
  }

  private static File apiOfTidings() {
    File[] found =
        new File(System.getProperty("it.directory"))
            .listFiles((directory, name) -> name.matches("tidings-.*-api\\.jar"));
    return Stream.of(found).findFirst().orElseThrow();
  }

  @BeforeEach
  void subscribe_and_drain() {
    key = pubSub.subscribe(TOPIC, SubscribeOptions.endpoint("demo"));
    pubSub.clear(key);
  }

  @AfterEach
  void unsubscribe() {
    pubSub.unsubscribe(key);
  }

  @Test
  @OperateOnDeployment("shop")
  void publishes_subscribes_and_gets_messages_from_another_deployment() {
    MessageId id =
        pubSub.publish(
            TOPIC,
            Publication.builder()
                .data("My data")
                .priority(9)
                .attribute("traceparent", "00-1-2-03")
                .expiration(Duration.ofHours(1))
                .build());

    List<Message> messages = pubSub.getMessages(TOPIC, key);

    assertThat(id.toString()).matches("zpsm[0-9a-f]{24}");
    assertThat(key.value()).matches("zpsk\\.rest\\.[0-9a-f]{24}");
    assertThat(messages).extracting(Message::msgId).containsExactly(id);
    assertThat(messages.get(0).data().asString()).isEqualTo("My data");
    assertThat(messages.get(0).priority()).isEqualTo(9);
    assertThat(messages.get(0).subKey()).isEqualTo(key);
    assertThat(messages.get(0).attributes()).containsEntry("traceparent", "00-1-2-03");
    assertThat(messages.get(0).expiration()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  @OperateOnDeployment("shop")
  void publishes_in_the_transaction_of_the_other_deployment() throws Exception {
    transaction.begin();
    pubSub.publish(TOPIC, "rolled back");
    transaction.rollback();
    transaction.begin();
    pubSub.publish(TOPIC, "committed");
    transaction.commit();

    assertThat(pubSub.getMessages(TOPIC, key))
        .extracting(message -> message.data().asString())
        .containsExactly("committed");
  }

  @Test
  @OperateOnDeployment("shop")
  void the_errors_of_the_contract_cross_the_border_too() {
    assertThatThrownBy(() -> pubSub.publish("/no/such/topic", "data"))
        .isInstanceOf(TidingsException.class)
        .extracting(failure -> ((TidingsException) failure).type())
        .isEqualTo(ErrorType.NOT_FOUND);
  }
}
