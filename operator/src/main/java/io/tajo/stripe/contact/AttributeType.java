package io.tajo.stripe.contact;

import io.tajo.stripe.profile.Field;
import java.util.Collection;
import java.util.Set;

/**
 * The type of a Brevo attribute. Brevo ignores a value of another type without a word
 * (https://developers.brevo.com/reference/createcontact), so values are converted to it.
 */
public sealed interface AttributeType {
  /** Any text. */
  record Text() implements AttributeType {}

  /** A number; Brevo calls it float. */
  record Decimal() implements AttributeType {}

  /** A day, written {@code yyyy-MM-dd}. */
  record Date() implements AttributeType {}

  /** True or false. */
  record Bool() implements AttributeType {}

  /** One of the options' names. */
  record Category(Set<String> options) implements AttributeType {}

  /** Any of the options' names. */
  record MultipleChoice(Set<String> options) implements AttributeType {}

  /**
   * A type that this connector does not write: {@code id}, {@code user}, one that is yet to come.
   */
  record Other(String name) implements AttributeType {}

  /**
   * Reads a type as Brevo names it.
   *
   * @param options names of the options; only category and multiple-choice have any
   */
  static AttributeType of(String name, Collection<String> options) {
    return switch (name) {
      case "text" -> new Text();
      case "float" -> new Decimal();
      case "date" -> new Date();
      case "boolean" -> new Bool();
      case "category" -> new Category(Set.copyOf(options));
      case "multiple-choice" -> new MultipleChoice(Set.copyOf(options));
      default -> new Other(name);
    };
  }

  /** The type with which an attribute is created. */
  static AttributeType created(Field.Kind kind) {
    return switch (kind) {
      case TEXT -> new Text();
      case NUMBER -> new Decimal();
      case DATE -> new Date();
      case BOOLEAN -> new Bool();
    };
  }

  /** The type as Brevo names it. */
  default String brevoName() {
    return switch (this) {
      case Text _ -> "text";
      case Decimal _ -> "float";
      case Date _ -> "date";
      case Bool _ -> "boolean";
      case Category _ -> "category";
      case MultipleChoice _ -> "multiple-choice";
      case Other(String name) -> name;
    };
  }
}
