#!/usr/bin/env bash
# Writes examples/foreign-models anew, in an environment of its own: bash tools/foreign-models/write_all.sh [FOLDER]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
environment=${1:-$(mktemp -d)}
python3 -m venv "$environment"
"$environment/bin/pip" install --quiet --requirement "$here/requirements.txt"
# Its other requirements are for kinds of models that are not converted here.
"$environment/bin/pip" install --quiet --no-deps tensorflowjs==4.22.0
for script in applicants encoding scikit_learn light_gbm onnx_runtime xg_boost keras_models pytorch_models brevitas_models aimet_models; do
  "$environment/bin/python" "$here/$script.py"
done
# AMD Quark asks for an older onnx, and compiles its own operators when it is first loaded.
python3 -m venv "$environment/quark"
"$environment/quark/bin/pip" install --quiet --requirement "$here/requirements-quark.txt"
"$environment/quark/bin/python" "$here/quark_models.py"
