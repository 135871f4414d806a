package dev.tidings.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** Publications that are stored all or none: 1 to 1000. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class PublicationBatch {
  private List<Publication> messages;

  public PublicationBatch() {}

  public PublicationBatch(List<Publication> messages) {
    this.messages = messages;
  }

  public List<Publication> getMessages() {
    return messages;
  }

  public void setMessages(List<Publication> value) {
    messages = value;
  }
}
