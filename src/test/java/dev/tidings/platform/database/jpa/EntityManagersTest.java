package dev.tidings.platform.database.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.fixture.FakeTransactions;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.Status;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntityManagersTest {
  private final FakeTransactions transactions = new FakeTransactions();
  private final List<EntityManager> created = new ArrayList<>();
  private final List<Object> closed = new ArrayList<>();
  private final EntityManagers entityManagers = new EntityManagers(factory(), transactions);

  @Test
  void a_transaction_has_one_which_closes_itself() {
    transactions.begin();
    EntityManager first = entityManagers.call(manager -> manager);
    entityManagers.run(manager -> assertThat(manager).isSameAs(first));
    transactions.end(Status.STATUS_COMMITTED);

    assertThat(created).hasSize(1);
    assertThat(closed).isEmpty();
  }

  @Test
  void the_next_transaction_has_another_one() {
    transactions.begin();
    EntityManager first = entityManagers.call(manager -> manager);
    transactions.end(Status.STATUS_COMMITTED);
    transactions.begin();

    assertThat(entityManagers.<EntityManager>call(manager -> manager)).isNotSameAs(first);
  }

  @Test
  void without_a_transaction_each_call_has_its_own_and_closes_it() {
    EntityManager first = entityManagers.call(manager -> manager);
    EntityManager second = entityManagers.call(manager -> manager);

    assertThat(first).isNotSameAs(second);
    assertThat(closed).containsExactly(first, second);
  }

  @Test
  void a_transaction_that_will_be_rolled_back_can_still_be_read_in() {
    transactions.begin();
    transactions.setRollbackOnly();
    EntityManager only = entityManagers.call(manager -> manager);

    assertThat(closed).containsExactly(only);
  }

  @Test
  void a_call_that_fails_closes_it_too() {
    IllegalStateException failure = new IllegalStateException("on purpose");

    assertThatThrownBy(
            () ->
                entityManagers.run(
                    manager -> {
                      throw failure;
                    }))
        .isSameAs(failure);
    assertThat(closed).hasSize(1);
  }

  private EntityManagerFactory factory() {
    return proxy(
        EntityManagerFactory.class,
        (proxy, method, arguments) -> {
          assertThat(method.getName()).isEqualTo("createEntityManager");
          created.add(manager());
          return created.get(created.size() - 1);
        });
  }

  private EntityManager manager() {
    return proxy(
        EntityManager.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "close" -> {
                closed.add(proxy);
                yield null;
              }
              case "equals" -> proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              default -> method.getName();
            });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            EntityManagersTest.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
