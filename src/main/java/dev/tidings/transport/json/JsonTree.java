package dev.tidings.transport.json;

import java.util.List;
import java.util.Map;

/** A JSON value as a client sent it; nothing in it has been converted yet. */
public sealed interface JsonTree {

  /** A string. */
  record Text(String value) implements JsonTree {}

  /** A number by its digits: converting a hostile one can cost minutes. */
  record Numeral(String literal) implements JsonTree {}

  record Truth(boolean value) implements JsonTree {}

  /** A JSON null. */
  record Nothing() implements JsonTree {}

  /** An object or array that is only passed on: its JSON, without white space. */
  record Verbatim(String json) implements JsonTree {}

  record Items(List<JsonTree> values) implements JsonTree {}

  record Members(Map<String, JsonTree> values) implements JsonTree {}
}
