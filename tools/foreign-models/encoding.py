"""Writes what the files with one tensor of encoded columns are given, as input maps: examples/foreign-models/inputs.

Run: python tools/foreign-models/encoding.py
"""

from places import examples
from table import encoding

#: Each input's name, and the folders whose files call it so.
inputs = {
    "X": ["scikit-learn", "onnxruntime"],
    "features": ["pytorch", "brevitas"],
    "applicant": ["keras"],
    "input": ["lightgbm"],
}


def line(column):
    """An entry of the map: a number, standardised, the training rows' median where there is none; or 1 for a word."""
    if "value" in column:
        return f'{{ column: {column["column"]}, is: {column["value"]} }}'
    offset, scale = column["offset"], column["scale"]
    missing = (column["absent"] - offset) / scale
    return f'{{ column: {column["column"]}, offset: {offset:.9g}, scale: {scale:.9g}, missing: {missing:.9g} }}'


(examples / "inputs").mkdir(exist_ok=True)
for name, folders in inputs.items():
    text = "\n".join(
        [
            f"# What the 18 columns of {', '.join(folders)} hold, but for the files that are called pipeline.",
            "inputs:",
            f"  {name}:",
            *(f"    - {line(column)}" for column in encoding),
        ]
    )
    (examples / "inputs" / f"{name}.yaml").write_text(text + "\n")
