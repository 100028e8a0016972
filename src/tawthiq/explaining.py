"""Why an event says what it says: the report with its evidence marked, and each value with its words and its rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tawthiq.messages import N_, _
from tawthiq.model import Casualty, CodedReport, Event, Span
from tawthiq.output import Toll
from tawthiq.table import console_on, heading, kind, place, visible

_STYLES = ("black on yellow", "black on cyan", "black on green", "black on magenta", "black on bright_blue")
SLOTS: dict[str, str] = {
    "type": N_("type"), "type_also": N_("also"), "status": N_("status"), "date": N_("date"), "place": N_("place"),
    "initiator": N_("initiator"), "target": N_("target"), "party": N_("party"), "casualty": N_("casualty"),
    "weapon": N_("weapon"), "source": N_("says who"), "denied_by": N_("denied by"), "agreement": N_("agreement"), "operation": N_("operation"),
    "damage": N_("damage"),
}  # fmt: skip


class Value(NamedTuple):
    """One value of an event: its slot (a key of `SLOTS`), what it says, where, and the rule that read it.

    `share` is the probability at which a learned model chose it, None where the rule alone decides.
    """

    slot: str
    value: str
    span: Span
    rule: str
    share: float | None = None


def values(event: Event) -> Iterator[Value]:
    """Every value of the event in the order of the manual."""
    yield Value("type", event.type.value, event.type.span, event.type.rule, event.type.confidence)
    yield from (Value("type_also", also.value, also.span, also.rule) for also in event.type_also)
    yield Value("status", event.status.value, event.status.span, event.status.rule)
    yield Value("date", _days(event), event.date.span, event.date.rule)
    yield from (Value("place", place(p), p.span, p.rule, p.confidence) for p in event.places)
    yield from (Value(actor.role, actor.text, actor.span, actor.rule, actor.confidence) for actor in event.actors)
    yield from (Value("casualty", _harm(c), c.span, c.rule, c.confidence) for c in event.casualties)
    yield from (Value("weapon", weapon.kind, weapon.span, weapon.rule) for weapon in event.weapons)
    yield from (Value("source", f"{s.text} ({s.kind})", s.span, s.rule) for s in event.sources)
    yield from (Value("denied_by", f"{s.text} ({s.kind})", s.span, s.rule) for s in event.denied_by)
    for slot in ("agreement", "operation", "damage"):
        if (context := getattr(event, slot)) is not None:
            yield Value(slot, context.value, context.span, context.rule)


def _days(event: Event) -> str:
    days = dict.fromkeys(str(day) for day in (event.date.start, event.date.end) if day)
    said = " – ".join(days) or "–"
    # The span then covers the act's words, which name no day.
    return said if event.date.text else _("{days} (no day in the text)").format(days=said)


def _harm(casualty: Casualty) -> str:
    count = f"{casualty.outcome} {casualty.group} {Toll(casualty.low, casualty.best, casualty.high)}"
    more = (casualty.of_which, casualty.source, "، ".join(casualty.names))
    return " · ".join((count, *(part for part in more if part)))


def explain(coded: CodedReport, stream: TextIO, only: int | None = None) -> None:
    """Prints the report and the reasons of its events. `only` is the number of one event, from 1.

    Raises IndexError where the report has no event of that number.
    """
    chosen = list(enumerate(coded.events, 1))
    if only is not None:
        chosen = [chosen[only - 1]] if only >= 1 else [chosen[len(chosen)]]
    console = console_on(stream)
    console.print(heading(coded))
    console.print(_leaning(coded), style="dim")
    console.print()
    console.print(marked(coded.text, chosen))
    console.print()
    for number, event in chosen:
        _print_event(console, coded.text, number, event)
    if not chosen:
        console.print(_("No events."))


def _leaning(coded: CodedReport) -> str:
    if coded.published is None:
        return _("No publication date: relative days stay open.")
    return _("Publication date used: {day}").format(day=coded.published.isoformat())


def marked(text: str, events: list[tuple[int, Event]]) -> Text:
    """The report with the evidence of each numbered event in that event's style."""
    shown = Text(visible(text))
    for number, event in events:
        for span in event.evidence:
            shown.stylize(_style(number), span.start, span.end)
    return shown


def _style(number: int) -> str:
    return _STYLES[(number - 1) % len(_STYLES)]


def _print_event(console: Console, text: str, number: int, event: Event) -> None:
    console.print(Text.assemble((f" {number} ", _style(number)), " ", (visible(kind(event)), "bold")))
    for span in event.evidence:
        console.print(Text(f"  «{visible(span.of(text)).strip()}»"))
    console.print(_table(text, event))
    speakers = "، ".join(source.text for source in event.sources) or _("the outlet itself; no speaker is named")
    console.print(Text(_("Says who: {speakers}").format(speakers=visible(speakers))))
    console.print(Text(_("Confidence: {share}").format(share=f"{event.confidence:.2f}")))
    console.print()


def _table(text: str, event: Event) -> Table:
    table = Table()
    for name in (N_("slot"), N_("value"), N_("words"), N_("rule"), N_("model"), N_("span")):
        table.add_column(_(name), no_wrap=name == "span", overflow="fold")
    for value in values(event):
        words, share = visible(value.span.of(text)), "–" if value.share is None else f"{value.share:.2f}"
        where = f"{value.span.start}–{value.span.end}"
        cells = (_(SLOTS[value.slot]), visible(value.value), words, value.rule, share, where)
        table.add_row(*map(Text, cells))
    return table
