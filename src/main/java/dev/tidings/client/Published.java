package dev.tidings.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;

/** The response to a publish. Both fields are null when nothing was stored. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class Published {
  @JsonbProperty("msg_id")
  @JsonProperty("msg_id")
  private String msgId;

  @JsonbProperty("msg_ids")
  @JsonProperty("msg_ids")
  private List<String> msgIds;

  /** Of a single publication. */
  public String getMsgId() {
    return msgId;
  }

  public void setMsgId(String value) {
    msgId = value;
  }

  /** Of a batch, in its order; null for what was not stored. */
  public List<String> getMsgIds() {
    return msgIds;
  }

  public void setMsgIds(List<String> value) {
    msgIds = value;
  }
}
