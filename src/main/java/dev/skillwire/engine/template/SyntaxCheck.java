package dev.skillwire.engine.template;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.interpret.TemplateError.ErrorReason;
import java.util.Map;

/// Reads a template without values and keeps only the complaints that no value can cure.
final class SyntaxCheck {

  private final Jinjava jinjava;

  SyntaxCheck(Jinjava jinjava) {
    this.jinjava = jinjava;
  }

  /// @throws TemplateException for the first of them
  void check(Template template, boolean expression) {
    var config =
        JinjavaConfig.newBuilder()
            .withNestedInterpretationEnabled(false)
            .withValidationMode(true)
            .withLegacyOverrides(Templates.AS_JINJA)
            .build();
    var context = new StrictContext(jinjava.getGlobalContextCopy(), Map.of());
    var interpreter = new JinjavaInterpreter(jinjava, context, config);
    context.setValidationMode(true);
    try (var _ = JinjavaInterpreter.closeablePushCurrent(interpreter).get()) {
      if (expression) {
        interpreter.resolveELExpression(template.text(), 1);
      } else {
        interpreter.render(template.text());
      }
    } catch (RuntimeException _) {
      // A value was missing: that shows at run time, with the values.
    }
    for (TemplateError error : interpreter.getErrorsCopy()) {
      if ((error.getReason() == ErrorReason.SYNTAX_ERROR && Faults.ofSyntax(error))
          || Faults.unknownWord(error)) {
        throw Faults.of(template, error);
      }
    }
  }
}
