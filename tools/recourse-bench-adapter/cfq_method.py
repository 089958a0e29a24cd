"""CFQ as a method of RecourseBench: put beside its methods, with `from method.cfq.cfq_method import CfqMethod` in
`method/__init__.py`, and named `cfq` in a configuration."""

import tempfile
from pathlib import Path

import torch

from dataset.dataset_object import DatasetObject
from method.method_object import MethodObject
from model.model_object import ModelObject
from preprocess.preprocess_utils import resolve_feature_metadata
from utils.registry import register

from .cfq_answers import Feature, cfq_answers

DIRECTIONS = {"same-or-increase": "increase", "same-or-decrease": "decrease"}


def features_of(trainset):
    """The features of a data set after its preprocessing, with the columns that each was encoded as."""
    kinds, mutable, actionable = resolve_feature_metadata(trainset)
    columns = list(trainset.get(target=False).columns)
    try:
        groups = {name: [one for one in own if one in columns] for name, own in trainset.attr("encoding").items()}
    except AttributeError:
        groups = {}
    groups = {name: own for name, own in groups.items() if len(own) > 1}
    grouped = {column: name for name, own in groups.items() for column in own}
    features = {}
    for column in columns:
        name = grouped.get(column, column)
        own = groups.get(name, [column])
        if len(own) > 1:
            kind = "onehot" if all("_cat_" in one for one in own) else "thermometer"
        else:
            kind = "number" if str(kinds[column]).lower() == "numerical" else "binary"
        may = str(actionable[column]).lower()
        immutable = not mutable[column] or may in ("none", "same")
        features[name] = Feature(name, kind, own, immutable, DIRECTIONS.get(may, "any"))
    return list(features.values())


@register("cfq")
class CfqMethod(MethodObject):
    """`command`: what runs `cfq`; `options`: further words for `cfq advise`, such as ["--solver", "exact"]; `onnx`: the
    model as a file, where it is no torch module."""

    def __init__(self, target_model: ModelObject, seed=None, device="cpu", desired_class=1, command=("npx", "cfq"),
                 options=(), onnx=None, **kwargs):
        self._target_model, self._seed, self._device = target_model, seed, device
        self._need_grad, self._is_trained, self._desired_class = False, False, desired_class
        self._command, self._options, self._onnx = list(command), list(options), onnx

    def fit(self, trainset: DatasetObject | None):
        self._features = features_of(trainset)
        if self._onnx is None:
            self._folder = tempfile.TemporaryDirectory()
            self._onnx = Path(self._folder.name) / "model.onnx"
            width = trainset.get(target=False).shape[1]
            module = self._target_model._model.eval()
            names = {"input_names": ["x"], "output_names": ["logits"], "dynamic_axes": {"x": {0: "n"}, "logits": {0: "n"}}}
            torch.onnx.export(module, (torch.zeros(1, width),), self._onnx, dynamo=False, opset_version=17, **names)
        self._is_trained = True

    def get_counterfactuals(self, factuals):
        seeded = ["--seed", str(self._seed)] if self._seed is not None else []
        return cfq_answers(factuals, self._features, self._onnx, self._command, [*seeded, *self._options])
