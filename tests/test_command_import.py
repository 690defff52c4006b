"""`./run.sh import FILE [--apply] [--report FILE.json]`: a trial touches nothing, and the report adds up."""
import json
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

from db.store import close_store, open_store
from tests.commands import command
from tests.db.importing.lists import CUSTOMERS, TEAM, customer, xlsx
from tests.db.stories import rows

RESULTS = ['stored', 'merged', 'repair_only', 'held_back', 'not_data', 'not_understood']


def run(folder: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    return command(folder, 'import', *words)


@pytest.fixture
def liste(tmp_path: Path) -> Path:
    file = tmp_path / 'liste.xlsx'
    file.write_bytes(xlsx({
        'Mitglieder': [['Repair-Café'], TEAM, ['Anja', 'Berg', '0351 1234', '', 'Leitung', 'ja', 'ja'],
                       ['Erika', '', '', 'e@example.org', '', '', 'nein'], ['---']],
        'Kunden': [CUSTOMERS, customer(), customer(Gegenstand='Lampe'), customer(Einwilligung='', Telefon='0351 99')],
        'Seltsames': [['a', 'b'], ['x', 'y']]}))
    return file


def test_a_trial_needs_no_store_and_leaves_none(liste: Path, tmp_path: Path) -> None:
    said = run(tmp_path / 'data', liste)
    assert said.returncode == 0, said.stderr
    assert 'Das war eine Probe' in said.stdout
    assert not (tmp_path / 'data').exists()


def test_a_trial_changes_no_byte(liste: Path, tmp_path: Path) -> None:
    folder = tmp_path / 'data'
    assert run(folder, liste, '--apply').returncode == 0
    before = {file.name: sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}
    assert run(folder, liste, '--report', tmp_path / 'r.json').returncode == 0
    assert {file.name: sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()} == before


def test_a_report_may_not_take_the_place_of_the_store_and_nothing_is_stored_then(liste: Path, tmp_path: Path) -> None:
    folder = tmp_path / 'data'
    said = run(folder, liste, '--apply', '--report', folder / 'kontaktbuch.sqlite')
    assert (said.returncode, 'gehört zum Kontaktbuch selbst' in said.stderr) == (1, True), said.stderr
    assert not folder.exists()


def test_the_report_adds_up(liste: Path, tmp_path: Path) -> None:
    folder, file = tmp_path / 'data', tmp_path / 'r.json'
    said = run(folder, liste, '--apply', '--report', file)
    assert said.returncode == 0, said.stderr
    report = json.loads(file.read_text('utf-8'))
    assert list(report) == ['file', 'sheets', 'counts', 'rows']
    assert report['file'] == 'liste.xlsx'
    assert report['sheets'] == {'Mitglieder': 'team', 'Kunden': 'customers', 'Seltsames': 'unknown'}
    assert [(row['sheet'], row['row'], row['result']) for row in report['rows']] == [
        ('Mitglieder', 3, 'stored'), ('Mitglieder', 4, 'held_back'), ('Mitglieder', 5, 'not_data'),
        ('Kunden', 2, 'stored'), ('Kunden', 3, 'merged'), ('Kunden', 4, 'repair_only'),
        ('Seltsames', 1, 'not_understood'), ('Seltsames', 2, 'not_understood')]
    assert report['counts'] == {result: sum(row['result'] == result for row in report['rows']) for result in RESULTS}
    assert all(set(row) == {'sheet', 'row', 'result', 'reason', 'person', 'repair'} and row['reason']
               for row in report['rows'])
    open_store(folder)
    people = {row[0] for row in rows('SELECT public_id FROM person')}
    numbers = {row[0] for row in rows('SELECT number FROM repair')}
    close_store()
    assert {row['person'] for row in report['rows'] if row['person']} == people
    assert {row['repair'] for row in report['rows'] if row['repair']} == numbers


def test_a_trial_reports_the_same_without_new_ids(liste: Path, tmp_path: Path) -> None:
    for words in ((), ('--apply',)):
        assert run(tmp_path / 'data', liste, '--report', tmp_path / f'{len(words)}.json', *words).returncode == 0
    trial, done = (json.loads((tmp_path / f'{n}.json').read_text('utf-8')) for n in (0, 1))
    assert [{**row, 'person': None, 'repair': None} for row in done['rows']] == trial['rows']
    assert trial['counts'] == done['counts']


@pytest.mark.parametrize('content', [b'', b'%PDF-1.4', b'PK\x03\x04xx'])
def test_what_cannot_be_read_is_one_sentence(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / 'x.xlsx'
    file.write_bytes(content)
    said = run(tmp_path / 'data', file, '--apply')
    assert said.returncode == 1
    assert len(said.stderr.strip().splitlines()) == 1
    assert not (tmp_path / 'data').exists()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    said = run(tmp_path / 'data', tmp_path / 'nichts.xlsx')
    assert (said.returncode, said.stdout) == (1, '')
    assert 'lässt sich nicht lesen' in said.stderr


def test_what_changes_nothing_says_so(liste: Path, tmp_path: Path) -> None:
    """As the preview does: first there is something to store, then it stands there."""
    folder = tmp_path / 'data'
    assert 'Mit --apply wird gespeichert.' in run(folder, liste).stdout
    assert 'Gespeichert.' in run(folder, liste, '--apply').stdout
    trial = run(folder, liste).stdout
    assert 'Nichts davon ändert etwas: Was hineindarf, steht schon genau so da.' in trial
    assert 'wird gespeichert.' not in trial
    done = run(folder, liste, '--apply').stdout
    assert 'Es hat sich nichts geändert.' in done
    assert 'Gespeichert.' not in done


def test_a_list_of_which_nobody_may_be_stored_says_so(tmp_path: Path) -> None:
    file = tmp_path / 'Team.csv'
    file.write_text('Name;Telefon;Einwilligung\nAnja Berg;0351 12345;nein\n', 'utf-8')
    assert 'So gibt es nichts zu übernehmen.' in run(tmp_path / 'data', file).stdout
    assert 'Gespeichert.' not in run(tmp_path / 'data', file, '--apply').stdout


# ---- which column is the consent -------------------------------------------------------------------------------------
@pytest.fixture
def signed(tmp_path: Path) -> Path:
    """Two lists whose headings only sound like a consent."""
    file = tmp_path / 'liste.xlsx'
    file.write_bytes(xlsx({
        'Team': [['Vorname', 'Name', 'Telefon', 'Unterschrift'], ['Anja', 'Berg', '0351 1234', 'ja'],
                 ['Uwe', 'Alt', '0351 99', 'nein'], ['Ida', 'Neu', '0351 98', '']],
        'Kunden': [['Name', 'Telefon', 'Gerät', 'OK?'], ['Emine Özdemir', '0351 7654321', 'Toaster', 'ja']]}))
    return file


def results(folder: Path, file: Path, target: Path, *words: str) -> list[str]:
    said = run(folder, file, '--apply', '--report', target, *words)
    assert said.returncode == 0, said.stderr
    return [row['result'] for row in json.loads(target.read_text('utf-8'))['rows']]


def test_d1_a_heading_that_is_only_offered_counts_when_somebody_says_so(signed: Path, tmp_path: Path) -> None:
    for number, (words, expected) in enumerate([
            ((), ['held_back'] * 3 + ['repair_only']),
            (('--consent', 'Unterschrift'), ['stored', 'held_back', 'held_back', 'repair_only']),
            (('--consent', 'unterschrift', '--consent', 'OK?'), ['stored', 'held_back', 'held_back', 'stored'])]):
        assert results(tmp_path / f'data{number}', signed, tmp_path / 'r.json', *words) == expected


def test_a_question_that_tells_how_it_can_be_withdrawn_may_be_said_to_be_the_consent(tmp_path: Path) -> None:
    asks = 'Datenschutz-Karteikarte: Ja, ihr dürft speichern. Diese Einwilligung kann ich jederzeit widerrufen.'
    file = tmp_path / 'Team.csv'
    file.write_text(f'Name;Telefon;{asks}\nAnja Berg;0351 12345;Ja\n', 'utf-8')
    assert results(tmp_path / 'data', file, tmp_path / 'r.json', '--consent', asks) == ['stored']


@pytest.mark.parametrize(('heading', 'words'), [
    ('Einverstanden', 'Über keiner Spalte der Datei steht „Einverstanden“'), (' ', 'Über keiner Spalte'),
    ('✓', 'Über keiner Spalte'), ('Keine Einwilligung', 'fragt nicht'), ('Einwilligung Fotos', 'fragt nicht'),
    ('in Messenger-Gruppe?', 'fragt nicht'), ('möchte nicht in die Liste', 'fragt nicht')])
def test_d1_no_other_heading_can_be_the_consent(tmp_path: Path, heading: str, words: str) -> None:
    file = tmp_path / 'Team.csv'
    file.write_text('Name;Telefon;Keine Einwilligung;Einwilligung Fotos;Möchte nicht in die Liste;;'
                    'in Messenger-Gruppe?\n'
                    'Anja Berg;0351 1;ja;ja;ja;ja;ja\n', 'utf-8')
    said = run(tmp_path / 'data', file, '--apply', '--consent', heading)
    assert (said.returncode, words in said.stderr) == (1, True), said.stderr
    open_store(tmp_path / 'data')
    assert rows('SELECT * FROM person') == []
    close_store()


def test_an_own_export_says_itself_who_agreed(signed: Path, tmp_path: Path) -> None:
    results(tmp_path / 'data', signed, tmp_path / 'r.json', '--consent', 'Unterschrift')
    file = tmp_path / 'alles.xlsx'
    assert command(tmp_path / 'data', 'export', file).returncode == 0
    said = run(tmp_path / 'leer', file, '--consent', 'Vorname')
    assert (said.returncode, 'ein eigener Export' in said.stderr) == (1, True), said.stderr
