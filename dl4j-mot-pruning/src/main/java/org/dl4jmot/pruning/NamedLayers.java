package org.dl4jmot.pruning;

import java.util.ArrayList;
import java.util.List;

/** Chooses the kernels of layers given by name. */
record NamedLayers(List<String> names) implements KernelSelector {
  @Override
  public boolean selects(PrunableKernel kernel) {
    return names.contains(kernel.layer());
  }

  @Override
  public List<String> problems(List<PrunableKernel> kernels) {
    List<String> known = kernels.stream().map(PrunableKernel::layer).distinct().toList();
    List<String> problems = new ArrayList<>();
    for (String name : names) {
      if (!known.contains(name)) {
        problems.add(
            "no layer '"
                + name
                + "' with a kernel; layers that have one: "
                + String.join(", ", known));
      }
    }
    return problems;
  }
}
