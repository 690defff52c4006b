"""Tables only: what is stored, how it is called, and where each column appears.

Each model lists, per use, the columns a person meets there (`member = (...)`, `detail = (...)`), in reading order;
`db.fields.columns` turns them into `Column`s. `search` names what the search index holds. Rules live elsewhere.
"""
from collections.abc import Iterable

from peewee import SQL, Check, CompositeKey, ForeignKeyField, IntegerField, Model, TextField
from playhouse.sqlite_ext import AutoIncrementField

from db.categories import CATEGORIES
from db.connection import db
from db.modelfields import Choice, Day, Derived, Email, Json, Line, LongText, Moment, Number, Phone, YesNo
from db.words import HOW, OUTCOMES, POWER, REASONS_ALL, REVIEWS, STATES, Audience, Ended, Purpose, State


class Row(Model):
    class Meta:
        database = db
        legacy_table_names = False


def link(model: type[Model], **more: object) -> ForeignKeyField:
    """A foreign key that never queries behind one's back: it holds the id until a join fills it."""
    return ForeignKeyField(model, lazy_load=False, **more)


def one_of(column: str, words: Iterable[str]) -> Check:
    listed = ', '.join(f"'{word}'" for word in words)
    return Check(f'"{column}" IN ({listed})')


class Person(Row):
    """One human being, entered once. Which sheet they stand on follows from facts, never from a flag set by hand.

    `sort_name`, `words` and `on_former` are derived (`db.search.refresh`) and can be rebuilt.
    """
    id = AutoIncrementField()          # never used twice, so that the journal of an erased row stays its own
    public_id = TextField(unique=True)
    version = IntegerField(default=1, constraints=[SQL('DEFAULT 1')])
    first_name = Line('Vorname', max_length=100)
    last_name = Line('Nachname', max_length=100)
    phone = Phone('Telefon')
    phone_2 = Phone('Zweites Telefon')
    email = Email('E-Mail')
    email_2 = Email('Zweite E-Mail')
    street = Line('Straße und Hausnummer')
    postcode = Line('PLZ', max_length=12)
    city = Line('Ort', max_length=100)
    note = LongText('Notiz', help_text='Nur für das Team.')
    was_customer = YesNo('war schon früher Kund:in')
    extra = Json(default=dict)
    sort_name = Derived()
    words = Derived()
    on_former = YesNo('steht bei den Ehemaligen')

    member = ('first_name', 'last_name', 'phone', 'phone_2', 'email', 'email_2', 'street', 'postcode', 'city', 'note')
    external = member
    customer = ('phone', 'first_name', 'last_name', 'email')
    former = ('first_name', 'last_name', 'phone', 'phone_2', 'email', 'email_2', 'note')
    search = ('first_name', 'last_name', 'phone', 'phone_2', 'email', 'email_2', 'street', 'postcode', 'city')

    class Meta:
        indexes = (SQL('CREATE INDEX IF NOT EXISTS "person_on_former" ON "person" ("sort_name", "id", "on_former") '
                       'WHERE "on_former"'),)


class Account(Row):
    """Someone who may log in. Never deleted, so that the journal can name who did something; only deactivated."""
    id = AutoIncrementField()
    name = Line('Name', max_length=80)
    name_key = TextField(unique=True)  # folded: 'Anja' and 'anja' are one login
    role = TextField(constraints=[one_of('role', ('organiser', 'team', 'counter'))])
    password = TextField()             # argon2id in PHC form
    pin = TextField(default='', constraints=[SQL("DEFAULT ''")])   # the same; empty: none
    pin_misses = IntegerField(default=0, constraints=[SQL('DEFAULT 0')])   # since it last opened something
    person = link(Person, null=True, on_delete='SET NULL')
    active = YesNo('aktiv', default=True)
    created_at = Moment()
    last_login_at = Moment(null=True)


class Device(Row):
    """A tablet at the counter, enrolled once. Never deleted, only revoked; of its cookie only a hash is kept."""
    id = AutoIncrementField()
    name = Line('Name des Tablets', max_length=60)
    token_hash = TextField(unique=True)
    enrolled_by = link(Account, null=True, index=False)
    created_at = Moment()
    seen_at = Moment()
    revoked_at = Moment(null=True)


class Session(Row):
    """A login in one browser. Only a hash of the cookie's secret is kept (S8). On a `device` it is the counter's."""
    token_hash = TextField(primary_key=True)
    account = link(Account)
    device = link(Device, null=True)
    created_at = Moment()
    seen_at = Moment()
    ended_at = Moment(null=True)

    class Meta:
        without_rowid = True


class ConsentText(Row):
    """The exact words a person was shown. New wording is a new version (D2); triggers refuse any change."""
    id = AutoIncrementField()
    purpose = TextField(constraints=[one_of('purpose', Purpose)])
    audience = TextField(constraints=[one_of('audience', Audience)])
    language = TextField(default='de', constraints=[SQL("DEFAULT 'de'")])
    version = IntegerField()
    title = TextField()                # the question
    text = TextField()
    yes = TextField()                  # the two answers, as on the buttons
    no = TextField()
    created_at = Moment()

    class Meta:
        indexes = ((('purpose', 'audience', 'language', 'version'), True),)


