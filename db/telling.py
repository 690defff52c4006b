"""Which open screens hear of a change to a person."""
from db.journal import Batch
from db.models import Contact, Membership, Organisation, Person, Repair


def told(batch: Batch, person: Person) -> None:
    """Every screen that shows this person or one of their repairs is told."""
    batch.shows('person', person.public_id)
    for row in Contact.select(Organisation.public_id).join(Organisation).where(Contact.person == person.id).tuples():
        batch.shows('organisation', row[0])
    for row in Repair.select(Repair.number).where(Repair.person == person.id):
        batch.shows('repair', row.number)


def told_roles(batch: Batch, person: Person) -> None:
    """As `told`, and every screen that lists the team or the people of an organisation."""
    told(batch, person)
    for row in Membership.select(Membership.id).where(Membership.person == person.id).tuples():
        batch.shows('membership', str(row[0]))
