"""The archive: every report, claim and judgement, kept for good; one door before SQLite and PostgreSQL.

Nothing is edited and nothing deleted: what is new stands beside what it replaces. The archive knows no Arabic; folded
text for searching is given to it.
"""

from tawthiq.archive.archive import Archive
from tawthiq.archive.engine import ArchiveError, address
from tawthiq.archive.linkstate import reports_by_day
from tawthiq.archive.records import CodedEvent, CoderVersion, IncidentRow, Kept, LogRow, MentionRow, Stats, StoredReport
from tawthiq.archive.verifying import Fault
from tawthiq.archive.writing import report_id

__all__ = [
    "Archive", "ArchiveError", "CodedEvent", "CoderVersion", "Fault", "IncidentRow", "Kept", "LogRow", "MentionRow",
    "Stats", "StoredReport", "address", "report_id", "reports_by_day",
]  # fmt: skip
