"""What people write where they are asked for the consent: what is a plain yes, and what is near it and none (D1)."""
from datetime import date

import pytest

from db.importing.consent_headings import said_below
from db.importing.consenting import decide, decide_one, withdrawal
from db.importing.drafts import Result
from db.importing.meanings import key_of
from db.importing.plain_yes import is_plain_yes
from tests.db.importing.lists import CUSTOMERS, FORMER, customer, planned

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize('text', [
    # somebody did it
    'hat zugestimmt', 'hat unterschrieben am 3.5.2025', 'hat am 3.5.2025 unterschrieben', 'hat eingewilligt',
    'hat mündlich zugestimmt', 'hat am Telefon zugestimmt', 'hat schon unterschrieben',
    'hat Formular unterschrieben', 'hat die Datenschutzerklärung unterschrieben', 'hat ja gesagt',
    'Kundin hat zugestimmt', 'habe zugestimmt', 'beide haben unterschrieben', 'stimmt zu', 'Stimmt zu (mündl.)',
    'willigt ein', 'ist einverstanden', 'ist damit einverstanden', 'Kunde ist einverstanden', 'sind einverstanden',
    'sagt ja', 'akzeptiert', 'gelesen und akzeptiert', 'bejaht', 'erlaubt', 'genehmigt',
    # it was given
    'mündlich erteilt', 'schriftlich erteilt am 3.5.25', 'am 3.5.2025 mündlich erteilt', 'wurde erteilt',
    'Zustimmung erteilt', 'Zustimmung mündlich erteilt', 'Einwilligung wurde am 3.5.2025 erteilt',
    'hat Einwilligung gegeben', 'Einwilligungserklärung liegt vor', 'Erlaubnis liegt vor', 'liegt schon vor',
    'liegt uns vor', 'per Mail zugestimmt', 'telefonisch zugestimmt', 'mündlich: ja', 'Datenschutz: ja',
    # it was signed
    'unterschrieben 3/2025', 'unterschrieben März 2025', 'bereits unterschrieben', 'Formular unterschrieben',
    'Zettel 12 unterschrieben', 'Einwilligung unterschrieben abgeheftet', 'wurde unterschrieben',
    '3/2025 unterschrieben', 'unterschriben', 'Ok, hat unterschrieben', 'unterschrieben (Ordner 3)',
    'DSGVO unterschrieben am 3.5.25',
    # a yes, and how
    'ja ok', 'ja, okay', 'Ja, gern', 'ja gerne!', 'ja bitte', 'ja klar', 'Ja, speichern', 'ja, alles', 'jawohl',
    'Ja danke', 'ja, am Telefon', 'ja, per WhatsApp', 'ja, per Telefon', 'ja, vor Ort', 'ja (online)', 'ja, gesagt',
    'ja, Formular im Ordner', 'ja (Zettel im Ordner)', 'ja, liegt im Ordner', 'Ja - siehe Ordner 2', 'ja, s. Mappe',
    'ja (abgeheftet)', 'ja, abgeheftet im Datenschutzordner', 'ja, Formular da', 'ja, Zettel liegt bei',
    'ja, von Dieter notiert', 'ja, Formular ausgefüllt', 'ja (Anmeldebogen)', 'ja, beim letzten Termin',
    'ja, Mai 2025', 'ja, hat unterschrieben', 'ja, ist einverstanden', 'ja, stimmt zu',
    'ja, Einwilligung liegt vor', 'ja, weiterhin', 'ja, gern (mündlich)', 'ja, 3. Mai 2025', 'ja, handschriftlich',
    '3.5.2025 ja', 'unterschriebenes Formular liegt vor', 'Einw. liegt vor', 'ja, beide', 'ja!! (mündl.)',
    'ja zu allem', 'hat Ja angekreuzt', 'Einwilligung vom 3.5.2025', 'zugestimmt, E-Mail vom 3.5.26',
    'JA, SCHRIFTLICH', 'ja, hat am 3.5.25 unterschrieben',
    # the answer of a web form
    'Ich stimme der Speicherung meiner Daten zu', 'Ja, ich stimme der Speicherung meiner Daten zu.',
    'Ich bin mit der Speicherung meiner Daten einverstanden.', 'Ich willige in die Speicherung meiner Daten ein',
    'Ich habe die Datenschutzerklärung gelesen und stimme zu.', 'Daten dürfen gespeichert werden',
    'Ja, darf gespeichert werden', 'ich akzeptiere'])
