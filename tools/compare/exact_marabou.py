"""Holds what `exact` proves against Marabou, an independent verifier of networks (maraboupy on PyPI).

Reads the file that exact-marabou.ts writes. For each person no action cheaper than the proven cost, by more than the
tolerance, may reach the margin, and one that is dearer by the tolerance must; of people proven to have none, nobody may.
Every choice of features that may change, and of a category, is one query. A point that Marabou finds counts where it has the
margin in double precision; otherwise the person is open.
"""

import itertools
import json
import sys

import numpy as np
from maraboupy import Marabou
from maraboupy.MarabouNetwork import MarabouNetwork


def query(problem, numbers, moved, most):
    """Whether some change of these numbers, on top of a decided category, reaches the margin at no more than `most`."""
    layers = [(np.array(one["weight"]).reshape(one["shape"]), np.array(one["bias"])) for one in problem["layers"]]
    x = np.array(moved, dtype=float)
    network = MarabouNetwork()
    changes, prices = [], []
    for number in numbers:
        for sign, bound in ((1, number["highest"]), (-1, -number["lowest"])):
            variable = network.getNewVariable()
            network.setLowerBound(variable, 0.0)
            network.setUpperBound(variable, bound)
            changes.append((variable, sign, number["column"]))
            prices.append(number["weight"])
    network.inputVars = [np.array([variable for variable, _, _ in changes])]
    if most is not None:
        network.addInequality([variable for variable, _, _ in changes], prices, most)
    weight, bias = layers[0]
    sums = []
    for unit, base in enumerate(x @ weight + bias):
        total = network.getNewVariable()
        terms = [(variable, sign * weight[column, unit]) for variable, sign, column in changes]
        network.addEquality([v for v, _ in terms] + [total], [c for _, c in terms] + [-1.0], -base)
        sums.append(total)
    for weight, bias in layers[1:]:
        outputs = []
        for total in sums:
            output = network.getNewVariable()
            network.addRelu(total, output)
            outputs.append(output)
        if weight is layers[-1][0]:
            slope = weight[:, 1] - weight[:, 0]
            network.addInequality(outputs, list(-slope), bias[1] - bias[0] - problem["kappa"])
            network.outputVars = [np.array(outputs)]
            break
        sums = []
        for unit in range(weight.shape[1]):
            total = network.getNewVariable()
            network.addEquality(outputs + [total], list(weight[:, unit]) + [-1.0], -bias[unit])
            sums.append(total)
    code, values, _ = network.solve(verbose=False, options=Marabou.createOptions(verbosity=0, timeoutInSeconds=60))
    if code != "sat":
        return code
    for variable, sign, column in changes:
        x[column] += sign * values[variable]
    return "sat" if margin(layers, x) >= problem["kappa"] - 1e-4 else "unconfirmed"


def margin(layers, point):
    """The margin in double precision: Marabou's own points do not always have the one they are found for."""
    for place, (weight, bias) in enumerate(layers):
        point = (point if place == 0 else np.maximum(point, 0)) @ weight + bias
    return point[1] - point[0]


def reachable(problem, person, most):
    """`sat` where some permitted action reaches the margin at no more than `most`, else `unsat` or what went wrong."""
    worst = "unsat"
    for options in itertools.product(*[[None, *group["options"]] for group in person["groups"]]):
        moved, spent, places = list(person["x"]), 0.0, problem["sparsity"]
        for group, option in zip(person["groups"], options):
            if option is None:
                continue
            for column in range(group["start"], group["start"] + group["width"]):
                moved[column] = 1.0 if column == option else 0.0
            spent += group["weight"]
            places -= 1
        if places < 0 or (most is not None and spent > most):
            continue
        size = min(places, len(person["numbers"]))
        for numbers in itertools.combinations(person["numbers"], size):
            left = None if most is None else most - spent
            code = query(problem, numbers, moved, left)
            if code == "sat":
                return "sat"
            if code != "unsat":
                worst = code
    return worst


def main():
    problem = json.load(open(sys.argv[1]))
    counts = {"agree": 0, "disagree": 0, "open": 0}
    for person in problem["people"]:
        cost, slack = person["cost"], problem["tolerance"]
        if cost is None:
            found, expected = [reachable(problem, person, None)], ["unsat"]
        else:
            found = [reachable(problem, person, most) for most in (cost - slack * max(1, cost), cost + slack)]
            expected = ["unsat", "sat"]
        sure = all(code in ("sat", "unsat") for code in found)
        verdict = "agree" if found == expected else "disagree" if sure else "open"
        counts[verdict] += 1
        if verdict != "agree":
            print(f"person {person['row']}: cost {cost}, Marabou says {found}")
    print(", ".join(f"{count} {name}" for name, count in counts.items()))
    sys.exit(1 if counts["disagree"] > 0 else 0)


main()
