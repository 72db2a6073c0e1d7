package dev.skillwire.engine.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.util.ObjectTruthValue;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The filters and tests that skills have beside Jinja's, or that must behave as in Jinja.
final class Filters {

  private Filters() {}

  static Filter named(String name, UnaryOperator<String> change) {
    return new TextFilter(name, change);
  }

  /// `default(value, boolean=false)`, which keeps the type of the value, as Jinja does.
  static Filter orElse(String name) {
    return new DefaultFilter(name);
  }

  static ExpTest defined(String name, boolean when) {
    return new DefinedTest(name, when);
  }

  private record TextFilter(String name, UnaryOperator<String> change) implements Filter {

    @Override
    public String getName() {
      return name;
    }

    @Override
    public Object filter(@Nullable Object value, JinjavaInterpreter interpreter, String... args) {
      return change.apply(Objects.toString(value, ""));
    }
  }

  private record DefaultFilter(String name) implements Filter {

    @Override
    public String getName() {
      return name;
    }

    @Override
    public @Nullable Object filter(
        @Nullable Object value, JinjavaInterpreter interpreter, String... args) {
      return filter(value, interpreter, args, Map.of());
    }

    @Override
    public @Nullable Object filter(
        @Nullable Object value,
        JinjavaInterpreter interpreter,
        @Nullable Object[] args,
        Map<String, Object> named) {
      Object other = args.length > 0 ? args[0] : named.getOrDefault("default_value", "");
      Object falsyToo = args.length > 1 ? args[1] : named.get("boolean");
      // A skipped step leaves none behind: who writes `default` means that, too.
      if (value == null || value instanceof Undefined) {
        return other;
      }
      return ObjectTruthValue.evaluate(falsyToo) && !ObjectTruthValue.evaluate(value)
          ? other
          : value;
    }
  }

  private record DefinedTest(String name, boolean when) implements ExpTest {

    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean evaluate(
        @Nullable Object value, JinjavaInterpreter interpreter, @Nullable Object... args) {
      return !(value instanceof Undefined) == when;
    }
  }
}
