package dev.skillwire.engine.template;

import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import com.hubspot.jinjava.lib.filter.Filter;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The words that a template may use; a filter or test that is not there is a fault, not an empty
/// text. `render` is not there: a value must not be read as a template.
final class StrictContext extends Context {

  private static final Set<String> WITHHELD = Set.of("render");

  StrictContext(Context parent, Map<String, ? extends @Nullable Object> values) {
    super(parent, values);
  }

  @Override
  public Filter getFilter(String name) {
    var filter = WITHHELD.contains(name) ? null : super.getFilter(name);
    if (filter == null) {
      var known = getAllFilters().stream().map(Filter::getName).toList();
      throw new UnknownWord("there is no filter '" + name + "'" + Similar.hint(name, known));
    }
    return filter;
  }

  @Override
  public ExpTest getExpTest(String name) {
    var test = super.getExpTest(name);
    if (test == null) {
      var known = getAllExpTests().stream().map(ExpTest::getName).toList();
      throw new UnknownWord("there is no test '" + name + "'" + Similar.hint(name, known));
    }
    return test;
  }

  /// A filter or a test that no skill has.
  static final class UnknownWord extends Undefined.Failure {

    private static final long serialVersionUID = 1L;

    UnknownWord(String message) {
      super(message);
    }
  }
}
