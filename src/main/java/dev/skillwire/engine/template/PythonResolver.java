package dev.skillwire.engine.template;

import com.hubspot.jinjava.el.JinjavaInterpreterResolver;
import java.beans.FeatureDescriptor;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jinjava.javax.el.ELContext;
import jinjava.javax.el.ELResolver;
import org.jspecify.annotations.Nullable;

/// Reads members of values as Python would: methods of strings, and [Undefined] for a key that is
/// not there.
final class PythonResolver extends ELResolver {

  private final ELResolver rest = JinjavaInterpreterResolver.DEFAULT_RESOLVER_READ_ONLY;

  @Override
  public @Nullable Object getValue(
      ELContext context, @Nullable Object base, @Nullable Object property) {
    var name = Objects.toString(property, "");
    if (base instanceof Undefined undefined) {
      throw undefined.failure();
    }
    if (base instanceof Map<?, ?> map && !map.containsKey(name)) {
      context.setPropertyResolved(true);
      return new Undefined("'" + name + "' is not defined" + Similar.hint(name, map.keySet()));
    }
    if (base instanceof List<?> list && isOutside(list, name)) {
      context.setPropertyResolved(true);
      return new Undefined("there is no element " + name + "; the list has " + list.size());
    }
    return rest.getValue(context, base, property);
  }

  @Override
  public @Nullable Object invoke(
      ELContext context,
      @Nullable Object base,
      @Nullable Object method,
      Class<?> @Nullable [] types,
      @Nullable Object @Nullable [] args) {
    if (base instanceof Undefined undefined) {
      throw undefined.failure();
    }
    if (base instanceof String text) {
      context.setPropertyResolved(true);
      return PythonStrings.call(
          text, String.valueOf(method), args == null ? List.of() : java.util.Arrays.asList(args));
    }
    if (base instanceof Map<?, ?> map && "get".equals(method) && args != null && args.length > 0) {
      context.setPropertyResolved(true);
      var key = Objects.toString(args[0], "");
      return map.containsKey(key) ? map.get(key) : args.length > 1 ? args[1] : null;
    }
    return rest.invoke(context, base, method, types, args);
  }

  private static boolean isOutside(List<?> list, String index) {
    if (!index.matches("-?[0-9]{1,9}")) {
      return false;
    }
    int i = Integer.parseInt(index);
    return i >= list.size() || i < -list.size();
  }

  @Override
  public Class<?> getType(ELContext context, @Nullable Object base, @Nullable Object property) {
    return rest.getType(context, base, property);
  }

  @Override
  public void setValue(
      ELContext context, @Nullable Object base, @Nullable Object property, @Nullable Object value) {
    rest.setValue(context, base, property, value);
  }

  @Override
  public boolean isReadOnly(ELContext context, @Nullable Object base, @Nullable Object property) {
    return rest.isReadOnly(context, base, property);
  }

  @Override
  public Iterator<FeatureDescriptor> getFeatureDescriptors(
      ELContext context, @Nullable Object base) {
    return rest.getFeatureDescriptors(context, base);
  }

  @Override
  public Class<?> getCommonPropertyType(ELContext context, @Nullable Object base) {
    return rest.getCommonPropertyType(context, base);
  }
}
