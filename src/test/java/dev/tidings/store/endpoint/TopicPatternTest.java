package dev.tidings.store.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicPatternTest {

  @ParameterizedTest(name = "{0} matches {1}: {2}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          /orders/*;         /orders/created;       true
          /orders/*;         /orders/eu/created;    false
          /orders/*;         /orders;               false
          /orders/*;         /orders/;              true
          /orders/*;         /Orders/created;       false
          /orders/*;         /x/orders/created;     false
          /orders/**;        /orders/created;       true
          /orders/**;        /orders/eu/created;    true
          /orders/**;        /orders/eu/created/;   true
          /orders/**;        /orders;               false
          /orders/**;        /ordersx/created;      false
          /orders;           /orders;               true
          /orders;           /orders/created;       false
          /orders;           /order;                false
          /orders;           /ordersx;              false
          /orders/;          /orders;               false
          /orders/;          /orders/;              true
          /orders;           /ORDERS;               false
          *;                 /orders;               false
          **;                /orders;               true
          **;                /orders/eu/created;    true
          /*;                /orders;               true
          /*;                /orders/created;       false
          /**;               /orders/created;       true
          /**;               orders;                false
          /*/*;              /a/b;                  true
          /*/*;              /a;                    false
          /*/*;              /a/b/c;                false
          /*/*;              //;                    true
          /a*;               /a;                    true
          /a*;               /abc;                  true
          /a*;               /a/b;                  false
          /a**;              /a/b;                  true
          /a**;              /abc;                  true
          /*a;               /bca;                  true
          /*a;               /a;                    true
          /*a;               /ab;                   false
          /*a*b;             /xaybzb;               true
          /*ab;              /aab;                  true
          /a/**/z;           /a/b/z;                true
          /a/**/z;           /a/b/c/d/z;            true
          /a/**/z;           /a/z;                  false
          /a/**/z;           /a//z;                 true
          /a/**/z;           /a/b/zz;               false
          /a/**z;            /a/z;                  true
          /a/*/z;            /a/b/z;                true
          /a/*/z;            /a/b/c/z;              false
          /a/*/z;            /a/z;                  false
          /**/x/*;           /a/b/x/c;              true
          /**/x/*;           /a/x/x/c/d;            false
          /**/x/*;           /x/c;                  false
          **/b*d;            /a/b/bcd;              true
          **/b*d;            /a/bc/d;               false
          /***;              /a/b;                  true
          /****;             /a/b;                  true
          /a.b;              /a.b;                  true
          /a.b;              /axb;                  false
          /a.*;              /a.b;                  true
          /a.*;              /ab;                   false
          /a$;               /a$;                   true
          /a$;               /a;                    false
          /a|/b;             /a;                    false
          /a|b;              /a|b;                  true
          /^a;               /a;                    false
          /^a;               /^a;                   true
          /^*$;              /^abc$;                true
          /^*$;              /abc;                  false
          /[a-z];            /b;                    false
          /a+;               /aa;                   false
          /(a);              /a;                    false
          /a?;               /a;                    false
          /a{2};             /aa;                   false
          """)
  void one_star_stays_within_a_segment_and_two_cross_them(
      String pattern, String name, boolean matches) {
    assertThat(TopicPattern.of(pattern).matches(name)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(strings = {"**.", "*a", "**a", "*/", "**/", "a*"})
  void sixteen_wildcards_and_a_long_name_take_few_steps(String part) {
    String pattern = "/" + part.repeat(TopicPattern.MAX_WILDCARDS) + "x";
    String name = "/" + part.replace("*", "").repeat(199).substring(0, 199);
    TopicPattern.Run run = TopicPattern.of(pattern).new Run();

    boolean matches = run.matches(name);

    assertThat(matches).isFalse();
    assertThat(run.steps()).isLessThanOrEqualTo(name.length() * (pattern.length() + 1));
  }

  /** A second opinion on many small cases; the seed makes a failure repeatable. */
  @Test
  void it_agrees_with_a_regular_expression_on_random_cases() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);

    for (int i = 0; i < 20_000; i++) {
      String pattern = "/" + randomText(random, "ab/**", 8);
      String name = "/" + randomText(random, "ab/", 10);

      assertThat(TopicPattern.of(pattern).matches(name))
          .as("%s matches %s, seed %d", pattern, name, seed)
          .isEqualTo(asRegularExpression(pattern).matcher(name).matches());
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      nullValues = "none",
      textBlock =
          """
          /orders/*;            none
          *;                    none
          **/created;           none
          /a.b_c-d:e@f=g~h$|^;  none
          '';                   begins with
          orders/*;             begins with
          /a b;                 must consist of
          /a?;                  must consist of
          /é;                   must consist of
          """)
  void patterns_are_made_of_stars_and_the_characters_of_names(String pattern, String rule) {
    if (rule == null) {
      assertThat(TopicPattern.ruleBrokenBy(pattern)).isEmpty();
    } else {
      assertThat(TopicPattern.ruleBrokenBy(pattern)).get().asString().contains(rule);
    }
  }

  @Test
  void two_stars_count_as_one_wildcard_and_sixteen_are_the_most() {
    assertThat(TopicPattern.ruleBrokenBy("/**".repeat(16))).isEmpty();
    assertThat(TopicPattern.ruleBrokenBy("/**".repeat(17))).get().asString().contains("16");
  }

  @Test
  void two_hundred_characters_are_the_most() {
    assertThat(TopicPattern.ruleBrokenBy("/" + "a".repeat(199))).isEmpty();
    assertThat(TopicPattern.ruleBrokenBy("/" + "a".repeat(200))).get().asString().contains("200");
  }

  private static String randomText(Random random, String alphabet, int maxLength) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(maxLength + 1);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static Pattern asRegularExpression(String pattern) {
    return Pattern.compile(
        pattern.replace("**", "<any>").replace("*", "[^/]*").replace("<any>", ".*"));
  }
}
