"""What stands in single cells: consents, days, names, phones, e-mails, states. Nothing here needs a store."""
from datetime import date

import pytest

from db.errors import Refused
from db.importing.amounts import amount
from db.importing.consenting import decide, decide_one
from db.importing.contacts import address_parts, emails, phones, postcode, town_parts, with_zero, within_name
from db.importing.dates import exact_day, exact_moment
from db.importing.names import Name, full_name, two_cells
from db.importing.states import outcome_of, standing
from db.kinds import parse_number
from db.words import Outcome, State

TODAY = date(2026, 11, 23)


# ---- consent: a plain yes and nothing else (D1) ----------------------------------------------------------------------
@pytest.mark.parametrize('text', [
    'ja', 'JA', ' ja ', 'x', 'X', 'ja (mündl.)', 'Ja, mündlich', 'liegt vor', 'unterschrieben', '✓', 'ja!', 'J',
    'liegt vor (Papier)', 'Einwilligung liegt vor', 'ja per Mail', 'ja, 1.5.', 'ja, am 5.10.', 'ja 2024', 'ja 10/2026',
    'einverstanden', 'hat unterschrieben', 'unterschr. 3.5.26', 'ja 3/26', 'ja/mdl.', 'Ja, ich stimme zu',
    'Ich stimme zu', 'Ja, ich bin einverstanden', '[x] ja', '(x) ja', '☒ ja', '☑', '(ja)', 'ja 2026', 'ja 11/26'])
def test_d1_a_plain_yes_is_one(text: str) -> None:
    assert decide_one(text, TODAY).yes


@pytest.mark.parametrize('text', [
    'nein', 'Nein!', '?', '-', 'ja?', 'x ?', 'Zustimmung noch holen!', 'ja, aber nicht weitergeben', 'jein', 'ja/nein',
    'nein (war mal ja)', 'ja - widerrufen', 'nicht unterschrieben', 'liegt noch nicht vor', 'mündlich', 'nur Telefon',
    '2024', '3/2026', 'Ende 2024', 'ja bis 2024', 'ok', '1', 'teilweise', 'offen', 'x (nein)', '31.2.2026',
    'ja bis 10/2026', 'ich stimme nicht zu', 'Ja, ich stimme nicht zu', 'bin nicht einverstanden', 'ich', 'stimme',
    'ja zu Foto', '3/26', '[ ] ja', '[] ja', '( ) ja', '(_) ja', 'ja [ ]', 'ja ( )', '☐ ja', 'ja □', 'o ja', '[-] ja',
    'ja…', 'ja ...', 'ja...', 'x ..', '…ja', '12.3.2026 …', 'j\u0336a\u0336', 'ja\u0335', 'x\u0336',
    '3.10.2026\u0336', '[ ] 3.10.2026', 'ja 2027', 'ja, 12/2026', 'ja 12/26', '2027', 'ja 1.5.2026, 3.5.2027',
    'unterschrieben, aber Adresse löschen', 'fragen', 'Ja\u200b?', '0'])
def test_d1_anything_else_is_none_and_says_why(text: str) -> None:
    decision = decide_one(text, TODAY)
    assert not decision.yes
    assert decision.reason


@pytest.mark.parametrize(('text', 'day'), [
    ('12.03.2024', date(2024, 3, 12)), ('2024-03-12', date(2024, 3, 12)), ('ja 12.03.24', date(2024, 3, 12)),
    ('unterschrieben am 3.5.2025', date(2025, 5, 3)), ('ja, E-Mail vom 3.5.26', date(2026, 5, 3)),
    ('Ja (mündl., 3.5.26)', date(2026, 5, 3))])
def test_the_day_of_a_yes_is_kept(text: str, day: date) -> None:
    assert decide_one(text, TODAY).on == day


def test_a_yes_from_the_future_is_none() -> None:
    for text in ('1.1.2027', 'ja 2027', 'ja 12/2026'):
        assert decide_one(text, TODAY).reason == 'Das Datum der Einwilligung liegt in der Zukunft.'
    assert not decide(['ja'], '2027', '', TODAY).yes
    assert decide(['ja'], '2025', '', TODAY).yes


