// What went wrong, as the API says it (RFC 9457), or as the connection did.

export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || "The server answered with status " + status + ".");
    this.status = status;
    this.code = body.code ?? "";
    this.title = body.title ?? "Something went wrong";
    this.errors = Array.isArray(body.errors) ? body.errors : [];
  }
}

export class ConnectionLost extends Error {
  /** @param advice says what happens next, or what to do */
  constructor(advice) {
    super("The server did not answer. " + advice);
    this.code = "connection-lost";
    this.title = "No connection";
    this.errors = [];
  }
}
