"""What happens to somebody's data with „Abgeholt“, in one sentence that is true for this person."""
from datetime import datetime

from db import consent, names, settings
from db.clock import show_when
from db.i18n import _
from db.models import Person, Repair
from db.words import Purpose, State


def sentence(row: Repair, person: Person | None, now: datetime) -> str:
    """For the repair page: before the tap what would happen, after it what is going to happen."""
    if row.state != State.COLLECTED:
        return _before(row, person)
    if person is not None and has_more_here(row, person):
        stays = _('{name} bleibt bei den Kund:innen, weil noch etwas hier ist.').format(
            name=names.short(person.first_name, person.last_name))
        return stays + (_(' Was nur zu dieser Reparatur gehört, wird {when} gelöscht.').format(
            when=show_when(row.erase_at, now)) if row.erase_at else '')
    moment = _last_moment(row, person)
    if moment is None:
        return _('Abgeholt.') if person else _('Abgeholt. Es sind keine Kontaktdaten gespeichert.')
    when = show_when(moment, now)
    if person is None:
        return _('Notizen zu dieser Reparatur werden {when} gelöscht.').format(when=when)
    kept = _kept(person)
    if kept:
        return _('{kept} Was nur zu dieser Reparatur gehört, wird {when} gelöscht.').format(kept=kept, when=when)
    return _('Kontaktdaten werden {when} gelöscht.').format(when=when)


def goes_at(row: Repair, person: Person | None) -> datetime | None:
    """When this person goes as a whole because of a pick-up; None when they stay, or nothing was fetched yet."""
    if person is None or row.state != State.COLLECTED or has_more_here(row, person) or _kept(person):
        return None
    return _last_moment(row, person)


def _last_moment(row: Repair, person: Person | None) -> datetime | None:
    """Several items fetched one after the other: the last pick-up's moment counts for all."""
    if person is None:
        return row.erase_at
    moments = Repair.select(Repair.erase_at).where(Repair.person == person.id, Repair.erase_at.is_null(False))
    return max((one.erase_at for one in moments), default=None)


def _before(row: Repair, person: Person | None) -> str:
    grace = settings.read().grace_minutes
    later = (_('{minutes} Minuten später').format(minutes=grace) if grace > 1 else
             _('eine Minute später') if grace else _('sofort'))
    undo = _(' Bis dahin kannst du es rückgängig machen.') if grace else ''
    if person is None:
        return _('Ohne Namen: Hier ist niemand gespeichert. Nach „Abgeholt“ werden Notizen {later} gelöscht.') \
            .format(later=later) + undo
    name = names.short(person.first_name, person.last_name)
    if has_more_here(row, person):
        return _('Nach „Abgeholt“ bleibt {name} bei den Kund:innen, weil noch etwas hier ist. Was nur zu dieser '
                 'Reparatur gehört, wird {later} gelöscht.').format(name=name, later=later) + undo
    if Purpose.FORMER in consent.in_force(person.id):
        return _('Nach „Abgeholt“ steht {name} bei den Ehemaligen und bleibt auffindbar, wie gewünscht.') \
            .format(name=name)
    if consent.in_force(person.id) & {Purpose.MEMBER, Purpose.EXTERNAL}:
        return _('Nach „Abgeholt“ bleibt {name} als {what} gespeichert. Was nur zu dieser Reparatur gehört, '
                 'wird {later} gelöscht.').format(name=name, what=_other_role(person), later=later) + undo
    return _('Nach „Abgeholt“ steht {name} nicht mehr bei den Kund:innen. Name, Telefon und Notizen werden '
             '{later} gelöscht.').format(name=name, later=later) + undo


def has_more_here(row: Repair, person: Person) -> bool:
    return Repair.select().where(Repair.person == person.id, Repair.id != row.id,
                                 Repair.state != State.COLLECTED).exists()


def _kept(person: Person) -> str:
    purposes = consent.in_force(person.id)
    name = names.short(person.first_name, person.last_name)
    if Purpose.FORMER in purposes:
        return _('{name} steht jetzt bei den Ehemaligen.').format(name=name)
    if purposes & {Purpose.MEMBER, Purpose.EXTERNAL}:
        return _('{name} bleibt als {what} gespeichert.').format(name=name, what=_other_role(person))
    return ''


def _other_role(person: Person) -> str:
    return _('Mitglied') if Purpose.MEMBER in consent.in_force(person.id) else _('Kontakt')
