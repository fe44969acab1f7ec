package org.dl4jmot.examples.random;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dl4jmot.runtime.op.Abs;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.AveragePool2d;
import org.dl4jmot.runtime.op.BatchMatMul;
import org.dl4jmot.runtime.op.BatchToSpaceNd;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.Conv3d;
import org.dl4jmot.runtime.op.DepthToSpace;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.Div;
import org.dl4jmot.runtime.op.Elu;
import org.dl4jmot.runtime.op.Exp;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Gather;
import org.dl4jmot.runtime.op.Identity;
import org.dl4jmot.runtime.op.L2Normalization;
import org.dl4jmot.runtime.op.LeakyRelu;
import org.dl4jmot.runtime.op.LocalResponseNormalization;
import org.dl4jmot.runtime.op.Log;
import org.dl4jmot.runtime.op.Logistic;
import org.dl4jmot.runtime.op.MaxPool2d;
import org.dl4jmot.runtime.op.Maximum;
import org.dl4jmot.runtime.op.Mean;
import org.dl4jmot.runtime.op.Minimum;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.PRelu;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.op.PadV2;
import org.dl4jmot.runtime.op.Pow;
import org.dl4jmot.runtime.op.ReduceMax;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.op.Relu6;
import org.dl4jmot.runtime.op.ReluN1To1;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.ResizeNearestNeighbor;
import org.dl4jmot.runtime.op.ReverseV2;
import org.dl4jmot.runtime.op.Slice;
import org.dl4jmot.runtime.op.Softmax;
import org.dl4jmot.runtime.op.SpaceToBatchNd;
import org.dl4jmot.runtime.op.SpaceToDepth;
import org.dl4jmot.runtime.op.Sqrt;
import org.dl4jmot.runtime.op.StridedSlice;
import org.dl4jmot.runtime.op.Sub;
import org.dl4jmot.runtime.op.Sum;
import org.dl4jmot.runtime.op.Tanh;
import org.dl4jmot.runtime.op.Tile;
import org.dl4jmot.runtime.op.Transpose;
import org.dl4jmot.runtime.op.TransposeConv;
import org.dl4jmot.runtime.op.UnidirectionalSequenceLstm;
import org.dl4jmot.runtime.op.UnidirectionalSequenceRnn;

/**
 * Forward error analysis with the operations themselves as instruments: what moves values moves
 * their errors; a weighted sum of errors takes the weights' magnitudes; a function of single
 * elements is evaluated at the ends of its arguments' intervals. An operation in no list is
 * differentiated numerically.
 */
final class ErrorRules {
  /** Roundings inside library functions and of sums that start with a bias. */
  private static final int ROUNDINGS = 16;

  /** No maximum is further off than its farthest operand, so maxima move errors as well. */
  private static final Set<Class<? extends Op>> MOVING =
      Set.of(
          Reshape.class,
          Pad.class,
          Concatenation.class,
          Identity.class,
          MaxPool2d.class,
          ReduceMax.class,
          Transpose.class,
          Slice.class,
          StridedSlice.class,
          Tile.class,
          ReverseV2.class,
          ResizeNearestNeighbor.class,
          SpaceToDepth.class,
          DepthToSpace.class,
          SpaceToBatchNd.class,
          BatchToSpaceNd.class);

  private static final Map<Class<? extends Op>, ErrorRule> RULES =
      Map.ofEntries(
          entry(Conv2d.class, ErrorRules::weighted),
          entry(DepthwiseConv2d.class, ErrorRules::weighted),
          entry(FullyConnected.class, ErrorRules::weighted),
          entry(TransposeConv.class, ErrorRules::weighted),
          entry(Conv3d.class, ErrorRules::weighted),
          entry(BatchMatMul.class, ErrorRules::weighted),
          entry(UnidirectionalSequenceLstm.class, ErrorRules::recurrent),
          entry(UnidirectionalSequenceRnn.class, ErrorRules::recurrent),
          entry(Gather.class, ErrorRules::gathered),
          entry(L2Normalization.class, ErrorRules::normalized),
          entry(Exp.class, ErrorRules::function),
          entry(AveragePool2d.class, ErrorRules::summed),
          entry(Mean.class, ErrorRules::summed),
          entry(Add.class, ErrorRules::corners),
          entry(Sub.class, ErrorRules::corners),
          entry(Mul.class, ErrorRules::corners),
          entry(Relu.class, ErrorRules::corners),
          entry(Relu6.class, ErrorRules::corners),
          entry(ReluN1To1.class, ErrorRules::corners),
          entry(LeakyRelu.class, ErrorRules::corners),
          entry(PRelu.class, ErrorRules::corners),
          entry(Abs.class, ErrorRules::corners),
          entry(Maximum.class, ErrorRules::corners),
          entry(Minimum.class, ErrorRules::corners),
          entry(Div.class, ErrorRules::function),
          entry(Elu.class, ErrorRules::function),
          entry(Log.class, ErrorRules::function),
          entry(Sqrt.class, ErrorRules::ofPositive),
          entry(Pow.class, ErrorRules::ofPositive),
          entry(Sum.class, ErrorRules::summed),
          entry(LocalResponseNormalization.class, new NormalizationErrors()),
          entry(Logistic.class, ErrorRules::function),
          entry(Tanh.class, ErrorRules::function),
          entry(PadV2.class, ErrorRules::padded),
          entry(Softmax.class, ErrorRules::softmax));

