package dev.tidings.fault;

/** What a client asks for; the last is what the test does to all of them. */
enum Action {
  PUBLISH,
  RECEIVE,
  /** Takes messages out of a queue for good. */
  GET,
  ACKNOWLEDGE,
  REJECT,
  EXTEND,
  FAULT
}