def test_d1_of_two_columns_none_may_say_no() -> None:
    assert decide(['ja', 'ja'], '', '', TODAY).yes
    assert not decide(['ja', 'noch fragen'], '', '', TODAY).yes
    assert decide(['ja', ''], '3.5.2026', '', TODAY).on == date(2026, 5, 3)
    assert decide([''], '3.5.2026', '', TODAY).yes


def test_d1_what_was_withdrawn_is_no_yes() -> None:
    withdrawn = decide(['ja'], '', '1.10.2026', TODAY)
    assert not withdrawn.yes
    assert withdrawn.plain_no
    assert decide(['ja'], '', 'nein', TODAY).yes


def test_silence_is_told_apart_from_a_no() -> None:
    assert decide([''], '', '', TODAY).silent
    assert decide([], '', '', TODAY).silent
    assert not decide(['nein'], '', '', TODAY).silent
    assert decide(['nein'], '', '', TODAY).plain_no


# ---- days ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize('text', ['3.10.26', '03.10.2026', '3. Oktober 2026', '3. Okt. 26', 'Sa, 3.10.26', '2026-10-03',
                                  'am 3.10.2026', 'Samstag, den 3. Oktober 2026', '3.10.2026 14:30', '3. 10. 2026',
                                  '03-10-2026', 'Sa. 3.10.2026', '3.10.2026 um 14 Uhr', 46298.0,
                                  '2026/10/03 9:14:33 AM MEZ', '2026-10-03T14:00', '2026-10-03T14:00:00+02:00',
                                  '2026/10/03', '3.10.2026, 14.30 Uhr'])
def test_every_german_spelling_of_a_day(text: str | float) -> None:
    assert exact_day(text) == date(2026, 10, 3)


@pytest.mark.parametrize('text', ['Ende 2024', '5/2026', '2024', '3.10.', 'Okt 2026', '31.2.2026', '3/10/2026',
                                  'ca. 3.10.26', '3.10.26?', '', 'gestern', 2024.0, '12.5', 'Frühjahr 2026',
                                  '2026-10-03T22:30:00Z', '2026-10/03', '10/03/2026 9:14:33'])
def test_what_is_not_exact_is_no_day(text: str | float) -> None:
    assert exact_day(text) is None


@pytest.mark.parametrize(('text', 'hour'), [
    ('2026/10/03 7:22:01 PM GMT+2', 19), ('2026/10/03 12:05:00 AM MESZ', 0), ('2026-10-03T14:00', 14)])
def test_what_forms_write_as_the_time_is_the_hour(text: str, hour: int) -> None:
    moment = exact_moment(text)
    assert moment is not None
    assert moment.hour == hour


# ---- names -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(('text', 'name'), [
    ('Becker, Anna', Name('Anna', 'Becker')), ('Anna Becker', Name('Anna', 'Becker')),
    ('Frau Dr. Becker', Name('', 'Becker', 'Frau Dr.')), ('Becker, Dr. Anna', Name('Anna', 'Becker', 'Dr.')),
    ('Anna von der Heide', Name('Anna', 'von der Heide')), ('von Bülow, Zoë', Name('Zoë', 'von Bülow')),
    ('Familie von Berg', Name('', 'von Berg', 'Familie')), ("O'Neill", Name('', "O'Neill")),
    ('Anna Becker (Tochter)', Name('Anna', 'Becker', '', '(Tochter)')), ('Ma Li', Name('Ma', 'Li')),
    ('Hans-Peter Meyer-Lüdenscheid', Name('Hans-Peter', 'Meyer-Lüdenscheid')), ('-', Name()),
    ('Becker, Anna, Frau', Name('Anna', 'Becker', 'Frau')), ('Becker, Frau', Name('', 'Becker', 'Frau')),
    ('Becker Anna, Frau', Name('Anna', 'Becker', 'Frau', 'Becker Anna, Frau')),
    ('Anna Becker, Frau', Name('Anna', 'Becker', 'Frau', 'Anna Becker, Frau')),
    ('Becker; Anna', Name('Anna', 'Becker')),
    ('Anna von Bülow', Name('Anna', 'von Bülow')), ('von Bülow', Name('', 'von Bülow')),
    ('van der Berg', Name('', 'van der Berg')), ('de la Cruz', Name('', 'de la Cruz')),
    ('Maria de la Cruz', Name('Maria', 'de la Cruz')), ('Bülow, Anna von', Name('Anna', 'von Bülow')),
    ('Ben Becker', Name('Ben', 'Becker')), ('Yo-Yo Ma', Name('Yo-Yo', 'Ma')), ('Amartya Sen', Name('Amartya', 'Sen')),
    ("'; DROP TABLE person", Name("'; DROP TABLE", 'person'))])
