package dev.tidings.api;

import java.io.Serializable;

/**
 * Which part of a list to read.
 *
 * @param after the id after which the page begins; 0 for the first page
 * @param limit 1 to 1000
 * @param nameContains only objects whose name contains this; empty for all
 */
public record PageRequest(long after, int limit, String nameContains) implements Serializable {
  public static final int MAX_LIMIT = 1_000;

  public PageRequest {
    if (after < 0) {
      throw TidingsException.invalid("after", "must be a cursor that a page gave");
    }
    if (limit < 1 || limit > MAX_LIMIT) {
      throw TidingsException.invalid("limit", "must be from 1 to 1000");
    }
  }
}
