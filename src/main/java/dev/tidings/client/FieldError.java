package dev.tidings.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;

/** One field of a request that breaks a rule. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class FieldError implements Serializable {
  private static final long serialVersionUID = 1;

  private String field;
  private String detail;

  public String getField() {
    return field;
  }

  public void setField(String value) {
    field = value;
  }

  public String getDetail() {
    return detail;
  }

  public void setDetail(String value) {
    detail = value;
  }

  @Override
  public String toString() {
    return field + " " + detail;
  }
}
