"""The four tables as RecourseBench lays them out: what each column is, and which nobody may change.

Columns are scaled to 0–1; a category takes a one-hot group; a level takes a thermometer, whose first columns are 1 up to
the level. Source: charmlab/recourse_benchmarks, `data/catalog` (MIT); numbers and names of columns are theirs.
"""

from dataclasses import dataclass, field

import numpy as np

SEED = 54321


@dataclass
class Feature:
    """`number`, `binary`, `category` or `level`; codes of categories and levels begin at 1."""

    name: str
    kind: str
    immutable: bool = False
    lowest: float = 0.0
    highest: float = 1.0
    columns: list = field(default_factory=list)

    @property
    def grouped(self):
        return self.kind in ("category", "level")


KINDS = {
    "adult": {
        "Sex": "binary!", "Age": "number!", "NativeCountry": "binary", "WorkClass": "category", "EducationNumber": "number",
        "EducationLevel": "level", "MaritalStatus": "category", "Occupation": "category", "Relationship": "category",
        "CapitalGain": "number", "CapitalLoss": "number", "HoursPerWeek": "number",
    },
    "compas": {"AgeGroup": "level!", "Race": "binary!", "Sex": "binary!", "PriorsCount": "number", "ChargeDegree": "binary"},
    "german": {"Sex": "category!", "Age": "number!", "Credit": "number", "LoanDuration": "number"},
    "credit": {
        "isMale": "binary!", "isMarried": "binary", "AgeGroup": "level!", "EducationLevel": "level",
        "MaxBillAmountOverLast6Months": "number", "MaxPaymentAmountOverLast6Months": "number",
        "MonthsWithZeroBalanceOverLast6Months": "number", "MonthsWithLowSpendingOverLast6Months": "number",
        "MonthsWithHighSpendingOverLast6Months": "number", "MostRecentBillAmount": "number",
        "MostRecentPaymentAmount": "number", "TotalOverdueCounts": "number", "TotalMonthsOverdue": "number",
        "HasHistoryOfOverduePayments": "binary",
    },
}


def layout_of(dataset, table):
    """The features of a table (a data frame of codes and numbers) with their ranges and their encoded columns."""
    features, start = [], 0
    for name, kind in KINDS[dataset].items():
        low, high = float(table[name].min()), float(table[name].max())
        width = int(high - low + 1) if kind.rstrip("!") in ("category", "level") else 1
        columns = list(range(start, start + width))
        features.append(Feature(name, kind.rstrip("!"), kind.endswith("!"), low, high, columns))
        start += width
    return features


def encode(features, table):
    """float64 [rows, columns] of raw codes and numbers [rows, features], in the features' order."""
    table = np.asarray(table, dtype=np.float64)
    parts = []
    for place, feature in enumerate(features):
        values = table[:, [place]]
        codes = np.arange(1, len(feature.columns) + 1)
        if feature.kind == "category":
            parts.append((values == codes).astype(np.float64))
        elif feature.kind == "level":
            parts.append((values >= codes).astype(np.float64))
        else:
            parts.append((values - feature.lowest) / (feature.highest - feature.lowest))
    return np.hstack(parts)


def decode(features, rows):
    """Raw codes and numbers of encoded rows: the inverse of `encode`."""
    parts = []
    for feature in features:
        columns = np.asarray(rows, dtype=np.float64)[:, feature.columns]
        if feature.kind == "category":
            parts.append(columns.argmax(axis=1) + 1.0)
        elif feature.kind == "level":
            parts.append(columns.sum(axis=1))
        else:
            parts.append(columns[:, 0] * (feature.highest - feature.lowest) + feature.lowest)
    return np.column_stack(parts)
