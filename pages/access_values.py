"""From everything the store knows about a person to what their access report prints."""
from collections.abc import Iterator

from db.access import Entry, Report, Section
from db.access_words import Fact
from db.clock import show_date, show_moment
from db.i18n import _
from db.settings import Settings
from reports.access import AccessEntry, AccessSection, AccessValues

HINTS = {
    'person': _('Mehr steht im Kontaktbuch nicht: Was auf diesen Seiten fehlt, ist nicht gespeichert.'),
    'consents': _('Nur wegen dieser Einwilligungen wird gespeichert (Art. 6 Abs. 1 Buchstabe a DSGVO).'),
    'looks_after': _('Reparaturen, bei denen diese Person als Ansprechperson steht.'),
    'history': _('Wer wann was eingetragen oder geändert hat. Diese Angaben gehen mit der Person.'),
}


def access_values(made: Report, cafe: Settings) -> AccessValues:
    return AccessValues(
        name=made.name, cafe_name=cafe.cafe_name, reach=tuple(line for line in (cafe.address, cafe.phone) if line),
        stamp=_('{moment} Uhr').format(moment=show_moment(made.at)),
        sections=(*(section(one) for one in made.sections if one.key != 'history'), *around(made),
                  *(section(one) for one in made.sections if one.key == 'history')))


def section(one: Section) -> AccessSection:
    drawn = {'history': history, 'looks_after': looks_after}.get(one.key, entries)
    return AccessSection(one.title, tuple(drawn(one.entries)), HINTS.get(one.key, ''))


def entries(found: tuple[Entry, ...]) -> Iterator[AccessEntry]:
    """What is empty is left out on paper, and what the title says is not said twice."""
    for one in found:
        rows = tuple((fact.label, fact.shown) for fact in one.facts if fact.shown not in ('', one.title))
        yield AccessEntry(one.title, rows, tuple(note(part) for part in one.parts))


def looks_after(found: tuple[Entry, ...]) -> Iterator[AccessEntry]:
    yield AccessEntry(rows=tuple((number.shown, f'{item.shown} · {state.shown}')
                                 for number, item, state in (one.facts for one in found)))


def note(part: Entry) -> str:
    """'Anmeldung: 23.11.2026, 14:05 · 23.11.2026, 15:00', 'in Arbeit · 23.11.2026, 14:05 · Mira'."""
    words = ' · '.join(fact.shown for fact in part.facts if fact.shown)
    return f'{part.title}: {words}' if part.title else words


def history(found: tuple[Entry, ...]) -> Iterator[AccessEntry]:
    for one in found:
        facts = {fact.column: fact for fact in one.facts}
        done = [one.title, facts['table'].shown, facts['actor'].shown]
        yield AccessEntry(rows=((facts['at'].shown, ' · '.join(word for word in done if word)),),
                          notes=tuple(change(*part.facts) for part in one.parts))


def change(name: Fact, old: Fact, new: Fact) -> str:
    if name.value == 'text':   # the words of a question stand with the consent
        return _('{name}: siehe oben').format(name=name.shown)
    if old.shown and new.shown:
        return _('{name}: „{old}“ → „{new}“').format(name=name.shown, old=old.shown, new=new.shown)
    if new.shown:
        return _('{name}: „{new}“').format(name=name.shown, new=new.shown)
    return _('{name}: „{old}“ gelöscht').format(name=name.shown, old=old.shown)


def whence(made: Report) -> str:
    """As the history tells; nobody told a list here."""
    if not made.listed_on:
        return _('Von der Person selbst. Wer es aufgeschrieben hat, steht unten.')
    *before, last = map(show_date, made.listed_on)
    days = _(' und ').join(filter(None, (', '.join(before), last)))
    listed = _('Aus einer Liste übernommen am {days}.').format(days=days)
    rest = _('Was hier dazukam: von der Person selbst.') if made.told_here else ''
    return ' '.join(filter(None, (listed, rest, _('Wer es aufgeschrieben hat, steht unten.'))))


def around(made: Report) -> Iterator[AccessSection]:
    """What belongs to an access report beside the data: how long, for whom, from where, which rights."""
    yield AccessSection(_('Wie lange?'), (AccessEntry(rows=made.terms),))
    yield AccessSection(_('Wer bekommt es zu sehen?'), (AccessEntry(rows=(('', '\n'.join(made.recipients)),)),))
    yield AccessSection(_('Woher, und welche Rechte?'), (AccessEntry(rows=(
        (_('Herkunft'), whence(made)),
        (_('Berichtigen'), _('Was nicht stimmt, wird sofort geändert.')),
        (_('Löschen'), _('Jedes Ja lässt sich jederzeit zurücknehmen. Was nur dafür gespeichert war, ist dann weg.')),
        (_('Mitnehmen'), _('Dieselben Angaben gibt es als Datei (JSON) für andere Programme.')),
        (_('Beschweren'), _('Bei der Datenschutz-Aufsicht des Landes.')),
        (_('Automatisch entscheiden'), _('Das tut dieses Programm nicht.')))),))
