"""Writes how the files with one tensor of encoded columns want theirs: examples/foreign-models/encoding.json.

Run: python tools/foreign-models/encoding.py
"""

import json

from places import examples
from table import encoding

(examples / "encoding.json").write_text(json.dumps(encoding, indent=1) + "\n")