def test_a_yes_in_their_own_words_counts(text: str) -> None:
    assert decide_one(text, TODAY).yes


@pytest.mark.parametrize('text', [
    # a condition, a part, a term
    'stimmt zu, wenn …', 'stimmt zu, wenn nur Vorname', 'hat zugestimmt, aber nur Telefon', 'ja, außer Mail',
    'ja bis 2025', 'ja, wenn Gerät fertig', 'ja, nur Vorname', 'ja, ohne Adresse', 'ja, aber keine Mail',
    'ja, vorläufig', 'ja, erstmal', 'ja, solange Reparatur läuft', 'ja, falls nötig', 'ja, für Reparatur',
    'ja für dieses Mal', 'ja, bis Abholung', 'ja, Telefon', 'ja, nur intern', 'ja, mündlich unter Vorbehalt',
    'einverstanden außer Foto', 'stimmt Fotos zu', 'hat Foto zugestimmt', 'teilweise zugestimmt',
    'ist mit Telefon einverstanden', 'ja, gern per Mail', 'ja, bitte telefonisch', 'stimmt zu: Mail',
    'hat zugestimmt, E-Mail', 'einverstanden (tel.)', 'erlaubt per Mail', 'Einwilligung 3/2025',
    'unterschriebenes Formular mit', 'unterschriebenes Formular fehlt', 'ja, bitte am Telefon',
    'ja ok, per WhatsApp', 'ja, gern Mail', 'Telefon: ja', 'Mail ja', 'per Mail ja', 'WhatsApp: ja',
    'telefonisch: ja', 'ja, noch', 'ja, 12 Monate', 'ja, Dezember 2026', 'ja, 6/2027',
    'darf gespeichert werden bis Abholung',
    'Ich bin mit der Speicherung meiner Daten bis zur Abholung einverstanden',
    # not yet, or not sure
    'hat zugestimmt?', 'hätte zugestimmt', 'hat noch nicht zugestimmt', 'würde zustimmen', 'will zustimmen',
    'muss unterschreiben', 'unterschreiben', 'unterschreibt', 'unterschreibt noch', 'wird unterschrieben',
    'noch nicht unterschrieben', 'soll unterschrieben werden', 'nicht erteilt',
    'mündlich erteilt, Formular fehlt noch', 'ja, Formular folgt', 'ja, Formular fehlt',
    'ja, muss noch unterschreiben', 'ja, am Telefon nachfragen', 'ja, soll Formular mitbringen',
    'ja, Zettel mitgegeben', 'ja, Zettel mit', 'ja, hat Zettel', 'ja, bekommt Formular', 'ja, glaube ich',
    'wohl ja', 'vermutlich ja', 'angeblich zugestimmt', 'ja, laut Tochter', 'soll zugestimmt haben',
    'ja, im Ordner nachsehen', 'ja, nicht im Ordner', 'ja, Ordner suchen', 'ja, siehe Bemerkung',
    'ja, siehe Rückseite', 'ja, siehe Zettel', 'ja, in den Ordner', 'ja, liegt', 'ja schon', 'ja, im',
    'unterschrieben?', 'liegt vor?', 'ok?', 'ja (unterschreiben)', 'mündlich erteilt, schriftlich nachholen',
    'zugesagt', 'bestätigen', 'war einverstanden',
    # a paper, and no yes
    'Formular im Ordner', 'Zettel mitgegeben', 'Formular liegt vor', 'Formular da', 'Formular gegeben', 'im Ordner',
    'liegt im Ordner', 'Ordner 2', 'abgeheftet', 'Formular ausgefüllt', 'Formular: ja',
    'Datenschutzerklärung gegeben', 'Datenschutz vorhanden', 'gelesen', 'zur Kenntnis genommen', 'Zettel',
    'am Telefon', 'per WhatsApp', 'Unterschrift', 'von Dieter notiert', 'Einwilligung', 'Zustimmung',
    'Einwilligung im Ordner', 'Datenschutzerklärung',
    # somebody else
    'Mutter hat zugestimmt', 'Frau hat unterschrieben', 'Tochter stimmt zu', 'von Mutter unterschrieben',
    'ja, von Mutter notiert', 'ja, von Dieter', 'ja, für Dieter', 'ja (Anna)', 'unterschrieben von Tochter',
    # taken back, or both
    'ja/nein', 'ja, widerrufen', 'hat zugestimmt, widerrufen', 'hat zugestimmt und widerrufen', 'ja, gelöscht',
    'hat nicht zugestimmt', 'stimmt nicht zu', 'ist nicht einverstanden', 'willigt nicht ein',
    'nein, hat zugestimmt', 'hat unterschrieben, will aber nicht mehr', 'ja oder nein', 'ja -> nein',
    'nicht akzeptiert',
    # words that say something else, or nothing
    'stimmt', 'ok', 'okay', 'O.K.', 'in Ordnung', 'passt', 'klar', 'gern', 'bitte', 'danke', 'hat', 'zu',
    'stimmt ja', 'geklärt', 'erledigt', 'gefragt', 'ja ja vielleicht', 'x x nein', '+', 'ja §6', 'jaein',
    'Ja Anna'])
