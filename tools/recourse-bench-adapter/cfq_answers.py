"""Asks `cfq advise` what would help people whose rows are encoded as a model's columns are."""

import json
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd


@dataclass
class Feature:
    """`number`, `binary` (one column of 0 and 1), `onehot` or `thermometer`, with the columns that hold it."""

    name: str
    kind: str
    columns: list
    immutable: bool = False
    direction: str = "any"

    @property
    def levels(self):
        return 2 if self.kind == "binary" else len(self.columns)

    def code(self, row):
        """The person's level, from 0; with a thermometer, how many of its columns beyond the first are 1."""
        values = row[self.columns].to_numpy(dtype=float)
        return int(values.argmax() if self.kind == "onehot" else round(values.sum() - (self.kind == "thermometer")))

    def values(self, code):
        """What the columns hold at a level."""
        places = np.arange(len(self.columns))
        if self.kind == "onehot":
            return (places == code).astype(float)
        return (places <= code).astype(float) if self.kind == "thermometer" else np.array([float(code)])

    def schema(self):
        if self.kind == "number":
            return {"kind": "numeric", "bounds": [0, 1], "immutable": self.immutable, "direction": self.direction}
        return {"kind": "categorical", "levels": [f"level {at}" for at in range(self.levels)], "immutable": self.immutable}

    def mapped(self, column):
        """What the model's column is made of."""
        if self.kind == "number":
            return {"column": self.name}
        at = self.columns.index(column)
        return {"column": self.name, "codes": {f"level {code}": float(self.values(code)[at]) for code in range(self.levels)}}


def cfq_answers(frame, features, model, command=("npx", "cfq"), options=()):
    """Where each row of encoded columns is led, with NaN where nothing was found that helps.

    `frame`: one row a person, the columns in the model's order; `model`: an ONNX file with one input of these columns
    and the favourable class second; `options`: further words for `cfq advise`.
    """
    owner = {column: feature for feature in features for column in feature.columns}
    with tempfile.TemporaryDirectory() as place:
        place = Path(place)
        people = {
            feature.name: [
                f"{np.float32(row[feature.columns[0]]):.9g}" if feature.kind == "number" else f"level {feature.code(row)}"
                for _, row in frame.iterrows()
            ]
            for feature in features
        }
        pd.DataFrame(people).to_csv(place / "people.csv", index=False)
        columns = {feature.name: feature.schema() for feature in features}
        sparsity = sum(not feature.immutable for feature in features)
        schema = {"name": "people", "sparsity": sparsity, "columns": columns}
        (place / "schema.json").write_text(json.dumps(schema))
        inputs = {input_name(model): [owner[column].mapped(column) for column in frame.columns]}
        (place / "inputs.json").write_text(json.dumps({"inputs": inputs}))
        words = ["--data", "people.csv", "--schema", "schema.json", "--input-map", "inputs.json", "--person", "all", "--json"]
        run = subprocess.run(
            [*command, "advise", str(Path(model).resolve()), *words, "--positive", "1", *options],
            cwd=place, capture_output=True, text=True,
        )
        # 1 says that somebody is denied and nothing helps.
        if run.returncode not in (0, 1):
            raise RuntimeError(run.stderr.strip())
        advised = json.loads(run.stdout)["people"]
    answers = frame.astype(float).copy()
    for index, advice in zip(frame.index, advised, strict=True):
        if advice["outcome"] == "approved":
            continue
        ways = advice["alternatives"]
        if not ways:
            answers.loc[index] = np.nan
            continue
        for change in ways[0]["changes"]:
            feature = next(feature for feature in features if feature.name == change["feature"])
            to = change["to"]
            answers.loc[index, feature.columns] = [to] if feature.kind == "number" else feature.values(int(to.split()[1]))
    return answers


def input_name(model):
    import onnx

    return onnx.load(model).graph.input[0].name
