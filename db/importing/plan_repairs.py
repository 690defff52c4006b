"""Rows of customers: one repair each, with its person where there is a yes, and without one where there is none."""
from typing import Any

from db.i18n import _
from db.importing.consenting import Decision
from db.importing.desk import FROM_LIST, Desk, has_names
from db.importing.drafts import Line, PersonDraft, RepairDraft, Result
from db.importing.identity import home
from db.importing.later import beside, withdrawn_perhaps
from db.importing.nameless import as_without_yes, without_names
from db.importing.namesakes import reached
from db.importing.notes import whole_note
from db.importing.own_values import own_values
from db.importing.plan_people import basics, named
from db.importing.said import Said, check_all, declared
from db.importing.visits import Visit, new_repair, read_visit
from db.words import Purpose

_WHO = ('name', 'first_name', 'last_name', 'phone', 'phone_2', 'email', 'email_2', 'contact')
NAMELESS_STANDS = _('Diese Reparatur steht schon ohne Person im Kontaktbuch.')
COME_BOTH = _('Person und Reparatur kommen hinein.')
COMES_TO_PERSON_IN_STORE = _('Diese Person steht schon im Kontaktbuch; die Reparatur kommt dazu.')
COMES_TO_PERSON_ABOVE = _('Diese Person steht schon weiter oben in der Datei; die Reparatur kommt dazu.')
_BROUGHT = ('item', 'fault', 'state', 'brand', 'model', 'brand_model', 'accessories', 'collected_on')


def customer_row(desk: Desk, sheet: str, said: Said) -> None:
    check_all(said)
    values = basics(said)
    decision, how = desk.decision(sheet, said, values)
    if not said.has(*_BROUGHT):
        _without_item(desk, sheet, said, values, decision)
        return
    visit = read_visit(desk, said)
    known = _known(desk, values, visit)
    comes, decision = desk.comes_in(decision, known, values, Purpose.REPAIR)
    if not named(values) or not comes:
        _nameless(desk, sheet, said, values, visit, decision, known)
    elif visit.is_gone:
        _gone(desk, sheet, said, values, visit, decision, known)
    else:
        _here(desk, sheet, said, values, visit, decision, how, known)


def _without_item(desk: Desk, sheet: str, said: Said, values: dict[str, Any], decision: Decision) -> None:
    if not named(values):
        desk.line(sheet, said, Result.NOT_UNDERSTOOD, _('Hier steht weder ein Gegenstand noch ein Name.'))
        return
    later = beside(desk, said, values, decision)
    if later.yes and not decision.plain_no:
        _keep(desk, sheet, said, values, later)
        return
    line = desk.held_back(sheet, said, decision, values, _(
        'Hier steht kein Gegenstand, und ohne Reparatur wird niemand als Kund:in gespeichert.') if decision.yes else '')
    line.reason = ' '.join(filter(None, (line.reason, later.reason)))


def _known(desk: Desk, values: dict[str, Any], visit: Visit) -> PersonDraft | None:
    """Who this is in the store: by name and number, or by having brought just this. Where the list names no day, the
    same item is no proof against another number."""
    found = desk.people.find(values)
    if found is None and named(values) and (visit.day or not reached(values)):
        facts = visit.facts
        return desk.people.of_name_among(values, desk.repairs.people_with(facts['item'], facts['fault'], visit.day))
    return found


