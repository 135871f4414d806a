package dev.tidings.platform.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class ServerFieldTest {
  private static final ServerField NAME = new ServerField("name", CharSequence.class);

  private static class Owner {
    private CharSequence name = "as it was";
  }

  private static final class Heir extends Owner {}

  private static final class OwnerOfAnother {
    private String name = "as it was";
  }

  private static final class OwnerOfConstant {
    private static final String CONSTANT = String.valueOf("as it was");
  }

  private static final class OwnerOfNone {}

  @Test
  void a_private_field_is_set() {
    Owner owner = new Owner();
    NAME.set(owner, "another");

    assertThat(owner.name).isEqualTo("another");
  }

  @Test
  void so_is_one_that_is_inherited() {
    Owner heir = new Heir();
    NAME.set(heir, "another");

    assertThat(heir.name).isEqualTo("another");
    assertThat(NAME.isIn(Heir.class)).isTrue();
  }

  @Test
  void a_field_of_another_type_stays_as_it_is() {
    OwnerOfAnother owner = new OwnerOfAnother();
    NAME.set(owner, "another");

    assertThat(owner.name).isEqualTo("as it was");
  }

  @Test
  void a_constant_stays_as_it_is() {
    new ServerField("CONSTANT", String.class).set(new OwnerOfConstant(), "another");

    assertThat(OwnerOfConstant.CONSTANT).isEqualTo("as it was");
  }

  @Test
  void nothing_happens_to_an_object_without_it() {
    assertThatCode(() -> NAME.set(new OwnerOfNone(), "another")).doesNotThrowAnyException();
    assertThat(NAME.isIn(OwnerOfNone.class)).isFalse();
  }
}
