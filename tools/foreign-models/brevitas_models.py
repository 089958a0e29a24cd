"""Brevitas: networks trained at few bits, written as quantize-clip-dequantize (QCDQ) and as QONNX.

Run: python tools/foreign-models/brevitas_models.py
"""

import warnings
from importlib.metadata import version

import brevitas
import numpy as np
import onnx
import torch
from brevitas.export import export_onnx_qcdq, export_qonnx
from brevitas.nn import QuantIdentity, QuantLinear, QuantReLU
from brevitas.quant import Int8ActPerTensorFloat, Int8WeightPerChannelFloat, Int8WeightPerTensorFloat, Uint8ActPerTensorFloat
from brevitas.quant import SignedBinaryWeightPerTensorConst
from qonnx.core.modelwrapper import ModelWrapper
from qonnx.core.onnx_exec import execute_onnx
from qonnx.transformation.infer_shapes import InferShapes
from torch import nn

from table import SHOWN, Expected, encoded, train, y

warnings.simplefilter("ignore")
expected = Expected(
    "brevitas", {"brevitas": brevitas.__version__, "torch": torch.__version__, "qonnx": version("qonnx")}
)
columns = encoded.shape[1]
torch.set_num_threads(1)
x, truth = torch.from_numpy(encoded), torch.from_numpy(y)


def network(bits, weights, widths=(24, 12), inputs=True):
    """Inputs at 8 bits or as they are, weights and hidden outputs at `bits`, the last layer at 8."""
    layers, before = [QuantIdentity(act_quant=Int8ActPerTensorFloat, bit_width=8)] if inputs else [], columns
    for width in widths:
        layers += [
            QuantLinear(before, width, bias=True, weight_quant=weights, weight_bit_width=bits),
            QuantReLU(act_quant=Uint8ActPerTensorFloat, bit_width=bits),
        ]
        before = width
    return nn.Sequential(*layers, QuantLinear(before, 2, bias=True, weight_quant=Int8WeightPerTensorFloat, weight_bit_width=8))


def trained(model):
    optimizer = torch.optim.AdamW(model.parameters(), 0.01, weight_decay=0.02)
    rows = torch.from_numpy(train)
    random = torch.Generator().manual_seed(0)
    for _ in range(40):
        for part in torch.randperm(int(rows.sum()), generator=random).split(64):
            loss = nn.functional.cross_entropy(model(x[rows][part]), truth[rows][part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    model.eval()
    with torch.no_grad():
        print(f"accuracy {(model(x).argmax(1) == truth)[~rows].float().mean():.3f}")
    return model


def own(model):
    with torch.no_grad():
        return {"logits": model(x[:SHOWN]).tolist()}


def qcdq(file, model):
    export_onnx_qcdq(
        model, x[:1], str(expected.folder / file), opset_version=17, dynamo=False, input_names=["features"],
        output_names=["logits"], dynamic_axes={"features": {0: "batch"}, "logits": {0: "batch"}},
    )
    expected.add(file, "encoded", own(model))


def executed(path):
    """What qonnx's executor answers: ONNX Runtime has no kernels for these operators."""
    wrapped = ModelWrapper(str(path))
    wrapped.set_tensor_shape("features", [1, columns])
    wrapped = wrapped.transform(InferShapes())
    answers = [execute_onnx(wrapped, {"features": encoded[i : i + 1]})["logits"][0] for i in range(SHOWN)]
    return {"logits": np.asarray(answers, dtype=np.float64).tolist()}


def record(file, model):
    path = expected.folder / file
    expected.content["files"].append({"file": file, "inputs": "encoded", "own": own(model), "executor": executed(path)})
    print(f"brevitas/{file}: {path.stat().st_size} bytes")


def qonnx(file, model):
    export_qonnx(model, x[:1], str(expected.folder / file), opset_version=17, dynamo=False, input_names=["features"],
                 output_names=["logits"], dynamic_axes={"features": {0: "batch"}, "logits": {0: "batch"}})
    record(file, model)


def multi_threshold(source, file, model):
    """The hidden activations as QONNX's MultiThreshold, as FINN has them: one comparison a level."""
    made = onnx.load(expected.folder / source)
    constants = {node.output[0]: onnx.numpy_helper.to_array(node.attribute[0].t) for node in made.graph.node if node.op_type == "Constant"}
    constants |= {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in made.graph.initializer}
    relus = {node.output[0]: node for node in made.graph.node if node.op_type == "Relu"}
    for place, node in enumerate(made.graph.node):
        if node.op_type != "Quant" or node.input[0] not in relus:
            continue
        scale, bits = (float(constants[node.input[i]]) for i in (1, 3))
        thresholds = ((np.arange(2**int(bits) - 1) + 0.5) * scale).astype(np.float32).reshape(1, -1)
        name = f"thresholds_{place}"
        made.graph.initializer.append(onnx.numpy_helper.from_array(thresholds, name))
        relu = relus[node.input[0]]
        levels = onnx.helper.make_node(
            "MultiThreshold", [relu.input[0], name], [node.output[0]], name=f"MultiThreshold_{place}",
            domain="qonnx.custom_op.general", out_dtype=f"UINT{int(bits)}", out_scale=scale, out_bias=0.0,
        )
        made.graph.node[place].CopyFrom(levels)
        made.graph.node.remove(relu)
    onnx.save(made, expected.folder / file)
    record(file, model)


torch.manual_seed(0)
four = trained(network(4, Int8WeightPerTensorFloat))
three = trained(network(3, Int8WeightPerChannelFloat))
binary = trained(network(4, SignedBinaryWeightPerTensorConst, widths=(32,)))
whole = trained(network(4, Int8WeightPerTensorFloat, inputs=False))
qcdq("mlp-4-bits-qcdq.onnx", four)
qcdq("mlp-3-bits-per-channel-qcdq.onnx", three)
qcdq("mlp-4-bits-float-inputs-qcdq.onnx", whole)
qonnx("mlp-4-bits-qonnx.onnx", four)
qonnx("mlp-3-bits-per-channel-qonnx.onnx", three)
qonnx("mlp-4-bits-float-inputs-qonnx.onnx", whole)
qonnx("mlp-binary-qonnx.onnx", binary)
multi_threshold("mlp-4-bits-qonnx.onnx", "mlp-4-bits-multi-threshold.onnx", four)
multi_threshold("mlp-4-bits-float-inputs-qonnx.onnx", "mlp-4-bits-float-inputs-multi-threshold.onnx", whole)
expected.write()