# ---- what becomes of it ----------------------------------------------------------------------------------------------
def _here(desk: Desk, sheet: str, said: Said, values: dict[str, Any], visit: Visit, decision: Decision,
          how: str, known: PersonDraft | None) -> None:
    """Somebody with an item in the house, and a yes."""
    given = [desk.yes(Purpose.REPAIR, decision, how)] if decision.yes else []
    later = beside(desk, said, values, decision, known)
    if later.yes:
        given.append(desk.yes(Purpose.FORMER, later, FROM_LIST))
    person, stood = desk.person(values, said, given, known)
    said.remarks += filter(None, (later.reason, withdrawn_perhaps(person, later)))
    same = _stood_with(desk, visit, person)
    if same:
        desk.line(sheet, said, Result.MERGED, _('Diese Reparatur steht schon im Kontaktbuch.'), person=person,
                  repair=same)
        return
    if not decision.yes and (same := desk.repairs.find(visit.facts['item'], visit.facts['fault'], visit.day, None)):
        desk.line(sheet, said, Result.REPAIR_ONLY, NAMELESS_STANDS, repair=same,    # it came before their yes
                  meant=person)
        return
    without_yes = as_without_yes(desk, said, visit, values) if decision.yes else None
    _leftovers(said)
    own = own_values(said, 'repair', None)   # before the note: what such a column does not take stands there
    repair = new_repair(desk, said, visit, whole_note(said))
    repair.links['person'] = person
    repair.extra.update(own)
    desk.line(sheet, said, Result.MERGED if stood else Result.STORED, _again(person) if stood else
              COME_BOTH, person=person, repair=repair, without_yes=without_yes)


def _leftovers(said: Said) -> None:
    """What nobody's yes to a repair covers: an address stays a line of the repair's note and goes with it."""
    address = home(said)
    if address:
        said.note(_('Adresse'), ', '.join(filter(None, (
            address.get('street'), f"{address.get('postcode', '')} {address.get('city', '')}".strip()))))


def _gone(desk: Desk, sheet: str, said: Said, values: dict[str, Any], visit: Visit, decision: Decision,
          known: PersonDraft | None) -> None:
    """Fetched: the yes to the repair has done its work. Only who may be kept afterwards comes in, too."""
    later = beside(desk, said, values, decision, known)
    if later.yes:
        _keep(desk, sheet, said, values, later, visit)
        return
    said.told += filter(None, (later.reason,))
    _nameless(desk, sheet, said, values, visit, Decision(True), known)


def _keep(desk: Desk, sheet: str, said: Said, values: dict[str, Any], later: Decision,
          visit: Visit | None = None) -> None:
    """A customer who said that we may contact them later."""
    person, stood = desk.person(values, said, [desk.yes(Purpose.FORMER, later, FROM_LIST)])
    person.values['was_customer'] = True
    without_yes = as_without_yes(desk, said, visit, values) if visit else None
    if visit is not None:   # its own notes go with the item; what is said about the person stays with them
        headings = {_('Anrede'), _('Name'), *(said.heading(target) for target in said.fields
                                              if target.partition('#')[0] in _WHO)}
        said.notes = [one for one in said.notes if one[0] in headings]
    desk.add_note(person, said)
    repair = _stood_with(desk, visit, person) if visit else None
    if visit is not None and repair is None:
        repair = new_repair(desk, said, visit, '')
        repair.links['person'] = person
        _cut_for_good(said)
    desk.line(sheet, said, Result.MERGED if stood else Result.STORED,
              _('Schon abgeholt, und darf später kontaktiert werden: kommt zu den Ehemaligen.') if visit else
              _('Ohne Gegenstand, und darf später kontaktiert werden: kommt zu den Ehemaligen.'), person=person,
              repair=repair, without_yes=without_yes)


def _stood_with(desk: Desk, visit: Visit, person: PersonDraft | None) -> RepairDraft | None:
    """This very repair where it stands with this person already: the same list may come again."""
    if person is None or not person.id:
        return None
    return desk.repairs.find(visit.facts['item'], visit.facts['fault'], visit.day, person.id)


