package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.text.Normalizer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names, phones, addresses and metadata of customers: most as one hopes, some hostile. */
record People(Dice dice) {
  private static final List<String> FIRST =
      List.of(
          "Mia", "Noah", "Zoë", "Léa", "Björn", "Søren", "Ana", "Luca", "Aiko", "Omar", "Ines",
          "Yusuf", "Chloé", "Jan", "Freya", "Mateo", "Priya", "Owen", "Sofía", "Tomáš");
  private static final List<String> LAST =
      List.of(
          "Martin",
          "Müller",
          "García",
          "Rossi",
          "Tanaka",
          "Nowak",
          "O'Neill",
          "Dubois",
          "Jensen",
          "Kowalski",
          "Smith",
          "van Dijk",
          "Horváth",
          "Sigurðsson",
          "Haddad",
          "Silva",
          "Brown");
  private static final List<String> HOSTILE =
      List.of(
          "x".repeat(10_000),
          "🦄 Ünïcörn 👩‍👩‍👧‍👦 GmbH",
          "\u202eمحمد العربي\u202c",
          "Control\u0000\u0007\u001b[31m Name\r\nX-Injected: 1",
          "'; DROP TABLE customers; --",
          "<script>alert(1)</script> & Söhne",
          "   ",
          "Single");
  private static final List<String> PHONES =
      List.of(
          "+1 (415) 555-%04d",
          "+49 30 90%06d",
          "0033 6 12 %02d.34.56",
          "+81-90-12%02d-5678",
          "555 %04d",
          "+0 123 %04d",
          "call me %d",
          "07700 90%04d");
  private static final List<String[]> PLACES =
      List.of(
          new String[] {"US", "San Francisco", "94107"},
          new String[] {"DE", "Berlin", "10115"},
          new String[] {"FR", "Paris", "75011"},
          new String[] {"GB", "London", "EC1A 1BB"},
          new String[] {"JP", "東京", "100-0001"},
          new String[] {"BR", "São Paulo", "01310-100"});

  String first(long index) {
    return dice.pick(Trait.FIRST_NAME, index, FIRST);
  }

  String last(long index) {
    return dice.pick(Trait.LAST_NAME, index, LAST);
  }

  @Nullable String name(long index) {
    if (index % 60 == 37) {
      return HOSTILE.get((int) (index / 60 % HOSTILE.size()));
    }
    return index % 18 == 11 ? null : first(index) + " " + last(index);
  }

  /** Letters of the local part of an address. */
  static String ascii(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("[^A-Za-z.]", "");
  }

  /** Well-formed, not so, shared by several customers, or none. */
  @Nullable String phone(long index) {
    if (index % 30 == 11 || index % 30 == 12) {
      return "+44 20 7946 0" + 100 + index / 30 % 9;
    }
    return index % 3 == 0
        ? null
        : dice.pick(Trait.PHONE, index, PHONES)
            .formatted(Math.abs(index % 97) + 100 * (index % 50));
  }

  JsonNode address(long index) {
    if (index % 4 == 1) {
      return NullNode.getInstance();
    }
    String[] place = dice.pick(Trait.ADDRESS, index, PLACES);
    boolean partly = index % 9 == 4;
    return Json.object()
        .put("city", partly ? null : place[1])
        .put("country", place[0])
        .put("line1", partly ? null : "Main Street " + index % 200)
        .putNull("line2")
        .put("postal_code", partly ? null : place[2])
        .putNull("state");
  }

  ArrayNode locales(long index) {
    return switch ((int) (index % 5)) {
      case 0 -> Json.array().add("fr-FR").add("en");
      case 1 -> Json.array().add("de");
      case 2 -> Json.array().add("ja");
      default -> Json.array();
    };
  }

  ObjectNode metadata(long index) {
    ObjectNode metadata = Json.object();
    if (index % 5 < 2) {
      metadata.put(
          "customer_tier", dice.pick(Trait.TIER, index, List.of("gold", "silver", "basic")));
    }
    if (index % 7 == 3) {
      metadata.put(
          "marketing_opt_in",
          List.of("true", "false", " No ", "0", "yes", "", "f", "off").get((int) (index / 7 % 8)));
    }
    if (index % 13 == 6) {
      metadata.put("signup source", index % 2 == 0 ? "web" : "Café ☕");
    }
    if (index % 45 == 23) {
      metadata.put("email", "metadata@example.com").put("sms", "+1").put("BLACKLIST", "true");
    }
    if (index % 90 == 41) {
      metadata.put("🔥", "\u0000").put("signup-source", "x".repeat(500)).put("_", "under");
    }
    return metadata;
  }
}
