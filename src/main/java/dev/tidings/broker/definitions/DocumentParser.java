package dev.tidings.broker.definitions;

import dev.tidings.api.TidingsException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Parses one document of YAML, of which JSON is a part. It makes texts, lists and objects and
 * nothing else: there are no tags, so no classes, and no aliases, so nothing grows while it is
 * read.
 */
final class DocumentParser {
  /** What a document may have in characters. */
  static final int MAX_LENGTH = 16 << 20;

  static final int MAX_DEPTH = 16;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setLabel("definitions").setCodePointLimit(MAX_LENGTH).build();

  private final Iterator<Event> events;
  private final UnaryOperator<String> substitution;

  private DocumentParser(Iterator<Event> events, UnaryOperator<String> substitution) {
    this.events = events;
    this.substitution = substitution;
  }

  /**
   * Parses a document.
   *
   * @param substitution is done with each value, and not with names of fields
   * @throws TidingsException {@link dev.tidings.api.ErrorType#INVALID_INPUT} with the line
   */
  static DocumentNode parse(String text, UnaryOperator<String> substitution) {
    try {
      Iterator<Event> events = new Parse(SETTINGS).parseString(text).iterator();
      return new DocumentParser(events, substitution).document();
    } catch (MarkedYamlEngineException malformed) {
      int line = malformed.getProblemMark().map(DocumentParser::line).orElse(1);
      throw invalid("document", line, "is neither YAML nor JSON: " + malformed.getProblem());
    } catch (YamlEngineException malformed) {
      throw invalid("document", 1, "is neither YAML nor JSON: " + malformed.getMessage());
    }
  }

  static TidingsException invalid(String field, int line, String rule) {
    return TidingsException.invalid(field, "%s (line %d)".formatted(rule, line));
  }

  private DocumentNode document() {
    require(Event.ID.StreamStart);
    Event begin = events.next();
    if (begin.getEventId() == Event.ID.StreamEnd) {
      throw invalid("document", 1, "must not be empty");
    }
    DocumentNode node = node(events.next(), 0);
    require(Event.ID.DocumentEnd);
    Event end = events.next();
    if (end.getEventId() != Event.ID.StreamEnd) {
      throw invalid("document", line(end), "must be one document");
    }
    return node;
  }

  private void require(Event.ID id) {
    Event event = events.next();
    if (event.getEventId() != id) {
      throw invalid("document", line(event), "is neither YAML nor JSON");
    }
  }

  private DocumentNode node(Event event, int depth) {
    if (depth > MAX_DEPTH) {
      throw invalid("document", line(event), "must not be nested deeper than " + MAX_DEPTH);
    }
    boolean isTagged = event instanceof CollectionStartEvent begin && begin.getTag().isPresent();
    if (isTagged || (event instanceof ScalarEvent scalar && scalar.getTag().isPresent())) {
      throw invalid("document", line(event), "must have no tags");
    }
    return switch (event.getEventId()) {
      case Scalar -> scalar((ScalarEvent) event);
      case SequenceStart -> items(event, depth);
      case MappingStart -> members(event, depth);
      default ->
          throw invalid("document", line(event), "must have no aliases; write the value again");
    };
  }

  private DocumentNode.Scalar scalar(ScalarEvent event) {
    String text = event.getValue();
    try {
      return new DocumentNode.Scalar(substitution.apply(text), event.isPlain(), line(event));
    } catch (IllegalArgumentException unknown) {
      throw invalid("document", line(event), unknown.getMessage());
    }
  }

  private DocumentNode.Items items(Event begin, int depth) {
    List<DocumentNode> items = new ArrayList<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.SequenceEnd) {
      items.add(node(event, depth + 1));
      event = events.next();
    }
    return new DocumentNode.Items(items, line(begin));
  }

  private DocumentNode.Members members(Event begin, int depth) {
    Map<String, DocumentNode> members = new LinkedHashMap<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.MappingEnd) {
      if (!(event instanceof ScalarEvent name)) {
        throw invalid("document", line(event), "must have texts as names of fields");
      }
      DocumentNode value = node(events.next(), depth + 1);
      if (members.putIfAbsent(name.getValue(), value) != null) {
        throw invalid(
            "document", line(event), "must not have the field %s twice".formatted(name.getValue()));
      }
      event = events.next();
    }
    return new DocumentNode.Members(members, line(begin));
  }

  private static int line(Event event) {
    return event.getStartMark().map(DocumentParser::line).orElse(1);
  }

  private static int line(Mark mark) {
    return mark.getLine() + 1;
  }
}
