package dev.tidings.transport.jmx;

import dev.tidings.api.JobDetails;
import java.util.Locale;

/** A job and how far it has come, as getters: what JMX makes composite data of. */
public final class JobData {
  private final JobDetails job;

  JobData(JobDetails job) {
    this.job = job;
  }

  public long getId() {
    return job.id();
  }

  public String getKind() {
    return job.request().kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String getState() {
    return job.state().name().toLowerCase(Locale.ROOT);
  }

  public long getDone() {
    return job.done();
  }

  public long getTotal() {
    return job.total();
  }

  public String getError() {
    return job.error();
  }
}
