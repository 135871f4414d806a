package dev.tidings.transport.json;

import dev.tidings.api.Publication;
import java.util.List;

/**
 * What one request publishes.
 *
 * @param isBatch whether the client sent a list and expects a list of ids
 */
public record PublishRequest(List<Publication> publications, boolean isBatch) {

  public PublishRequest {
    publications = List.copyOf(publications);
  }
}