class Consent(Row):
    """One purpose, one yes. It may only gain an end; it goes with the person (D1, D2)."""
    id = AutoIncrementField()
    person = link(Person, deferrable='INITIALLY DEFERRED')  # written before the person whom it permits
    purpose = TextField(constraints=[one_of('purpose', Purpose)])
    text = link(ConsentText, index=False)
    given_at = Moment()
    how = Choice('Wie', HOW)
    recorded_by = link(Account, null=True, index=False)   # empty: Befehlszeile
    listed_at = Moment(null=True)      # when it came with a list: nobody knows the words it was given to (`db.listed`)
    ended_at = Moment(null=True)
    ended_because = TextField(null=True, constraints=[one_of('ended_because', Ended)])

    class Meta:
        constraints = [Check('("ended_at" IS NULL) = ("ended_because" IS NULL)')]
        indexes = (SQL('CREATE INDEX IF NOT EXISTS "consent_in_force" '
                       'ON "consent" ("purpose", "given_at", "person_id") WHERE "ended_at" IS NULL'),)


class Membership(Row):
    id = AutoIncrementField()
    person = link(Person)
    version = IntegerField(default=1, constraints=[SQL('DEFAULT 1')])
    started_on = Day('dabei seit', null=True)
    ended_on = Day('ausgeschieden am', null=True)
    ended = YesNo('ausgeschieden')      # a fact of its own, because dates may be unknown
    tasks = Line('Aufgaben', help_text='Zum Beispiel: Reparatur, Annahme, Leitung.')
    skills = Line('Kann gut', help_text='Zum Beispiel: Elektro, Textil, Fahrrad.')
    in_messenger = YesNo('in der Messenger-Gruppe')   # a fact, not a consent
    refused_messenger_at = Moment(null=True)          # the last no to it: a consent is a yes (`db.messenger`)
    extra = Json(default=dict)

    form = ('tasks', 'skills', 'started_on', 'in_messenger')
    search = ('tasks', 'skills')

    class Meta:
        indexes = (SQL('CREATE INDEX IF NOT EXISTS "membership_running" ON "membership" ("person_id") '
                       'WHERE NOT "ended"'),)


class Organisation(Row):
    """Somebody we work with. Without a person's name this is not personal data."""
    id = AutoIncrementField()
    public_id = TextField(unique=True)
    version = IntegerField(default=1, constraints=[SQL('DEFAULT 1')])
    name = Line('Organisation')
    topic = Line('Thema', help_text='Wofür wir uns an sie wenden.')
    phone = Phone('Telefon')
    email = Email('E-Mail')
    website = Line('Webseite', max_length=300)
    address = Line('Adresse', max_length=300)
    note = LongText('Notiz', help_text='Nur für das Team. Bitte keine Angaben über Personen.')
    extra = Json(default=dict)
    sort_name = Derived()
    words = Derived()

    form = ('name', 'topic', 'phone', 'email', 'website', 'address', 'note')
    required = ('name',)
    search = ('name', 'topic', 'phone', 'email', 'website', 'address')


class Contact(Row):
    """A person we talk to outside the team, at an organisation or on their own."""
    id = AutoIncrementField()
    person = link(Person)
    organisation = link(Organisation, null=True)
    version = IntegerField(default=1, constraints=[SQL('DEFAULT 1')])
    function = Line('Funktion', help_text='Zum Beispiel: Ehrenamtsbüro, Spenden.')
    extra = Json(default=dict)

    form = ('function',)
    search = ('function',)


