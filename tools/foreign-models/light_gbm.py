"""LightGBM: a boosted tree ensemble over the encoded columns, written by onnxmltools.

Run: python tools/foreign-models/light_gbm.py
"""

import lightgbm
import onnxmltools
from lightgbm import LGBMClassifier
from onnxmltools.convert.common.data_types import FloatTensorType

from table import SHOWN, Expected, encoded, train, y

expected = Expected("lightgbm", {"lightgbm": lightgbm.__version__, "onnxmltools": onnxmltools.__version__})
model = LGBMClassifier(n_estimators=25, num_leaves=7, random_state=0, n_jobs=1, deterministic=True, verbose=-1)
model.fit(encoded[train], y[train])
print(f"accuracy {model.score(encoded[~train], y[~train]):.3f}")
own = {"labels": model.predict(encoded[:SHOWN]).tolist(), "probabilities": model.predict_proba(encoded[:SHOWN]).tolist()}
for file, zipmap in [("boosted.onnx", True), ("boosted-arrays.onnx", False)]:
    made = onnxmltools.convert_lightgbm(
        model, initial_types=[("input", FloatTensorType([None, encoded.shape[1]]))], zipmap=zipmap, target_opset=15
    )
    (expected.folder / file).write_bytes(made.SerializeToString())
    expected.add(file, "encoded", own)
expected.write()
