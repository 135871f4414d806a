package dev.tidings.store.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Texts that messages of one segment have in common, each written once. */
final class SharedTexts {
  private final List<String> texts = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final SegmentOutput written = new SegmentOutput();
  private int sizeAtMark;
  private int countAtMark;

  /** The number by which the text is found again. */
  int number(String text) {
    Integer known = numbers.get(text);
    if (known != null) {
      return known;
    }
    int number = texts.size();
    texts.add(text);
    numbers.put(text, number);
    written.addText(text);
    return number;
  }

  /** Remembers what there is. */
  void mark() {
    sizeAtMark = written.size();
    countAtMark = texts.size();
  }

  /** Forgets what was added since the mark. */
  void backToMark() {
    List<String> added = texts.subList(countAtMark, texts.size());
    added.forEach(numbers::remove);
    added.clear();
    written.truncate(sizeAtMark);
  }

  int size() {
    return written.size();
  }

  void addTo(SegmentOutput output) {
    output.addNumber(texts.size()).addAll(written);
  }

  static String[] read(SegmentInput input) throws DamagedContentException {
    long count = input.readNumber();
    List<String> texts = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      texts.add(input.readText());
    }
    return texts.toArray(String[]::new);
  }
}
