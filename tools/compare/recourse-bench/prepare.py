"""Writes what everybody is given: balanced and scaled rows, a linear model and an MLP 128-64 as ONNX, 50 denied people.

Run: python prepare.py --tables FOLDER --out FOLDER [--datasets adult compas german credit]
"""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pandas as pd
from skl2onnx import to_onnx
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

from layouts import KINDS, SEED, encode, layout_of

PEOPLE = 50


def table_of(dataset, folder):
    """The table in their codes, with the outcome in `label`: 1 is favourable."""
    files = {"adult": "adult.csv", "compas": "compas.csv", "german": "german_v2.csv", "credit": "credit_processed.csv"}
    table = pd.read_csv(folder / files[dataset])
    if dataset == "german":
        names = {"personal_status_sex": "Sex", "age": "Age", "amount": "Credit", "duration": "LoanDuration", "credit_risk": "label"}
        table = table.rename(columns=names)
    table = table.rename(columns={"NoDefaultNextMonth (label)": "label"})
    return table[["label", *KINDS[dataset]]].astype("float64")


def balanced(table):
    """As many of either outcome, rounded down to 250, in an order of chance: their splits, number for number."""
    most = table["label"].value_counts().min() // 250 * 250
    parts = [table[table["label"] == label].sample(most, random_state=SEED) for label in (0, 1)]
    return pd.concat(parts).sample(frac=1, random_state=SEED)


def models():
    return {
        "linear": LogisticRegression(solver="liblinear", random_state=0),
        "mlp": MLPClassifier((128, 64), batch_size=256, max_iter=20, early_stopping=False, random_state=0),
    }


def prepare(dataset, tables, out):
    table = table_of(dataset, tables)
    features = layout_of(dataset, table)
    rows = balanced(table)
    train, test = train_test_split(rows, train_size=0.7, random_state=SEED)
    both = pd.concat([train, test])
    x = encode(features, both.drop(columns="label")).astype(np.float32)
    y = both["label"].to_numpy(dtype=int)
    out.mkdir(parents=True, exist_ok=True)
    x.tofile(out / "rows.f32")
    about = {"dataset": dataset, "features": [asdict(feature) for feature in features], "rows": len(both), "train": len(train)}
    about["models"] = {}
    for name, model in models().items():
        model.fit(x[: len(train)], y[: len(train)])
        made = to_onnx(model, x[:1], options={"zipmap": False}, target_opset=17)
        onnx.save(made, out / f"{name}.onnx")
        session = onnxruntime.InferenceSession(str(out / f"{name}.onnx"), providers=["CPUExecutionProvider"])
        label = session.run(None, {"X": x})[0]
        denied = pd.Series(np.arange(len(train), len(both))[label[len(train) :] == 0])
        people = denied.sample(n=min(PEOPLE, len(denied)), random_state=SEED).tolist()
        accuracy = float((label[len(train) :] == y[len(train) :]).mean())
        about["models"][name] = {"people": people, "denied": len(denied), "accuracy": accuracy}
        print(f"{dataset} {name}: accuracy {accuracy:.3f}, {len(denied)} of {len(test)} denied")
    y.astype(np.float32).tofile(out / "labels.f32")
    (out / "layout.json").write_text(json.dumps(about))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--tables", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--datasets", nargs="*", default=list(KINDS))
    given = parser.parse_args()
    for one in given.datasets:
        prepare(one, given.tables, given.out / one)
