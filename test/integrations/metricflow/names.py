"""Prints which names a dimension of the order lines cannot have, by MetricFlow's own rules: names.py MANIFEST.json NAME…"""
import copy
import json
import sys

from metricflow_semantic_interfaces.implementations.semantic_manifest import PydanticSemanticManifest
from metricflow_semantic_interfaces.validations.semantic_manifest_validator import SemanticManifestValidator

with open(sys.argv[1]) as file:
    manifest = PydanticSemanticManifest.parse_raw(file.read())
validator = SemanticManifestValidator[PydanticSemanticManifest]()


def is_refused(name):
    tried = copy.deepcopy(manifest)
    model = next(one for one in tried.semantic_models if one.name == "order_lines")
    dimension = next(one for one in model.dimensions if one.name == "bag_size")
    dimension.name = name
    return len(validator.validate_semantic_manifest(tried).errors) > 0


print(json.dumps([name for name in sys.argv[2:] if is_refused(name)]))
