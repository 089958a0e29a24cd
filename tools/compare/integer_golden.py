"""Golden vectors of networks of whole numbers, in Python's own integers of any size.

Writes packages/deploy/src/testing/integer-golden.json: requantization of single sums, and two small networks with rows,
codes, hidden codes, last sums and logits. Run by hand where the rule is changed:

    python3 tools/compare/integer_golden.py
"""

import json
import random
import struct
from fractions import Fraction
from pathlib import Path

TARGET = Path(__file__).parents[2] / "packages/deploy/src/testing/integer-golden.json"


def float32(value):
    return struct.unpack("f", struct.pack("f", value))[0]


def requantize(total, multiplier, shift):
    return (total * multiplier + (1 << (shift - 1))) >> shift


def half_even(value):
    """The nearest whole number to an exact fraction, the even one of two. Python's round is defined as that."""
    return round(value)


def code_of(value, scale, zero_point, bits):
    quotient = Fraction(float32(value / scale))
    return max(0, min(2**bits - 1, half_even(quotient) + zero_point))


def fixed_point(ratio):
    """multiplier / 2^shift with 31 bits, from an exact fraction."""
    shift = 0
    while ratio * 2**shift < 2**30:
        shift += 1
    assert 17 <= shift <= 62
    multiplier = int(ratio * 2**shift + Fraction(1, 2))
    return (multiplier, shift) if multiplier < 2**31 else (2**30, shift - 1)


def network(rng, widths, bits, input_bits, per_output):
    grid = {"scale": float32(rng.uniform(0.5, 1.5) * 4 / 2**input_bits), "zeroPoint": rng.randrange(2**input_bits), "bits": input_bits}
    scale_in, zero_in = grid["scale"], grid["zeroPoint"]
    layers, whole = [], []
    for at, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
        half = 2 ** (bits[at] - 1)
        scales = [float32(rng.uniform(0.001, 0.02)) for _ in range(outputs if per_output else 1)]
        codes = [rng.choice([-half, half - 1, rng.randrange(-half, half)]) for _ in range(inputs * outputs)]
        zeros = [rng.randrange(-half, half) for _ in scales]
        bias = [float32(rng.uniform(-1, 1)) for _ in range(outputs)]
        last = at == len(bits) - 1
        hidden = None if last else {"scale": float32(rng.uniform(0.01, 0.1)), "bits": rng.randrange(3, 9)}
        of = lambda values, output: values[output if per_output else 0]
        # The product of two float32 numbers is exact in double precision.
        steps = [scale_in * of(scales, output) for output in range(outputs)]
        columns = [[codes[i * outputs + output] - of(zeros, output) for i in range(inputs)] for output in range(outputs)]
        offsets = [half_even(Fraction(bias[o] / steps[o])) - zero_in * sum(columns[o]) for o in range(outputs)]
        ratios = None if last else [fixed_point(Fraction(step / hidden["scale"])) for step in steps]
        layers.append({"codes": codes, "shape": [inputs, outputs], "bits": bits[at], "scale": scales, "zeroPoint": zeros, "bias": bias, "grid": hidden})
        whole.append((columns, offsets, ratios, hidden, steps))
        if not last:
            scale_in, zero_in = hidden["scale"], 0
    rows = [[float32(rng.choice([0, 1, rng.uniform(-3, 3)])) for _ in range(widths[0])] for _ in range(4)]
    answers = []
    for row in rows:
        now = [code_of(value, grid["scale"], grid["zeroPoint"], input_bits) for value in row]
        path = [now]
        for columns, offsets, ratios, hidden, steps in whole:
            sums = [sum(c * w for c, w in zip(now, column)) + offset for column, offset in zip(columns, offsets)]
            assert all(abs(total) < 2**31 for total in sums)
            now = sums if ratios is None else [
                min(requantize(max(0, total), *ratio), 2 ** hidden["bits"] - 1) for total, ratio in zip(sums, ratios)
            ]
            path.append(now)
        logits = [float32(float32(total) * float32(step)) for total, step in zip(now, whole[-1][4])]
        answers.append({"codes": path[0], "hidden": path[1:-1], "sums": path[-1], "logits": logits})
    return {"inputGrid": grid, "layers": layers, "rows": rows, "answers": answers}


def main():
    rng = random.Random(2018)
    sums = [0, 1, 2, 255, 2**15, 2**30, 2**31 - 1]
    requantized = []
    for _ in range(40):
        total = rng.choice(sums + [rng.randrange(2**31)])
        multiplier = rng.choice([2**30, 2**31 - 1, rng.randrange(2**30, 2**31)])
        shift = rng.randrange(17, 63)
        requantized.append([total, multiplier, shift, requantize(total, multiplier, shift)])
    # Exact halves, which are rounded up.
    requantized += [[3 << at, 2**30, 31 + at, requantize(3 << at, 2**30, 31 + at)] for at in (0, 5, 20)]
    networks = [network(rng, [5, 4, 2], [3, 8], 8, False), network(rng, [6, 5, 4, 3], [8, 2, 5], 16, True)]
    TARGET.write_text(json.dumps({"requantized": requantized, "networks": networks}) + "\n")


main()