def test_d1_what_is_near_a_yes_is_none(text: str) -> None:
    decision = decide_one(text, TODAY)
    assert not decision.yes
    assert decision.reason


@pytest.mark.parametrize(('text', 'day'), [
    ('hat am 3.5.2025 unterschrieben', date(2025, 5, 3)), ('ja, 3. Mai 2025', date(2025, 5, 3)),
    ('mündlich erteilt (12.03.24)', date(2024, 3, 12)), ('Zustimmung erteilt am 3. Mär. 2025', date(2025, 3, 3)),
    ('ja, Mai 2025', None), ('unterschrieben 3/2025', None)])
def test_its_day_is_kept_where_one_is_named(text: str, day: date | None) -> None:
    assert decide_one(text, TODAY).on == day


@pytest.mark.parametrize('text', ['hat zugestimmt ' * 200, 'ist liegt im ordner ' * 300, 'ja ' * 4000, 'am § ' * 900])
def test_a_long_cell_is_read_at_once_and_is_no_yes(text: str) -> None:
    assert not decide_one(text, TODAY).yes


@pytest.mark.parametrize(('text', 'day'), [
    ('ja 2019', date(2019, 1, 1)), ('ja, Mai 2019', date(2019, 5, 1)), ('ja, Dez. 2024', date(2024, 12, 1)),
    ('unterschrieben 12/2024', date(2024, 12, 1)), ('x (2/24)', date(2024, 2, 1)), ('ja', None),
    ('ja, 3.5.2019', None), ('ja, Mai 98', date(1998, 5, 1)), ('ja 5/98', date(1998, 5, 1)),
    ('ja 2019/2020', date(2019, 1, 1)), ('ja 2020/2019', date(2019, 1, 1))])
def test_a_year_or_a_month_tells_how_old_it_can_be(text: str, day: date | None) -> None:
    found = decide([text], '', '', TODAY)
    assert (found.yes, found.not_before) == (True, day)
    assert decide(['ja'], '5/2019', '', TODAY).not_before == date(2019, 5, 1)


@pytest.mark.parametrize(('said', 'result'), [
    ('ja 2019', Result.HELD_BACK), ('ja, Mai 2019', Result.HELD_BACK), ('ja, Mai 2025', Result.STORED),
    ('ja 2024', Result.HELD_BACK), ('ja, Nov 2024', Result.HELD_BACK), ('ja, Dez. 2024', Result.STORED),
    ('ja 2025', Result.STORED), ('ja', Result.STORED), ('ja 31.4.', Result.HELD_BACK), ('ja 5/98', Result.HELD_BACK),
    ('ja 2019, Newsletter am 3.4.26 widerrufen', Result.HELD_BACK)])
def test_d3_a_yes_of_years_ago_is_not_made_younger(store: object, said: str, result: Result) -> None:
    (line,) = planned(Ehemalige=[FORMER, ['Mitglied', 'Weiß', 'Anja', '0351 1234567', '', said, '']]).lines
    assert line.result is result
    assert line.reason.startswith('Dieses Ja kann älter als zwei Jahre sein.') is (
        result is Result.HELD_BACK and '31.4.' not in said)


def test_d3_a_yes_of_a_year_is_kept_no_longer_than_its_first_day_lets_it(store: object) -> None:
    (line,) = planned(Ehemalige=[FORMER, ['Mitglied', 'Weiß', 'Anja', '0351 1234567', '', 'ja 2025', '']]).lines
    assert line.person
    assert [f'{yes.on:%d.%m.%Y}' for yes in line.person.given] == ['01.01.2025']
    (line,) = planned(Ehemalige=[FORMER, ['Mitglied', 'Weiß', 'Anja', '0351 1234567', '', 'ja, 3.5.2019', '']]).lines
    assert line.reason.startswith('Dieses Ja ist älter als zwei Jahre und gilt nicht mehr.')


