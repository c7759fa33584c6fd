"""Prints which names a dimension of the order lines cannot have, by MetricFlow's own rules: names.py MANIFEST.json NAME…"""
import copy
import json
import sys

from metricflow_semantic_interfaces.implementations.semantic_manifest import PydanticSemanticManifest
from metricflow_semantic_interfaces.validations.unique_valid_name import UniqueAndValidNameRule

with open(sys.argv[1]) as file:
    manifest = PydanticSemanticManifest.parse_raw(file.read())


def is_refused(name):
    tried = copy.deepcopy(manifest)
    model = next(one for one in tried.semantic_models if one.name == "order_lines")
    dimension = next(one for one in model.dimensions if one.name == "bag_size")
    dimension.name = name
    issues = UniqueAndValidNameRule.validate_manifest(tried)
    return any(issue.level.name == "ERROR" for issue in issues)


print(json.dumps([name for name in sys.argv[2:] if is_refused(name)]))