class Repair(Row):
    """One item somebody brought. Its number is spoken; its token opens the public page and is blanked at erasure."""
    id = AutoIncrementField()
    number = TextField(unique=True)
    serial = IntegerField(unique=True)       # year × 10,000,000 + count of that year: orders the numbers
    request_id = TextField(unique=True)      # makes a resent drop-off harmless (R9)
    token = TextField(null=True, unique=True)
    version = IntegerField(default=1, constraints=[SQL('DEFAULT 1')])
    person = link(Person, null=True)
    responsible = link(Membership, null=True, on_delete='SET NULL')
    item = Line('Gegenstand', max_length=100)
    category = Choice('Kategorie', tuple(one.name for one in CATEGORIES), max_length=100)
    brand = Line('Marke', max_length=60)
    model = Line('Modell', max_length=60)
    age = Number('Alter in Jahren', between=(0, 300), null=True)
    power = Choice('Stromversorgung', POWER)
    accessories = Line('Zubehör')
    fault = LongText('Was ist kaputt?', limit=1000)
    warning = Line('Nicht einschalten, weil', max_length=100,
                   help_text='Leer ist keine Warnung. Sonst steht es groß auf dem Anhänger.')
    place = Line('Platz', max_length=60)
    state = TextField(constraints=[one_of('state', STATES)])
    outcome = Choice('Ergebnis', OUTCOMES)
    reason = Choice('Grund', REASONS_ALL)
    finding = LongText('Befund', help_text='Was war es, was wurde gemacht?')
    note = LongText('Notiz', help_text='Nur für das Team.')
    received_at = Moment()
    ready_at = Moment(null=True)
    collected_at = Moment(null=True)
    due_on = Day('Abholen bis', null=True)
    erase_at = Moment(null=True)
    fault_review = TextField(default='', constraints=[SQL("DEFAULT ''"), one_of('fault_review', REVIEWS)])
    extra = Json(default=dict)
    words = Derived()

    counter = ('item', 'brand', 'accessories', 'fault', 'warning', 'place')
    detail = ('item', 'category', 'brand', 'model', 'age', 'power', 'fault', 'accessories', 'warning', 'place',
              'finding', 'note')
    required = ('item',)
    search = ('item', 'category', 'brand', 'model', 'place')

    class Meta:
        indexes = (
            SQL('CREATE INDEX IF NOT EXISTS "repair_open" ON "repair" ("received_at") '
                f'WHERE "state" <> \'{State.COLLECTED}\''),
            SQL('CREATE INDEX IF NOT EXISTS "repair_open_state" ON "repair" ("state", "received_at", "person_id") '
                f'WHERE "state" <> \'{State.COLLECTED}\''),
            SQL('CREATE INDEX IF NOT EXISTS "repair_gone" ON "repair" ("serial") '
                f'WHERE "state" = \'{State.COLLECTED}\''),
            SQL('CREATE INDEX IF NOT EXISTS "repair_to_erase" ON "repair" ("erase_at") '
                'WHERE "erase_at" IS NOT NULL'),
            SQL('CREATE INDEX IF NOT EXISTS "repair_received" ON "repair" ("received_at")'),
            SQL('CREATE INDEX IF NOT EXISTS "repair_collected" ON "repair" ("collected_at", "outcome", "ready_at") '
                'WHERE "collected_at" IS NOT NULL'),
        )


class RepairState(Row):
    """One row per move."""
    id = AutoIncrementField()
    repair = link(Repair)
    state = TextField(constraints=[one_of('state', STATES)])
    at = Moment()
    actor = link(Account, null=True, index=False)


class Change(Row):
    """Who changed which row when: the journal for history, undo, merging and import. Stays after an erasure."""
    id = AutoIncrementField()
    batch = TextField(index=True)
    at = Moment()
    actor = link(Account, null=True, index=False)
    verb = TextField()
    table = TextField(column_name='table_name')
    row = IntegerField(column_name='row_id')
    version = IntegerField()

    class Meta:
        indexes = ((('table', 'row'), False),)


class ChangeValue(Row):
    """Old and new value of one field. Personal data: goes with the person."""
    id = AutoIncrementField()
    change = link(Change, on_delete='CASCADE')
    field = TextField()
    old = Json(null=True)
    new = Json(null=True)


class Erasure(Row):
    """The proof of an erasure, without personal data (D12). `scrubbed_at`: since when the file, too, is clean."""
    public_id = TextField(primary_key=True)   # random
    at = Moment()
    rule = TextField()
    actor = link(Account, null=True, index=False)
    scrubbed_at = Moment(null=True)

    class Meta:
        indexes = (SQL('CREATE INDEX IF NOT EXISTS "erasure_unclean" ON "erasure" ("public_id") '
                       'WHERE "scrubbed_at" IS NULL'),)


class Setting(Row):
    name = TextField(primary_key=True)
    value = Json()


class CustomColumn(Row):
    """A column the café adds itself. Its values live in `extra` of the rows."""
    id = AutoIncrementField()
    table = TextField(column_name='table_name')
    name = TextField()                 # key in `extra`, never changes
    label = Line('Name', max_length=60)
    kind = TextField()
    choices = Json(default=list)
    hint = Line('Hinweis')
    position = IntegerField(default=0)
    purposes = Json(default=list)
    hidden = YesNo('nicht in der Liste')
    retired_at = Moment(null=True)

    class Meta:
        indexes = ((('table', 'name'), True),)


class SavedView(Row):
    id = AutoIncrementField()
    account = link(Account)
    sheet = TextField()
    name = Line('Name', max_length=60)
    view = Json(default=dict)


class PersonWord(Row):
    """The search index: every folded word of a person. Derived."""
    word = TextField()
    person = link(Person)

    class Meta:
        primary_key = CompositeKey('word', 'person')
        without_rowid = True


class RepairWord(Row):
    """Every folded word of a repair and of the person it belongs to; open repairs stand together. Derived."""
    open = YesNo('offen')
    word = TextField()
    repair = link(Repair)

    class Meta:
        primary_key = CompositeKey('open', 'word', 'repair')
        without_rowid = True


MODELS: dict[str, type[Row]] = {model._meta.table_name: model for model in (
    Person, Account, Device, Session, ConsentText, Consent, Membership, Organisation, Contact, Repair, RepairState,
    Change, ChangeValue, Erasure, Setting, CustomColumn, SavedView, PersonWord, RepairWord)}