@pytest.mark.parametrize(('text', 'from_there'), [
    ('ja, widerrufen', 'widerrufen'), ('hat zugestimmt 3.5.25, widerrufen am 3.4.26', 'widerrufen am 3.4.26'),
    ('ja, bitte löschen', 'bitte loeschen'), ('x (zurückgezogen)', 'zurueckgezogen)'), ('Widerruf', 'widerruf')])
def test_d1_what_is_taken_back_behind_a_yes_is_a_plain_no(text: str, from_there: str) -> None:
    assert decide_one(text, TODAY).plain_no
    assert withdrawal(text) == from_there


@pytest.mark.parametrize('text', ['ja, nicht widerrufen', 'ja, kann jederzeit widerrufen werden', 'widerrufen?', 'ja',
                                  'ja, nie widersprochen'])
def test_what_is_not_taken_back_is_no_plain_no(text: str) -> None:
    assert not decide_one(text, TODAY).plain_no


def test_d1_a_yes_taken_back_is_a_no_to_the_same_person_elsewhere(store: object) -> None:
    said = ('ja, 3.6.2026', 'hat zugestimmt 1.1.2026, widerrufen am 3.7.2026')
    rows = [['Mitglied', 'Weiß', 'Anja', '0351 1234567', '', one, ''] for one in said]
    lines = planned(Ehemalige=[FORMER, *rows]).lines
    assert [line.result for line in lines] == [Result.HELD_BACK, Result.HELD_BACK]
    assert lines[1].reason.startswith('Das Ja ist laut Liste zurückgenommen: „hat zugestimmt 1.1.2026, widerrufen')


@pytest.mark.parametrize('text', ['x Mail', 'ja, Tel.', 'ja (SMS)', 'ja und Mail', 'vorhanden: Mail, tel', '☑ Tel',
                                  '§ ja', 'ja laut §', 'ja ¶'])
def test_d1_what_may_be_allowed_in_part_is_no_yes(text: str) -> None:
    assert not is_plain_yes(text)


@pytest.mark.parametrize('text', ['ja, per Mail', 'ja, telefonisch', 'x, E-Mail vom 3.5.26', '✓', '✓✓', 'ja ✓'])
def test_how_it_was_given_takes_nothing_back(text: str) -> None:
    assert is_plain_yes(text)


@pytest.mark.parametrize('text', ['Helfer hat unterschrieben', 'Helferin hat zugestimmt', 'Mitglied hat zugestimmt'])
def test_d1_what_somebody_of_the_team_has_said_is_no_customers_yes(text: str) -> None:
    assert not is_plain_yes(text)


# ---- when it was given -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(('text', 'day'), [
    ('ja 5.19', date(2019, 5, 1)), ('ja, 5.2019', date(2019, 5, 1)), ('unterschrieben 5.19', date(2019, 5, 1)),
    ('ja, 1/2/19', date(2019, 1, 2)), ('ja, 3.5.', date(2026, 5, 3)), ('ja 13.2019', date(2019, 1, 1)),
    ('ja, 31.12.', date(2025, 12, 31)), ('ja 5.12.', date(2025, 12, 5)), ('ja 5.12', date(2012, 5, 1)),
    ('ja 03/19', date(2019, 3, 1)), ('x, 1.5.2019, 3.6.2020', date(2019, 5, 1)), ('ja 2026', date(2026, 1, 1)),
    ('ja 11/26', date(2026, 11, 1)), ('ja, 1/2/98', date(1998, 1, 2)), ('ja, 29.2.', date(2024, 2, 29)),
    ('ja, 05/03/24', date(2024, 3, 5)), ('ja, 05-03-24', date(2005, 3, 24)),
    ('ja 2019, Newsletter am 3.4.26 widerrufen', date(2019, 1, 1)), ('ja, Newsletter am 3.4.26 widerrufen', None),
    ('ja, Newsletter 2025 widerrufen', None)])
def test_d1_a_day_that_is_not_exact_makes_no_yes_of_today(text: str, day: date) -> None:
    found = decide([text], '', '', TODAY)
    assert (found.yes, found.on, found.not_before) == (True, None, day)


@pytest.mark.parametrize(('text', 'day'), [
    ('ja, 23/5/19', date(2019, 5, 23)), ('ja, 5/23/19', None), ('x 4/4/2025', date(2025, 4, 4)),
    ('unterschrieben 31/12/2024', date(2024, 12, 31))])
def test_a_day_between_slashes_counts_where_it_can_be_only_one(text: str, day: date | None) -> None:
    assert decide_one(text, TODAY).on == day


