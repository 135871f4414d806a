package dev.tidings.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The response to receiving and browsing.
 *
 * @param <T> as in {@link Message}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class Messages<T> {
  private List<Message<T>> messages;
  private String next;
  private List<SettlementResult> results;

  public List<Message<T>> getMessages() {
    return messages;
  }

  public void setMessages(List<Message<T>> value) {
    messages = value;
  }

  /** Where the next page of a browse begins; null on the last one. */
  public String getNext() {
    return next;
  }

  public void setNext(String value) {
    next = value;
  }

  /** One for each receipt that a receive acknowledged, in their order; else null. */
  public List<SettlementResult> getResults() {
    return results;
  }

  public void setResults(List<SettlementResult> value) {
    results = value;
  }
}
