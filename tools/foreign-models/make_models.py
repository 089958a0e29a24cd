"""Fits small scikit-learn classifiers and writes their weights, their ONNX files and their own answers.

The fixtures of the readers of foreign models come from here:
  packages/network/src/testing/scikit-learn.json     weights and probabilities
  packages/jit/src/onnx/testing/*.onnx               files, with answers in scikit-learn.json beside them

Run: pip install scikit-learn skl2onnx && python tools/foreign-models/make_models.py
"""

import json
import warnings
from pathlib import Path

import numpy as np
import sklearn
import skl2onnx
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from skl2onnx import to_onnx

warnings.simplefilter("ignore", ConvergenceWarning)
root = Path(__file__).parents[2]
weights_file = root / "packages/network/src/testing/scikit-learn.json"
onnx_folder = root / "packages/jit/src/onnx/testing"
versions = {"scikit-learn": sklearn.__version__, "skl2onnx": skl2onnx.__version__, "numpy": np.__version__}

random = np.random.default_rng(0)
x = random.normal(size=(300, 3)).round(3)
score = x[:, 0] - 0.5 * x[:, 1] + x[:, 0] * x[:, 2]
two = (score > 0).astype(int)
three = np.digitize(score, [-0.5, 0.5])
rows = x[:20]


def weights_of(model):
    """The attributes that a reader needs, as anyone would write them."""
    if hasattr(model, "coefs_"):
        return {
            "coefs_": [w.tolist() for w in model.coefs_],
            "intercepts_": [b.tolist() for b in model.intercepts_],
            "activation": model.activation,
            "out_activation_": model.out_activation_,
        }
    return {"coef_": model.coef_.tolist(), "intercept_": model.intercept_.tolist()}


perceptron = dict(random_state=0, max_iter=200)
models = {
    "logistic regression, two classes": LogisticRegression().fit(x, two),
    "logistic regression, three classes": LogisticRegression().fit(x, three),
    "perceptron, two classes": MLPClassifier((6, 4), **perceptron).fit(x, two),
    "perceptron, three classes": MLPClassifier((5,), **perceptron).fit(x, three),
    "perceptron with linear hidden outputs": MLPClassifier((4,), activation="identity", **perceptron).fit(x, two),
}
weights_file.parent.mkdir(exist_ok=True)
weights_file.write_text(
    json.dumps(
        {
            "versions": versions,
            "x": rows.tolist(),
            "models": [
                {
                    "name": name,
                    "weights": weights_of(model),
                    "probabilities": model.predict_proba(rows).tolist(),
                }
                for name, model in models.items()
            ],
        }
    )
    + "\n"
)

onnx_folder.mkdir(exist_ok=True)
answers = {"versions": versions, "x": rows.tolist(), "files": []}


def write(file, model, example, **options):
    onnx = to_onnx(model, example, options={id(model): options} if options else None)
    (onnx_folder / file).write_bytes(onnx.SerializeToString())
    answers["files"].append(
        {
            "file": file,
            "outputs": [output.name for output in onnx.graph.output],
            "labels": [str(label) for label in model.predict(rows.astype(example.dtype))],
            "probabilities": model.predict_proba(rows.astype(example.dtype)).tolist(),
        }
    )


single, double = x[:1].astype(np.float32), x[:1]
regression, network = models["logistic regression, two classes"], models["perceptron, two classes"]
write("whole-labels.onnx", network, single, zipmap=False)
write("double.onnx", network, double, zipmap=False)
write("map.onnx", regression, single)
write("text-labels.onnx", LogisticRegression().fit(x, np.where(two, "yes", "no")), single, zipmap=False)
(onnx_folder / "scikit-learn.json").write_text(json.dumps(answers) + "\n")
