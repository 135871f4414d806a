package dev.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is true of each text field; the contract tests send each of them through the server. */
class TextFieldTest {

  @ParameterizedTest
  @EnumSource
  void a_field_has_methods_of_its_own(TextField field) throws ReflectiveOperationException {
    Publication.Builder builder = Publication.builder().data("data");
    Publication.Builder.class.getMethod(method(field), String.class).invoke(builder, "value");
    Publication publication = builder.build();
    Message message = Message.builder().publication(publication).build();

    assertThat(publication.text(field)).contains("value");
    assertThat(message.text(field)).contains("value");
    for (Object owner : new Object[] {publication, message}) {
      Method reader = owner.getClass().getMethod(method(field));
      assertThat(reader.invoke(owner)).isEqualTo(Optional.of("value"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_field_is_absent_until_it_is_set_and_null_takes_it_back(TextField field) {
    Publication.Builder builder = Publication.builder().data("data");

    assertThat(builder.build().text(field)).isEmpty();
    assertThat(builder.text(field, "value").build().toBuilder().build().text(field))
        .contains("value");
    assertThat(builder.text(field, null).build().text(field)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void a_field_has_1_to_200_characters_none_of_them_a_control_character(TextField field) {
    for (String value :
        new String[] {"", " ", "a\nb", "\u0000", "\u0085", "\ud83d", "x".repeat(201)}) {
      Publication.Builder builder = Publication.builder().data("data").text(field, value);

      TidingsException refused = catchThrowableOfType(TidingsException.class, builder::build);

      assertThat(refused.violations())
          .extracting(Violation::toString)
          .containsExactly(
              field.fieldName()
                  + " must have 1 to 200 characters, none of them a control character");
    }
    for (String value : new String[] {"x", "x".repeat(200), "\ud83d\ude00".repeat(100)}) {
      assertThat(Publication.builder().data("data").text(field, value).build().text(field))
          .contains(value);
    }
  }

  /** Such as {@code extClientId}. */
  private static String method(TextField field) {
    String words =
        Arrays.stream(field.fieldName().split("_", -1))
            .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
            .collect(Collectors.joining());
    return Character.toLowerCase(words.charAt(0)) + words.substring(1);
  }
}