def test_names_in_one_cell(text: str, name: Name) -> None:
    assert full_name(text) == name


@pytest.mark.parametrize(('text', 'name'), [
    ('Pfarrer Kern', Name('', 'Kern', 'Pfarrer')), ('Pfarrer Klaus Kern', Name('Klaus', 'Kern', 'Pfarrer')),
    ('Mesner Huber', Name('', 'Huber', 'Mesner')), ('Kern, Pfarrer', Name('', 'Kern', 'Pfarrer')),
    ('Dipl.-Ing. Anna Becker', Name('Anna', 'Becker', 'Dipl.-Ing.')), ('Sr. Agnes', Name('', 'Agnes', 'Sr.')),
    ('Becker, Dipl.-Ing. Anna', Name('Anna', 'Becker', 'Dipl.-Ing.')),
    ('Sr. M. Agnes Kern', Name('M. Agnes', 'Kern', 'Sr.')), ('Schwester Agnes', Name('', 'Agnes', 'Schwester')),
    ('Frau Pfarrerin Kern', Name('', 'Kern', 'Frau Pfarrerin')), ('Karl Berger Sr.', Name('Karl', 'Berger', '', 'Sr.')),
    ('Pfarrer, Anna', Name('Anna', 'Pfarrer')), ('Pfarrer Anna', Name('Pfarrer', 'Anna'))])
def test_what_somebody_is_by_office_is_no_first_name(text: str, name: Name) -> None:
    assert full_name(text) == name


@pytest.mark.parametrize(('text', 'rest'), [
    ('Anna Becker, M.A.', 'M.A.'), ('Becker jun., Anna', 'jun.'), ('Anna Becker sen.', 'sen.'), ('Anna Becker †', '†'),
    ('Anna Becker Jr.', 'Jr.'), ('Anna Becker geb. Schmidt', 'geb. Schmidt'),
    ('Becker, geb. von Schmidt, Anna', 'geb. von Schmidt')])
def test_what_is_no_part_of_a_name_is_kept_beside_it(text: str, rest: str) -> None:
    assert full_name(text) == Name('Anna', 'Becker', '', rest)
    assert two_cells('Anna', f'Becker {rest}') == Name('Anna', 'Becker', '', rest)


@pytest.mark.parametrize(('text', 'rest'), [
    ('† Anna Becker', '†'), ('†Anna Becker', '†'), ('Anna Becker †', '†'), ('Anna Becker*', '*'),
    ('Anna Becker *', '*'), ('* Anna Becker', '*'), ('Anna * Becker', '*'), ('Becker *, Anna', '*'),
    ('Becker, Anna **', '**'), ('Anna Becker M.A. *', 'M.A. *'), ('Anna Becker, 42', '42')])
def test_no_sign_and_no_number_is_a_name(text: str, rest: str) -> None:
    assert full_name(text) == Name('Anna', 'Becker', '', rest)


def test_nor_is_it_in_columns_of_their_own() -> None:
    assert two_cells('† Anna', 'Becker*') == Name('Anna', 'Becker', '', '* †')
    assert full_name('Becker, 42') == Name('', 'Becker', '', '42')
    assert full_name('*') == Name(rest='*')
    assert full_name('Kim*berly Becker') == Name('Kim*berly', 'Becker')


@pytest.mark.parametrize('text', ['Anna Becker <a@b.de>', 'Becker, Anna <a@b.de>', '"Anna Becker" <a@b.de>',
                                  '„Becker, Anna“ <a@b.de>', 'Anna Becker (a@b.de)', 'Anna Becker, a@b.de',
                                  '<a@b.de> Anna Becker', '"Becker, Anna" <a@b.de>;'])
