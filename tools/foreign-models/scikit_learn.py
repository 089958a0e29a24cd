"""scikit-learn: networks, regressions and forests, alone and behind a ColumnTransformer; written by skl2onnx.

Run: python tools/foreign-models/scikit_learn.py
"""

import warnings

import numpy as np
import onnx
import skl2onnx
import sklearn
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.exceptions import ConvergenceWarning
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from table import NUMBERS, SHOWN, WORDS, Expected, encoded, people, raw, train, y

warnings.simplefilter("ignore", ConvergenceWarning)
expected = Expected(
    "scikit-learn", {"scikit-learn": sklearn.__version__, "skl2onnx": skl2onnx.__version__, "onnx": onnx.__version__}
)
decision = people["decision"].to_numpy()
typed = [(n, FloatTensorType([None, 1])) for n in NUMBERS] + [(n, StringTensorType([None, 1])) for n in WORDS]


def pipeline(model):
    """Impute and scale numbers, one-hot words, then the model: what most tutorials for tables end in."""
    return make_pipeline(
        ColumnTransformer(
            [
                ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), NUMBERS),
                ("words", OneHotEncoder(handle_unknown="ignore"), list(WORDS)),
            ]
        ),
        model,
    )


def write(file, model, inputs, **options):
    example = {"initial_types": typed} if inputs == "columns" else {"X": encoded[:1]}
    target = model if not hasattr(model, "steps") else model.steps[-1][1]
    made = to_onnx(model, options={id(target): options} if options else None, target_opset={"": 17, "ai.onnx.ml": 3}, **example)
    (expected.folder / file).write_bytes(made.SerializeToString())
    shown = raw.iloc[:SHOWN] if inputs == "columns" else encoded[:SHOWN]
    own = {"labels": model.predict(shown).tolist(), "probabilities": model.predict_proba(shown).tolist()}
    expected.add(file, inputs, own)


def accuracy(name, model, x):
    print(f"{name}: accuracy {model.score(x[~train], truth[~train]):.3f}, trained on {model.score(x[train], truth[train]):.3f}")


perceptron = dict(random_state=0, max_iter=300, alpha=4.0, learning_rate_init=0.004)
truth = decision
network = pipeline(MLPClassifier((32, 16), **perceptron)).fit(raw[train], decision[train])
large = pipeline(MLPClassifier((128, 64), **perceptron)).fit(raw[train], decision[train])
regression = pipeline(LogisticRegression()).fit(raw[train], decision[train])
forest = pipeline(RandomForestClassifier(12, max_depth=5, random_state=0)).fit(raw[train], decision[train])
for name, model in [("network", network), ("large network", large), ("regression", regression), ("forest", forest)]:
    accuracy(name, model, raw)
write("pipeline-mlp.onnx", network, "columns")
write("pipeline-mlp-128-64.onnx", large, "columns", zipmap=False)
write("pipeline-mlp-arrays.onnx", network, "columns", zipmap=False)
write("pipeline-logistic.onnx", regression, "columns", zipmap="columns")
write("pipeline-forest.onnx", forest, "columns")

truth = y
tanh = MLPClassifier((12,), activation="tanh", **perceptron).fit(encoded[train], y[train])
small = MLPClassifier((24, 12), **perceptron).fit(encoded[train], y[train])
write("mlp.onnx", small, "encoded", zipmap=False)
write("mlp-tanh.onnx", tanh, "encoded", zipmap=False)
write("logistic-scores.onnx", LogisticRegression().fit(encoded[train], y[train]), "encoded", zipmap=False, raw_scores=True)
write("logistic.onnx", LogisticRegression().fit(encoded[train], y[train]), "encoded")
write("forest.onnx", RandomForestClassifier(12, max_depth=5, random_state=0).fit(encoded[train], y[train]), "encoded", zipmap=False)
expected.write()
