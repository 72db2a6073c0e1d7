package dev.skillwire.engine.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// The same templates here and in Jinja2, where that is installed. What is known to differ is listed.
@Tag("packages")
class Jinja2DifferenceTest {

  private static final JsonMapper JSON = JsonMapper.shared();

  private static final String PYTHON =
      """
      import json, sys
      from jinja2 import Environment, StrictUndefined
      env = Environment(undefined=StrictUndefined, keep_trailing_newline=True)
      told = json.load(open(sys.argv[1]))
      out = []
      for template in told["templates"]:
          try:
              out.append(env.from_string(template).render(**told["values"]))
          except Exception as e:
              out.append(None)
      json.dump(out, sys.stdout)
      """;

  private static final Map<String, Object> VALUES =
      Map.ofEntries(
          Map.entry("name", "Ada Lovelace"),
          Map.entry("blank", "  x y  "),
          Map.entry("nil", ""),
          Map.entry("n", 7),
          Map.entry("f", 2.5),
          Map.entry("yes", true),
          Map.entry("list", List.of("c", "a", "b")),
          Map.entry("numbers", List.of(3, 1, 2)),
          Map.entry("map", Map.of("k", "v")),
          Map.entry("rows", List.of(Map.of("id", 1, "on", true), Map.of("id", 2, "on", false))),
          Map.entry("trap", "{{ n }}"));

  private static final List<String> TEMPLATES =
      List.of(
          "plain",
          "{{ name }}",
          "{{ n + 1 }}",
          "{{ n * 2 - 1 }}",
          "{{ n // 2 }}",
          "{{ n % 4 }}",
          "{{ n > 3 and n < 9 }}",
          "{{ not yes }}",
          "{{ 'a' ~ n ~ 'b' }}",
          "{{ list | length }}",
          "{{ list | join(', ') }}",
          "{{ list | sort | join }}",
          "{{ list | first }}{{ list | last }}",
          "{{ list[0] }}{{ list[-1] }}",
          "{{ numbers | sum }}",
          "{{ numbers | max }}{{ numbers | min }}",
          "{{ map.k }}{{ map['k'] }}",
          "{{ name | upper }}",
          "{{ name | lower }}",
          "{{ name | title }}",
          "{{ name | replace('a', 'o') }}",
          "{{ blank | trim }}",
          "{{ nil | default('d', true) }}",
          "{{ nothing | default('d') }}",
          "{{ nothing is defined }}",
          "{{ name is defined }}",
          "{{ name is string }}",
          "{{ n is number }}",
          "{{ 'Ada' in name }}",
          "{{ 'c' in list }}",
          "{{ 'x' not in list }}",
          "{% if n > 5 %}big{% elif n > 3 %}mid{% else %}small{% endif %}",
          "{% if nil %}a{% else %}b{% endif %}",
          "{% for x in list %}{{ x }}{% endfor %}",
          "{% for x in list %}{{ loop.index }}{{ x }}{% if not loop.last %},{% endif %}{% endfor %}",
          "{% for x in list %}{{ loop.index0 }}{% endfor %}",
          "{% for x in [] %}a{% else %}none{% endfor %}",
          "{% for r in rows if r.on %}{{ r.id }}{% endfor %}",
          "{% set x = n + 1 %}{{ x }}",
          "{# a comment #}x",
          "{% raw %}{{ n }}{% endraw %}",
          "{{ trap }}",
          "a {%- if yes %} b {%- endif %} c",
          "{{ name.startswith('Ada') }}",
          "{{ name.split(' ')[1] }}",
          "{{ name.upper() }}",
          "{{ blank.strip() }}",
          "{{ '-'.join(list) }}",
          "{{ name.count('a') }}",
          "{{ name.find('L') }}",
          "{{ '7'.zfill(3) }}",
          "{{ name.endswith('lace') }}",
          "{{ 'a\\nb'.splitlines() | length }}",
          "{{ rows | map(attribute='id') | join(',') }}",
          "{{ rows | selectattr('on') | list | length }}",
          "{{ list | reverse | join }}",
          "{{ list | unique | join }}",
          "{{ '5' | int + 1 }}",
          "{{ n | string ~ 'x' }}",
          "{{ numbers | sort(reverse=true) | join(',') }}",
          "{{ 'yes' if yes else 'no' }}",
          "{{ name | truncate(6, true, '…') }}",
          "{{ nothing }}",
          "{{ map.nothing }}",
          "{{ nothing.x }}",
          "{{ 1 / 0 }}",
          "{{ list[9] }}",
          "{{ n | nofilter }}",
          "{{ name.nomethod() }}",
          "{% if %}",
          "{{ map.items() | list | length }}",
          "{{ (1, 2) | length }}",
          "{{ range(3) | join }}",
          "{{ f * 2 }}",
          "{{ n / 2 }}",
          "{{ yes }}",
          "{{ list }}",
          "{{ map }}",
          "{{ none }}",
          "{{ 'it''s' }}",
          "{{ \"q\\\"q\" }}",
          "{{ n == 7.0 }}",
          "{{ 'b' > 'a' }}",
          "{{ -n }}",
          "{{ n ** 2 }}");

  /// Here, and in Jinja2; null for an error. A change in this list is a change for authors.
  private static final Map<String, List<@Nullable String>> KNOWN =
      Map.ofEntries(
          Map.entry("{% for r in rows if r.on %}{{ r.id }}{% endfor %}", Arrays.asList(null, "1")),
          Map.entry("{% for x in [] %}a{% else %}none{% endfor %}", List.of("", "none")),
          Map.entry("{{ 'it''s' }}", Arrays.asList(null, "its")),
          Map.entry("{{ 1 / 0 }}", Arrays.asList("Infinity", null)),
          Map.entry("{{ name | truncate(6, true, '…') }}", List.of("Ada Lo…", "Ada L…")),
          Map.entry("{{ none }}", List.of("", "None")),
          Map.entry("{{ numbers | max }}{{ numbers | min }}", Arrays.asList(null, "31")));

  @TempDir Path directory;

  @Test
  void isAsListed() throws Exception {
    var file = directory.resolve("told.json");
    Files.writeString(
        file, JSON.writeValueAsString(Map.of("templates", TEMPLATES, "values", VALUES)));
    var process =
        new ProcessBuilder("python3", "-c", PYTHON, file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assumeTrue(process.waitFor() == 0, "python3 with jinja2 is not installed");
    var theirs = JSON.readValue(out, List.class);

    var different = new LinkedHashMap<String, List<@Nullable String>>();
    for (int i = 0; i < TEMPLATES.size(); i++) {
      var mine = ours(TEMPLATES.get(i));
      var other = (String) theirs.get(i);
      // A truth is written as shells and JSON have it.
      boolean truth =
          mine != null && List.of("true", "false").contains(mine) && mine.equalsIgnoreCase(other);
      if (!truth && !Objects.equals(mine, other)) {
        different.put(TEMPLATES.get(i), Arrays.asList(mine, other));
      }
    }
    assertThat(different).isEqualTo(KNOWN);
  }

  private static @Nullable String ours(String template) {
    try {
      return new Templates().render(Template.of(template), new LinkedHashMap<>(VALUES));
    } catch (TemplateException _) {
      return null;
    }
  }
}
