package org.dl4jmot.runtime.kernel;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What kernels made of one constant, by type: made once, then shared between threads. */
final class PackedForms {
  private final Map<Class<?>, Object> forms = new HashMap<>(0);

  /** The form of a type, which must not change any more once made. */
  synchronized <T> T get(Class<T> kind, Supplier<T> packing) {
    Object known = forms.get(kind);
    T form = known == null ? packing.get() : kind.cast(known);
    forms.put(kind, form);
    return form;
  }
}
