"""From milestones to feeds, pages and data."""

from pipeline_common.publish.formats import RENDERERS
from pipeline_common.publish.publication import publish
from pipeline_common.publish.record import Collection, Record
from pipeline_common.publish.report import PublishReport
from pipeline_common.publish.status import SourceStatus

__all__ = ["RENDERERS", "Collection", "PublishReport", "Record", "SourceStatus", "publish"]
