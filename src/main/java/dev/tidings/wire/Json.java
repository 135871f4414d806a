package dev.tidings.wire;

import java.util.List;
import java.util.Map;

/** A JSON value as a client sent it; nothing in it has been converted yet. */
public sealed interface Json {

  /** A string. */
  record Text(String value) implements Json {}

  /** A number by its digits: converting a hostile one can cost minutes. */
  record Numeral(String literal) implements Json {}

  record Truth(boolean value) implements Json {}

  /** A JSON null. */
  record Nothing() implements Json {}

  /** An object or array that is only passed on: its JSON, without white space. */
  record Verbatim(String json) implements Json {}

  record Items(List<Json> values) implements Json {}

  record Members(Map<String, Json> values) implements Json {}
}
