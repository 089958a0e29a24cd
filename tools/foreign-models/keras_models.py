"""Keras: a dense network with a sigmoid and one with a softmax, written by tf2onnx, and a TensorFlow.js folder.

Run: python tools/foreign-models/keras_models.py
"""

import os

os.environ |= {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_USE_LEGACY_KERAS": "1", "CUDA_VISIBLE_DEVICES": "-1"}

import importlib.machinery
import sys
from unittest.mock import MagicMock

# The converter of TensorFlow.js imports what it would need for other kinds of models; none of it is used here.
for name in ["tensorflow_decision_forests", "tensorflow_hub", "jax", "jax.experimental", "jax.experimental.jax2tf"]:
    sys.modules[name] = MagicMock(__spec__=importlib.machinery.ModuleSpec(name, None), __path__=[])

import tensorflow as tf
import tf2onnx
import tf_keras as keras

import tensorflowjs
from tensorflowjs.converters import save_keras_model

from table import SHOWN, Expected, encoded, train, y

expected = Expected("keras", {"tensorflow": tf.__version__, "keras": keras.__version__, "tf2onnx": tf2onnx.__version__, "tensorflowjs": tensorflowjs.__version__})
columns = encoded.shape[1]


def trained(outputs, activation, loss, normalise):
    keras.utils.set_random_seed(0)
    model = keras.Sequential(
        [
            keras.Input((columns,), name="applicant"),
            keras.layers.Dense(24, activation="relu", kernel_regularizer="l2"),
            *([keras.layers.BatchNormalization()] if normalise else []),
            keras.layers.Dropout(0.1),
            keras.layers.Dense(12, activation="relu"),
            keras.layers.Dense(outputs, activation=activation, name="decision"),
        ]
    )
    model.compile("adam", loss, metrics=["accuracy"])
    model.fit(encoded[train], y[train], epochs=30, batch_size=32, verbose=0)
    print(f"accuracy {model.evaluate(encoded[~train], y[~train], verbose=0)[1]:.3f}")
    return model


def write(file, model, opset):
    signature = [tf.TensorSpec([None, columns], tf.float32, name="applicant")]
    tf2onnx.convert.from_keras(model, signature, opset=opset, output_path=str(expected.folder / file))
    expected.add(file, "encoded", {"probabilities": model.predict(encoded[:SHOWN], verbose=0).tolist()})


sigmoid = trained(1, "sigmoid", "binary_crossentropy", normalise=True)
softmax = trained(2, "softmax", "sparse_categorical_crossentropy", normalise=False)
write("mlp-sigmoid.onnx", sigmoid, 13)
write("mlp-softmax.onnx", softmax, 18)
for folder, model in [("layers-model", softmax), ("layers-model-batch-norm", sigmoid)]:
    save_keras_model(model, str(expected.folder / folder))
    own = {"probabilities": model.predict(encoded[:SHOWN], verbose=0).tolist()}
    expected.content.setdefault("folders", []).append({"folder": folder, "inputs": "encoded", "own": own})
expected.write()
