"""Reads bodies as OpenTelemetry's protos have them, unknown fields refused; prints what was read: parse.py FILE.json"""
import json
import sys

from google.protobuf.json_format import MessageToDict, ParseDict
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

kinds = {"/v1/traces": ExportTraceServiceRequest, "/v1/metrics": ExportMetricsServiceRequest}
with open(sys.argv[1]) as file:
    bodies = json.load(file)
read = [{"path": one["path"], "body": MessageToDict(ParseDict(one["body"], kinds[one["path"]]()))} for one in bodies]
print(json.dumps(read))
