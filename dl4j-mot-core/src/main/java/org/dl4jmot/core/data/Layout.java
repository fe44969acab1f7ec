package org.dl4jmot.core.data;

import java.util.stream.IntStream;
import org.dl4jmot.runtime.tensor.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How a trained network's arrays lie beside the graph's tensors, whose channels come last. */
public enum Layout {
  /** Same order of axes: vectors, sequences as NWC, images as NHWC, volumes as NDHWC. */
  AS_GRAPH {
    @Override
    long[] batchShape(Shape graph, long n) {
      long[] batch = IntStream.of(graph.toArray()).asLongStream().toArray();
      batch[0] = n;
      return batch;
    }

    @Override
    public int graphAxis(int trained, int rank) {
      return trained;
    }

    @Override
    public int trainedAxis(int graph, int rank) {
      return graph;
    }

    @Override
    INDArray inGraphOrder(INDArray sample, Shape graph) {
      return sample;
    }

    @Override
    INDArray inTrainedOrder(INDArray batch) {
      return batch;
    }
  },

  /** Channels behind the batch: sequences as NCW, images as NCHW, volumes as NCDHW. */
  CHANNELS_FIRST {
    @Override
    long[] batchShape(Shape graph, long n) {
      long[] batch =
          IntStream.range(0, graph.rank())
              .mapToLong(axis -> graph.dim(graphAxis(axis, graph.rank())))
              .toArray();
      batch[0] = n;
      return batch;
    }

    @Override
    public int graphAxis(int trained, int rank) {
      return trained == 1 ? rank - 1 : Math.max(0, trained - 1);
    }

    @Override
    public int trainedAxis(int graph, int rank) {
      if (graph == rank - 1) {
        return 1;
      }
      return graph == 0 ? 0 : graph + 1;
    }

    @Override
    INDArray inGraphOrder(INDArray sample, Shape graph) {
      int[] spatialThenChannels =
          IntStream.range(0, sample.rank()).map(axis -> (axis + 1) % sample.rank()).toArray();
      return sample.permute(spatialThenChannels);
    }

    @Override
    INDArray inTrainedOrder(INDArray batch) {
      int[] graphAxes =
          IntStream.range(0, batch.rank()).map(axis -> graphAxis(axis, batch.rank())).toArray();
      return batch.permute(graphAxes).dup('c');
    }
  },

  /** As {@link #CHANNELS_FIRST}, each sample in one row. */
  CHANNELS_FIRST_FLAT {
    @Override
    long[] batchShape(Shape graph, long n) {
      return new long[] {n, graph.elements()};
    }

    @Override
    public int graphAxis(int trained, int rank) {
      throw new UnsupportedOperationException("rows have no axes");
    }

    @Override
    public int trainedAxis(int graph, int rank) {
      throw new UnsupportedOperationException("rows have no axes");
    }

    @Override
    INDArray inGraphOrder(INDArray sample, Shape graph) {
      long[] batch = CHANNELS_FIRST.batchShape(graph, 1);
      return CHANNELS_FIRST.inGraphOrder(sample.reshape('c', batch).slice(0), graph);
    }

    @Override
    INDArray inTrainedOrder(INDArray batch) {
      long samples = batch.size(0);
      return CHANNELS_FIRST.inTrainedOrder(batch).reshape('c', samples, batch.length() / samples);
    }
  };

  /** Shape of n samples as the trained network holds them. */
  abstract long[] batchShape(Shape graph, long n);

  /** One sample of the trained network, without its batch axis, with its axes as in the graph. */
  abstract INDArray inGraphOrder(INDArray sample, Shape graph);

  /** Samples of the graph, batch axis in front, as the trained network holds them. */
  abstract INDArray inTrainedOrder(INDArray batch);

  /**
   * The graph's axis of an axis of the trained network.
   *
   * @param trained the trained network's axis, 0 being the batch
   * @param rank number of axes
   * @throws UnsupportedOperationException for rows
   */
  public abstract int graphAxis(int trained, int rank);

  /**
   * The trained network's axis of an axis of the graph; the inverse of {@link #graphAxis}.
   *
   * @param graph the graph's axis, 0 being the batch
   * @param rank number of axes
   * @throws UnsupportedOperationException for rows
   */
  public abstract int trainedAxis(int graph, int rank);
}
