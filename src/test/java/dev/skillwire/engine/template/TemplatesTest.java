package dev.skillwire.engine.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTest {

  private final Templates templates = new Templates();
  private final Map<String, @Nullable Object> values = new HashMap<>();

  TemplatesTest() {
    values.put("text", "hello world");
    values.put("n", 3L);
    values.put("items", List.of("a", "b"));
    values.put("map", Map.of("key", "value"));
    values.put("skipped", null);
    values.put("evil", "{{ 7 * 7 }}{% raw %}{# x");
  }

  private String render(String text) {
    return templates.render(Template.of(text), values);
  }

  @Nested
  class Values {

    @ParameterizedTest
    @CsvSource(
        delimiterString = " => ",
        quoteCharacter = '`',
        value = {
          "{{ text.startswith('he') }} => true",
          "{{ text.split('o')[0] }} => hell",
          "{{text.upper()}} => HELLO WORLD",
          "{{ items | join(',') }} => a,b",
          "{% for x in items %}{{ loop.index }}{{ x }}{% endfor %} => 1a2b",
          "{{ map.key }} {{ map['key'] }} {{ map.get('no', 'd') }} => value value d",
          "{{ n // 2 }} {{ n / 2 }} {{ n ** 2 }} => 1 1.5 9",
          "{{ nothing | default('d') }} => d",
          "{{ map.nothing | default(5) + 1 }} => 6",
          "{{ nothing is defined }} => false",
          "[{{ skipped }}] {{ skipped is none }} => [] true",
          "{{ map | tojson }} => {\"key\":\"value\"}",
          "{{ '/a/b.c' | basename }} {{ '/a/b.c' | dirname }} => b.c /a",
          "{% raw %}{{ x }}{% endraw %} => {{ x }}"
        })
    void areFilledInAsInJinja(String template, String expected) {
      assertThat(render(template)).isEqualTo(expected);
    }

    @Test
    void areNeverReadAsTemplates() {
      assertThat(render("{{ evil }}")).isEqualTo(values.get("evil"));
      assertThat(render("{% set x = evil %}{{ x ~ evil }}"))
          .isEqualTo("" + values.get("evil") + values.get("evil"));
      assertThatThrownBy(() -> render("{{ evil | render }}")).isInstanceOf(TemplateException.class);
    }

    @Test
    void areOneShellWordWhenQuoted() {
      values.put("file", "it's $(rm) `x`\n\"");
      assertThat(render("{{ file | sh }}")).isEqualTo("'it'\\''s $(rm) `x`\n\"'");
    }

    @Test
    void keepTheirTypeWhenTheTextIsOneExpression() {
      assertThat(templates.value(Template.of("{{ n }}"), values)).isEqualTo(3L);
      assertThat(templates.value(Template.of(" {{ items }} "), values))
          .isEqualTo(List.of("a", "b"));
      assertThat(templates.value(Template.of("{{ n }}{{ n }}"), values)).isEqualTo("33");
    }
  }

  @Nested
  class WhatIsNotDefined {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{{ nothing }}",
          "{{ map.nothing }}",
          "{{ nothing.deeper }}",
          "{{ 'a' ~ nothing }}",
          "{{ nothing == 'a' }}",
          "{{ nothing + 1 }}",
          "{{ nothing | upper }}",
          "{{ nothing | length }}",
          "{% if nothing %}x{% endif %}",
          "{% for x in nothing %}{% endfor %}",
          "{{ 'a' in nothing }}",
          "{{ [nothing] }}",
          "{{ items[5] }}",
          "{{ text.nothing() }}",
          "{{ text | nothing }}",
          "{{ text is nothing }}",
          "{{ nothing(1) }}",
          "{% for x in items %}{{ nothing }}{% endfor %}"
        })
    void isAnError(String template) {
      assertThatThrownBy(() -> render(template)).isInstanceOf(TemplateException.class);
    }

    @Test
    void isNamedWithItsPlaceAndTheNearestWord() {
      var template = new Template("first\n  second {{ txet }}", "", 10, 5, 4);
      assertThatThrownBy(() -> templates.render(template, values))
          .isInstanceOf(TemplateException.class)
          .hasMessage("line 11, column 14: 'txet' is not defined; did you mean 'text'?");
    }
  }

  @Nested
  class Conditions {

    @ParameterizedTest
    @CsvSource(
        delimiterString = " => ",
        quoteCharacter = '`',
        value = {
          "text == 'hello world' => true",
          "'world' in text and n > 2 => true",
          "skipped => false",
          "not skipped => true",
          "{{ n == 3 }} => true",
          "{{ n == 4 }} => false",
          "{% if n == 4 %}yes{% endif %} => false",
          "text => true",
          "'no' => false",
          "n - 3 => false",
          "nothing | default(false) => false"
        })
    void hold(String condition, boolean expected) {
      assertThat(templates.holds(Template.of(condition), values)).isEqualTo(expected);
    }
  }

  @Nested
  class TheCheckBeforeARun {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{{ 1 + }}",
          "{% if x %}",
          "{{ x",
          "a {# b",
          "{{ x | nofilter }}",
          "{{ f(1) }}",
          "${#array}"
        })
    void findsWhatNoValueCanCure(String template) {
      assertThatThrownBy(() -> templates.check(Template.of(template), false))
          .isInstanceOf(TemplateException.class);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{{ a.b.c + [1] }}",
          "{{ a['x'] | int * 2 }}",
          "{% for x in y %}{{ x.z() }}{% endfor %}"
        })
    void leavesWhatOnlyTheValuesDecide(String template) {
      templates.check(Template.of(template), false);
    }
  }
}
