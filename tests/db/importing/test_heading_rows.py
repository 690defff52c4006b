"""Two rows of headings: groups over names, and over columns of ticks, which are skills and tasks."""
import pytest

from db.importing.drafts import Line, Result
from tests.db.importing.lists import planned

GROUPS = ['Name', '', 'Erreichbar', '', 'Kann', '', '', '', 'Signal-Gruppe', 'Einwilligung', 'Bemerkung']
WORDS = ['Vorname', 'Nachname', 'Handy', 'Mail', 'Elektro', 'Textil', 'Holz', 'PC', '', '', '']
EVA = ['Eva', 'Plath', '0170 123456', 'e@x.org', 'x', '', '✓', '(x)', 'x', 'ja', 'Leitung']
UWE = ['Uwe', 'Kern', '0170 123457', '', '', '', 'X', '', '', 'ja', '']


def skills(line: Line) -> tuple[str | None, str | None, str]:
    assert line.person is not None
    assert line.person.membership is not None
    values = line.person.membership.values
    return values.get('skills'), values.get('tasks'), line.person.values.get('note') or ''


# ---- names -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize('group', ['Name', 'Kunde', 'Person', 'Namen', 'Wer', 'Persönliches'])
@pytest.mark.parametrize(('heads', 'cells'), [
    (['Vorname', 'Nachname'], ['Eva', 'Plath']), (['Nachname', 'Vorname'], ['Plath', 'Eva']),
    (['Vorname', 'Name'], ['Eva', 'Plath']), (['Name', 'Vorname'], ['Plath', 'Eva'])])
def test_first_names_below_a_group_of_names_are_first_names(store: object, group: str, heads: list[str],
                                                            cells: list[str]) -> None:
    (line,) = planned(Kunden=[[group, '', 'Erreichbar', '', 'Gerät', '', 'Einwilligung'],
                              [*heads, 'Telefon', 'E-Mail', 'Art', 'Marke', ''],
                              [*cells, '0211 12345', 'e@x.org', 'Radio', 'Sony', 'ja']]).lines
    assert line.person is not None
    assert (line.person.values['first_name'], line.person.values['last_name']) == ('Eva', 'Plath')


def test_a_family_below_a_group_of_names_stays_several(store: object) -> None:
    lines = planned(Kunden=[['Name', '', 'Kontakt', 'Gerät', 'DSGVO'], ['Vorname', 'Nachname', 'Telefon', '', ''],
                            ['Eva', 'Plath', '0211 12345', 'Radio', 'ja'],
                            ['Otto', 'Plath', '0211 12345', 'Uhr', 'nein'],
                            ['Ida', 'Plath', '0211 12345', 'Mixer', 'ja']]).lines
    assert [line.result for line in lines] == [Result.STORED, Result.REPAIR_ONLY, Result.STORED]


@pytest.mark.parametrize(('heads', 'cells', 'first', 'last'), [
    (['Name', 'Nachname'], ['Eva', 'Plath'], 'Eva', 'Plath'), (['Nachname', 'Name'], ['Plath', 'Eva'], 'Eva', 'Plath'),
    (['Name', 'Nachname'], ['Eva Plath', 'Plath'], 'Eva', 'Plath'),
    (['Name', 'Vorname', 'Nachname'], ['Plath, Eva', '', 'Plath'], 'Eva', 'Plath'),
    (['Name', 'Vorname', 'Nachname'], ['Frau Plath', 'Eva', 'Plath'], 'Eva', 'Plath')])
def test_no_part_of_a_name_is_lost_beside_a_surname(store: object, heads: list[str], cells: list[str], first: str,
                                                   last: str) -> None:
    (line,) = planned(Team=[[*heads, 'Aufgabe', 'Einwilligung'], [*cells, 'Kasse', 'ja']]).lines
    assert line.person is not None
    assert (line.person.values['first_name'], line.person.values['last_name']) == (first, last)


# ---- ticks -----------------------------------------------------------------------------------------------------------
def test_words_over_ticks_are_a_second_row_of_headings(store: object) -> None:
    eva, uwe = planned(Team=[['Teamliste', *[''] * 10], GROUPS, WORDS, EVA, UWE]).lines
    assert skills(eva) == ('Elektro, Holz', '', 'PC: (x)\nLeitung')
    assert skills(uwe) == ('Holz', '', '')
    assert eva.person is not None
    assert (eva.person.values['first_name'], eva.person.values['phone']) == ('Eva', '0170 123456')


def test_a_group_of_skills_makes_any_word_below_it_one(store: object) -> None:
    lines = planned(Team=[['Name', 'Telefon', 'Einwilligung', 'Kann', ''], ['', '', '', 'Zither', 'Jonglieren'],
                          ['Eva Plath', '0211 12345', 'ja', 'x', 'x'],
                          ['Uwe Kern', '0211 12346', 'ja', '', 'ja']]).lines
    assert [skills(line)[0] for line in lines] == ['Zither, Jonglieren', 'Jonglieren']


def test_ticks_below_skills_and_tasks_in_one_row_of_headings(store: object) -> None:
    lines = planned(Team=[
        ['Name', 'Telefon', 'Kann gut', 'Elektro', 'Textil', 'Annahme', 'Schlüssel', 'Einwilligung'],
        ['Eva Plath', '0211 12345', 'Löten', 'x', '', '✓', 'x', 'ja'],
        ['Uwe Kern', '0211 12346', '', 'ja', 'x', 'nein', '', 'ja']]).lines
    assert [skills(line) for line in lines] == [('Löten, Elektro', 'Annahme', 'Schlüssel: x'),
                                                ('Elektro, Textil', '', 'Annahme: nein')]


@pytest.mark.parametrize('below', [
    ['Eva', 'Plath', '0170 123456', 'e@x.org', 'x', '', 'x', 'x', 'x', 'ja', ''],
    ['Uwe', 'Kern', '', '', 'x', '', 'x', '', 'x', 'ja', 'Leitung'],
    ['Karim', 'Zerwas', '', '', 'gut', '', 'etwas', '', 'x', 'ja', 'Leitung']])
def test_a_row_about_somebody_is_no_row_of_headings(store: object, below: list[str]) -> None:
    heads = ['Vorname', 'Nachname', 'Handy', 'Mail', 'Elektro', 'Textil', 'Holz', 'PC', 'Signal', 'DSGVO', 'Notiz']
    assert len(planned(Team=[heads, below, EVA, UWE]).lines) == 3
