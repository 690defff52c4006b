"""Columns of the café's own that a list brings along: they become what somebody would have added in the settings."""
import re
from collections.abc import Collection

from db.columns import PLACES
from db.connection import db
from db.fields import Column
from db.importing.drafts import Draft, Plan
from db.kinds import Kind
from db.models import MODELS, CustomColumn
from db.own_order import index, index_name
from db.words import Purpose

NAME = re.compile(r'[a-z][a-z0-9_]{0,59}')   # it becomes part of statements, so nothing else may stand in it (S10)


def is_sound(table: str, name: str, purposes: Collection[str]) -> bool:
    """Whether what a file says about a column can be one."""
    return bool(table in PLACES and NAME.fullmatch(name) and name not in MODELS[table]._meta.fields
                and set(purposes) <= set(Purpose))


def name_for(key: str, taken: Collection[str]) -> str:
    """A name of its own for a heading that fits nowhere; never that of a declared column."""
    name = f'eigen_{key[:30] or "spalte"}'
    while name in taken:
        name += '_'
    return name


def usual_purposes(table: str) -> frozenset[str]:
    return frozenset(purpose.value for purpose in PLACES[table].purposes)


def draft_of(table: str, column: Column, plan: Plan) -> Draft:
    held = db.execute_sql('SELECT COUNT(*) FROM custom_column WHERE table_name = ?', (table,)).fetchone()[0]
    return Draft('custom_column', {
        'table': table, 'name': column.name, 'label': column.label, 'kind': column.kind.value, 'hint': column.hint,
        'choices': list(column.choices),
        'purposes': [purpose.value for purpose in Purpose if purpose.value in column.purposes],
        'position': held + len(plan.others['custom_column'])})


def column_of(draft: Draft) -> Column:
    return Column(draft.values['name'], draft.values['label'], Kind(draft.values['kind']), own=True)


def make_indexes(plan: Plan) -> None:
    for draft in plan.others['custom_column']:
        if not draft.before:
            db.execute_sql(index(draft.values['table'], column_of(draft)))


def drop(column: CustomColumn) -> None:
    db.execute_sql(f'DROP INDEX IF EXISTS "{index_name(column.table, column.name)}"')
    column.delete_instance()