def test_a_name_with_its_address_as_mail_programs_write_it(text: str) -> None:
    bare, reached = within_name(text)
    assert (full_name(bare), reached) == (Name('Anna', 'Becker'), 'a@b.de')


def test_a_nickname_keeps_its_quotation_marks() -> None:
    assert within_name('Anna "Anni" Becker <a@b.de>')[0] == 'Anna "Anni" Becker'


@pytest.mark.parametrize('text', ['Anna und Peter Becker', 'Anna Becker & Peter Schmidt', 'Becker, Anna und Peter',
                                  'Becker, Anna & Schmidt, Peter', 'Anna Becker; Peter Schmidt',
                                  'Anna Becker / Peter Becker', 'Anna Becker u. Mann'])
def test_of_two_people_in_a_cell_the_first_is_taken(text: str) -> None:
    assert full_name(text) == Name('Anna', 'Becker', '', text, several=True)


@pytest.mark.parametrize('text', ['Becker und Schmidt', 'Anna, Peter und Lisa Becker', 'Becker/Schmidt',
                                  'Emil und Papa Tim',
                                  'Frau Anna und Herr Peter Becker'])
def test_where_nobody_can_tell_the_text_stays_as_it_is(text: str) -> None:
    assert full_name(text) == Name('', text, several=True)


def test_a_couple_with_one_surname_and_old_nobility_are_no_riddle() -> None:
    assert full_name('Herr und Frau Becker') == Name('', 'Becker', 'Herr und Frau')
    assert full_name('Karl-Theodor von und zu Berg') == Name('Karl-Theodor', 'von und zu Berg')
    assert full_name('Becker Anna', surname_first=True) == Name('Anna', 'Becker')
    assert two_cells('Anna & Peter', 'Becker') == Name('Anna', 'Becker', several=True)
    assert two_cells('Anna', 'Becker & Schmidt') == Name('Anna', 'Becker & Schmidt', several=True)


# ---- phones, e-mails, addresses --------------------------------------------------------------------------------------
@pytest.mark.parametrize(('cell', 'found', 'rest'), [
    ('0351 4567890', ['0351 4567890'], False), (1712223344.0, ['01712223344'], False),
    (351123456.0, ['0351123456'], False), (4917612345678.0, ['+4917612345678'], False),
    ('0351/112 233', ['0351/112 233'], False), ('+49 (0) 351-577814', ['+49 (0) 351-577814'], False),
    ('0351 123456 / 0176 1234567', ['0351 123456', '0176 1234567'], False),
    ('privat 0351 12345 oder mobil 0176 99887766', ['0351 12345', '0176 99887766'], True),
    ('privat 0351 1234, dienstl. 0351 4567', ['0351 1234', '0351 4567'], True),
    ('privat 0351 1234', ['0351 1234'], False),
    ('o351 12345', [], True), ('0351 12O45', [], True), ('o. 0351 12345', ['0351 12345'], False),
    ('0351 123456\n0176 1234567', ['0351 123456', '0176 1234567'], False),
    ('Tel.: 0351 12345 (abends)', ['0351 12345'], True), ('keine', [], True), ('k.A.', [], False), ('112', [], True),
    ('4.9176E+11', [], True), ('4,91761E+11', [], True), ('0351 123456, 4,9176E+11', ['0351 123456'], True),
    (491761234567.0, ['+491761234567'], False), ('491761234567', ['+491761234567'], False),
    (491761000000.0, [], True), (4921123456.0, ['04921123456'], False),
    ('0.0.00', [], True), ('3.4.1961', [], True), ('1961-04-03', [], True), ('3. April 1961', [], True),
    ('3.4.61, 0351 12345', ['0351 12345'], True), ('06.12.34.56', ['06.12.34.56'], False)])
def test_phones_in_a_cell(cell: str | float, found: list[str], rest: bool) -> None:
    numbers, left = phones(cell)
    assert (numbers, bool(left)) == (found, rest)


def test_a_csv_cannot_tell_numbers_from_texts() -> None:
    assert phones('1712223344', typed=False) == (['01712223344'], '')
    assert phones('4567890', typed=False) == (['4567890'], '')   # a local number never had a zero
    assert with_zero('0171') == '0171'


