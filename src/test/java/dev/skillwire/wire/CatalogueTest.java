package dev.skillwire.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Event;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class CatalogueTest {

  private static final Set<String> ENVELOPE = Set.of("type", "seq", "timestamp");

  static Stream<Event> full() {
    return Samples.full().stream().filter(event -> !(event instanceof Event.Custom));
  }

  static Stream<Event> bare() {
    return Samples.bare().stream().filter(event -> !(event instanceof Event.Custom));
  }

  @Test
  void knowsEveryEvent() {
    var words = full().map(EventWriter::kind).collect(Collectors.toSet());
    assertThat(Catalogue.entries())
        .extracting(Catalogue.Entry::word)
        .containsExactlyInAnyOrderElementsOf(words);
  }

  @Test
  void samplesAreOfEveryEvent() {
    var variants = variants(Event.class).collect(Collectors.toSet());
    assertThat(Samples.full()).extracting(Object::getClass).containsAll(variants);
    assertThat(Samples.bare()).extracting(Object::getClass).containsAll(variants);
  }

  @ParameterizedTest
  @MethodSource("full")
  void aFullEventHasExactlyItsFields(Event event) {
    assertThat(fields(event))
        .isEqualTo(
            entry(event).fields().stream()
                .map(Catalogue.Field::name)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @ParameterizedTest
  @MethodSource("bare")
  void aBareEventHasExactlyTheFieldsThatAreNotOptional(Event event) {
    assertThat(fields(event))
        .isEqualTo(
            entry(event).fields().stream()
                .filter(field -> !field.optional())
                .map(Catalogue.Field::name)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @ParameterizedTest
  @MethodSource({"full", "bare"})
  void everyValueHasItsType(Event event) {
    var node = Samples.parsed(EventWriter.write(7, Samples.AT, event));
    for (var field : entry(event).fields()) {
      var value = node.path(field.name());
      if (value.isMissingNode() ? field.optional() : value.isNull() && field.nullable()) {
        continue;
      }
      assertThat(fits(field.type(), value)).as("%s: %s", field, value).isTrue();
    }
  }

  @Nested
  class WhatASourceMaySend {

    @Test
    void isEveryTypeThatIsNotReserved() {
      for (var entry : Catalogue.entries()) {
        boolean asked = entry.word().equals("confirmation_required");
        assertThat(entry.published())
            .as(entry.word())
            .isEqualTo(asked || !Catalogue.reserved(entry.word()));
      }
    }

    @Test
    void isNotWhatTheHubAloneSays() {
      for (var word : List.of("connected", "resync", "ack", "error", "heartbeat_ack", "presence")) {
        assertThat(Catalogue.reserved(word)).as(word).isTrue();
      }
      assertThat(Catalogue.reserved("confirmation_of_something")).isTrue();
      assertThat(Catalogue.reserved("coffee_made")).isFalse();
    }
  }

  @Test
  void hasNoEntryForOtherWords() {
    assertThat(Catalogue.entry("coffee_made")).isNull();
    assertThat(Catalogue.entry("skill_error")).isNull();
  }

  private static Catalogue.Entry entry(Event event) {
    var entry = Catalogue.entry(EventWriter.kind(event));
    if (entry == null) {
      throw new AssertionError("not in the catalogue: " + event);
    }
    return entry;
  }

  private static Set<String> fields(Event event) {
    var node = Samples.parsed(EventWriter.write(7, Samples.AT, event));
    var names = new TreeSet<>(new LinkedHashSet<>(node.propertyNames()));
    names.removeAll(ENVELOPE);
    return names;
  }

  private static Stream<Class<?>> variants(Class<?> type) {
    var permitted = type.getPermittedSubclasses();
    return permitted == null
        ? Stream.of(type)
        : Stream.of(permitted).flatMap(CatalogueTest::variants);
  }

  private static boolean fits(Catalogue.Type type, JsonNode value) {
    return switch (type) {
      case TEXT -> value.isString();
      case WHOLE -> value.isIntegralNumber();
      case NUMBER -> value.isNumber();
      case TRUTH -> value.isBoolean();
      case OBJECT -> value.isObject();
      case TEXTS -> value.isArray() && value.valueStream().allMatch(JsonNode::isString);
      case NUMBERS -> value.isArray() && value.valueStream().allMatch(JsonNode::isNumber);
      case OBJECTS -> value.isArray() && value.valueStream().allMatch(JsonNode::isObject);
      case ACTOR ->
          value.isObject()
              && Set.copyOf(value.propertyNames()).equals(Set.of("client_id", "name", "kind"))
              && value.valueStream().allMatch(JsonNode::isString);
      case INSTANT -> value.isString() && Instant.parse(value.stringValue()) != null;
      case ANY -> !value.isMissingNode();
    };
  }
}