@pytest.mark.parametrize('text', ['ja 1/1/27', 'ja 5.27', 'ja 12.2026', 'ja 24-12-26', 'ja, 2026/12/24', 'ja 1/13/27',
                                  'ja 23/05/2027', 'ja, 1.2027', 'x 12/27', 'ja, 30. Nov. 2026', 'ja 5/50', 'ja 5/69',
                                  'ja, 3.5.2026, 30. Nov. 2026'])
def test_d1_a_day_that_is_still_to_come_is_none_of_a_yes_however_it_is_written(text: str) -> None:
    assert decide_one(text, TODAY).reason == 'Das Datum der Einwilligung liegt in der Zukunft.'


@pytest.mark.parametrize(('signed', 'day'), [
    ('2019', date(2019, 1, 1)), ('5/2019', date(2019, 5, 1)), ('Mai 2019', date(2019, 5, 1)),
    ('5.19', date(2019, 5, 1)), ('2019-05', date(2019, 5, 1)), ('1/2/19', date(2019, 1, 2)), ('x', None),
    ('2019-20', date(2019, 1, 1)), ('5/75', date(1975, 5, 1)), ('5/70', date(1970, 5, 1))])
def test_d1_a_signature_of_a_year_dates_the_yes_beside_it(signed: str, day: date | None) -> None:
    found = decide(['ja'], '', '', TODAY, signed)
    assert (found.yes, found.on, found.not_before) == (True, None, day)


def test_d1_a_signature_that_is_still_to_come_is_none() -> None:
    assert not decide(['ja'], '', '', TODAY, '2027').yes
    assert not decide(['ja'], '', '', TODAY, '12/2026').yes


def test_d1_nothing_says_today_where_the_list_says_something_else(store: object) -> None:
    rows = [customer(Einwilligung='ja 5.19'), customer(Einwilligung='ja', Nachname='Weiß')]
    old, plain = planned(Kunden=[CUSTOMERS, *rows]).lines
    assert old.person
    assert old.repair
    assert plain.person
    assert plain.repair
    (yes,) = old.person.given
    assert yes.on
    assert yes.on.date() == date(2019, 5, 1)
    assert old.repair.values['note'] == 'Einwilligung: ja 5.19'
    assert 'steht nicht genau in der Liste: Vorsichtshalber gilt der 01.05.2019.' in old.reason
    assert (plain.person.given[0].on, plain.repair.values['note']) == (None, '')


@pytest.mark.parametrize('text', ['ja 31.4.', 'ja 30.2.', 'ja 32.1.', 'ja 99.99.', 'ja 00.00.0000', 'ja 5.2101',
                                  'x, 13.13', 'ja, 3.5.26, 31.4.', 'ja 3.5.2206', 'ja 3.5.3026', 'ja, 3.5.2119',
                                  'ja 3-5-2206', 'ja 3.5.0026', 'ja 30.12.1899', 'ja 5/3/1899', 'ja 5/3/2206',
                                  'ja 2206-05-03', 'ja, 12.1899', 'ja 5.0026', 'ja, 3.5.26 3.5.2206', 'ja 3/5/202',
                                  'ja, 30.2.2019', 'ja 31.4.26', 'ja 31.11.26', 'ja 2026-13-01', 'ja 00.00.00',
                                  'ja 24-13-26', 'ja 3/5/1', 'x 99.99.2026'])
def test_d1_what_is_written_like_a_day_and_is_none_makes_no_yes_of_today(text: str) -> None:
    assert decide_one(text, TODAY).reason == f'„{text}“ nennt keinen Tag, den es gibt.'


def test_d1_a_version_is_no_day_of_a_yes() -> None:
    assert not decide_one('ja, V1.2', TODAY).yes
    assert not decide_one('ja, v12.3', TODAY).yes


@pytest.mark.parametrize('day', ['19', 'ca. 19', '98', 'x 31.4.', '99.99'])
def test_d1_a_day_nobody_can_read_makes_the_yes_beside_it_none_of_today(store: object, day: str) -> None:
    assert not decide(['ja'], day, '', TODAY).yes
    assert not decide(['ja'], '', '', TODAY, day).yes
    assert decide([''], '19', '', TODAY).silent
    rows = [[*CUSTOMERS, 'Einwilligung am'], [*customer(), day]]
    assert planned(Kunden=rows).lines[0].result is Result.REPAIR_ONLY


