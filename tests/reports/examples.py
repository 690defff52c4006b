"""Values for papers: the ordinary drop-off, the ordinary week, and what can be wrong with them."""
from reports.ticket import ConsentPrint, TicketValues
from reports.weekly import (
    Change,
    StateAges,
    TaskGroup,
    TaskLine,
    WaitingLine,
    WeekCount,
    WeeklyValues,
)

SLIP_CODE = 'HTTP://192.168.178.42:8080/T/ABCDEFGHJKMNPQRS'
REPAIR = 'HTTP://192.168.178.42:8080/R/'

TICKET = TicketValues(
    cafe_name='Repair-Café Musterstadt', number='26-0417-7', short_name='Şeyma W.',
    received='Mo 23.11.2026, 14:05 Uhr', received_on='23.11.2026', item='Küchenmaschine Bosch MUM4',
    accessories='Schüssel, 2 Rührbesen',
    fault='Läuft nicht an, riecht verbrannt. Sicherung ist beim letzten Mal herausgeflogen.',
    taken_by='Jörg', responsible='Mehmet K.', warning='Nicht einschalten! Kabel beschädigt',
    opening=('Montag 14–18 Uhr', 'Donnerstag 10–13 Uhr'), address='Bürgerhaus, Schulstraße 12, 99999 Musterstadt',
    phone='09999 123456', place='Schrank 2, Fach 4', collect_by='23.02.2027',
    will_call=True, ask_on='Mo 07.12.2026',
    consents=(ConsentPrint(True, 'Ihre Daten dürfen wir speichern, bis Sie abholen (mündlich am 23.11.2026).'),
              ConsentPrint(False, 'Später noch kontaktieren: nicht gewünscht. '
                                  'Nach der Abholung löschen wir Ihre Daten.')),
    texts=('Die Hilfe ist ehrenamtlich und kostenlos, ohne Garantie. Ersatzteile kosten extra: Wir fragen vorher. '
           'Bitte bringen Sie diesen Schein zur Abholung mit. Sie können Ihre Einwilligung jederzeit widerrufen – dann '
           'löschen wir Ihre Daten.',),
    liability='Wir haften nur für Vorsatz und grobe Fahrlässigkeit sowie für Schäden an Leben, Körper und Gesundheit.',
    slip_code=SLIP_CODE, tag_code='26-0417-7')

ITEMS = ('Toaster Krups', 'Bügeleisen', 'Kaffeemaschine DeLonghi', 'Laptop Lenovo T430', 'Stehlampe')
NAMES = ('Hans-Peter D.', 'Zoë L.', 'Olena S.', 'Şeyma W.', 'ohne Namen')


def number(i: int) -> str:
    return f'26-{i:04d}-{i % 10}'


def waiting(count: int) -> tuple[WaitingLine, ...]:
    numbers = [number(186 + i) for i in range(count)]
    return tuple(WaitingLine(nr, ITEMS[i % 5], NAMES[i % 5], '26.06.2026', 149 - i, REPAIR + nr)
                 for i, nr in enumerate(numbers))


def repairs(count: int, start: int) -> tuple[TaskLine, ...]:
    return tuple(TaskLine(number(start + i), ITEMS[i % 5], REPAIR + number(start + i)) for i in range(count))


WEEK = WeeklyValues(
    week='KW 47', cafe_name='Repair-Café Musterstadt', span='16.11.–22.11.2026', stamp='22.11.2026, 20:00 Uhr',
    accepted=Change(14, 14), collected=Change(10, 12), open=Change(73, 69), overdue=Change(11, 11),
    repaired=Change(65, 61), ready=17,
    states=(StateAges('angenommen', (6, 11, 4, 2)), StateAges('in Arbeit', (6, 13, 4, 1)),
            StateAges('wartet auf Ersatzteil', (0, 2, 6, 1)), StateAges('fertig', (1, 2, 8, 6))),
    weeks=tuple(WeekCount(f'KW {40 + i}', 14 - i % 3, 18 - i) for i in range(8)),
    tasks=(TaskGroup('Messenger-Gruppe: hinzufügen', 'Von Hand in der Gruppe ändern, dann in der App abhaken.',
                     (TaskLine('Łukasz N.', 'seit 20.11.2026'), TaskLine('Şeyma W.', 'seit 21.11.2026'))),
           TaskGroup('Messenger-Gruppe: entfernen', 'Nicht mehr im Team oder Einwilligung beendet.',
                     (TaskLine('Jürgen K.', 'abgemeldet am 19.11.2026'),)),
           TaskGroup('Ohne Ansprechperson', 'Wer übernimmt?', repairs(5, 411)),
           TaskGroup('Namenlos und fertig', 'Liegt bereit, wir können niemanden anrufen.', repairs(2, 311)),
           TaskGroup('Zu löschen', 'Frist in den nächsten 7 Tagen.',
                     (TaskLine('Gertrud B.', 'Frist 24.11.2026'), TaskLine('Hans-Peter D.', 'Frist 26.11.2026')))),
    waiting=waiting(9))

QUIET_WEEK = WeeklyValues(
    week='KW 47', cafe_name='Repair-Café Musterstadt', span='16.11.–22.11.2026', stamp='22.11.2026, 20:00 Uhr',
    accepted=Change(0, 0), collected=Change(0, 0), open=Change(0, 0), overdue=Change(0, 0))
