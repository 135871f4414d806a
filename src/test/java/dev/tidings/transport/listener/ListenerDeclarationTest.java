package dev.tidings.transport.listener;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenerDeclarationTest {

  @ParameterizedTest
  @CsvSource({
    "shop, shop.Packing.pack",
    "shop-1.2.0, shop.Packing.pack",
    "shop-2.0-SNAPSHOT, shop.Packing.pack",
    "web-shop, web-shop.Packing.pack",
    "web-shop-7, web-shop.Packing.pack",
    "shop:1.0, shop.Packing.pack",
    "shop##3, shop.Packing.pack",
    "ROOT, ROOT.Packing.pack",
    "my shop, my_shop.Packing.pack"
  })
  void a_listener_is_named_after_the_application_without_its_version(
      String application, String name) {
    assertThat(ListenerDeclaration.derivedName(application, "Packing", "pack")).isEqualTo(name);
  }
}
