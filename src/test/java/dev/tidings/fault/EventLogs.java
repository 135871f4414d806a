package dev.tidings.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The logs of all clients, read as a stream, one client after the other and each in its own order.
 *
 * <p>They can be read as of a moment. What clients heard after it may not have happened at the
 * moment of a copy of the disk that was made then: what was done counts as open, and deliveries do
 * not count. What they asked for stays, since the copy is a little younger than the moment.
 */
final class EventLogs {
  private final List<Source> sources;

  private EventLogs(List<Source> sources) {
    this.sources = sources;
  }

  /** The logs in a directory, each as far as it goes. */
  static EventLogs in(Path directory) {
    return new EventLogs(List.of(new Source(directory, file -> Long.MAX_VALUE)));
  }

  /** The logs in a directory as of a moment. */
  static EventLogs in(Path directory, Moment moment) {
    return new EventLogs(List.of(new Source(directory, moment)));
  }

  /** Together with those in another directory. */
  EventLogs and(Path directory) {
    return new EventLogs(Stream.concat(sources.stream(), in(directory).sources.stream()).toList());
  }

  void forEach(Consumer<Event> reader) {
    sources.forEach(source -> source.read(reader));
  }

  /** How long a file was at some moment. */
  interface Moment {
    long lengthOf(Path file);

    static Moment now(Path directory) {
      Map<Path, Long> lengths = new TreeMap<>();
      files(directory).forEach(file -> lengths.put(file, size(file)));
      return file -> lengths.getOrDefault(file, 0L);
    }
  }

  private record Source(Path directory, Moment moment) {
    void read(Consumer<Event> reader) {
      files(directory).forEach(file -> read(file, reader));
    }

    private void read(Path file, Consumer<Event> reader) {
      long length = moment.lengthOf(file);
      long end = 0;
      try (BufferedReader lines = Files.newBufferedReader(file, ISO_8859_1)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          end += line.length() + 1L;
          Event event = Event.parse(line);
          if (end <= length) {
            reader.accept(event);
          } else {
            readOpen(event, reader);
          }
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    private static void readOpen(Event event, Consumer<Event> reader) {
      boolean isDelivery = event.f() == Action.RECEIVE || event.f() == Action.GET;
      if (event.type() != Outcome.OK) {
        reader.accept(event);
      } else if (!isDelivery) {
        reader.accept(event.as(Outcome.INFO));
      }
    }
  }

  private static List<Path> files(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(EventLog.ENDING)).sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