  private ErrorRules() {}

  /** The rule of an operation. */
  static ErrorRule of(Op op) {
    return MOVING.contains(op.getClass())
        ? (run, values, errors, rounding) -> run.of(errors)
        : RULES.getOrDefault(op.getClass(), ErrorRules::differentiated);
  }

  /** Whether an operation copies elements and rounds nothing. */
  static boolean copies(Op op) {
    return MOVING.contains(op.getClass()) || op instanceof PadV2;
  }

  /** What pads is exact: the lowest value there is, which a maximum never takes. */
  private static float[] padded(
      NodeRun run, List<float[]> values, List<float[]> errors, double rounding) {
    return run.of(replaced(errors, 1, new float[errors.get(1).length]));
  }

  /** Sums of products; bilinear in the first two inputs, with perhaps a summand as the third. */
  private static float[] weighted(
      NodeRun run, List<float[]> values, List<float[]> errors, double rounding) {
    List<float[]> sizes = values.stream().map(Elements::magnitudes).toList();
    float[] wide = Elements.sum(sizes.get(0), errors.get(0));
    float[] bound = run.of(replaced(errors, 1, sizes.get(1)));
    Elements.add(bound, 1, run.of(replaced(zeros(errors), wide, errors.get(1))));
    float[] size = run.of(sizes);
    double terms = (double) values.get(1).length / run.channels() + ROUNDINGS;
    Elements.add(bound, rounding * terms, size);
    return bound;
  }

  /** Rows of a table, whichever they are: no further off than the table anywhere. */
  private static float[] gathered(
      NodeRun run, List<float[]> values, List<float[]> errors, double rounding) {
    float[] bound = new float[run.length()];
    Elements.add(bound, Elements.largest(errors.get(0)));
    return bound;
  }

  /**
   * Rows divided by their norm: a share's error is that of the element and the share of the norm's,
   * each by the smallest norm there may be. No share is above 1, so none is off by more than 2.
   */
  private static float[] normalized(
      NodeRun run, List<float[]> values, List<float[]> errors, double rounding) {
    float[] bound = new float[run.length()];
    int length = run.channels();
    for (int from = 0; from < bound.length; from += length) {
      double norm = norm(values.get(0), from, length);
      double off = norm(errors.get(0), from, length);
      double relative = rounding * (ROUNDINGS + length);
      for (int i = from; i < from + length; i++) {
        double share = Math.abs(values.get(0)[i]) / norm;
        double error = (errors.get(0)[i] + share * off) / (norm - off) + relative * share;
        bound[i] = (float) (norm > off ? Math.min(2, error) : 2);
      }
    }
    return bound;
  }

  private static double norm(float[] values, int from, int length) {
    double squares = 0;
    for (int i = from; i < from + length; i++) {
      squares += (double) values[i] * values[i];
    }
    return Math.sqrt(squares);
  }

  private static float[] summed(
      NodeRun run, List<float[]> values, List<float[]> errors, double rounding) {
    float[] bound = run.of(errors);
    float[] size = run.of(values.stream().map(Elements::magnitudes).toList());
    double terms = (double) values.get(0).length / size.length + ROUNDINGS;
    Elements.add(bound, rounding * terms, size);
    return bound;
  }

