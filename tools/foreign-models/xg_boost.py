"""XGBoost: boosted trees over the encoded columns, written by onnxmltools.

Run: python tools/foreign-models/xg_boost.py
"""

import numpy as np
import onnxmltools
import xgboost
from onnxmltools.convert.common.data_types import FloatTensorType
from xgboost import XGBClassifier

from table import NUMBERS, SHOWN, Expected, encoded, raw, train, y

expected = Expected("xgboost", {"xgboost": xgboost.__version__, "onnxmltools": onnxmltools.__version__})


#: The same numbers with nothing in the place of what is absent: XGBoost learns for each split where such people go.
gaps = encoded.copy()
for place, name in enumerate(NUMBERS):
    gaps[raw[name].isna(), place] = np.nan


def write(file, rows, inputs, **settings):
    model = XGBClassifier(n_estimators=20, max_depth=3, learning_rate=0.3, random_state=0, n_jobs=1, **settings)
    model.fit(rows[train], y[train])
    print(f"accuracy {model.score(rows[~train], y[~train]):.3f}")
    own = {"labels": model.predict(rows[:SHOWN]).tolist(), "probabilities": model.predict_proba(rows[:SHOWN]).tolist()}
    made = onnxmltools.convert_xgboost(
        model, initial_types=[("input", FloatTensorType([None, rows.shape[1]]))], target_opset=15
    )
    (expected.folder / file).write_bytes(made.SerializeToString())
    expected.add(file, inputs, own, feeds={"input": rows[:SHOWN]})


write("boosted.onnx", encoded, "encoded")
write("boosted-from-half.onnx", encoded, "encoded", base_score=0.5)
write("boosted-gaps.onnx", gaps, "gaps")
expected.write()
