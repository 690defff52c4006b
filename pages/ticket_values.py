"""From what the store knows about a repair to what its ticket prints."""
import os
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from db.clock import WEEKDAYS, local, show_date, show_time
from db.consent import TITLES, ConsentLine
from db.holding import noted_addresses
from db.i18n import _
from db.intake import NO_REASON
from db.names import thing
from db.repairs import RepairView
from db.settings import Settings
from db.words import HOW, Purpose
from reports.ticket import ConsentPrint, TicketValues

SAMPLE = '00-0000-0'   # the number of no repair
ASK_AFTER = timedelta(days=14)   # who is not called comes to ask after two weeks


def ticket_values(view: RepairView, cafe: Settings) -> TicketValues:
    return TicketValues(
        cafe_name=cafe.cafe_name, number=view.number, item=thing(view.item, view.brand),
        short_name=view.person.short if view.person else '',
        received=received(view), received_on=show_date(view.received_at) if view.has_day else '',
        accessories=view.accessories, fault=view.fault, taken_by=view.taken_by,
        responsible=view.responsible, warning=warning_words(view.warning),
        opening=cafe.opening, address=cafe.address, phone=cafe.phone, place=view.place,
        collect_by=show_date(view.due_on), will_call=will_call(view),
        ask_on='' if will_call(view) else ask_on(view, cafe),
        consents=consent_prints(view), texts=texts(cafe, stored=view.person is not None), tag_code=view.number,
        liability=liability(cafe),
        slip_code=slip_code(cafe.base_address, view.token))


def received(view: RepairView) -> str:
    """Nothing where nobody knows it: the day of an import is not when somebody stood at the counter."""
    if not view.has_day:
        return ''
    day = weekday_and_date(local(view.received_at))
    return _('{day}, {time} Uhr').format(day=day, time=show_time(view.received_at)) if view.has_hour else day


def will_call(view: RepairView) -> bool:
    return bool(view.person and view.person.phone_link)


def ask_on(view: RepairView, cafe: Settings) -> str:
    return weekday_and_date(next_open_day(local(view.received_at).date() + ASK_AFTER, cafe.opening))


def next_open_day(day: date, opening: tuple[str, ...]) -> date:
    """The first day from then on whose name stands in the opening hours; the day itself where none is understood."""
    named = ' '.join(opening).lower()
    week = [day + timedelta(days=ahead) for ahead in range(7)]
    return next((one for one in week if WEEKDAYS[one.weekday()].lower() in named), day)


def slip_code(base_address: str, token: str) -> str:
    """All in capitals: such a code needs fewer modules. A token that was blanked leads nowhere, so no code."""
    return code(base_address, f't/{token}') if token else ''


def code(base_address: str, path: str) -> str:
    """In capitals: such a code needs fewer modules. Until the café has said under which address phones reach the
    program, codes lead where the server says it is: through its door to the Wi-Fi, or on this computer."""
    return f'{base_address or noted_addresses()[0] or this_computer()}/{path}'.upper()


def team_code(base_address: str, path: str) -> str:
    """What only the team may open: where the address of slips is the plain door, by whatever name, the encrypted one
    beside it is meant, for the plain one serves nothing else (S3)."""
    slips, team = noted_addresses()
    if not base_address:
        return code(team, path)
    base, plain, encrypted = map(urlsplit, (base_address, slips, team))
    if (base.scheme, base.port) == (plain.scheme, plain.port):
        name = base.netloc.rpartition(':')[0]
        return code(f'{encrypted.scheme}://{name}:{encrypted.port}', path)
    return code(base_address, path)


def this_computer() -> str:
    return f"http://127.0.0.1:{os.environ.get('KONTAKTBUCH_PORT') or 8080}"


def warning_words(warning: str) -> str:
    """'Nicht einschalten! Kabel beschädigt', or nothing when there is no warning."""
    reason = '' if warning == NO_REASON else warning
    return _('Nicht einschalten! {why}').format(why=reason).strip() if warning else ''


def consent_prints(view: RepairView) -> tuple[ConsentPrint, ...]:
    """What is true for this person now, for each question that was asked at the counter."""
    if view.person is None:
        return (ConsentPrint(False, _('Von Ihnen ist nichts gespeichert. Dieser Schein genügt für die Abholung.')),)
    return tuple(ConsentPrint(line.yes, consent_words(line, view.purposes)) for line in view.consents)


def consent_words(line: ConsentLine, purposes: frozenset[Purpose]) -> str:
    match line.purpose, line.yes:
        case Purpose.REPAIR, True:
            return _('Gespeichert bis zur Abholung, mit Ihrer Einwilligung ({how}).').format(how=how_and_when(line))
        case Purpose.FORMER, True:
            return _('Danach weiter gespeichert, weil Sie es möchten ({how}).').format(how=how_and_when(line))
        case Purpose.FORMER, False if purposes <= {Purpose.REPAIR}:
            return _('Danach löschen wir Ihre Daten. Wir melden uns später nicht mehr.')
    return line.title


def sample_prints(purpose: Purpose, now: datetime) -> tuple[ConsentPrint, ...]:
    """What a slip says for a yes, and for a no: to see before words are changed."""
    yes, no = TITLES[purpose]
    lines = (ConsentLine(purpose, True, yes, f'{HOW[0]}, {show_date(now)}'), ConsentLine(purpose, False, no, ''))
    return tuple(ConsentPrint(line.yes, consent_words(line, frozenset({Purpose.REPAIR}))) for line in lines
                 if line.yes or purpose is not Purpose.REPAIR)


def sample_values(cafe: Settings, now: datetime, *, later: bool) -> TicketValues:
    """A slip of nobody, with everything that this café prints on its slips."""
    day = local(now).date()
    stored, kept = sample_prints(Purpose.REPAIR, now)[0], sample_prints(Purpose.FORMER, now)
    return TicketValues(
        cafe_name=cafe.cafe_name, number=SAMPLE, item=_('Muster-Toaster'), short_name=_('Erika M.'),
        received=_('{day}, {time} Uhr').format(day=weekday_and_date(day), time=show_time(now)),
        received_on=show_date(now), fault=_('So sieht ein Schein aus.'), opening=cafe.opening, address=cafe.address,
        phone=cafe.phone, collect_by=show_date(day + timedelta(days=cafe.pickup_term_days)), will_call=True,
        consents=(stored, kept[0 if later else 1]), texts=texts(cafe, stored=True), tag_code=SAMPLE,
        liability=liability(cafe), slip_code=code(cafe.base_address, 't/muster'))


TAKE_BACK = _('Ihr Ja können Sie jederzeit zurücknehmen: Code scannen oder uns sagen.')


def texts(cafe: Settings, *, stored: bool) -> tuple[str, ...]:
    """The café's own, and how to take a yes back for whoever has given one."""
    return (*cafe.ticket_texts, TAKE_BACK) if stored else cafe.ticket_texts


def liability(cafe: Settings) -> str:
    return cafe.liability.removeprefix(_('Haftungsbegrenzung:')).strip()


def how_and_when(line: ConsentLine) -> str:
    """'mündlich, 23.11.2026'. Who of the team wrote it down is not for the customer's paper."""
    return ', '.join(line.detail.split(', ')[:2])


def weekday_and_date(day: date) -> str:
    """'Mo 23.11.2026'."""
    return f'{WEEKDAYS[day.weekday()][:2]} {day:%d.%m.%Y}'