  /** Functions of one element of each input, monotonic or nearly straight between the ends. */
  private static float[] corners(
      NodeRun run, List<float[]> values, List<float[]> errors, double rounding) {
    float[] middle = run.of(values);
    float[] bound = new float[middle.length];
    for (int corner = 0; corner < 1 << values.size(); corner++) {
      List<float[]> moved = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        int sign = (corner >> i & 1) == 0 ? -1 : 1;
        moved.add(Elements.moved(values.get(i), errors.get(i), sign, 4 * rounding));
      }
      Elements.raise(bound, run.of(moved), middle);
    }
    Elements.add(bound, rounding * ROUNDINGS, Elements.magnitudes(middle));
    return bound;
  }

  /** As {@link #corners}, of arguments that are never negative, whatever their error. */
  private static float[] ofPositive(
      NodeRun run, List<float[]> values, List<float[]> errors, double rounding) {
    float[] middle = run.of(values);
    float[] bound = new float[middle.length];
    for (int sign = -1; sign <= 1; sign += 2) {
      float[] moved = Elements.moved(values.get(0), errors.get(0), sign, 4 * rounding);
      for (int i = 0; i < moved.length; i++) {
        moved[i] = Math.max(0, moved[i]);
      }
      Elements.raise(bound, run.of(replaced(values, 0, moved)), middle);
    }
    Elements.add(bound, rounding * ROUNDINGS, Elements.magnitudes(middle));
    return bound;
  }

  /** Functions that Deeplearning4j takes from sums of exponentials, good to last places of 1. */
  private static float[] function(
      NodeRun run, List<float[]> values, List<float[]> errors, double rounding) {
    float[] bound = corners(run, values, errors, rounding);
    Elements.add(bound, 4 * rounding);
    return bound;
  }

  /** An error of e in the exponents is a factor within exp(2 e) in the shares. */
  private static float[] softmax(
      NodeRun run, List<float[]> values, List<float[]> errors, double rounding) {
    float[] shares = run.of(values);
    double largest = 0;
    for (int i = 0; i < shares.length; i++) {
      double own = rounding * ROUNDINGS * (1 + Math.abs(values.get(0)[i]));
      largest = Math.max(largest, errors.get(0)[i] + own);
    }
    float[] bound = new float[shares.length];
    double most = Math.expm1(2 * largest);
    for (int i = 0; i < bound.length; i++) {
      double off = Double.isInfinite(most) ? 1 : shares[i] * most + Float.MIN_NORMAL;
      bound[i] = (float) Math.min(1, off);
    }
    return bound;
  }

  /** First order: the sum of each input element's error times its slope, to the steeper side. */
  private static float[] differentiated(
      NodeRun run, List<float[]> values, List<float[]> errors, double rounding) {
    float[] middle = run.of(values);
    float[] bound = new float[middle.length];
    for (int input = 0; input < values.size(); input++) {
      float[] value = values.get(input);
      double step = 1e-3 * Math.max(Elements.largest(value), 1e-3);
      for (int i = 0; i < value.length; i++) {
        double error = errors.get(input)[i];
        if (error > 0) {
          double distance = Math.max(error, step);
          float[] slope = new float[bound.length];
          for (double shift : new double[] {distance, -distance}) {
            float[] shifted = value.clone();
            shifted[i] += (float) shift;
            Elements.raise(slope, run.of(replaced(values, input, shifted)), middle);
          }
          Elements.add(bound, error / distance, slope);
        }
      }
    }
    double own = rounding * (ROUNDINGS + values.get(0).length) * Elements.largest(middle);
    Elements.add(bound, own);
    return bound;
  }

  /**
   * As {@link #differentiated}; and Deeplearning4j takes gates and states from sums of
   * exponentials, good to last places of 1 at every step, which the recurrent weights pass on as
   * biases would.
   */
  private static float[] recurrent(
      NodeRun run, List<float[]> values, List<float[]> errors, double rounding) {
    int units = run.channels();
    double off = 4 * rounding * run.steps();
    double fed = off * (1 + largestRowSum(values, units));
    List<float[]> all = new ArrayList<>();
    for (int i = 0; i < errors.size(); i++) {
      float[] error = errors.get(i).clone();
      if (i > 0 && error.length == units) {
        Elements.add(error, fed);
      }
      all.add(error);
    }
    float[] bound = differentiated(run, values, all, rounding);
    Elements.add(bound, 2 * off);
    return bound;
  }

  /** Of the square matrices behind the sequence. */
  private static double largestRowSum(List<float[]> values, int units) {
    double largest = 0;
    for (float[] matrix : values.subList(1, values.size())) {
      for (int row = 0; matrix.length == units * units && row < units; row++) {
        double sum = 0;
        for (int i = 0; i < units; i++) {
          sum += Math.abs(matrix[row * units + i]);
        }
        largest = Math.max(largest, sum);
      }
    }
    return largest;
  }

  private static List<float[]> replaced(List<float[]> list, int index, float[] value) {
    List<float[]> copy = new ArrayList<>(list);
    copy.set(index, value);
    return copy;
  }

  private static List<float[]> replaced(List<float[]> list, float[] first, float[] second) {
    return replaced(replaced(list, 0, first), 1, second);
  }

  private static List<float[]> zeros(List<float[]> like) {
    return like.stream().map(each -> new float[each.length]).toList();
  }
}
