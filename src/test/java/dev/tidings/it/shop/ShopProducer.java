package dev.tidings.it.shop;

import dev.tidings.api.TidingsDataSource;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import javax.sql.DataSource;

/** Has Tidings use the data source of the host without any setting. */
@ApplicationScoped
public class ShopProducer {
  @Resource(lookup = ShopDatabase.DATA_SOURCE)
  @Produces
  @TidingsDataSource
  DataSource dataSource;
}
