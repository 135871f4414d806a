package dev.tidings.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.json.bind.annotation.JsonbProperty;
import java.io.Serializable;
import java.util.List;

/** An error of the API: {@code application/problem+json} (RFC 9457). */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public class Problem implements Serializable {
  private static final long serialVersionUID = 1;

  private String type;
  private String title;
  private int status;
  private String detail;
  private String instance;
  private String code;
  private List<FieldError> errors;

  @JsonbProperty("retry_after_ms")
  @JsonProperty("retry_after_ms")
  private Long retryAfterMs;

  private String incident;

  @JsonbProperty("trace_id")
  @JsonProperty("trace_id")
  private String traceId;

  /**
   * A path on the node, where a page explains the error; {@code about:blank} when Tidings has no
   * page about it.
   */
  public String getType() {
    return type;
  }

  public void setType(String value) {
    type = value;
  }

  /** The same for every occurrence of the code. */
  public String getTitle() {
    return title;
  }

  public void setTitle(String value) {
    title = value;
  }

  /** The HTTP status. */
  public int getStatus() {
    return status;
  }

  public void setStatus(int value) {
    status = value;
  }

  /** What went wrong this time, to what, and what to do. */
  public String getDetail() {
    return detail;
  }

  public void setDetail(String value) {
    detail = value;
  }

  /** The path of the request. */
  public String getInstance() {
    return instance;
  }

  public void setInstance(String value) {
    instance = value;
  }

  /** The stable code, such as {@code queue-full}: the last segment of the type. */
  public String getCode() {
    return code;
  }

  public void setCode(String value) {
    code = value;
  }

  /** Every invalid field; null when the error is not about fields. */
  public List<FieldError> getErrors() {
    return errors;
  }

  public void setErrors(List<FieldError> value) {
    errors = value;
  }

  /** How long to wait before the same request may succeed; null when waiting does not help. */
  public Long getRetryAfterMs() {
    return retryAfterMs;
  }

  public void setRetryAfterMs(Long value) {
    retryAfterMs = value;
  }

  /** Of a failure inside the node: the entry in its log. */
  public String getIncident() {
    return incident;
  }

  public void setIncident(String value) {
    incident = value;
  }

  /** The trace that the request belongs to, if the node names one. */
  public String getTraceId() {
    return traceId;
  }

  public void setTraceId(String value) {
    traceId = value;
  }

  @Override
  public String toString() {
    return status + " " + code + ": " + detail;
  }
}
