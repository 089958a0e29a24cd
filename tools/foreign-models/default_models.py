"""Two networks as their libraries' defaults and first tutorials make them, nothing chosen: scikit-learn's MLPClassifier, behind a
ColumnTransformer, and PyTorch's Adam on a 128-64 network for 100 passes in batches of 32, without decay. What `cfq quantize` makes
of them stands in apps/docs/teachers.md; neither file is committed.

Run: python tools/foreign-models/default_models.py scikit-learn OUT.onnx
     python tools/foreign-models/default_models.py pytorch OUT.onnx

PyTorch's takes one tensor of encoded columns: beside it come OUT.yaml, its input map, and OUT.csv, the people who have all values.
"""

import sys
import warnings
from pathlib import Path

from encoding import line
from table import NUMBERS, WORDS, encoded, encoding, people, raw, train, y

warnings.simplefilter("ignore")


def scikit_learn(path):
    from skl2onnx import to_onnx
    from skl2onnx.common.data_types import FloatTensorType, StringTensorType
    from sklearn.compose import ColumnTransformer
    from sklearn.impute import SimpleImputer
    from sklearn.neural_network import MLPClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    decision = people["decision"].to_numpy()
    columns = [
        ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), NUMBERS),
        ("words", OneHotEncoder(handle_unknown="ignore"), list(WORDS)),
    ]
    model = make_pipeline(ColumnTransformer(columns), MLPClassifier(random_state=0)).fit(raw[train], decision[train])
    typed = [(n, FloatTensorType([None, 1])) for n in NUMBERS] + [(n, StringTensorType([None, 1])) for n in WORDS]
    options = {id(model.steps[-1][1]): {"zipmap": False}}
    made = to_onnx(model, options=options, target_opset={"": 17, "ai.onnx.ml": 3}, initial_types=typed)
    Path(path).write_bytes(made.SerializeToString())
    return model.score(raw[~train], decision[~train])


def pytorch(path):
    import torch
    from torch import nn

    torch.manual_seed(0)
    torch.set_num_threads(1)
    x, truth, rows = torch.from_numpy(encoded), torch.from_numpy(y), torch.from_numpy(train)
    width = encoded.shape[1]
    model = nn.Sequential(nn.Linear(width, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 2))
    optimizer = torch.optim.Adam(model.parameters())
    for _ in range(100):
        for part in torch.randperm(int(rows.sum())).split(32):
            loss = nn.functional.cross_entropy(model(x[rows][part]), truth[rows][part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    model.eval()
    names = {"input_names": ["features"], "output_names": ["logits"], "opset_version": 17}
    batch = {"features": {0: "batch"}, "logits": {0: "batch"}}
    torch.onnx.export(model, x[:1], path, dynamic_axes=batch, **names)
    entries = [f"    - {line(column, gaps=True)}" for column in encoding]
    Path(path).with_suffix(".yaml").write_text("\n".join(["inputs:", "  features:", *entries]) + "\n")
    people.dropna().to_csv(Path(path).with_suffix(".csv"), index=False, float_format="%g")
    return float((model(x[~rows]).argmax(1) == truth[~rows]).float().mean())


library, out = sys.argv[1:]
print(f"accuracy {({'scikit-learn': scikit_learn, 'pytorch': pytorch}[library])(out):.3f}")
