"""AMD Quark: PyTorch's and scikit-learn's networks quantized by its ONNX quantizer.

Run: python tools/foreign-models/quark_models.py
"""

import os
import tempfile

import numpy as np
import onnx
import quark
from onnxruntime.quantization import CalibrationDataReader
from quark.onnx import ModelQuantizer, QConfig

from places import examples
from table import Expected, encoded, train

expected = Expected("quark", {"amd-quark": quark.__version__, "onnx": onnx.__version__})


class TrainingRows(CalibrationDataReader):
    def __init__(self, name):
        self.batches = iter([{name: encoded[rows]} for rows in np.array_split(np.flatnonzero(train), 15)])

    def get_next(self):
        return next(self.batches, None)


def write(file, source, config):
    path = examples / source
    name = onnx.load(path).graph.input[0].name
    ModelQuantizer(QConfig.get_default_config(config)).quantize_model(str(path), str(expected.folder / file), TrainingRows(name))
    if config == "BF16":  # Its operators have kernels in a library of Quark alone.
        expected.content["files"].append({"file": file, "inputs": "encoded", "quantized_from": source})
    else:
        expected.add(file, "encoded", quantized_from=source)


# It leaves notes where it runs.
os.chdir(tempfile.mkdtemp())
pytorch = "pytorch/mlp-torchscript.onnx"
write("mlp-8-bits-quark.onnx", pytorch, "A8W8")
write("mlp-16-bits-outputs-quark.onnx", pytorch, "A16W8")
write("mlp-powers-of-two-quark.onnx", pytorch, "XINT8")
write("mlp-sums-rounded-quark.onnx", pytorch, "VINT8")
write("mlp-bfloat16-quark.onnx", pytorch, "BF16")
# Probabilities are rounded as well.
write("mlp-rounded-probabilities-quark.onnx", "scikit-learn/mlp.onnx", "A8W8")
expected.write()
