"""Writes the table of people that every model here is trained on: examples/foreign-models/applicants.csv.

Nobody's data: 500 applicants drawn from a seeded generator, with the gaps and the rounding of a real table. What a
branch decides follows from the burden of the loan, savings, years in the job and the home, with some noise.

Run: python tools/foreign-models/applicants.py
"""

import csv

import numpy as np

from places import examples

ROWS = 500
SAVINGS = ["none", "below 100", "100 to 500", "500 to 1000", "above 1000"]
HOUSING = ["rent", "own", "free"]
PURPOSES = ["car", "furniture", "education", "repairs"]
random = np.random.default_rng(9)


def rounded(values, step, low, high):
    return (np.clip(np.round(values / step), low / step, high / step) * step).astype(int)


age = rounded(random.normal(41, 12, ROWS), 1, 19, 75)
years = rounded(random.uniform(0, 1, ROWS) * np.minimum(age - 18, 30) * 0.6, 1, 0, 30)
income = rounded(np.exp(random.normal(7.75, 0.35, ROWS)) + 20 * years, 50, 800, 9000)
amount = rounded(np.exp(random.normal(8.2, 0.65, ROWS)), 50, 500, 20000)
duration = rounded(random.choice([6, 12, 18, 24, 36, 48, 60], ROWS, p=[0.08, 0.2, 0.12, 0.25, 0.18, 0.12, 0.05]), 1, 6, 60)
debt = rounded(np.where(random.uniform(size=ROWS) < 0.4, 0, random.gamma(2, 900, ROWS)), 50, 0, 12000)
wealth = (income - 2600) / 900 + (age - 40) / 25 + random.normal(0, 1, ROWS)
savings = np.digitize(wealth, [-1.0, 0.0, 0.9, 1.9])
housing = np.where(random.uniform(size=ROWS) < 0.12, 2, (wealth + random.normal(0, 1, ROWS) > 0.5).astype(int))
purpose = random.choice(4, ROWS, p=[0.45, 0.3, 0.1, 0.15])

burden = (amount / duration + debt / 36) / income
score = (
    1.2
    - 7.5 * burden
    + 0.45 * (savings - 1.5)
    + 0.6 * np.sqrt(years)
    + 0.4 * (housing == 1)
    - 0.35 * (purpose == 0) * (duration > 30)
    - 0.8 * (burden > 0.3)
    + random.normal(0, 0.55, ROWS)
)
approved = score > np.quantile(score, 0.38)
no_income = random.uniform(size=ROWS) < 0.04
no_years = random.uniform(size=ROWS) < 0.06

examples.mkdir(parents=True, exist_ok=True)
with open(examples / "applicants.csv", "w", newline="") as file:
    out = csv.writer(file, lineterminator="\n")
    out.writerow(["income", "amount", "duration", "debt", "years_employed", "savings", "housing", "purpose", "age", "decision"])
    for i in range(ROWS):
        out.writerow(
            [
                "" if no_income[i] else income[i],
                amount[i],
                duration[i],
                debt[i],
                "" if no_years[i] else years[i],
                SAVINGS[savings[i]],
                HOUSING[housing[i]],
                PURPOSES[purpose[i]],
                age[i],
                "approved" if approved[i] else "denied",
            ]
        )
