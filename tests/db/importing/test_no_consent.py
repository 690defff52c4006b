"""What somebody chooses for a column makes no consent of it that it is not, and takes none back (D1)."""
from datetime import date

import pytest

from db.importing import showing
from db.importing.drafts import Choices, Evidence, Plan, Result
from db.importing.targets import SheetKind
from tests.db.importing.lists import TEAM, planned

pytestmark = pytest.mark.usefixtures('store')

PROOF = Evidence('Unterschrift', date(2026, 10, 1))
OTHERS = ['in Messenger-Gruppe?', 'In Gruppe', 'WhatsApp', 'Foto ok', 'Bilder ok?', 'Newsletter', 'Rundbrief?',
          'Einwilligung Foto', 'Presse', 'Infoblatt gelesen', 'Geburtstagsliste', 'Darf angerufen werden',
          'Keine Einwilligung', 'Möchte nicht in die Liste']
MEANT = ['Datenschutz unterschrieben', 'Zettel da', 'Unterschrift', 'Freigegeben', 'Zettel abgegeben', 'Hinweis',
         'Info', 'Datenschutzhinweise gelesen und einverstanden', 'Einwilligung gegeben am', 'OK', '']


def team(heading: str, choices: Choices | None = None, *more: str) -> Plan:
    said = ['ja', 'nein', 'x', '', 'mal sehen']
    rows = [[name, 'Weiß', '', '', '', cell, *more] for name, cell in zip(
        ('Anja', 'Jürgen', 'Uwe', 'Kim', 'Nora'), said, strict=True)]
    return planned(choices, Team=[[*TEAM[:5], heading, *([TEAM[6]] if more else [])], *rows])


@pytest.mark.parametrize('target', ['consent', 'consent_on'])
@pytest.mark.parametrize('heading', OTHERS)
def test_d1_a_column_about_something_else_is_no_consent_whoever_says_so(heading: str, target: str) -> None:
    plan = team(heading, Choices(columns={('Team', 5): target}))
    assert {line.result for line in plan.lines} == {Result.HELD_BACK}
    (sheet,) = showing.sheets(plan, ())
    assert target not in showing.fitting(showing.targets(SheetKind.TEAM), sheet.columns[5])
    if sheet.columns[5].target != 'withdrawn':
        assert f'„{heading}“ fragt nicht, ob jemand gespeichert werden darf.' in plan.lines[0].reason


@pytest.mark.parametrize('heading', MEANT)
def test_a_column_that_may_ask_for_it_can_be_the_consent(heading: str) -> None:
    plan = team(heading, Choices(columns={('Team', 5): 'consent'}))
    assert [line.result is Result.STORED for line in plan.lines] == [True, False, True, False, False]
    (sheet,) = showing.sheets(plan, ())
    assert 'consent' in showing.fitting(showing.targets(SheetKind.TEAM), sheet.columns[5])


def test_d1_the_messenger_column_stands_in_for_no_consent_that_is_left_out() -> None:
    choices = Choices(columns={('Team', 5): 'consent', ('Team', 6): 'leave'})
    assert {line.result for line in team(TEAM[5], choices, 'ja').lines} == {Result.HELD_BACK}


@pytest.mark.parametrize(('heading', 'allowed'), [
    ('Darf später kontaktiert werden', True), ('Dürfen wir später anrufen?', True), ('Bleibt gespeichert', True),
    ('Newsletter', False), ('Foto ok', False), ('in Messenger-Gruppe?', False)])
def test_d3_who_may_be_kept_afterwards_is_asked_by_no_newsletter(heading: str, allowed: bool) -> None:
    (sheet,) = showing.sheets(team(heading), ())
    assert ('consent_former' in showing.fitting(showing.targets(SheetKind.TEAM), sheet.columns[5])) is allowed


@pytest.mark.parametrize('target', ['note', 'leave', 'new'])
@pytest.mark.parametrize('heading', ['Datenschutz unterschrieben', 'Einwilligung', 'Einwilligung am'])
def test_d1_a_consent_that_somebody_leaves_out_is_still_heard(heading: str, target: str) -> None:
    choices = Choices(columns={('Team', 5): target}, evidence={'Team': PROOF})
    plan = team(heading, choices)
    assert [line.result is Result.STORED for line in plan.lines] == [True, False, True, True, False]
    assert plan.lines[1].reason.startswith(f'Unter „{heading}“ steht „nein“, und das kann ein Nein sein: Der Nachweis '
                                           'für das ganze Blatt gilt hier nicht.')


def test_d1_a_withdrawal_that_somebody_leaves_out_is_still_heard() -> None:
    plan = team('Widerruf', Choices(columns={('Team', 5): 'leave'}, evidence={'Team': PROOF}))
    assert [line.result is Result.STORED for line in plan.lines] == [False, True, False, True, False]


def test_d1_rows_of_several_kinds_hear_it_as_well() -> None:
    rows = [['Art', 'Name', 'Telefon', 'Foto ok', 'Einwilligung'],
            ['Mitglied', 'Anja Weiß', '0351 111111', 'ja', 'nein'], ['Ehemalig', 'Uwe Roth', '0351 111112', 'ja', ''],
            ['Mitglied', 'Kim Alt', '0351 111113', 'ja', '']]
    choices = Choices(kinds={'Liste': 'mixed'}, columns={('Liste', 3): 'consent', ('Liste', 4): 'leave'})
    assert {line.result for line in planned(choices, Liste=rows).lines} == {Result.HELD_BACK}
    choices = Choices(choices.kinds, {('Liste', 4): 'leave'}, evidence={'Liste': PROOF})
    assert [line.result is Result.STORED for line in planned(choices, Liste=rows).lines] == [False, True, True]
