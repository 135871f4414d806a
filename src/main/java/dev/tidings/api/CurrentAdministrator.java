package dev.tidings.api;

/**
 * Who administers on this thread: what the audit log needs to know of the caller of {@link
 * Administration}. Both are empty for code inside the server.
 */
public interface CurrentAdministrator {

  /** The endpoint whose request this thread serves. */
  String endpointName();

  /** Where that request comes from. */
  String address();
}
