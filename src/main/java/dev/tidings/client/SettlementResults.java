package dev.tidings.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** One result per receipt, in their order. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class SettlementResults {
  private List<SettlementResult> results;

  public List<SettlementResult> getResults() {
    return results;
  }

  public void setResults(List<SettlementResult> value) {
    results = value;
  }
}
