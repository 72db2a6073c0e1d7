package dev.skillwire.engine.skill;

import dev.skillwire.core.Limits;
import dev.skillwire.engine.template.Similar;
import dev.skillwire.engine.template.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/// The `key: value` lines of one thing in a file. A key whose value is left empty counts as
/// absent.
public final class Mapping {

  private final YamlFile file;
  private final MappingNode node;
  private final String what;
  private final Map<String, Node> keys = new LinkedHashMap<>();
  private final Map<String, Node> values = new LinkedHashMap<>();

  Mapping(YamlFile file, MappingNode node, String what) throws SkillLoadException {
    this.file = file;
    this.node = node;
    this.what = what;
    for (var entry : node.getValue()) {
      var key = file.text(entry.getKeyNode(), "a key");
      var before = keys.putIfAbsent(key, entry.getKeyNode());
      if (before != null) {
        throw file.fault(
            entry.getKeyNode(),
            "'" + key + "' is given twice; first in line " + YamlFile.line(before));
      }
      values.put(key, entry.getValueNode());
    }
  }

  public Set<String> keys() {
    return keys.keySet();
  }

  int line() {
    return YamlFile.line(node);
  }

  /// Where the key stands.
  int line(String key) {
    var at = keys.get(key);
    return YamlFile.line(at == null ? node : at);
  }

  SkillLoadException fault(String problem) {
    return file.fault(node, problem);
  }

  public SkillLoadException fault(String key, String problem) {
    var at = values.get(key);
    return file.fault(at == null ? node : at, problem);
  }

  /// Refuses every key that is not one of `known`.
  public void allow(Set<String> known) throws SkillLoadException {
    for (var key : keys.entrySet()) {
      if (!known.contains(key.getKey())) {
        throw file.fault(
            key.getValue(),
            what + " has no '" + key.getKey() + "'" + Similar.hint(key.getKey(), known));
      }
    }
  }

  /// True when the key is written, even with nothing behind it.
  public boolean has(String key) {
    return values.containsKey(key);
  }

  public @Nullable Node node(String key) {
    var value = values.get(key);
    return value == null || YamlFile.isNull(value) ? null : value;
  }

  /// What stands behind the key.
  Node need(String key) throws SkillLoadException {
    var value = node(key);
    if (value == null) {
      throw fault(key, "'" + key + "' is empty");
    }
    return value;
  }

  /// A fault at the key itself.
  SkillLoadException unknown(String key, String problem) {
    var at = keys.get(key);
    return file.fault(at == null ? node : at, problem);
  }

  @Nullable String text(String key) throws SkillLoadException {
    var value = node(key);
    return value == null ? null : file.text(value, "'" + key + "'");
  }

  public String text(String key, String preset) throws SkillLoadException {
    var value = text(key);
    return value == null ? preset : value;
  }

  /// A name that fits the hub's bounds.
  public String name(String key, String preset) throws SkillLoadException {
    var value = text(key, preset);
    if (value.isBlank() || value.length() > Limits.NAME_CHARS) {
      throw fault(key, "'" + key + "' has 1 to " + Limits.NAME_CHARS + " characters");
    }
    return value;
  }

  @Nullable Template template(String key) throws SkillLoadException {
    var value = node(key);
    return value == null ? null : file.template(value, "'" + key + "'");
  }

  public @Nullable Mapping mapping(String key) throws SkillLoadException {
    var value = node(key);
    return value == null ? null : file.mapping(value, "'" + key + "'");
  }

  public List<Node> list(String key) throws SkillLoadException {
    var value = node(key);
    return value == null ? List.of() : file.list(value, "'" + key + "'");
  }

  public @Nullable Object value(String key) throws SkillLoadException {
    var value = node(key);
    return value == null ? null : file.value(value);
  }

  public boolean flag(String key, boolean preset) throws SkillLoadException {
    var value = value(key);
    if (value == null) {
      return preset;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw fault(key, "'" + key + "' is true or false");
  }

  public double number(String key, double preset, double least, double most)
      throws SkillLoadException {
    var value = value(key);
    if (value == null) {
      return preset;
    }
    if (value instanceof Number number
        && number.doubleValue() >= least
        && number.doubleValue() <= most) {
      return number.doubleValue();
    }
    throw fault(key, "'" + key + "' is a number from " + plain(least) + " to " + plain(most));
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
