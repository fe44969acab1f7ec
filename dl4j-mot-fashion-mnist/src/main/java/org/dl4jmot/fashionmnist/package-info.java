/** Fashion-MNIST as Deeplearning4j takes it: read, checked, shuffled reproducibly. */
package org.dl4jmot.fashionmnist;
