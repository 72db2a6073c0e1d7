package dev.skillwire.engine.skill;

import dev.skillwire.engine.template.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// One YAML text whose every fault is told with its place.
public final class YamlFile {

  /// Values that one free value (a default, say) may hold; ends what aliases multiply.
  private static final int VALUES = 10_000;

  private static final int DEPTH = 32;

  private final String name;
  private final String text;

  public YamlFile(String name, String text) {
    this.name = name;
    this.text = text;
  }

  String name() {
    return name;
  }

  /// The mapping that the skill is.
  Mapping root() throws SkillLoadException {
    return root("a skill");
  }

  /// The mapping that the file is.
  ///
  /// @param what the file holds, in words
  public Mapping root(String what) throws SkillLoadException {
    try {
      var compose = new Compose(LoadSettings.builder().setLabel(name).setUseMarks(true).build());
      var root = compose.composeString(text);
      if (root.isEmpty()) {
        throw new SkillLoadException(name, 0, 0, "the file is empty");
      }
      return mapping(root.get(), what);
    } catch (MarkedYamlEngineException e) {
      var mark = e.getProblemMark().or(e::getContextMark);
      throw new SkillLoadException(
          name,
          mark.map(m -> m.getLine() + 1).orElse(0),
          mark.map(m -> m.getColumn() + 1).orElse(0),
          "this is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new SkillLoadException(name, 0, 0, "this is not YAML: " + e.getMessage());
    }
  }

  public SkillLoadException fault(Node node, String problem) {
    return new SkillLoadException(name, line(node), column(node), problem);
  }

  static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  private static int column(Node node) {
    return node.getStartMark().map(mark -> mark.getColumn() + 1).orElse(0);
  }

  public Mapping mapping(Node node, String what) throws SkillLoadException {
    if (!(node instanceof MappingNode mapping)) {
      throw fault(node, what + " is written as 'key: value' lines");
    }
    return new Mapping(this, mapping, what);
  }

  List<Node> list(Node node, String what) throws SkillLoadException {
    if (!(node instanceof SequenceNode sequence)) {
      throw fault(node, what + " is a list, each entry after a '-'");
    }
    return sequence.getValue();
  }

  public String text(Node node, String what) throws SkillLoadException {
    if (!(node instanceof ScalarNode scalar) || isNull(node)) {
      throw fault(node, what + " is a text");
    }
    return scalar.getValue();
  }

  Template template(Node node, String what) throws SkillLoadException {
    var value = text(node, what);
    int line = line(node);
    int column = column(node);
    var style = ((ScalarNode) node).getScalarStyle();
    if (style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED) {
      int indent = indent(line + 1);
      return new Template(value, fileName(), line + 1, indent + 1, indent);
    }
    boolean quoted = style == ScalarStyle.SINGLE_QUOTED || style == ScalarStyle.DOUBLE_QUOTED;
    return new Template(value, fileName(), line, quoted ? column + 1 : column, 0);
  }

  /// The name without the directories, for messages that leave this machine.
  private String fileName() {
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }

  static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  /// A free value as maps, lists, texts, numbers, booleans and null.
  @Nullable Object value(Node node) throws SkillLoadException {
    return value(node, 0, new int[1]);
  }

  private @Nullable Object value(Node node, int depth, int[] count) throws SkillLoadException {
    if (depth > DEPTH || ++count[0] > VALUES) {
      throw fault(node, "this value is too large or too deep");
    }
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar);
      case SequenceNode sequence -> {
        var items = new ArrayList<@Nullable Object>();
        for (var item : sequence.getValue()) {
          items.add(value(item, depth + 1, count));
        }
        yield items;
      }
      case MappingNode mapping -> {
        var entries = new LinkedHashMap<String, @Nullable Object>();
        for (var entry : mapping.getValue()) {
          entries.put(
              text(entry.getKeyNode(), "a key"), value(entry.getValueNode(), depth + 1, count));
        }
        yield entries;
      }
      default -> throw fault(node, "this value can't be read");
    };
  }

  /// Reads a value whose texts are templates.
  ///
  /// @param check looks at each of them
  Draft draft(Node node, TemplateCheck check) throws SkillLoadException {
    return draft(node, check, 0, new int[1]);
  }

  interface TemplateCheck {
    void check(Template template) throws SkillLoadException;
  }

  private Draft draft(Node node, TemplateCheck check, int depth, int[] count)
      throws SkillLoadException {
    if (depth > DEPTH || ++count[0] > VALUES) {
      throw fault(node, "this value is too large or too deep");
    }
    return switch (node) {
      case ScalarNode scalar -> {
        if (!(scalar(scalar) instanceof String)) {
          yield new Draft.Fixed(scalar(scalar));
        }
        var template = template(scalar, "a value");
        check.check(template);
        yield new Draft.Text(template);
      }
      case SequenceNode sequence -> {
        var items = new ArrayList<Draft>();
        for (var item : sequence.getValue()) {
          items.add(draft(item, check, depth + 1, count));
        }
        yield new Draft.Items(items);
      }
      case MappingNode mapping -> {
        var fields = new LinkedHashMap<String, Draft>();
        for (var entry : mapping.getValue()) {
          fields.put(
              text(entry.getKeyNode(), "a key"),
              draft(entry.getValueNode(), check, depth + 1, count));
        }
        yield new Draft.Fields(fields);
      }
      default -> throw fault(node, "this value can't be read");
    };
  }

  private static @Nullable Object scalar(ScalarNode node) {
    var value = node.getValue();
    var tag = node.getTag();
    if (tag.equals(Tag.NULL)) {
      return null;
    }
    if (tag.equals(Tag.BOOL)) {
      return Boolean.valueOf(value);
    }
    try {
      if (tag.equals(Tag.INT)) {
        return Long.decode(value.replaceFirst("^0o", "0"));
      }
      return tag.equals(Tag.FLOAT) ? Double.valueOf(value) : value;
    } catch (NumberFormatException _) {
      return value;
    }
  }

  private int indent(int line) {
    var content = text.lines().skip(line - 1L).filter(l -> !l.isBlank()).findFirst().orElse("");
    return content.length() - content.stripLeading().length();
  }
}
