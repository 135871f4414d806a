package dev.tidings.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.fixture.H2File;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.DataSource;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OnePhaseConnectionTest {
  private static final Xid XID =
      new Xid() {
        @Override
        public int getFormatId() {
          return 1;
        }

        @Override
        public byte[] getGlobalTransactionId() {
          return new byte[] {1};
        }

        @Override
        public byte[] getBranchQualifier() {
          return new byte[] {1};
        }
      };

  private final DataSource database = H2File.inMemory(UUID.randomUUID().toString(), "");
  private OnePhaseConnection xaConnection;
  private XAResource resource;

  @BeforeEach
  void begin() throws Exception {
    execute(database.getConnection(), "CREATE TABLE parcel (id INT)");
    xaConnection = new OnePhaseConnection(database.getConnection());
    resource = xaConnection.getXAResource();
    resource.start(XID, XAResource.TMNOFLAGS);
    execute(xaConnection.getConnection(), "INSERT INTO parcel VALUES (1)");
    resource.end(XID, XAResource.TMSUCCESS);
  }

  @Test
  void alone_it_is_committed_in_one_phase() throws Exception {
    resource.commit(XID, true);

    assertThat(parcels()).isEqualTo(1);
    assertThat(xaConnection.getConnection().getAutoCommit()).isTrue();
  }

  @Test
  void one_of_several_refuses_and_rolls_back() throws Exception {
    assertThatThrownBy(() -> resource.prepare(XID))
        .isInstanceOfSatisfying(
            XAException.class,
            refusal -> {
              assertThat(refusal.errorCode).isBetween(XAException.XA_RBBASE, XAException.XA_RBEND);
              assertThat(refusal).hasMessageContaining("tidings.db.data-source");
            });

    assertThat(parcels()).isZero();
    assertThat(xaConnection.getConnection().getAutoCommit()).isTrue();
  }

  @Test
  void nothing_is_in_doubt_and_nothing_is_committed_that_was_not_prepared() throws Exception {
    assertThat(resource.recover(XAResource.TMSTARTRSCAN)).isEmpty();
    assertThatThrownBy(() -> resource.commit(XID, false)).isInstanceOf(XAException.class);

    resource.rollback(XID);
    assertThat(parcels()).isZero();
  }

  @Test
  void a_handle_that_is_closed_tells_the_pool_once_and_leaves_the_connection_open()
      throws Exception {
    AtomicInteger closed = new AtomicInteger();
    xaConnection.addConnectionEventListener(
        new ConnectionEventListener() {
          @Override
          public void connectionClosed(ConnectionEvent event) {
            closed.incrementAndGet();
          }

          @Override
          public void connectionErrorOccurred(ConnectionEvent event) {}
        });
    Connection handle = xaConnection.getConnection();

    handle.close();
    handle.close();

    assertThat(closed).hasValue(1);
    assertThat(handle.isClosed()).isTrue();
    assertThat(xaConnection.getConnection().isClosed()).isFalse();
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (connection;
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private int parcels() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM parcel")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
