"""The table of applicants as the models see it: one input a column, or one row of encoded numbers a person."""

import json

import numpy as np
import pandas as pd

from places import examples

NUMBERS = ["income", "amount", "duration", "debt", "years_employed", "age"]
WORDS = {
    "savings": ["none", "below 100", "100 to 500", "500 to 1000", "above 1000"],
    "housing": ["rent", "own", "free"],
    "purpose": ["car", "furniture", "education", "repairs"],
}
#: How many people of the file's beginning each expected.json holds answers for.
SHOWN = 12

people = pd.read_csv(examples / "applicants.csv", keep_default_na=False, na_values=[""], dtype={n: float for n in NUMBERS})
raw = people[NUMBERS + list(WORDS)]
y = (people["decision"] == "approved").astype(int).to_numpy()
#: Every fourth row is left to test on.
train = np.arange(len(people)) % 4 != 3

_numbers = raw.loc[train, NUMBERS]
median = _numbers.median()
mean = _numbers.fillna(median).mean()
scale = _numbers.fillna(median).std(ddof=0)

#: How each encoded number comes of the file: the wording of an input map.
encoding = [
    {"column": name, "absent": float(median[name]), "offset": float(mean[name]), "scale": float(scale[name])} for name in NUMBERS
] + [{"column": name, "value": value} for name, values in WORDS.items() for value in values]

encoded = np.column_stack(
    [((raw[n].fillna(median[n]) - mean[n]) / scale[n]).to_numpy() for n in NUMBERS]
    + [(raw[name] == value).to_numpy() for name, values in WORDS.items() for value in values]
).astype(np.float32)


def column_inputs(rows=slice(None)):
    """What a file with one input a column is fed: float32 [n, 1] or text [n, 1]."""
    part = raw.iloc[rows]
    return {n: part[[n]].to_numpy(np.float32) for n in NUMBERS} | {n: part[[n]].to_numpy(object) for n in WORDS}


def plain(value):
    """An output of ONNX Runtime as JSON holds it; NaN stays out."""
    if isinstance(value, list):  # ZipMap: one dictionary a row
        return [{str(k): float(v) for k, v in row.items()} for row in value]
    return np.asarray(value).tolist()


def run(path, feeds):
    """What ONNX Runtime answers, as {output: values}; the standard setting, and nothing optimised for the second."""
    import onnxruntime as ort

    answers = []
    for level in (ort.GraphOptimizationLevel.ORT_ENABLE_ALL, ort.GraphOptimizationLevel.ORT_DISABLE_ALL):
        options = ort.SessionOptions()
        options.graph_optimization_level = level
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        session = ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        wanted = {i.name: feeds[i.name] if i.name in feeds else next(iter(feeds.values())) for i in session.get_inputs()}
        names = [o.name for o in session.get_outputs()]
        answers.append(dict(zip(names, map(plain, session.run(names, wanted)))))
    return answers


class Expected:
    """The answers of one folder's files, written beside them as expected.json."""

    def __init__(self, folder, versions):
        self.folder = examples / folder
        self.folder.mkdir(parents=True, exist_ok=True)
        self.content = {
            "versions": versions,
            "lines": list(range(2, SHOWN + 2)),
            "encoded": encoded[:SHOWN].tolist(),
            "files": [],
        }

    def add(self, file, inputs, own=None, feeds=None, **about):
        """`inputs`: "columns", "encoded" or "gaps", with its `feeds`; `own`: what the tool that trained the model answers itself."""
        if feeds is None:
            feeds = column_inputs(slice(0, SHOWN)) if inputs == "columns" else {"x": encoded[:SHOWN]}
        default, exact = run(self.folder / file, feeds)
        self.content["files"].append(
            {"file": file, "inputs": inputs, **about, **({"own": own} if own else {}), "outputs": default, "unoptimized": exact}
        )
        kept = own or {}
        print(f"{self.folder.name}/{file}: {(self.folder / file).stat().st_size} bytes {' '.join(kept)}")

    def write(self):
        text = json.dumps(self.content, allow_nan=False)
        (self.folder / "expected.json").write_text(text + "\n")
