"""Writes Keras weight files of dense networks (HDF5) as one JSON that TypeScript can read: needs h5py.

Usage: python read_networks.py OUT.json FILE.h5 ...

Layers stand in the order in which they were added: `Dense_0`, `Dense_1`, ... and last `dense`. Weights are float32, `[inputs,
outputs]`, base64 of their bytes, little-endian.
"""

import base64
import json
import sys

import h5py
import numpy as np


def packed(values):
    return base64.b64encode(np.asarray(values, dtype="<f4").tobytes()).decode("ascii")


def layers_of(path):
    with h5py.File(path, "r") as file:
        found = []
        for name, group in file.items():
            arrays = {}
            group.visititems(
                lambda at, item: arrays.__setitem__(at.split("/")[-1].split(":")[0], item[()])
                if isinstance(item, h5py.Dataset)
                else None
            )
            if "kernel" in arrays:
                found.append((name == "dense", name, arrays))
        return [
            {"shape": list(arrays["kernel"].shape), "weight": packed(arrays["kernel"]), "bias": packed(arrays["bias"])}
            for _, _, arrays in sorted(found, key=lambda one: one[:2])
        ]


if __name__ == "__main__":
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        json.dump({path.split("/")[-1]: layers_of(path) for path in sys.argv[2:]}, out)