@pytest.mark.parametrize(('heading', 'kept'), [('Einwilligung am', '2019'), ('Unterschrift am', 'Mai 2019')])
def test_only_the_cell_that_dates_it_is_kept_in_its_words(store: object, heading: str, kept: str) -> None:
    (line,) = planned(Kunden=[[*CUSTOMERS, heading], [*customer(), kept]]).lines
    assert line.repair
    assert (line.result, line.repair.values['note']) == (Result.STORED, f'{heading}: {kept}')


def test_d1_a_yes_to_later_contact_of_last_year_is_not_as_young_as_the_visit(store: object) -> None:
    rows = [[*customer(), 'ja 2025'], [*customer(Datum='10.6.2026', Gegenstand='Lampe'), 'nein']]
    line = planned(Kunden=[[*CUSTOMERS, 'Darf später kontaktiert werden'], *rows]).lines[0]
    assert line.person
    assert {yes.purpose for yes in line.person.given} == {'repair'}


@pytest.mark.parametrize('consent', ['ja', '3.10.2026', 'ja 2026'])
def test_d3_of_a_yes_to_later_contact_the_words_and_the_first_day_are_kept(store: object, consent: str) -> None:
    rows = [[*CUSTOMERS, 'Darf später kontaktiert werden'], [*customer(Einwilligung=consent), 'ja 5.25']]
    (line,) = planned(Kunden=rows).lines
    assert line.person
    assert line.repair
    later = next(yes for yes in line.person.given if yes.purpose == 'former')
    assert later.on
    assert later.on.date() == date(2025, 5, 1)
    assert 'Darf später kontaktiert werden: ja 5.25' in line.repair.values['note']


def test_d1_a_yes_of_years_ago_is_not_younger_than_a_no(store: object) -> None:
    yes = customer(Einwilligung='ja 2019', Datum='10.10.2026')
    no = customer(Einwilligung='nein', Datum='10.10.2025', Gegenstand='Lampe')
    assert [line.result for line in planned(Kunden=[CUSTOMERS, yes, no]).lines] == [Result.REPAIR_ONLY] * 2


# ---- what was given, and what was taken back -------------------------------------------------------------------------
@pytest.mark.parametrize('text', [
    'Laufzettel unterschrieben', 'hat Laufzettel unterschrieben', 'unterschriebener Laufzettel', 'Papier akzeptiert',
    'hat Papier akzeptiert', 'Blatt akzeptiert', 'Formular akzeptiert', 'Zettel akzeptiert', 'unterschriebenes Papier',
    'Laufzettel liegt vor', 'mir gegeben', 'uns gegeben', 'hier gegeben', 'hat mir gegeben', 'ja, Nr. 1', 'ja Nr. 12',
    'ja, Nummer 4', 'ja, Seite 2', 'ja, Punkt 1', 'Zettel gegeben', 'am 3.5.25 mir gegeben'])
def test_d1_a_paper_that_may_be_another_or_a_part_of_it_is_no_yes(text: str) -> None:
    assert not decide_one(text, TODAY).yes


@pytest.mark.parametrize('text', [
    'Formular unterschrieben', 'Zettel unterschrieben', 'hat Formular am 3.5.2025 unterschrieben', 'Bogen unterschr.',
    'hat das Blatt unterschrieben', 'unterschriebenes Formular', 'Einwilligung gegeben', 'mündlich gegeben',
    'ja, Laufzettel 7', 'ja, Ordner 3 Nr. 12', 'ja (Mappe, Seite 2)', 'ja, Zettel Nr. 4', 'DSE akzeptiert',
    'ja, Laufzettel unterschrieben', 'Datenschutz akzeptiert', 'liegt mir vor'])
def test_a_signed_form_and_the_place_of_a_paper_are(text: str) -> None:
    assert decide_one(text, TODAY).yes


@pytest.mark.usefixtures('store')
@pytest.mark.parametrize(('heading', 'text', 'result'), [
    ('Datenschutzerklärung', 'gegeben', Result.REPAIR_ONLY), ('DSGVO', 'schon gegeben', Result.REPAIR_ONLY),
    ('Datenschutz', 'gegeben am 3.5.2025', Result.REPAIR_ONLY), ('DSE', 'am 3.5.25 gegeben', Result.REPAIR_ONLY),
    ('Einwilligung', 'gegeben', Result.STORED), ('Zustimmung', 'schon gegeben', Result.STORED),
    ('Datenschutz', 'Einwilligung gegeben', Result.STORED), ('DSGVO', 'mündlich gegeben', Result.REPAIR_ONLY),
    ('Datenschutz', 'hat zugestimmt', Result.STORED), ('DSE', 'Einwilligung schon gegeben', Result.STORED),
    ('Einwilligung Datenschutz', 'gegeben am 3.5.2025', Result.STORED), ('Erlaubnis', 'gegeben', Result.STORED),
    ('Einwilligung', 'x gegeben', Result.STORED), ('Datenschutz am', 'gegeben am 3.5.25', Result.REPAIR_ONLY),
    ('Datenschutz am', '3.5.2025', Result.STORED)])
