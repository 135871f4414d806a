package dev.tidings.examples.shop;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** A packed order. Everything in it comes from the message. */
@Entity
@Table(name = "parcel")
public class Parcel {
  @Id
  @Column(name = "order_id")
  private String orderId;

  @Column(name = "message_id")
  private String messageId;

  @Column(name = "packed_at")
  private OffsetDateTime packedAt;

  private String content;

  /** For JPA. */
  protected Parcel() {}

  Parcel(Order order, String messageId) {
    this.orderId = order.getId();
    this.messageId = messageId;
    this.packedAt = OffsetDateTime.now(ZoneOffset.UTC);
    this.content = order.getQuantity() + " × " + order.getItem();
  }

  public String getOrderId() {
    return orderId;
  }

  public String getMessageId() {
    return messageId;
  }

  public OffsetDateTime getPackedAt() {
    return packedAt;
  }

  public String getContent() {
    return content;
  }
}