@pytest.mark.parametrize(('text', 'found', 'rest'), [
    ('a@b.de; c@d.de', ['a@b.de', 'c@d.de'], False), ('a@b.de / c@d.de', ['a@b.de', 'c@d.de'], False),
    ('mailto:a@b.de', ['a@b.de'], False), ('a@b.de oder c@d.de', ['a@b.de', 'c@d.de'], False), ('a@', [], True),
    ('keine', [], True), ('a@b.de (nur tags)', ['a@b.de'], True)])
def test_emails_in_a_cell(text: str, found: list[str], rest: bool) -> None:
    addresses, left = emails(text)
    assert (addresses, bool(left)) == (found, rest)


def test_addresses_and_postcodes() -> None:
    assert address_parts('Lindenweg 3, 01067 Dresden') == {
        'street': 'Lindenweg 3', 'postcode': '01067', 'city': 'Dresden'}
    assert address_parts('01067 Dresden') == {'postcode': '01067', 'city': 'Dresden'}
    for cell, parts in ((('04177 Leipzig'), ('04177', 'Leipzig')), ('Leipzig 04177', ('04177', 'Leipzig')),
                        ('Leipzig', ('', 'Leipzig')), ('04177', ('04177', '')), (4177, ('04177', '')),
                        ('D-04177', ('04177', '')), ('Halle (Saale)', ('', 'Halle (Saale)'))):
        assert town_parts(cell, typed=True) == {name: text for name, text in zip(('postcode', 'city'), parts,
                                                                                 strict=True) if text}
    assert address_parts('hinter der Kirche') == {'street': 'hinter der Kirche'}
    assert postcode(1067.0, typed=True) == '01067'
    assert postcode('1010', typed=True) == '1010'   # meant as it stands: Vienna


@pytest.mark.parametrize('text', ['10.10.26 - 14 Uhr', '10.10.26 nachmittags', '10.10.26, vormittag', '10.10.26 früh',
                                  '10.10.26 ab 15 Uhr', '10.10.26 15h', '10.10.2026 – gegen 14 Uhr'])
def test_the_part_of_a_day_makes_it_no_other_day(text: str) -> None:
    assert exact_day(text) == date(2026, 10, 10)


@pytest.mark.parametrize('text', ['10.10.26 - 12.10.26', '10.10.26 14', '10.10.26 - 14', '10.10.26 oder 11.10.26'])
def test_two_days_or_a_bare_number_behind_one_are_not_guessed(text: str) -> None:
    assert exact_day(text) is None


# ---- numbers of own columns ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(('text', 'number'), [
    ('1.234,5', 1234.5), ('1234,50 €', 1234.5), ('1.234', 1234), ('€ 12', 12), ('5,- €', 5), ('1 234,5', 1234.5),
    ('1.234.567', 1234567), ('12.50 EUR', 12.5), ('-3,5', -3.5), ('0.250', 0.25), ('1,234.50', 1234.5), ('42', 42)])
def test_german_numbers(text: str, number: float) -> None:
    assert parse_number(amount(text)) == number


@pytest.mark.parametrize('text', ['ca. 5', '5 kg', '1.23.4', '1,2,3', '12-14', 'fünf', '1.2345', '€'])
def test_what_is_no_number_stays_a_text(text: str) -> None:
    assert amount(text) == text
    with pytest.raises(Refused):
        parse_number(amount(text))