def _nameless(desk: Desk, sheet: str, said: Said, values: dict[str, Any], visit: Visit, decision: Decision,
              person: PersonDraft | None) -> None:
    """The repair without a person. Nothing that could tell who brought it comes along: no note, no address, and the
    person's name and numbers are masked in what is told about the item."""
    left, where, plain = said.notes, home(said), {**visit.facts}
    same = _stood_with(desk, visit, person)     # as it was told there, or masked by now
    of_item = visit.goes_with_the_person
    note = without_names(said, visit, values)
    _cut_for_good(said)
    lost = [_('Telefon')] * any(values.get(one) for one in ('phone', 'phone_2'))
    lost += [_('E-Mail')] * any(values.get(one) for one in ('email', 'email_2')) + [_('Adresse')] * bool(where)
    reason = _why_nameless(said, values, visit, decision, lost + [_('Notiz')] * (left != said.notes), of_item)
    same = same or _stood_with(desk, visit, person)
    if same:
        reason = _('Diese Reparatur steht schon im Kontaktbuch.')
    elif same := desk.repairs.find(visit.facts['item'], visit.facts['fault'], visit.day, None) or (
            desk.repairs.masked({**visit.facts, 'received_at': visit.received}, plain)
            if decision.withdrawn and visit.received else None):
        reason = f'{decision.reason} {NAMELESS_STANDS}' if decision.withdrawn else NAMELESS_STANDS
    repair = same or new_repair(desk, said, visit, note)
    line = desk.line(sheet, said, Result.REPAIR_ONLY, reason, repair=repair, meant=person,
                     may_decide=named(values) and not decision.yes and not decision.plain_no and not visit.is_gone)
    line.name = f"{values.get('first_name', '')} {values.get('last_name', '')}".strip()
    line.known = values if decision.yes and visit.is_gone and named(values) else None


def _cut_for_good(said: Said) -> None:
    """A text that is too long stands whole in the note; where there is none, the reason tells what is missing."""
    said.losses += [_('„{label}“ ist zu lang (höchstens {limit} Zeichen): {n} Zeichen kommen nicht mit.').format(
        label=column.label, limit=column.limit, n=said.too_long[name])
        for name, column in declared('repair', 'detail').items() if name in said.too_long]


def _why_nameless(said: Said, values: dict[str, Any], visit: Visit, decision: Decision, lost: list[str],
                  of_item: list[str]) -> str:
    """`lost` is what the row says about somebody and does not come in, `of_item` what it tells besides of the item."""
    if visit.standing.is_thrown_away:
        return _('Laut Liste nicht mehr da: Die Kontaktdaten kommen nicht hinein, nur die Reparatur als Zahl.')
    if visit.is_gone:
        return _('Schon abgeholt: Die Kontaktdaten kommen nicht hinein, nur die Reparatur als Zahl.')
    if named(values):
        return _('{reason} Die Reparatur kommt ohne Person hinein, ohne {what}.').format(
            reason=decision.reason, what=_listed([_('Kontaktdaten'), _('Notiz'), *of_item]))
    lost = [*lost, *of_item]
    without = _(', ohne {what}').format(what=_listed(lost)) if lost else ''
    if has_names(said):
        return _('Ohne Namen: Die Reparatur kommt ohne Person hinein{without}.').format(without=without)
    return _('In dieser Liste ist keine Spalte mit Namen zu erkennen: Die Reparatur kommt ohne Person hinein{without}. '
             'Unter „Austausch“ lässt sich die Spalte mit den Namen wählen.').format(without=without)


def _listed(words: list[str]) -> str:
    return _(' und ').join(filter(None, (', '.join(words[:-1]), words[-1])))


def _again(person: PersonDraft) -> str:
    return COMES_TO_PERSON_IN_STORE if person.id is not None else COMES_TO_PERSON_ABOVE


def link_fetched(line: Line, desk: Desk) -> None:
    """An item that was fetched belongs to its person where these are kept for another reason: as a former customer."""
    if not line.known or line.repair is None:
        return
    person = desk.people.find(line.known)
    if person is not None and Purpose.FORMER in person.purposes:
        if line.repair.is_new:
            line.repair.links['person'] = person
        person.values['was_customer'] = True
        desk.plan.add(person)
        line.person, line.result = person, Result.MERGED
        line.reason = _('Schon abgeholt; die Person bleibt bei den Ehemaligen.')
