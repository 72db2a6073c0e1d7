package dev.skillwire.engine.skill;

import dev.skillwire.engine.template.Similar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/// Reads `inputs`, as a list of entries with a `name` or as entries under their names.
final class InputReader {

  private static final Set<String> KEYS =
      Set.of("name", "type", "required", "default", "enum", "description");

  private static final Map<String, Input.Type> TYPES =
      Map.ofEntries(
          Map.entry("string", Input.Type.STRING),
          Map.entry("str", Input.Type.STRING),
          Map.entry("boolean", Input.Type.BOOLEAN),
          Map.entry("bool", Input.Type.BOOLEAN),
          Map.entry("integer", Input.Type.INTEGER),
          Map.entry("int", Input.Type.INTEGER),
          Map.entry("number", Input.Type.NUMBER),
          Map.entry("float", Input.Type.NUMBER),
          Map.entry("array", Input.Type.ARRAY),
          Map.entry("list", Input.Type.ARRAY));

  private final YamlFile file;

  InputReader(YamlFile file) {
    this.file = file;
  }

  List<Input> read(Mapping root) throws SkillLoadException {
    var inputs = new ArrayList<Input>();
    var node = root.node("inputs");
    if (node instanceof MappingNode) {
      var map = file.mapping(node, "'inputs'");
      for (var name : map.keys()) {
        var entry = map.mapping(name);
        inputs.add(
            entry == null
                ? new Input(name, Input.Type.STRING, false, null, List.of(), "")
                : input(entry, name));
      }
    } else {
      for (var entry : root.list("inputs")) {
        inputs.add(input(file.mapping(entry, "an input"), ""));
      }
    }
    if (inputs.stream().map(Input::name).distinct().count() < inputs.size()) {
      throw root.fault("inputs", "two inputs have the same name");
    }
    return List.copyOf(inputs);
  }

  private static Input input(Mapping entry, String key) throws SkillLoadException {
    entry.allow(KEYS);
    var name = entry.name("name", key);
    var typeWord = entry.text("type", "string").toLowerCase(Locale.ROOT);
    var type = TYPES.get(typeWord);
    if (type == null) {
      throw entry.fault(
          "type",
          "there is no type '"
              + typeWord
              + "'"
              + Similar.hint(typeWord, TYPES.keySet())
              + " Types are string, boolean, integer, number and array.");
    }
    var description = entry.text("description", "");
    boolean required = entry.flag("required", false);
    var open = new Input(name, type, required, null, List.of(), description);
    var allowed = new ArrayList<Object>();
    if (entry.value("enum") instanceof List<?> words) {
      for (var word : words) {
        allowed.add(typed(entry, "enum", open, String.valueOf(word)));
      }
    }
    var bounded = new Input(name, type, required, null, List.copyOf(allowed), description);
    var preset = entry.value("default");
    return preset == null
        ? bounded
        : new Input(
            name,
            type,
            required,
            typed(entry, "default", bounded, preset),
            bounded.allowed(),
            description);
  }

  private static Object typed(Mapping entry, String key, Input input, Object value)
      throws SkillLoadException {
    try {
      return InputValues.checked(input, value);
    } catch (InputException e) {
      throw entry.fault(key, String.valueOf(e.getMessage()));
    }
  }
}
