package dev.tidings.it.shop;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What the host application stores. */
@Entity
@Table(name = "shop_order")
public class ShopOrder {
  @Id private String id;

  /** Another order, which has to be there when the transaction commits. */
  @Column(name = "replaces")
  private String replaces;

  /** For JPA. */
  protected ShopOrder() {}

  ShopOrder(String id, String replaces) {
    this.id = id;
    this.replaces = replaces;
  }

  String id() {
    return id;
  }
}
