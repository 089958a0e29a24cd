"""Asks dice-ml, cfnow and NICEx for the denied people's counterfactuals, of the same ONNX file.

Run: python peers.py --work FOLDER [--datasets …] [--models …] [--peers …] [--people N]

Each gets what it can use: dice-ml the features that may vary; all of them which columns are categories. What they return
is written in the columns of the model, with the seconds of processor of all people.
"""

import argparse
import json
import time
import warnings
from pathlib import Path

import numpy as np
import onnxruntime
import pandas as pd

from layouts import KINDS, Feature, decode, encode

warnings.simplefilter("ignore")


class Model:
    """The ONNX file, on one thread: probabilities of encoded rows, and of raw codes and numbers."""

    def __init__(self, path, features):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self.features = features
        self.names = [feature.name for feature in features]

    def encoded(self, rows):
        return self.session.run(None, {"X": np.asarray(rows, dtype=np.float32).reshape(len(rows), -1)})[1]

    def raw(self, rows):
        return self.encoded(encode(self.features, np.asarray(rows, dtype=np.float64)))

    # What dice-ml asks a classifier of scikit-learn for.
    def predict_proba(self, frame):
        return self.raw(frame[self.names])

    def predict(self, frame):
        return self.predict_proba(frame).argmax(axis=1)


def dice(method):
    def prepare(model, features, x, y):
        import dice_ml

        table = pd.DataFrame(decode(features, x), columns=model.names)
        numbers = [feature.name for feature in features if feature.kind == "number"]
        for feature in features:
            if feature.kind != "number":
                table[feature.name] = table[feature.name].astype(int).astype(str)
        data = dice_ml.Data(dataframe=table.assign(label=y), continuous_features=numbers, outcome_name="label")
        asked = dice_ml.Dice(data, dice_ml.Model(model=model, backend="sklearn", model_type="classifier"), method=method)
        vary = [feature.name for feature in features if not feature.immutable]

        def one(row):
            person = pd.DataFrame(decode(features, row[None]), columns=model.names)
            for name in set(model.names) - set(numbers):
                person[name] = person[name].astype(int).astype(str)
            more = {"random_seed": 0} if method == "random" else {}
            found = asked.generate_counterfactuals(
                person, total_CFs=1, desired_class=1, features_to_vary=vary, verbose=False, **more
            ).cf_examples_list[0].final_cfs_df
            if found is None or len(found) == 0:
                return None
            return encode(features, found[model.names].to_numpy()[:1])[0]

        return one

    return prepare


def cfnow(strategy):
    def prepare(model, features, x, y):
        import nltk

        # A list of words that tables have no use for, which it would fetch.
        nltk.data.find = lambda *_: None
        from cfnow import find_tabular

        # Groups are found by what stands before an underscore; levels are columns of their own.
        names = []
        for place, feature in enumerate(features):
            mark = "_" if feature.kind == "category" else "v"
            names += [f"f{place}{mark}{at}" if feature.grouped else f"f{place}" for at in range(len(feature.columns))]
        kinds = ["num" if feature.kind == "number" else "cat" for feature in features for _ in feature.columns]

        def one(row):
            person = pd.Series(row.astype(float), index=names)
            found = find_tabular(
                person, model.encoded, feat_types=dict(zip(names, kinds)), has_ohe=True, cf_strategy=strategy,
                limit_seconds=1,
            )
            return None if len(found.cfs) == 0 else np.asarray(found.cfs[0], dtype=np.float64)

        return one

    return prepare


def nice(reward):
    def prepare(model, features, x, y):
        from nice import NICE

        numbers = [place for place, feature in enumerate(features) if feature.kind == "number"]
        categories = [place for place, feature in enumerate(features) if feature.kind != "number"]
        asked = NICE(model.raw, decode(features, x), categories, numbers, y_train=y, optimization=reward)
        return lambda row: encode(features, asked.explain(decode(features, row[None]))[:1])[0]

    return prepare


PEERS = {
    "dice-ml random": dice("random"),
    "dice-ml genetic": dice("genetic"),
    "cfnow greedy": cfnow("greedy"),
    "cfnow random": cfnow("random"),
    "NICEx sparsity": nice("sparsity"),
    "NICEx proximity": nice("proximity"),
}


def ask(folder, name, peers, most):
    about = json.loads((folder / "layout.json").read_text())
    features = [Feature(**feature) for feature in about["features"]]
    x = np.fromfile(folder / "rows.f32", dtype=np.float32).reshape(about["rows"], -1)
    y = np.fromfile(folder / "labels.f32", dtype=np.float32).astype(int)
    train = about["train"]
    people = about["models"][name]["people"][:most]
    model = Model(folder / f"{name}.onnx", features)
    path = folder / f"peers-{name}.json"
    answers = json.loads(path.read_text()) if path.exists() else {}
    for peer in peers:
        np.random.seed(0)
        one = PEERS[peer](model, features, x[:train].copy(), y[:train].copy())
        rows, failed, start = [], {}, time.process_time()
        for person in people:
            try:
                found = one(x[person])
            except Exception as error:  # What a peer throws is that it found nothing.
                failed[type(error).__name__] = failed.get(type(error).__name__, 0) + 1
                found = None
            rows.append(None if found is None or not np.isfinite(found).all() else [float(value) for value in found])
        seconds = time.process_time() - start
        answers[peer] = {"rows": rows, "seconds": seconds, "failed": failed}
        path.write_text(json.dumps(answers))
        found = sum(row is not None for row in rows)
        print(f"{folder.name} {name} {peer}: {found} of {len(people)}, {1000 * seconds / len(people):.0f} ms a person {failed or ''}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--datasets", nargs="*", default=list(KINDS))
    parser.add_argument("--models", nargs="*", default=["linear", "mlp"])
    parser.add_argument("--peers", nargs="*", default=list(PEERS))
    parser.add_argument("--people", type=int, default=None)
    given = parser.parse_args()
    for dataset in given.datasets:
        for model in given.models:
            ask(given.work / dataset, model, given.peers, given.people)
