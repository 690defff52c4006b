"""Rows of other places: an organisation, a person there or on their own, or nobody who may be stored."""
from typing import Any

from db.i18n import _
from db.importing.belongings import may_name_somebody, of_the_place, unclear_notes
from db.importing.book import as_text
from db.importing.contacts import one_line
from db.importing.desk import Desk
from db.importing.drafts import Result
from db.importing.identity import home
from db.importing.naming import is_institution, is_nobody
from db.importing.places import contact, only_the_organisation, organisation_of
from db.importing.plan_people import basics, merged, named
from db.importing.said import Said, check_all, checked
from db.importing.targets import OWN
from db.words import Purpose

STANDS = _('Diese Organisation steht schon da.')
NEEDS_NONE = _('Eine Organisation ohne Namen einer Person braucht keine Einwilligung.')
NOBODY = _('Hier steht weder eine Organisation noch ein Name.')
CHOOSE = _(' Unter „Spalten“ lässt sich wählen, welche die Organisation nennt.')
_OF_THE_PLACE = ('topic', 'website', 'organisation_phone', 'organisation_email', 'organisation_note')


def external_row(desk: Desk, sheet: str, said: Said) -> None:
    check_all(said)
    values = basics(said)
    unclear = unclear_notes(said)
    place = one_line(said.text('organisation'))
    if not place and is_institution(one_line(as_text(said.cell('name')))) and not said.has('first_name', 'last_name'):
        place = one_line(said.text('name'))      # „Wertstoffhof Nord“ in a list that has one column for all names
        values |= {'first_name': '', 'last_name': ''}
    elif place and is_nobody(said, f"{values.get('first_name', '')} {values.get('last_name', '')}"):
        said.note(said.heading('name'), one_line(f"{values.pop('first_name')} {values.pop('last_name')}"))
    if not named(values) and not place:
        desk.line(sheet, said, Result.NOT_UNDERSTOOD,
                  NOBODY + ('' if 'organisation' in said.layout.targets else CHOOSE))
    elif named(values):
        _person(desk, sheet, said, values, place)
    else:
        _only_a_place(desk, sheet, said, values, place, unclear)


def _only_a_place(desk: Desk, sheet: str, said: Said, values: dict[str, Any], place: str,
                  unclear: list[tuple[str, str]]) -> None:
    decision, __ = desk.decision(sheet, said, values)
    if may_name_somebody(said, decision, unclear):
        only_the_organisation(desk, said, desk.held_back(sheet, said, decision, values))
        return
    if decision.yes:
        _keep_the_yes(said)
    reach = values if decision.yes else of_the_place(values, said, place, unclear)
    organisation, stood = organisation_of(desk, said, place, reach, alone=True, unsaid=not decision.yes)
    desk.line(sheet, said, Result.MERGED if stood else Result.STORED, STANDS if stood else NEEDS_NONE,
              organisation=organisation, name=place)


def _keep_the_yes(said: Said) -> None:
    """Nobody is named whose it could be, and yet somebody has written it down: its words stay with the organisation."""
    for column, target in enumerate(said.layout.targets):
        if target in ('consent', 'consent_on', 'signed_on'):
            said.note(said.layout.heading(column), said.row.text(column))


def _person(desk: Desk, sheet: str, said: Said, values: dict[str, Any], place: str) -> None:
    decision, how = desk.decision(sheet, said, values)
    known = desk.people.of_sheet(values, Purpose.EXTERNAL)
    comes, decision = desk.comes_in(decision, known, values, Purpose.EXTERNAL)
    if not comes:
        only_the_organisation(desk, said, desk.held_back(sheet, said, decision, values, meant=known))
        return
    given = [desk.yes(Purpose.EXTERNAL, decision, how)] if decision.yes else []
    at = organisation_of(desk, said, place, {}, alone=False)[0] if place else None
    if at is None:
        values |= checked('person', 'member', home(said), said)
        for name in (*_OF_THE_PLACE, *(one for one in said.fields if one.startswith(f'{OWN}organisation.'))):
            said.note(said.heading(name), said.text(name))
    person, stood = desk.person(values, said, given, known)
    contact(desk, person, at, said)
    desk.add_note(person, said)
    desk.line(sheet, said, Result.MERGED if stood else Result.STORED, merged(person) if stood else
              _('Kommt zu den Kontakten.'), person=person, organisation=at)