def test_d1_what_was_given_below_a_leaflet_may_be_the_leaflet(heading: str, text: str, result: Result) -> None:
    heads = [heading if one == 'Einwilligung' else one for one in CUSTOMERS]
    (line,) = planned(Kunden=[heads, customer(Einwilligung=text)]).lines
    assert line.result is result


@pytest.mark.usefixtures('store')
@pytest.mark.parametrize('text', [
    'Gegeben', 'GEGEBEN', 'gegeben ✓', 'Gegeben am 3.5.2025', 'gegeben!!', 'gegeben per Mail', 'gegeben, Mai 2025',
    'x gegeben', 'ok, gegeben', 'ja, gegeben', 'längst gegeben', 'gelesen und gegeben', 'gegeben im Ordner',
    'gegeben - 3.5.25', '3. Mai 2025 gegeben'])
@pytest.mark.parametrize('heading', ['Datenschutz', 'Datenschutzerklärung', 'DSGVO'])
def test_d1_so_it_is_however_it_is_written(heading: str, text: str) -> None:
    heads = [heading if one == 'Einwilligung' else one for one in CUSTOMERS]
    (line,) = planned(Kunden=[heads, customer(Einwilligung=text)]).lines
    assert line.result is Result.REPAIR_ONLY
    assert f'„{heading}: ‚{text}‘“ ist kein klares Ja.' in line.reason


@pytest.mark.parametrize(('heading', 'below'), [
    ('DSE erhalten?', 'DSE erhalten: ‚x gegeben‘'), ('Datenschutzbestimmungen', 'Datenschutzbestimmungen: ‚x gegeben‘'),
    ('Ok', 'Ok: ‚x gegeben‘'), ('Unterschrift', 'x gegeben'), ('Einw.', 'x gegeben')])
def test_d1_a_heading_that_somebody_chose_is_read_the_same_way(heading: str, below: str) -> None:
    assert said_below(heading, key_of(heading), 'x gegeben') == below
    assert said_below(heading, key_of(heading), 'x gegeben, Newsletter widerrufen').removesuffix(
        ', Newsletter widerrufen') == below
    assert decide_one(below, TODAY).yes is (below == 'x gegeben')
    assert said_below(heading, key_of(heading), 'nicht gegeben') == 'nicht gegeben'      # a no of its own


@pytest.mark.parametrize('text', [
    'ja (Newsletter widerrufen)', 'ja, Newsletter widerrufen', 'ja; Foto widerrufen', 'ja, WhatsApp-Gruppe widerrufen',
    'ja (Fotoerlaubnis zurückgezogen)', 'ja - Einwilligung für Newsletter widerrufen', 'Newsletter abbestellt, ja',
    'ja, dem Newsletter widersprochen', 'ja, alte Nummer gelöscht', 'ja (alte Adresse gelöscht)',
    'ja, alte E-Mail gelöscht', 'ja, Newsletter abbestellt', 'ja, Newsletter am 3.4.26 widerrufen',
    'ja (mündl.), Fotos widerrufen', 'ja, Newsletter widerrufen 4.6.26', 'ja, Bilder gelöscht am 3.5.26',
    'ja, Newsletter widerrufen 3. Juni 2026', 'ja (Newsletter abbestellt seit 5/26)', 'ja; Fotos gelöscht am 4. 6. 26.',
    'ja, Newsletter widerrufen im Juni 2026', 'Newsletter widerrufen 4.6.26, ja',
    'ja, Rundmail widersprochen', 'ja, Auftrag zurückgezogen', 'ja, Einwilligung Fotos widerrufen',
    'ja, Zustimmung zum Newsletter widerrufen', 'ja, hat Werbung widersprochen',
    'ja, Zustimmung zur Werbung widerrufen', 'ja, hat Werbung am 3.4.26 widersprochen',
    'ja, Einwilligung zum Versand des Newsletters widerrufen',
    'ja, Zustimmung zu Fotos widerrufen', 'ja, hat der Zusendung von Werbung widersprochen',
    'ja, Einwilligung zur Veröffentlichung von Fotos widerrufen', 'ja, Foto-Einwilligung widerrufen'])
