"""From a plan to the store: all of it or nothing, in one transaction that takes the write lock as late as it can.

Ids, numbers, search words and journal lines are made ready beforehand. When the store has changed meanwhile, the plan
is made anew: nobody at the counter has to wait for an import.
"""
from collections.abc import Callable
from datetime import datetime

from db import consent, journal, search
from db.bulk import Table, next_id
from db.clock import local
from db.consent import Given
from db.errors import Refused
from db.importing import new_columns, past_imports, planning
from db.importing.book import Book
from db.importing.breath import uncollected
from db.importing.drafts import Choices, Draft, PersonDraft, Plan, RepairDraft
from db.importing.remembered import forgetting
from db.importing.rows import Prepared, prepare
from db.intake import SERIALS_PER_YEAR
from db.journal import Batch
from db.listed import ADDED, BROUGHT
from db.modelfields import to_text
from db.models import MODELS, Repair
from db.numbers import make as make_number
from db.numbers import new_token, random_letters
from db.who import Who
from db.words import State

VERB = 'import'
INSERT, UPDATE = BROUGHT, ADDED
Progress = Callable[[int, int], None]


class _ChangedMeanwhileError(Exception):
    """Somebody saved something between plan and transaction."""


@forgetting()
def apply(book: Book, choices: Choices, who: Who, now: datetime,
          progress: Progress = planning.silent, made: Plan | None = None) -> tuple[Plan, str]:
    """Store it. Returns what was done, and the id under which it can be taken back. `made` is the plan somebody has
    looked at; it is carried out when nothing has changed since. Who was erased since comes back by none of its rows,
    nor who is between plan and transaction."""
    choices = choices.having_met(made) if made is not None else choices
    for __ in range(planning.TRIES):
        plan = made if made is not None and made.seen == planning.fingerprint() else planning.make(
            book, choices, now, lambda done, all_of: progress(done, 2 * all_of))
        made = None   # its rows have ids from here on
        progress(1, 2)
        try:
            with uncollected():
                number(plan, now)
                prepared = prepare(plan, who, now)
            with uncollected(), journal.writing(who, now, VERB) as batch:
                if planning.fingerprint() != plan.seen:
                    raise _ChangedMeanwhileError
                write(plan, prepared, batch)
            progress(1, 1)
            return plan, batch.id
        except _ChangedMeanwhileError:
            choices = choices.having_met(plan)
    raise Refused(planning.CHANGES)


# ---- ids and numbers -------------------------------------------------------------------------------------------------
def number(plan: Plan, now: datetime) -> None:
    """Ids chosen beforehand, public ids for people and organisations, numbers for repairs in the order of the file."""
    for table, drafts in plan.drafts.items():
        free = next_id(table)
        for place, draft in enumerate(draft for draft in drafts if draft.is_new):
            draft.id = free + place
            if table in ('person', 'organisation'):
                draft.public = draft.public or random_letters(12).lower()
    year = local(now).year
    own = [draft.values.get('serial', 0) % SERIALS_PER_YEAR for draft in plan.others['repair']
           if not draft.before and draft.values.get('serial', 0) // SERIALS_PER_YEAR == year]
    serial = max(_last_serial(year), *own, 0)
    for draft in plan.others['repair']:
        if draft.before:
            continue
        if not draft.public:
            serial += 1
            draft.public = make_number(year, serial)
            draft.values['serial'] = year * SERIALS_PER_YEAR + serial
        draft.values |= {name: now for name in ('received_at', 'ready_at') if draft.values.get(name) == plan.at}
        if isinstance(draft, RepairDraft):
            draft.moves = [(state, now if at == plan.at else at) for state, at in draft.moves]
        draft.values.setdefault('request_id', f'import-{random_letters(16).lower()}')
        if draft.values['state'] != State.COLLECTED:
            draft.values.setdefault('token', new_token())


def _last_serial(year: int) -> int:
    last = (Repair.select(Repair.serial).where(Repair.serial.between(year * SERIALS_PER_YEAR,
                                                                    (year + 1) * SERIALS_PER_YEAR - 1))
            .order_by(Repair.serial.desc()).tuples().first())
    return int(last[0] % SERIALS_PER_YEAR) if last else 0


# ---- writing ---------------------------------------------------------------------------------------------------------
def write(plan: Plan, prepared: Prepared, batch: Batch) -> None:
    """Part of one transaction. New rows at once, then what changes in rows that stand there."""
    if plan.changes_something:
        batch.did('import')
    first_change = next_id('change')
    for table in prepared.tables:
        table.write()
    for table in prepared.words:
        table.write(in_order=True)
    _write_journal(prepared, batch, first_change)
    new_columns.make_indexes(plan)
    for draft in [*plan.people, *(one for drafts in plan.others.values() for one in drafts)]:
        if draft.before and draft.writes:
            _update(batch, draft)
    _people_who_stood_there(plan, batch)
    _repairs_that_were_nameless(plan)
    _organisations_that_stood_there(plan)
    _show(plan, batch)
    past_imports.remember(plan, batch)


def _write_journal(prepared: Prepared, batch: Batch, first: int) -> None:
    changes = Table(MODELS['change'], 'id', 'batch', 'at', 'actor', 'verb', 'table', 'row', 'version')
    values = Table(MODELS['change_value'], 'change', 'field', 'new')
    for place, (table, row_id, version, facts) in enumerate(prepared.inserted):
        changes.add(first + place, batch.id, to_text(batch.now), batch.who.account, INSERT, table, row_id, version)
        values.extend((first + place, name, new) for name, new in facts)
    changes.write()
    values.write()


def _update(batch: Batch, draft: Draft) -> None:
    row = MODELS[draft.table].get_by_id(draft.id)
    batch.verb = UPDATE
    values = {name: value for name, value in draft.changed.items() if name in row._meta.fields}
    links = {name: one.id for name, one in draft.links.items()}
    batch.update(row, values | links)
    batch.verb = VERB


def _people_who_stood_there(plan: Plan, batch: Batch) -> None:
    """Further consents of people who were known already; then everything derived from them."""
    repaired = {draft.links['person'].id for draft in plan.others['repair']
                if 'person' in draft.links and draft.writes}
    for person in plan.people:
        if not person.before:
            continue
        batch.verb = INSERT
        for yes in person.given:
            if yes.ended is None:
                shown = yes.text or (consent.text_in_force(yes.purpose, yes.audience).id if yes.audience else None)
                consent.record(batch, person.id or 0, Given(yes.purpose, yes.how, yes.on, shown,
                                                            taken_over=yes.text is None))
        batch.verb = VERB
        if person.given or person.changed or person.id in repaired or _has_new(person):
            search.refresh_person(person.id or 0, everything=True)


def _has_new(person: PersonDraft) -> bool:
    rows = [person.membership, *person.contacts]
    return any(row is not None and (not row.before or row.changed) for row in rows)


def _repairs_that_were_nameless(plan: Plan) -> None:
    for draft in plan.others['repair']:
        if isinstance(draft, RepairDraft) and draft.was_nameless:
            search.refresh_repair(Repair.get_by_id(draft.id))


def _organisations_that_stood_there(plan: Plan) -> None:
    for draft in plan.others['organisation']:
        if draft.before and draft.changed:
            search.refresh_organisation(MODELS['organisation'].get_by_id(draft.id))


def _show(plan: Plan, batch: Batch) -> None:
    """One row of each kind is enough for lists to look again; ten thousand would keep every screen busy."""
    for table, rows in plan.drafts.items():
        if rows and table != 'custom_column':
            batch.shows(table, rows[-1].public or str(rows[-1].id))


