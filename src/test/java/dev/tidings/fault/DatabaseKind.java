package dev.tidings.fault;

import java.nio.file.Path;

/** The databases that the promises are made for. */
enum DatabaseKind {
  H2 {
    @Override
    Store create(Path place) {
      return new H2Store(place);
    }

    @Override
    Store open(Path place) {
      return new H2Store(place);
    }
  },
  POSTGRESQL {
    @Override
    Store create(Path place) {
      return PostgresStore.create(place).start();
    }

    @Override
    Store open(Path place) {
      return new PostgresStore(place).start();
    }
  };

  /** A new one, ready for a node, with its files there. */
  abstract Store create(Path place);

  /** One whose files are there, whatever state they are in. */
  abstract Store open(Path place);
}
