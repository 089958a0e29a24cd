"""ONNX Runtime's own quantizer, on the networks that scikit_learn.py wrote.

Run: python tools/foreign-models/onnx_runtime.py
"""

import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_dynamic, quantize_static
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from onnxruntime.quantization.shape_inference import quant_pre_process

from places import examples
from table import Expected, column_inputs, encoded, train

expected = Expected("onnxruntime", {"onnxruntime": onnxruntime.__version__, "onnx": onnx.__version__})


#: Shapes end at the operators of ai.onnx.ml; what comes of them are floats.
untyped = {"DefaultTensorType": onnx.TensorProto.FLOAT}


class TrainingRows(CalibrationDataReader):
    """The training rows, in batches of 25."""

    def __init__(self, inputs):
        rows = np.flatnonzero(train)
        self.batches = iter(
            [
                column_inputs(part) if inputs == "columns" else {"X": encoded[part]}
                for part in np.split(rows, range(25, len(rows), 25))
            ]
        )

    def get_next(self):
        return next(self.batches, None)


def write(file, source, inputs, make, fused=True, typed=True):
    with tempfile.TemporaryDirectory() as place:
        prepared = Path(place) / "prepared.onnx"
        quant_pre_process(str(examples / source), str(prepared), skip_symbolic_shape=True, skip_optimization=not fused)
        if typed:
            state_types(prepared)
        make(str(prepared), str(expected.folder / file))
    expected.add(file, inputs, quantized_from=source)


def state_types(path):
    """Writes down that what the network hands on are floats, which shape inference does not find behind ai.onnx.ml."""
    model = onnx.load(path)
    known = {value.name for value in model.graph.value_info}
    for node in model.graph.node:
        if node.op_type in {"MatMul", "Gemm", "Add", "Relu", "Sigmoid", "Scaler"} or node.output[0] == "transformed_column":
            if node.output[0] not in known:
                shape = None
                model.graph.value_info.append(onnx.helper.make_tensor_value_info(node.output[0], onnx.TensorProto.FLOAT, shape))
    onnx.save(model, path)


#: What is quantized where nothing else is said; with sums and rectifiers beside products, sums are rounded twice.
products = ["MatMul", "Gemm"]
layers = [*products, "Add", "Relu"]


def static(format, activations, weights, per_channel=False, operators=products):
    def make(source, target, inputs="columns"):
        quantize_static(
            source,
            target,
            TrainingRows(inputs),
            quant_format=format,
            activation_type=activations,
            weight_type=weights,
            per_channel=per_channel,
            op_types_to_quantize=operators,
            extra_options=untyped,
        )

    return make


def dynamic(weights):
    return lambda source, target: quantize_dynamic(source, target, weight_type=weights, extra_options=untyped)


def encoded_input(make):
    return lambda source, target: make(source, target, "encoded")


u8, s8 = QuantType.QUInt8, QuantType.QInt8
write("pipeline-mlp-dynamic.onnx", "scikit-learn/pipeline-mlp.onnx", "columns", dynamic(s8))
write("pipeline-mlp-static-qdq.onnx", "scikit-learn/pipeline-mlp.onnx", "columns", static(QuantFormat.QDQ, u8, s8))
# Without the types behind ai.onnx.ml the quantizer leaves activations alone.
write("pipeline-mlp-weights-qdq.onnx", "scikit-learn/pipeline-mlp.onnx", "columns", static(QuantFormat.QDQ, u8, s8), typed=False)
write("pipeline-mlp-static-int4.onnx", "scikit-learn/pipeline-mlp.onnx", "columns", static(QuantFormat.QDQ, u8, QuantType.QInt4))
large = "scikit-learn/pipeline-mlp-128-64.onnx"
write("pipeline-mlp-128-64-dynamic.onnx", large, "columns", dynamic(s8))
write("pipeline-mlp-128-64-static-int4.onnx", large, "columns", static(QuantFormat.QDQ, u8, QuantType.QInt4))
write("mlp-dynamic.onnx", "scikit-learn/mlp.onnx", "encoded", dynamic(u8))
write("mlp-static-qdq.onnx", "scikit-learn/mlp.onnx", "encoded", encoded_input(static(QuantFormat.QDQ, s8, s8, per_channel=True)), fused=False)
write("mlp-static-qdq-int4.onnx", "scikit-learn/mlp.onnx", "encoded", encoded_input(static(QuantFormat.QDQ, u8, QuantType.QInt4)))
write("mlp-static-qoperator.onnx", "scikit-learn/mlp.onnx", "encoded", encoded_input(static(QuantFormat.QOperator, u8, s8)))
write("mlp-static-qdq-layers.onnx", "scikit-learn/mlp.onnx", "encoded", encoded_input(static(QuantFormat.QDQ, u8, s8, operators=layers)), fused=False)
write("mlp-static-qoperator-layers.onnx", "scikit-learn/mlp.onnx", "encoded", encoded_input(static(QuantFormat.QOperator, u8, s8, operators=layers)), fused=False)


def four_bits(source, target):
    quantizer = MatMulNBitsQuantizer(onnx.load(source), bits=4, block_size=16, is_symmetric=True)
    quantizer.process()
    quantizer.model.save_model_to_file(target)


write("mlp-matmul-nbits.onnx", "scikit-learn/mlp.onnx", "encoded", four_bits, fused=False)
expected.write()
