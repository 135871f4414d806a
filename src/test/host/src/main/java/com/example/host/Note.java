package com.example.host;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of the host. */
@Entity
@Table(name = "note")
public class Note {
  @Id private String text;

  /** For JPA. */
  protected Note() {}

  Note(String text) {
    this.text = text;
  }
}
