package dev.tidings.it.host;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;

/** What a host application stores itself. */
@Entity
public class HostOrder {
  @Id @GeneratedValue private long id;

  private String text;

  /** For JPA. */
  protected HostOrder() {}

  HostOrder(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}
