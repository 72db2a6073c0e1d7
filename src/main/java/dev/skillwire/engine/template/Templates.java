package dev.skillwire.engine.template;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.util.ObjectTruthValue;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Fills in templates. A value is only ever inserted, never read as a template itself. Safe for
/// several threads.
public final class Templates {

  /// Characters that one template may become.
  public static final int RENDERED_CHARS = 1024 * 1024;

  /// A text that is one expression and nothing else.
  private static final Pattern ONE_EXPRESSION =
      Pattern.compile("\\s*\\{\\{((?:(?!}}|\\{\\{|\\{%)[\\s\\S])*)}}\\s*");

  /// Jinjava's own ways are off: texts read as in Jinja.
  static final LegacyOverrides AS_JINJA =
      LegacyOverrides.newBuilder()
          .withEvaluateMapKeys(true)
          .withIterateOverMapKeys(true)
          .withUsePyishObjectMapper(true)
          .withUseNaturalOperatorPrecedence(true)
          .withParseWhitespaceControlStrictly(true)
          .withAllowAdjacentTextNodes(true)
          .withUseTrimmingForNotesAndExpressions(true)
          .withKeepNullableLoopValues(true)
          .withHandleBackslashInQuotesOnly(true)
          .build();

  private static final Set<String> FALSE_WORDS = Set.of("", "false", "0", "no", "none");

  private final Jinjava jinjava;

  public Templates() {
    jinjava =
        new Jinjava(
            JinjavaConfig.newBuilder()
                .withNestedInterpretationEnabled(false)
                .withMaxOutputSize(RENDERED_CHARS)
                .withElResolver(new PythonResolver())
                .withLegacyOverrides(AS_JINJA)
                .build());
    var context = jinjava.getGlobalContext();
    context.registerFilter(Filters.orElse("default"));
    context.registerFilter(Filters.orElse("d"));
    context.registerFilter(Filters.named("sh", Templates::shellQuoted));
    context.registerFilter(Filters.named("basename", Templates::baseName));
    context.registerFilter(Filters.named("dirname", Templates::dirName));
    context.registerExpTest(Filters.defined("defined", true));
    context.registerExpTest(Filters.defined("undefined", false));
  }

  /// The text with everything filled in.
  ///
  /// @throws TemplateException naming the place in the skill file
  public String render(Template template, Map<String, @Nullable Object> values) {
    if (template.constant()) {
      return template.text();
    }
    return run(template, values, interpreter -> interpreter.render(template.text()));
  }

  /// The value of a text: of its expression when it is nothing but one, else the rendered text.
  public @Nullable Object value(Template template, Map<String, @Nullable Object> values) {
    var one = ONE_EXPRESSION.matcher(template.text());
    if (!one.matches()) {
      return render(template, values);
    }
    var expression = one.group(1);
    int at = one.start(1) + expression.length() - expression.stripLeading().length();
    boolean sameLine = template.text().lastIndexOf('\n', at) < 0;
    return evaluate(
        sameLine
            ? new Template(
                template.text(),
                template.file(),
                template.line(),
                template.column() + at,
                template.indent())
            : template,
        expression.strip(),
        values);
  }

  /// Whether a condition holds: a bare expression, or a text with templates whose words `true`, `1`,
  /// `yes` hold and `false`, `0`, `no`, `none` and nothing don't.
  public boolean holds(Template condition, Map<String, @Nullable Object> values) {
    var value =
        condition.constant()
            ? evaluate(condition, condition.text(), values)
            : value(condition, values);
    return value instanceof String text
        ? !FALSE_WORDS.contains(text.strip().toLowerCase(Locale.ROOT))
        : ObjectTruthValue.evaluate(value);
  }

  /// Finds what is wrong with a template whatever the values will be.
  ///
  /// @param expression true when the whole text is an expression unless it holds `{{` or `{%`
  /// @throws TemplateException for a fault of syntax
  public void check(Template template, boolean expression) {
    new SyntaxCheck(jinjava).check(template, expression && template.constant());
  }

  private @Nullable Object evaluate(
      Template template, String expression, Map<String, @Nullable Object> values) {
    return run(
        template,
        values,
        interpreter -> PlainValues.of(interpreter.resolveELExpression(expression, 1)));
  }

  private <T extends @Nullable Object> T run(
      Template template,
      Map<String, @Nullable Object> values,
      Function<JinjavaInterpreter, T> work) {
    var context = new StrictContext(jinjava.getGlobalContextCopy(), values);
    var interpreter = new JinjavaInterpreter(jinjava, context, jinjava.getGlobalConfig());
    context.setDynamicVariableResolver(name -> missing(name, values, interpreter));
    try (var _ = JinjavaInterpreter.closeablePushCurrent(interpreter).get()) {
      var result = work.apply(interpreter);
      Faults.raise(template, interpreter);
      return result;
    } catch (TemplateException e) {
      throw e;
    } catch (RuntimeException e) {
      Faults.raise(template, interpreter);
      throw Faults.of(template, interpreter, e);
    }
  }

  private static @Nullable Object missing(
      String name, Map<String, @Nullable Object> values, JinjavaInterpreter interpreter) {
    boolean none = name.equals("None") || name.equals("none");
    return none || values.containsKey(name) || interpreter.getContext().containsKey(name)
        ? null
        : new Undefined("'" + name + "' is not defined" + Similar.hint(name, values.keySet()));
  }

  /// One word for a POSIX shell, whatever the text holds.
  static String shellQuoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private static String baseName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String dirName(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "." : slash == 0 ? "/" : path.substring(0, slash);
  }
}