def test_what_is_taken_back_of_something_else_leaves_the_yes(text: str) -> None:
    assert decide_one(text, TODAY).yes
    assert withdrawal(text) == ''


@pytest.mark.parametrize('text', [
    'ja, widerrufen', 'ja (widerrufen am 3.4.)', 'ja, Newsletter und Daten widerrufen', 'ja, Newsletter, widerrufen',
    'ja, Foto widerrufen, alles widerrufen', 'ja, Daten und Newsletter widerrufen', 'ja, Daten gelöscht',
    'ja, Nummer gelöscht', 'ja, Adresse gelöscht', 'ja, Anmeldung zurückgezogen', 'ja Newsletter widerrufen',
    'ja (Foto und alles andere widerrufen)', 'ja, Newsletter bitte löschen', 'Newsletter widerrufen',
    'ja, Mail gelöscht', 'ja (E-Mailadresse gelöscht)',
    'ja, Einwilligung widerrufen', 'ja, Newsletter, Fotos widerrufen', 'ja, Newsletter widerrufen und Daten gelöscht',
    'ja, Newsletter widerrufen 4.6.26, alles gelöscht', 'ja, Newsletter widerrufen samt Einwilligung',
    'ja, Zustimmung zur Speicherung widerrufen', 'ja, Zustimmung zum Newsletter und zur Speicherung widerrufen',
    'ja, Zustimmung zu allem widerrufen', 'ja, hat schriftlich widersprochen', 'ja, Zustimmung zum 3.4.26 widerrufen',
    'ja, hat Werbung und Speicherung widersprochen', 'ja, Zustimmung zum Monatsende widerrufen',
    'ja, hat der Nutzung der Daten für Werbung widersprochen', 'ja, Zustimmung zum Newsletter, widerrufen',
    'ja, hat die Einwilligung für den Auftrag widerrufen', 'x; Erlaubnis für den Auftrag widerrufen am 3.4.2026',
    'unterschrieben, Einwilligung zum Reparaturauftrag widerrufen 4.6.26', 'ja (Einwilligung Auftrag widerrufen)',
    'ja, Zustimmung zur Karteikarte widerrufen', 'ja, Zustimmung zur Aufnahme widerrufen',
    'ja, Zustimmung zur Weitergabe widerrufen, alles widerrufen', 'ja, Foto-Einwilligung und alles andere widerrufen',
    'ja, widerrufen 4.6.26', 'ja, Newsletter und Daten widerrufen 4.6.26', 'Newsletter widerrufen 4.6.26'])
def test_d1_what_may_be_the_yes_itself_is_taken_back(text: str) -> None:
    assert decide_one(text, TODAY).plain_no
    assert withdrawal(text)


@pytest.mark.parametrize('text', ['ja 3.5.24, Newsletter widerrufen 4.6.26', 'ja (3.5.24), Fotos gelöscht am 4.6.26'])
def test_d1_of_two_days_the_one_beside_the_yes_is_its_own(text: str) -> None:
    assert decide([text], '', '', TODAY).on == date(2024, 5, 3)


@pytest.mark.parametrize('text', [
    'ja, Newsletter widerrufen per Mail', 'ja, Fotos gelöscht auf Wunsch', 'ja, Newsletter widerrufen, 4.6.26',
    'ja, Newsletter widerrufen (4.6.26)', 'ja, Newsletter widerrufen – am 4.6.26',
    'ja (Newsletter widerrufen, 4.6.26)', 'ja, Zustimmung zur Weitergabe widerrufen',
    'ja, Einwilligung zur Veröffentlichung widerrufen', 'per Mail 3.4.25', 'Mail vom 3.4.25', 'E-Mail 3.4.25',
    'ja, hat die Einwilligung zum Vereinsheft widerrufen'])
def test_d1_what_is_perhaps_something_else_is_neither_a_yes_nor_everybodys_no(text: str) -> None:
    found = decide_one(text, TODAY)
    assert (found.yes, found.plain_no, withdrawal(text)) == (False, False, '')
    assert found.reason == f'„{text}“ ist kein klares Ja.'


def test_what_was_taken_back_of_something_else_stands_in_the_note(store: object) -> None:
    (line,) = planned(Kunden=[CUSTOMERS, customer(Einwilligung='ja (Newsletter widerrufen)')]).lines
    assert line.repair
    assert line.repair.values['note'] == 'Einwilligung: ja (Newsletter widerrufen)'
