package dev.tidings.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/** What became of one receipt. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class SettlementResult {
  /** The receipt was valid, and the operation was done. */
  public static final String DONE = "done";

  /** The lease had ended, or the delivery was settled before; nothing has changed. */
  public static final String EXPIRED = "expired";

  /** This is no receipt of this subscription; nothing has changed. */
  public static final String UNKNOWN = "unknown";

  private String receipt;
  private String result;

  public String getReceipt() {
    return receipt;
  }

  public void setReceipt(String value) {
    receipt = value;
  }

  /** {@link #DONE}, {@link #EXPIRED} or {@link #UNKNOWN}. */
  public String getResult() {
    return result;
  }

  public void setResult(String value) {
    result = value;
  }

  public boolean done() {
    return DONE.equals(result);
  }

  @Override
  public String toString() {
    return result;
  }
}
