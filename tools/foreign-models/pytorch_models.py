"""PyTorch: plain, normalised and residual networks, by both of its exporters.

Run: python tools/foreign-models/pytorch_models.py
"""

import warnings

import onnx
import onnxscript
import torch
from torch import nn

from table import SHOWN, Expected, encoded, train, y

warnings.simplefilter("ignore")
expected = Expected("pytorch", {"torch": torch.__version__, "onnx": onnx.__version__, "onnxscript": onnxscript.__version__})
columns = encoded.shape[1]
torch.set_num_threads(1)
x, truth = torch.from_numpy(encoded), torch.from_numpy(y)


class Residual(nn.Module):
    """Two blocks that add what they were given."""

    def __init__(self, width=16):
        super().__init__()
        self.stem = nn.Linear(columns, width)
        self.blocks = nn.ModuleList([nn.Sequential(nn.Linear(width, width), nn.ReLU(), nn.Linear(width, width)) for _ in range(2)])
        self.head = nn.Linear(width, 2)

    def forward(self, features):
        hidden = torch.relu(self.stem(features))
        for block in self.blocks:
            hidden = torch.relu(hidden + block(hidden))
        return self.head(hidden)


def trained(model):
    """Two logits by cross-entropy, or one by its binary form."""
    optimizer = torch.optim.AdamW(model.parameters(), 0.01, weight_decay=0.05)
    rows = torch.from_numpy(train)
    random = torch.Generator().manual_seed(0)
    model.train()
    for _ in range(40):
        for part in torch.randperm(int(rows.sum()), generator=random).split(64):
            logits = model(x[rows][part])
            wanted = truth[rows][part]
            loss = (
                nn.functional.binary_cross_entropy_with_logits(logits[:, 0], wanted.float())
                if logits.shape[1] == 1
                else nn.functional.cross_entropy(logits, wanted)
            )
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    model.eval()
    with torch.no_grad():
        logits = model(x)
    granted = logits[:, -1] > (0 if logits.shape[1] == 1 else logits[:, 0])
    print(f"accuracy {(granted == truth.bool())[~rows].float().mean():.3f}")
    return model


def forget_places(path):
    """The newer exporter notes where in which folder of whose machine each node was called; that is nobody's business."""
    made = onnx.load(path)
    graphs = [made.graph, *made.functions]
    for node in [node for graph in graphs for node in graph.node]:
        kept = [entry for entry in node.metadata_props if "stack_trace" not in entry.key]
        del node.metadata_props[:]
        node.metadata_props.extend(kept)
    onnx.save(made, path)


def write(file, model, dynamo, opset):
    path = expected.folder / file
    names = {"input_names": ["features"], "output_names": ["logits"], "opset_version": opset}
    if dynamo:
        batch = torch.export.Dim("batch")
        torch.onnx.export(
            model, (x[:2],), path, dynamo=True, dynamic_shapes=({0: batch},), external_data=False, verbose=False, **names
        )
    else:
        torch.onnx.export(model, (x[:1],), path, dynamo=False, dynamic_axes={"features": {0: "batch"}, "logits": {0: "batch"}}, **names)
    forget_places(path)
    with torch.no_grad():
        expected.add(file, "encoded", {"logits": model(x[:SHOWN]).tolist()})


torch.manual_seed(0)
plain = trained(nn.Sequential(nn.Linear(columns, 24), nn.ReLU(), nn.Linear(24, 12), nn.ReLU(), nn.Linear(12, 2)))
normalised = trained(
    nn.Sequential(nn.BatchNorm1d(columns), nn.Linear(columns, 24), nn.BatchNorm1d(24), nn.ReLU(), nn.Dropout(0.1), nn.Linear(24, 1))
)
residual = trained(Residual())
write("mlp-torchscript.onnx", plain, False, 13)
write("mlp-dynamo.onnx", plain, True, 18)
write("mlp-batch-norm-torchscript.onnx", normalised, False, 9)
write("mlp-batch-norm-dynamo.onnx", normalised, True, 20)
write("residual-torchscript.onnx", residual, False, 17)
write("residual-dynamo.onnx", residual, True, 20)
expected.write()
