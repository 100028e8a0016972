"""The project's own table: one row a unit, the columns of all formats that are tables."""

from __future__ import annotations

from tawthiq.export.dataset import Unit
from tawthiq.model import Actor

Cell = str | int | float | None

# Each column: its meaning, and its HXL tag (https://hxlstandard.org, public domain).
COLUMNS: dict[str, tuple[str, str]] = {
    "id": ("the incident or event", "#event+id"),
    "type": ("kind of act (docs/codebook.md)", "#event+type"),
    "type_also": ("further kinds in the same act", "#event+type+also"),
    "status": ("occurred, ongoing, attempted, foiled, threatened, denied", "#status"),
    "date_start": ("first day, ISO", "#date+start"),
    "date_end": ("last day, ISO", "#date+end"),
    "country": ("ISO 3166-1 code", "#country+code"),
    "place": ("where, as written; several joined with ; ", "#loc+name"),
    "within": ("what the text says the place lies in", "#loc+within"),
    "lat": ("latitude of the first place with a point, degrees", "#geo+lat"),
    "lon": ("longitude of the same, degrees", "#geo+lon"),
    "radius_km": ("uncertainty of the point, km", "#geo+radius"),
    "precision": ("exact, near, district, governorate, line, country, unknown", "#geo+precision"),
    "initiators": ("sides that do the act, as written", "#org+initiator"),
    "initiator_ids": ("their ids in the registry", "#org+initiator+id"),
    "targets": ("sides that suffer it", "#org+target"),
    "target_ids": ("their ids", "#org+target+id"),
    "parties": ("sides of a clash or agreement with no initiator", "#org+party"),
    "killed_low": ("least number killed that any speaker gives", "#affected+killed+min"),
    "killed_best": ("number chosen (docs/linking.md)", "#affected+killed"),
    "killed_high": ("greatest number killed; empty where a speaker sets no bound", "#affected+killed+max"),
    "killed_civilians": ("of these, civilians, best or low", "#affected+killed+civilians"),
    "killed_combatants": ("of these, combatants, best or low", "#affected+killed+combatants"),
    "injured_low": ("least number injured", "#affected+injured+min"),
    "injured_best": ("number chosen", "#affected+injured"),
    "injured_high": ("greatest number injured", "#affected+injured+max"),
    "detained_best": ("detained", "#affected+detained"),
    "abducted_best": ("abducted", "#affected+abducted"),
    "displaced_best": ("displaced", "#affected+displaced"),
    "victims": ("names of victims, only where asked for", "#affected+name"),
    "weapons": ("means", "#event+weapon"),
    "sources": ("who says so, as written", "#meta+source"),
    "source_kinds": ("the kind of each", "#meta+source+type"),
    "denied_by": ("who denies it", "#meta+source+denied"),
    "agreement": ("truce or zone tied to the act", "#event+agreement"),
    "operation": ("named campaign", "#event+operation"),
    "damage": ("what was destroyed", "#impact+damage"),
    "reports": ("reports that tell it", "#meta+reports+num"),
    "independent_sources": ("of these, no copies of one another", "#meta+reports+independent+num"),
    "outlets": ("who published them", "#meta+outlet"),
    "grade": ("A to D, by independent sources and denials (docs/linking.md)", "#meta+grade"),
    "reviewed": ("1 where a person judged or corrected it, else 0", "#meta+reviewed"),
    "confidence": ("share between 0 and 1", "#meta+confidence"),
    "event_ids": ("the coded events: where every value has its words", "#meta+event+id"),
    "doc_ids": ("the reports", "#meta+report+id"),
    "evidence": ("the passages that state the act", "#meta+evidence"),
}


def row(unit: Unit, victims: bool = False, quotes: bool = True) -> dict[str, Cell]:
    """The cells of a unit by column. `victims`: with victims' names; `quotes`: with the passages."""
    lead, place = unit.lead, unit.place
    first, last = unit.days
    killed, injured = unit.toll("killed"), unit.toll("injured")
    names = [name for _, event in unit.told for c in event.casualties for name in c.names] if victims else []
    passages = (
        [report.text[span.start : span.end] for report, event in unit.told for span in event.evidence] if quotes else []
    )
    sources = list({s.text: s for _, event in unit.told for s in event.sources}.values())
    return {
        "id": unit.unit_id,
        "type": unit.kind,
        "type_also": joined(t.value for t in lead.type_also),
        "status": lead.status.value,
        "date_start": first.isoformat() if first else None,
        "date_end": last.isoformat() if last else None,
        "country": place.country if place else None,
        "place": joined(p.text for p in unit.places),
        "within": joined(p.within or "" for p in unit.places),
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "radius_km": place.radius_km if place else None,
        "precision": place.precision if place else "unknown",
        "initiators": _texts(unit.actors("initiator")),
        "initiator_ids": _ids(unit.actors("initiator")),
        "targets": _texts(unit.actors("target")),
        "target_ids": _ids(unit.actors("target")),
        "parties": _texts(unit.actors("party")),
        "killed_low": killed.low,
        "killed_best": killed.best,
        "killed_high": killed.high,
        "killed_civilians": _count(unit, "killed", "civilian"),
        "killed_combatants": _count(unit, "killed", "combatant"),
        "injured_low": injured.low,
        "injured_best": injured.best,
        "injured_high": injured.high,
        "detained_best": unit.toll("detained").best,
        "abducted_best": unit.toll("abducted").best,
        "displaced_best": unit.toll("displaced").best,
        "victims": joined(names),
        "weapons": joined(w.kind for _, event in unit.told for w in event.weapons),
        "sources": joined(s.text for s in sources),
        "source_kinds": joined(s.kind for s in sources),
        "denied_by": joined(s.text for _, event in unit.told for s in event.denied_by),
        "agreement": lead.agreement.value if lead.agreement else None,
        "operation": lead.operation.value if lead.operation else None,
        "damage": lead.damage.value if lead.damage else None,
        "reports": len({report.doc_id for report, _ in unit.told}),
        "independent_sources": unit.independent,
        "outlets": joined(unit.outlets),
        "grade": unit.grade,
        "reviewed": int(unit.reviewed),
        "confidence": round(unit.confidence, 3),
        "event_ids": joined(event.event_id for _, event in unit.told),
        "doc_ids": joined(report.doc_id for report, _ in unit.told),
        "evidence": joined((" ".join(p.split()) for p in passages), " | "),
    }


def joined(texts: object, mark: str = "; ") -> str | None:
    """Each text once, in its order; None for none."""
    each = list(dict.fromkeys(str(text) for text in texts if text))  # type: ignore[attr-defined]
    return mark.join(each) or None


def _count(unit: Unit, outcome: str, group: str) -> int | None:
    toll = unit.toll(outcome, group)
    return toll.best if toll.best is not None else toll.low


def _texts(actors: tuple[Actor, ...]) -> str | None:
    return joined(a.text for a in actors)


def _ids(actors: tuple[Actor, ...]) -> str | None:
    return joined(a.actor_id for a in actors)


# A spreadsheet takes a cell that begins with one of these for a formula and runs it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutral(cell: Cell) -> Cell:
    """A cell that no spreadsheet runs: text that would be a formula gets an apostrophe in front."""
    return "'" + cell if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