# ---- states ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(('text', 'state', 'said'), [
    ('FERTIG!!', State.READY, ''), ('fertig', State.READY, ''), ('', State.ACCEPTED, ''),
    ('wartet auf Ersatzteil (bestellt 12.10.)', State.WAITING, 'wartet auf Ersatzteil (bestellt 12.10.)'),
    ('Ersatzteil bestellt 12.10.', State.WAITING, 'Ersatzteil bestellt 12.10.'),
    ('in Arbeit (Jürgen)', State.WORKING, 'in Arbeit (Jürgen)'), ('in Bearb.', State.WORKING, 'in Bearb.'),
    ('FERTIG - angerufen', State.READY, 'FERTIG - angerufen'), ('abgeholt', State.COLLECTED, ''),
    ('geholt 14.10.', State.COLLECTED, 'geholt 14.10.'), ('noch nicht geholt', State.READY, 'noch nicht geholt'),
    ('am 3.10. geholt', State.COLLECTED, 'am 3.10. geholt'), ('nicht geholt', State.UNCOLLECTED, 'nicht geholt'),
    ('Kabel geholt', State.ACCEPTED, 'Kabel geholt'),
    ('noch nicht abgeholt', State.READY, 'noch nicht abgeholt'), ('nicht abgeholt', State.UNCOLLECTED, ''),
    ('wird am 3.12. abgeholt', State.READY, 'wird am 3.12. abgeholt'), ('abholbereit', State.READY, ''),
    ('noch nicht fertig', State.WORKING, 'noch nicht fertig'),
    ('Montag nochmal schauen', State.ACCEPTED, 'Montag nochmal schauen'),
    ('Abgeh. 3.10.', State.COLLECTED, 'Abgeh. 3.10.'), ('o.k.', State.READY, 'o.k.'),
    ('defekt zurück', State.COLLECTED, 'defekt zurück'), ('Kundin ruft zurück', State.ACCEPTED, 'Kundin ruft zurück'),
    ('ET fehlt noch', State.WAITING, 'ET fehlt noch'), ('nicht lohnend', State.READY, 'nicht lohnend'),
    ('soll abgeholt werden', State.READY, 'soll abgeholt werden'),
    ('nicht in Arbeit', State.ACCEPTED, 'nicht in Arbeit'),
    ('unklar ob fertig oder nicht reparierbar', State.ACCEPTED, 'unklar ob fertig oder nicht reparierbar')])
def test_states_in_their_own_words(text: str, state: State, said: str) -> None:
    found = standing(text, '')
    assert (found.state, found.said) == (state, said)


@pytest.mark.parametrize(('text', 'state', 'outcome'), [
    ('wird entsorgt', State.READY, Outcome.END_OF_LIFE), ('Schrott', State.READY, Outcome.END_OF_LIFE),
    ('wird verschrottet', State.READY, Outcome.END_OF_LIFE), ('soll entsorgt werden', State.READY, Outcome.END_OF_LIFE),
    ('bitte entsorgen', State.READY, Outcome.END_OF_LIFE), ('noch nicht entsorgt', State.READY, Outcome.END_OF_LIFE),
    ('entsorgt', State.COLLECTED, Outcome.END_OF_LIFE), ('wurde verschrottet', State.COLLECTED, Outcome.END_OF_LIFE),
    ('am 3.11. entsorgt', State.COLLECTED, Outcome.END_OF_LIFE), ('hinüber', State.READY, Outcome.END_OF_LIFE),
    ('zu teuer', State.READY, Outcome.END_OF_LIFE), ('kann nicht repariert werden', State.READY, Outcome.END_OF_LIFE),
    ('Ersatzteil nicht lieferbar', State.READY, Outcome.END_OF_LIFE), ('nichts zu machen', State.READY,
                                                                       Outcome.END_OF_LIFE),
    ('wird gerade repariert', State.WORKING, None), ('noch nicht repariert', State.ACCEPTED, None),
    ('nicht repariert, abgeholt', State.COLLECTED, None), ('wieder heil', State.READY, Outcome.FIXED)])
def test_what_is_thrown_away_cannot_be_repaired_and_is_gone_once_it_is(text: str, state: State,
                                                                       outcome: Outcome | None) -> None:
    found = standing(text, '')
    assert (found.state, found.outcome) == (state, outcome)
    assert found.is_thrown_away is (state is State.COLLECTED and 'abgeholt' not in text)


def test_outcomes_hide_in_states() -> None:
    assert standing('nicht reparierbar', '').outcome is Outcome.END_OF_LIFE
    assert standing('repariert, abgeholt 12.11.26', '').outcome is Outcome.FIXED
    assert standing('abgeholt am 3.11.2026', '').on == date(2026, 11, 3)
    assert standing('fertig', '12.11.2026').state is State.COLLECTED
    assert outcome_of('Ersatzteil zu teuer') == (Outcome.END_OF_LIFE, 'Ersatzteil zu teuer')
    assert outcome_of('mal so, mal so') == (None, '')


