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
 * <p>They can be read as of a copy of the disk that was made between two moments. What clients
 * heard in between may not have happened in the copy: what was done counts as open, and deliveries
 * do not count. What they asked for in between stays. Nothing that they did later says anything
 * about it.
 */
final class EventLogs {
  private final List<Source> sources;

  private EventLogs(List<Source> sources) {
    this.sources = sources;
  }

  /** The logs in a directory, each as far as it goes. */
  static EventLogs in(Path directory) {
    return in(directory, file -> Long.MAX_VALUE, file -> Long.MAX_VALUE);
  }

  /** The logs in a directory as of a copy that was made between two moments. */
  static EventLogs in(Path directory, Moment before, Moment after) {
    return new EventLogs(List.of(new Source(directory, before, after)));
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

  private record Source(Path directory, Moment before, Moment after) {
    void read(Consumer<Event> reader) {
      files(directory).forEach(file -> read(file, reader));
    }

    private void read(Path file, Consumer<Event> reader) {
      long surely = before.lengthOf(file);
      long perhaps = after.lengthOf(file);
      long end = 0;
      try (BufferedReader lines = Files.newBufferedReader(file, ISO_8859_1)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          end += line.length() + 1L;
          if (end <= surely) {
            reader.accept(Event.parse(line));
          } else if (end <= perhaps) {
            readOpen(Event.parse(line), reader);
          } else {
            return;
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
