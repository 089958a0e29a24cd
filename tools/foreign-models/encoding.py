"""Writes what the files with one tensor of encoded columns are given, as input maps: examples/foreign-models/inputs.

Run: python tools/foreign-models/encoding.py
"""

from places import examples
from table import encoding

#: Each input's name, and the folders whose files call it so.
inputs = {
    "X": ["scikit-learn", "onnxruntime", "aimet", "quark"],
    "features": ["pytorch", "brevitas", "aimet", "quark"],
    "applicant": ["keras"],
    "input": ["lightgbm", "xgboost"],
}


def line(column, gaps=False):
    """An entry of the map: a number, standardised, the training rows' median where there is none; or 1 for a word."""
    if "value" in column:
        return f'{{ column: {column["column"]}, is: {column["value"]} }}'
    offset, scale = column["offset"], column["scale"]
    missing = "" if gaps else f', missing: {(column["absent"] - offset) / scale:.9g}'
    return f'{{ column: {column["column"]}, offset: {offset:.9g}, scale: {scale:.9g}{missing} }}'



def write(file, about, name, gaps=False):
    entries = (f"    - {line(column, gaps)}" for column in encoding)
    (examples / "inputs" / file).write_text("\n".join([f"# {about}", "inputs:", f"  {name}:", *entries]) + "\n")


if __name__ == "__main__":
    (examples / "inputs").mkdir(exist_ok=True)
    for name, folders in inputs.items():
        write(f"{name}.yaml", f"What the 18 columns of {', '.join(folders)} hold, but for the files that are called pipeline.", name)
    write("gaps.yaml", "What the 18 columns of files that are called gaps hold: nothing stands where a person has no value.", "input", gaps=True)
