package dev.tidings.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameParserTest {
  private static final int FINAL = 0x80;

  private final FrameParser parser = new FrameParser();
  private final List<String> heard = new ArrayList<>();
  private final FrameParser.Reader reader =
      new FrameParser.Reader() {
        @Override
        public void text(Content text) {
          heard.add(text.body());
        }

        @Override
        public void ping(byte[] payload) {
          heard.add("ping " + new String(payload, UTF_8));
        }

        @Override
        public void close(int code, String reason) {
          heard.add("close " + code + " " + reason);
        }
      };

  @Test
  void framesOfAllLengthsComeByteByByte() {
    List<String> texts = List.of("", "a", "b".repeat(125), "c".repeat(126), "d".repeat(70_000));
    for (String text : texts) {
      for (byte one : frame(FINAL | Frame.TEXT, text.getBytes(UTF_8)).array()) {
        parser.take(ByteBuffer.wrap(new byte[] {one}), reader);
      }
    }
    assertThat(heard).containsExactlyElementsOf(texts);
  }

  @Test
  void aPingMayComeBetweenTheFragmentsOfAText() {
    take(Frame.TEXT, "one ");
    take(Frame.CONTINUATION, "two ");
    take(FINAL | Frame.PING, "?");
    take(FINAL | Frame.CONTINUATION, "three");
    take(FINAL | Frame.TEXT, "next");
    assertThat(heard).containsExactly("ping ?", "one two three", "next");
  }

  @Test
  void severalFramesMayComeTogether() {
    ByteBuffer both = ByteBuffer.allocate(64);
    both.put(frame(FINAL | Frame.TEXT, "one".getBytes(UTF_8)));
    both.put(frame(FINAL | Frame.CLOSE, "\u0003\u00e8bye".getBytes(ISO_8859_1)));
    parser.take(both.flip(), reader);
    assertThat(heard).containsExactly("one", "close 1000 bye");
  }

  @Test
  void whatNobodyExpectsEndsTheRun() {
    assertRefused(FINAL | 2);
    assertRefused(FINAL | Frame.PONG);
    assertRefused(FINAL | 0x40 | Frame.TEXT);
    assertRefused(Frame.PING);
    assertRefused(FINAL | Frame.CONTINUATION);
    take(Frame.TEXT, "begun");
    assertRefused(FINAL | Frame.TEXT);
  }

  private void assertRefused(int first) {
    assertThatThrownBy(() -> take(first, "x")).isInstanceOf(BenchmarkFailure.class);
  }

  private void take(int first, String payload) {
    parser.take(frame(first, payload.getBytes(UTF_8)), reader);
  }

  /** As servers send it, not masked. */
  private static ByteBuffer frame(int first, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(10 + payload.length).put((byte) first);
    if (payload.length <= 125) {
      frame.put((byte) payload.length);
    } else if (payload.length <= 65_535) {
      frame.put((byte) 126).putShort((short) payload.length);
    } else {
      frame.put((byte) 127).putLong(payload.length);
    }
    byte[] exact = new byte[frame.position() + payload.length];
    frame.put(payload).flip().get(exact);
    return ByteBuffer.wrap(exact);
  }
}
