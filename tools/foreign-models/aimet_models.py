"""AIMET: scikit-learn's network simulated at few bits, written as QuantizeLinear and DequantizeLinear.

Run: python tools/foreign-models/aimet_models.py
"""

import numpy as np
import onnx
import aimet_onnx
from aimet_onnx import int4, int8, int16
from aimet_onnx.quantsim import QuantizationSimModel

from places import examples
from table import SHOWN, Expected, encoded, train

expected = Expected("aimet", {"aimet_onnx": aimet_onnx.__version__, "onnx": onnx.__version__})


def write(file, source, weights, activations, **settings):
    model = onnx.load(examples / source)
    simulated = QuantizationSimModel(model, param_type=weights, activation_type=activations, providers=["CPUExecutionProvider"])
    name = model.graph.input[0].name
    simulated.compute_encodings([{name: encoded[rows]} for rows in np.array_split(np.flatnonzero(train), 15)])
    outputs = [output.name for output in simulated.model.graph().output]
    # What is simulated stands behind the output that it rounds.
    names = [output.removesuffix("_updated") for output in outputs]
    own = dict(zip(names, simulated.session.run(outputs, {name: encoded[:SHOWN]})))
    onnx.save(simulated.to_onnx_qdq(**settings), expected.folder / file)
    expected.add(file, "encoded", {key: np.asarray(value).tolist() for key, value in own.items()}, quantized_from=source)


pytorch = "pytorch/mlp-torchscript.onnx"
write("mlp-8-bits-aimet.onnx", pytorch, int8, int8, prequantize_constants=True)
write("mlp-4-bits-aimet.onnx", pytorch, int4, int8, prequantize_constants=True)
# Weights as floats that the file itself rounds.
write("mlp-16-bits-outputs-aimet.onnx", pytorch, int8, int16)
# Probabilities are rounded as well.
write("mlp-rounded-probabilities-aimet.onnx", "scikit-learn/mlp.onnx", int8, int8, prequantize_constants=True)
expected.write()
