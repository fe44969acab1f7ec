package org.dl4jmot.quantization.train.layer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.dl4jmot.quantization.train.fake.LayerQuantization;
import org.dl4jmot.quantization.train.fake.LearnedState;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Puts the pseudo-parameter {@link LearnedState} behind a layer's own parameters. */
final class LearnedStateInitializer implements ParamInitializer {
  private final ParamInitializer own;
  private final int stateSize;

  LearnedStateInitializer(ParamInitializer own, LayerQuantization quantization) {
    this.own = own;
    // null while a constructor of Deeplearning4j's asks for the names of the layer's weights
    this.stateSize = quantization == null ? 0 : quantization.stateSize();
  }

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return own.numParams(conf) + stateSize;
  }

  @Override
  public long numParams(Layer layer) {
    return own.numParams(layer) + stateSize;
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    List<String> keys = new ArrayList<>(own.paramKeys(layer));
    keys.add(LearnedState.KEY);
    return keys;
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return own.weightKeys(layer);
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return own.biasKeys(layer);
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return own.isWeightParam(layer, key);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return own.isBiasParam(layer, key);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray paramsView, boolean initializeParams) {
    long ownLength = own.numParams(conf);
    Map<String, INDArray> table = new LinkedHashMap<>();
    if (ownLength > 0) {
      table.putAll(own.init(conf, slice(paramsView, 0, ownLength), initializeParams));
    }
    INDArray state = slice(paramsView, ownLength, ownLength + stateSize);
    if (initializeParams) {
      state.assign(0);
    }
    table.put(LearnedState.KEY, state);
    conf.addVariable(LearnedState.KEY);
    return table;
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray gradientView) {
    long ownLength = own.numParams(conf);
    Map<String, INDArray> table = new LinkedHashMap<>();
    if (ownLength > 0) {
      table.putAll(own.getGradientsFromFlattened(conf, slice(gradientView, 0, ownLength)));
    }
    table.put(LearnedState.KEY, slice(gradientView, ownLength, ownLength + stateSize));
    return table;
  }

  /** The layer's gradient without the pseudo-parameter, which gradient clipping must not touch. */
  static INDArray withoutState(INDArray gradientView, long stateSize) {
    return gradientView == null || gradientView.length() <= stateSize
        ? null
        : slice(gradientView, 0, gradientView.length() - stateSize);
  }

  /** The pseudo-parameter, which is the last of a layer's. */
  static INDArray stateOf(INDArray view, long stateSize) {
    return slice(view, view.length() - stateSize, view.length());
  }

  static INDArray slice(INDArray view, long from, long to) {
    return view.reshape(view.length()).get(NDArrayIndex.interval(from, to));
  }
}