@pytest.mark.parametrize(('outcome', 'state'), [
    ('repariert', State.READY), ('nicht reparierbar', State.READY), ('Beratung', State.READY), ('ja', State.READY),
    ('Ersatzteil zu teuer', State.READY), ('nicht repariert', State.READY), ('repariert (neues Kabel)', State.READY),
    ('repariert, abgeholt 3.11.26', State.COLLECTED), ('Ersatzteil bestellt', State.WAITING),
    ('in Arbeit', State.WORKING), ('noch nicht repariert', State.ACCEPTED), ('repariert?', State.ACCEPTED),
    ('nein', State.ACCEPTED),
    ('mal so, mal so', State.ACCEPTED), ('', State.ACCEPTED)])
def test_a_result_says_where_it_stands_when_the_list_does_not(outcome: str, state: State) -> None:
    assert standing('', '', outcome).state is state
    assert standing('wartet auf Ersatzteil', '', outcome).state is State.WAITING      # the state leads
    assert standing('', '12.11.2026', outcome).state is State.COLLECTED


@pytest.mark.parametrize(('ready_on', 'state'), [
    ('3.10.2026', State.READY), ('x', State.READY), ('FERTIG!', State.READY), ('nein', State.ACCEPTED),
    ('bald', State.ACCEPTED), ('abgeholt', State.COLLECTED), ('geholt 14.10.', State.COLLECTED)])
def test_so_does_the_column_of_what_is_ready(ready_on: str, state: State) -> None:
    assert standing('', '', '', ready_on).state is state


@pytest.mark.parametrize(('text', 'state'), [
    ('abgeholt? nachfragen', State.READY), ('fast fertig', State.WORKING),
    ('Ersatzteil angekommen, fertig', State.READY),
    ('Ersatzteil eingebaut, läuft wieder', State.READY), ('nicht bestellt', State.ACCEPTED), ('erl.', State.READY),
    ('in Arb.', State.WORKING), ('i.A.', State.WORKING), ('Rückgabe 5.11.26', State.COLLECTED),
    ('wird gerade repariert', State.WORKING), ('wird von Uwe repariert', State.WORKING), ('halbfertig', State.WORKING),
    ('so gut wie fertig', State.WORKING), ('nicht ganz fertig', State.WORKING), ('unfertig', State.WORKING),
    ('soll Freitag fertig werden', State.WORKING), ('wird noch getestet', State.WORKING), ('zerlegt', State.WORKING),
    ('Ersatzteil da', State.WORKING), ('Teil ist da', State.WORKING), ('Ersatzteil eingetroffen', State.WORKING),
    ('Teile da, einbauen', State.WORKING), ('Lieferung ist endlich angekommen', State.WORKING),
    ('Ersatzteil noch nicht da', State.WAITING), ('Ersatzteil da?', State.WAITING),
    ('kein Ersatzteil da', State.WAITING),
    ('anrufen, wenn Ersatzteil da', State.WAITING), ('Teil 1 da, Teil 2 fehlt', State.WAITING),
    ('Teile unterwegs', State.WAITING), ('fast fertig, Ersatzteil fehlt', State.WAITING),
    ('noch kein Ersatzteil', State.WAITING), ('wartet auf Ersatzteil, wird dann fertig', State.WAITING),
    ('muss noch repariert werden', State.ACCEPTED), ('kann repariert werden', State.ACCEPTED),
    ('Motor läuft nicht', State.ACCEPTED), ('läuft noch nicht', State.ACCEPTED), ('nicht entsorgen!', State.ACCEPTED),
    ('wird nicht abgeholt', State.UNCOLLECTED), ('wird nicht mehr abgeholt', State.UNCOLLECTED),
    ('wieder zuhause', State.COLLECTED), ('nicht repariert, abgeholt', State.COLLECTED),
    ('kein Fehler gefunden', State.READY)])
def test_a_question_is_no_pick_up_and_almost_is_not_yet(text: str, state: State) -> None:
    assert standing(text, '').state is state
