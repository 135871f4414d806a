package dev.tidings.transport.backup;

import dev.tidings.api.DatabaseBackup;
import dev.tidings.api.DatabaseBackups;
import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.concurrent.WorkerThreads;
import dev.tidings.platform.container.AsyncCompletion;
import dev.tidings.platform.container.ConnectionCut;
import dev.tidings.platform.container.PayaraDispatchFlag;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import dev.tidings.security.CallerPrincipal;
import dev.tidings.transport.http.ClientDisconnect;
import dev.tidings.transport.http.ProblemResponse;
import dev.tidings.transport.http.RequestCompletion;
import dev.tidings.transport.http.RequestTimeouts;
import dev.tidings.transport.http.ServletResponses;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Answers an administrator with a backup of the database. */
public class BackupServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Inject private transient DatabaseBackups backups;
  @Inject private transient WorkerThreads threads;
  @Inject private transient Settings settings;

  private transient volatile BackupStream last;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    DatabaseBackup backup;
    try {
      requireAdministrator(request);
      backup = backups.begin();
    } catch (RuntimeException refusal) {
      ServletResponses.write(ProblemResponse.of(refusal, request), request, response);
      return;
    }
    boolean isBegun = false;
    try {
      send(request, response, backup);
      isBegun = true;
    } finally {
      if (!isBegun) {
        backup.close();
      }
    }
  }

  private static void requireAdministrator(HttpServletRequest request) {
    if (request.getUserPrincipal() instanceof CallerPrincipal principal
        && principal.caller().role().mayAdminister()) {
      return;
    }
    throw new TidingsException(
        ErrorType.ACCESS_DENIED, "Only endpoints with the role admin may make backups.");
  }

  private void send(HttpServletRequest request, HttpServletResponse response, DatabaseBackup backup)
      throws IOException {
    response.setContentType("application/octet-stream");
    response.setContentLengthLong(backup.size());
    response.setHeader("Content-Disposition", "attachment; filename=\"tidings.mv.db\"");
    response.setHeader("X-Accel-Buffering", "no");
    Runnable cut = ConnectionCut.of(request);
    RequestTimeouts timeouts = RequestTimeouts.of(request);
    AsyncContext async = request.startAsync(request, response);
    async.setTimeout(0);
    PayaraDispatchFlag.removeFrom(async);
    AsyncCompletion completion = AsyncCompletion.of(request, async);
    BackupStream stream =
        new BackupStream(
            backup,
            new BackupStream.Connection(
                response.getOutputStream(),
                ClientDisconnect.of(request),
                cut,
                completion::complete),
            threads,
            settings.duration(Setting.STREAM_TIMEOUT),
            timeouts);
    last = stream;
    // Until then the server itself may touch the response.
    var unused = RequestCompletion.of(request).thenRun(stream::begin);
  }

  @Override
  public void destroy() {
    Optional.ofNullable(last).ifPresent(BackupStream::abort);
  }
}
