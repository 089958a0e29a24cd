#!/usr/bin/env bash
# Writes examples/foreign-models anew, in an environment of its own: bash tools/foreign-models/write_all.sh [FOLDER]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
environment=${1:-$(mktemp -d)}
python3 -m venv "$environment"
"$environment/bin/pip" install --quiet --requirement "$here/requirements.txt"
# Its other requirements are for kinds of models that are not converted here.
"$environment/bin/pip" install --quiet --no-deps tensorflowjs==4.22.0
for script in applicants encoding scikit_learn light_gbm onnx_runtime keras_models pytorch_models brevitas_models; do
  "$environment/bin/python" "$here/$script.py"
done
