"""Coded reports as tables for a terminal: one table a report, one row an event."""

from __future__ import annotations

from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tawthiq.messages import N_, _
from tawthiq.model import CodedReport, Event, EventDate, Place
from tawthiq.output import tolls

# Wide enough for whole names where no terminal says how wide it is.
_WIDTH_ELSEWHERE = 160
_TYPE_WIDTH = 12
TYPE_LABELS: dict[str, str] = {
    "battle": N_("battle"), "air_strike": N_("air strike"), "shelling": N_("shelling"), "explosion": N_("explosion"),
    "suicide_attack": N_("suicide attack"), "chemical_attack": N_("chemical attack"), "killing": N_("killing"),
    "abduction": N_("abduction"), "arrest": N_("arrest"), "abuse": N_("abuse"),
    "property_destruction": N_("property destruction"), "protest": N_("protest"),
    "territory_change": N_("territory change"), "siege": N_("siege"), "agreement": N_("agreement"),
    "displacement": N_("displacement"), "aid": N_("aid"), "deployment": N_("deployment"),
    "disrupted_attack": N_("disrupted attack"), "death_report": N_("death report"),
    "cumulative_toll": N_("cumulative toll"),
}  # fmt: skip
STATUS_LABELS: dict[str, str] = {
    "occurred": N_("occurred"), "ongoing": N_("ongoing"), "attempted": N_("attempted"), "foiled": N_("foiled"),
    "threatened": N_("threatened"), "denied": N_("denied"),
}  # fmt: skip
# Control characters would move the cursor or reorder the line; each is shown as one sign, so that spans still fit.
_CONTROLS = {
    **{code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"},
    0x7F: 0x2421,
    **dict.fromkeys((*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD),
}


def visible(text: str) -> str:
    """The text with each control character replaced by one sign that shows it; its length stays.

    >>> visible("قصف\\x00")
    'قصف␀'
    """
    return text.translate(_CONTROLS)


class _Console(Console):
    """Rich's console, except that a reader who went away is left to the command, which knows the exit code for it."""

    def on_broken_pipe(self) -> None:
        """Called in the handler of the error, which goes on from here."""
        raise


def console_on(stream: TextIO) -> Console:
    """A console on a stream; a wide one without colours where the stream is no terminal."""
    return _Console(file=stream, width=None if stream.isatty() else _WIDTH_ELSEWHERE, highlight=False, markup=False)


class TableWriter:
    """A heading and a table for each report."""

    def __init__(self, stream: TextIO) -> None:
        self._console = console_on(stream)

    def write(self, coded: CodedReport) -> None:
        self._console.print(heading(coded))
        if coded.events:
            self._console.print(event_table(coded))
        else:
            self._console.print(Text(_("No events."), style="dim"))
        self._console.print()

    def close(self) -> None:
        """Nothing stands at the end."""


def heading(coded: CodedReport) -> Text:
    """Id, day of publication, outlet and headline of a report, in one line."""
    published = coded.published.isoformat() if coded.published else _("no publication date")
    known = (part for part in (published, coded.outlet, coded.title) if part)
    return Text.assemble((visible(coded.doc_id), "bold"), "  ", visible(" · ".join(known)))


def event_table(coded: CodedReport) -> Table:
    """The events of a report, numbered as `tawthiq explain --event` takes them."""
    table = Table(show_lines=True)
    table.add_column("#", justify="right", style="dim", no_wrap=True)
    table.add_column(_("type"), style="bold", min_width=_TYPE_WIDTH)
    table.add_column(_("date"), no_wrap=True)
    for name in (N_("place"), N_("who → whom")):
        table.add_column(_(name), ratio=2)
    table.add_column(_("killed/injured"), justify="center")
    table.add_column(_("says who"), ratio=2)
    for number, event in enumerate(coded.events, 1):
        table.add_row(str(number), *(Text(visible(cell)) for cell in _cells(event)))
    return table


def _cells(event: Event) -> tuple[str, ...]:
    sources = "، ".join(source.text for source in event.sources) or "–"
    places = "، ".join(map(place, event.places)) or "–"
    return kind(event), day(event.date), places, sides(event), harm(event), sources


def kind(event: Event) -> str:
    """The type, with its status where that is not «occurred»."""
    label = " + ".join(_(TYPE_LABELS.get(k.value, k.value)) for k in (event.type, *event.type_also))
    status = event.status.value
    return label if status == "occurred" else f"{label} ({_(STATUS_LABELS.get(status, status))})"


def day(date: EventDate) -> str:
    """«2018-10-17», two lines for a spell of days, «–» where it is unknown."""
    days = dict.fromkeys(str(d) for d in (date.start, date.end) if d)
    return "\n".join(days) or "–"


def place(where: Place) -> str:
    """«سرمين (ريف إدلب)»."""
    return f"{where.text} ({where.within})" if where.within else where.text


def sides(event: Event) -> str:
    """«أ → ب»; «أ ↔ ب» for the parties of a clash; «–» where no side is named."""
    by_role = {
        role: "، ".join(actor.text for actor in event.actors if actor.role == role) for role in ("initiator", "target")
    }
    parties = " ↔ ".join(actor.text for actor in event.actors if actor.role == "party")
    act = f"{by_role['initiator'] or '؟'} → {by_role['target']}" if by_role["target"] else by_role["initiator"]
    return "\n".join(part for part in (act, parties) if part) or "–"


def harm(event: Event) -> str:
    """«18 / ≥3», killed before injured; rival tolls are joined with «or»; «–» where nobody speaks of harm."""
    killed, injured = (_tolls(event, outcome) for outcome in ("killed", "injured"))
    return "–" if killed == injured == "–" else f"{killed} / {injured}"


def _tolls(event: Event, outcome: str) -> str:
    different = dict.fromkeys(str(toll) for toll in tolls(event.casualties, outcome))
    return _(" or ").join(different) or "–"
